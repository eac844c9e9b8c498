package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Packages by text (W-063). Every word must be in a package's name, its keywords or its
 * description; those with the words in their names come first. The time it takes grows with the
 * number of packages.
 */
record NpmSearch(RepositoryAccess access, URI base, ManifestCache manifests) {
  private static final int CHUNK = 1_000;
  private static final int MOST_FOUND = 250;
  private static final int USUAL = 20;
  private static final int MOST_WORDS = 20;
  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** How much a word counts, by where it was found. */
  private static final double IN_NAME = 1;

  private static final double IN_KEYWORDS = 0.5;
  private static final double IN_DESCRIPTION = 0.25;

  /** Something found; the manifest is read again for those that are shown. */
  private record Hit(NpmName name, double score) {}

  ObjectNode answer(ProtocolRequest request) throws IOException {
    List<String> words = words(request.query("text").orElse(""));
    int size = number(request, "size", USUAL, MOST_FOUND);
    int from = number(request, "from", 0, Integer.MAX_VALUE);
    List<Hit> hits = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(CHUNK));
    while (next.isPresent()) {
      Page<PackageCoordinates> page =
          access.repository().packages(PackageQuery.ALL.withFormat(PackageFormat.NPM), next.get());
      for (PackageCoordinates coordinates : page.items()) {
        hit(coordinates, words).ifPresent(hits::add);
      }
      next = page.next();
    }
    hits.sort(
        Comparator.comparingDouble(Hit::score)
            .reversed()
            .thenComparing(hit -> hit.name().toString()));
    ObjectNode answer = NpmJson.object();
    ArrayNode objects = answer.putArray("objects");
    Instant time = Instant.EPOCH;
    for (Hit hit : hits.stream().skip(from).limit(size).toList()) {
      Optional<NpmView> view = view(hit.name());
      Optional<NpmVersion> latest = view.flatMap(found -> found.tagged(NpmView.LATEST));
      if (view.isPresent() && latest.isPresent()) {
        objects.add(object(hit, view.get(), latest.get()));
        time = latest.get().time().isAfter(time) ? latest.get().time() : time;
      }
    }
    answer.put("total", hits.size());
    answer.put("time", time.toString());
    return answer;
  }

  private static List<String> words(String text) {
    return WORDS.splitToStream(text.toLowerCase(Locale.ROOT)).limit(MOST_WORDS).toList();
  }

  private static int number(ProtocolRequest request, String name, int usual, int most) {
    String text = request.query(name).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return Math.min(number, most);
      }
    } catch (NumberFormatException notOne) {
      // Told below.
    }
    throw new ProtocolException(400, name + " is no number; allowed: 0 or more");
  }

  private Optional<Hit> hit(PackageCoordinates coordinates, List<String> words) throws IOException {
    NpmName name = NpmName.of(coordinates);
    if (!mayRead(coordinates)) {
      return Optional.empty();
    }
    Optional<NpmView> view = view(name);
    Optional<NpmVersion> latest = view.flatMap(found -> found.tagged(NpmView.LATEST));
    if (view.isEmpty() || latest.isEmpty()) {
      return Optional.empty();
    }
    double score = 0;
    @Nullable ObjectNode manifest = null;
    for (String word : words) {
      if (matchesName(name, word)) {
        score += IN_NAME;
        continue;
      }
      if (manifest == null) {
        manifest = new Manifests(view.get(), base).full(latest.get()).orElseGet(NpmJson::object);
      }
      double one = score(manifest, word);
      if (one == 0) {
        return Optional.empty();
      }
      score += one;
    }
    return Optional.of(new Hit(name, words.isEmpty() ? IN_NAME : score / words.size()));
  }

  private boolean mayRead(PackageCoordinates coordinates) {
    try {
      access.require(RepositoryRight.READ, coordinates);
      return true;
    } catch (ProtocolException refused) {
      return false;
    }
  }

  private static boolean matchesName(NpmName name, String word) {
    return word.startsWith("scope:")
        ? name.scope().toLowerCase(Locale.ROOT).equals(word.substring("scope:".length()))
        : name.toString().toLowerCase(Locale.ROOT).contains(word);
  }

  private static double score(JsonNode manifest, String word) {
    String keyword = word.startsWith("keywords:") ? word.substring("keywords:".length()) : word;
    for (JsonNode one : manifest.path("keywords")) {
      if (one.asText().toLowerCase(Locale.ROOT).equals(keyword)) {
        return IN_KEYWORDS;
      }
    }
    String description = manifest.path("description").asText().toLowerCase(Locale.ROOT);
    return description.contains(word) ? IN_DESCRIPTION : 0;
  }

  private Optional<NpmView> view(NpmName name) throws IOException {
    return NpmPackage.find(access.repository(), name)
        .map(found -> NpmView.of(found, access.repository(), manifests));
  }

  private ObjectNode object(Hit hit, NpmView view, NpmVersion latest) throws IOException {
    ObjectNode manifest = new Manifests(view, base).full(latest).orElseGet(NpmJson::object);
    ObjectNode object = NpmJson.object();
    ObjectNode shown = object.putObject("package");
    shown.put("name", hit.name().toString());
    shown.put("scope", hit.name().scope().isEmpty() ? "unscoped" : hit.name().scope());
    shown.put("version", latest.number());
    shown.put("description", manifest.path("description").asText());
    shown.set("keywords", list(manifest.path("keywords")));
    shown.put("date", latest.time().toString());
    links(shown.putObject("links"), manifest);
    JsonNode author = manifest.path("author");
    if (!author.isMissingNode()) {
      shown.set("author", author);
    }
    JsonNode publisher = manifest.path(Manifests.PUBLISHER).path("name");
    shown.putObject("publisher").put("username", publisher.asText());
    shown.set("maintainers", list(manifest.path("maintainers")));
    ObjectNode score = object.putObject("score");
    score.put("final", hit.score());
    score
        .putObject("detail")
        .put("quality", hit.score())
        .put("popularity", hit.score())
        .put("maintenance", hit.score());
    object.put("searchScore", hit.score());
    return object;
  }

  private static JsonNode list(JsonNode found) {
    return found.isArray() ? found : NpmJson.MAPPER.createArrayNode();
  }

  private static void links(ObjectNode links, JsonNode manifest) {
    for (String name : List.of("homepage", "repository", "bugs")) {
      JsonNode told = manifest.path(name);
      String address = told.isObject() ? told.path("url").asText() : told.asText();
      if (!address.isEmpty()) {
        links.put(name, address);
      }
    }
  }
}
