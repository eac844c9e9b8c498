package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.listing.WholeList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for packages (W-103). */
final class Search {
  private static final int USUAL = 20;
  private static final int MOST = 1_000;
  private static final int MOST_WORDS = 20;

  private final Repository repository;
  private final NugetAddresses addresses;
  private final List<String> words;
  private final String packageType;
  private final boolean hasPrereleases;
  private final Hive hive;
  private final int skip;
  private final int take;

  Search(Repository repository, NugetAddresses addresses, ProtocolRequest request) {
    this.repository = repository;
    this.addresses = addresses;
    this.words =
        Stream.of(request.query("q").orElse("").toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .toList();
    this.packageType = request.query("packageType").orElse("");
    this.hasPrereleases = request.query("prerelease").orElse("").equalsIgnoreCase("true");
    this.hive = request.query("semVerLevel").orElse("").startsWith("2") ? Hive.SEMVER2 : Hive.GZIP;
    this.skip = number(request, "skip", 0);
    this.take = Math.min(MOST, number(request, "take", USUAL));
  }

  private static int number(ProtocolRequest request, String name, int usual) {
    String text = request.query(name).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    if (text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new ProtocolException(
          400, name + " is \"" + NuspecReader.shown(text) + "\"; allowed: 0 to 999999999");
    }
    return Integer.parseInt(text);
  }

  /**
   * A package that was found.
   *
   * @param rank 0 for the one of exactly that id, more for others
   * @param entry what its newest version says
   * @param versions those that the client may see, the newest last
   */
  private record Hit(int rank, JsonNode entry, List<NugetVersions.Known> versions) {
    String id() {
      return CatalogEntry.text(entry, "id");
    }
  }

  private List<Hit> hits() throws IOException {
    List<Hit> hits = new ArrayList<>();
    for (PackageCoordinates found : WholeList.packages(repository, PackageFormat.NUGET)) {
      List<NugetVersions.Known> versions = visible(found);
      if (!versions.isEmpty()) {
        hit(new PackageId(found.name()), versions).ifPresent(hits::add);
      }
    }
    hits.sort(
        Comparator.comparing(Hit::rank).thenComparing(hit -> hit.id().toLowerCase(Locale.ROOT)));
    return hits;
  }

  private List<NugetVersions.Known> visible(PackageCoordinates coordinates) throws IOException {
    return NugetVersions.in(repository, coordinates).stream()
        .filter(NugetVersions.Known::isListed)
        .filter(hive::shows)
        .filter(known -> hasPrereleases || !known.version().isPrerelease())
        .toList();
  }

  private Optional<Hit> hit(PackageId coordinates, List<NugetVersions.Known> versions)
      throws IOException {
    NugetVersions.Known newest = versions.get(versions.size() - 1);
    JsonNode entry = newest.entry(coordinates);
    if (!packageType.isEmpty() && !hasType(entry)) {
      return Optional.empty();
    }
    String id = coordinates.lower();
    String all =
        String.join(
                "\n",
                id,
                CatalogEntry.text(entry, "title"),
                CatalogEntry.text(entry, "description"),
                CatalogEntry.text(entry, "summary"),
                entry.path("tags").toString())
            .toLowerCase(Locale.ROOT);
    if (!words.stream().allMatch(all::contains)) {
      return Optional.empty();
    }
    String query = String.join(" ", words);
    int rank = id.equals(query) ? 0 : id.startsWith(query) ? 1 : id.contains(query) ? 2 : 3;
    return Optional.of(new Hit(rank, entry, versions));
  }

  private boolean hasType(JsonNode entry) {
    for (JsonNode type : entry.path("packageTypes")) {
      if (CatalogEntry.text(type, "name").equalsIgnoreCase(packageType)) {
        return true;
      }
    }
    return false;
  }

  byte[] packages() throws IOException {
    List<Hit> hits = hits();
    ObjectNode result = CatalogEntry.JSON.createObjectNode();
    result.put("totalHits", hits.size());
    ArrayNode data = result.putArray("data");
    for (Hit hit : page(hits)) {
      data.add(item(hit));
    }
    return CatalogEntry.JSON.writeValueAsBytes(result);
  }

  private <T> List<T> page(List<T> all) {
    int from = Math.min(skip, all.size());
    return all.subList(from, from + Math.min(take, all.size() - from));
  }

  private ObjectNode item(Hit hit) {
    PackageId id = new PackageId(hit.id());
    ObjectNode item = CatalogEntry.JSON.createObjectNode();
    item.put("@id", addresses.registration(hive, id));
    item.put("@type", "Package");
    item.put("registration", addresses.registration(hive, id));
    for (String name :
        List.of(
            "id",
            "version",
            "description",
            "summary",
            "title",
            "iconUrl",
            "licenseUrl",
            "projectUrl",
            "tags",
            "packageTypes")) {
      if (hit.entry().has(name)) {
        item.set(name, hit.entry().path(name));
      }
    }
    ArrayNode authors = item.putArray("authors");
    Stream.of(CatalogEntry.text(hit.entry(), "authors").split(","))
        .map(String::strip)
        .filter(author -> !author.isEmpty())
        .forEach(authors::add);
    item.put("totalDownloads", 0);
    item.put("verified", false);
    ArrayNode versions = item.putArray("versions");
    for (NugetVersions.Known version : hit.versions()) {
      versions
          .addObject()
          .put("@id", addresses.leaf(hive, id, version.text()))
          .put("version", version.text())
          .put("downloads", 0);
    }
    return item;
  }

  /** Ids that match, or the versions of the package that is asked for. */
  byte[] completions(Optional<String> id) throws IOException {
    List<String> found = new ArrayList<>();
    if (id.isPresent()) {
      Optional<PackageId> wanted = PackageId.of(id.get());
      if (wanted.isPresent()) {
        visible(wanted.get().coordinates()).forEach(version -> found.add(version.text()));
      }
    } else {
      hits().forEach(hit -> found.add(hit.id()));
    }
    ObjectNode result = CatalogEntry.JSON.createObjectNode();
    result.put("totalHits", found.size());
    ArrayNode data = result.putArray("data");
    (id.isPresent() ? found : page(found)).forEach(data::add);
    return CatalogEntry.JSON.writeValueAsBytes(result);
  }
}
