package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.remote.RemoteServer;
import dev.penstock.artifact.upstream.Answer;
import dev.penstock.artifact.upstream.ExternalSource;
import dev.penstock.artifact.upstream.SourceAsset;
import dev.penstock.artifact.upstream.SourceListing;
import dev.penstock.artifact.upstream.SourceUnavailableException;
import dev.penstock.artifact.upstream.SourceVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A server of NuGet's third protocol elsewhere as the source of an external connection. Its
 * registrations tell about a package; those asked for last stay in memory, up to a limit.
 *
 * <pre>{@code
 * RemoteServer gallery =
 *     RemoteServer.at(URI.create("https://nuget.example/v3"), client, Duration.ofSeconds(30));
 * ExternalSource nuget = new NugetSource(gallery, 64 << 20);
 * }</pre>
 *
 * <p>Summary, home page, licence and dependencies are those of the registration, without a further
 * request; where the sources are, it does not tell. A version of which neither the registration nor
 * its catalog entry tells the SHA-512 cannot be verified, and so cannot be fetched. Safe for
 * several threads.
 */
public final class NugetSource implements ExternalSource {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_PAGES = 1_000;
  private static final List<String> REGISTRATIONS =
      List.of(
          "RegistrationsBaseUrl/3.6.0",
          "RegistrationsBaseUrl/Versioned",
          "RegistrationsBaseUrl/3.4.0",
          "RegistrationsBaseUrl");
  private static final List<String> PACKAGES = List.of("PackageBaseAddress/3.0.0");

  private final RemoteServer server;
  private final Cache<PackageCoordinates, SourceRegistration> registrations;
  private volatile @Nullable JsonNode index;

  /**
   * A server.
   *
   * @param server where its service index is, without {@code index.json}
   * @param cacheBytes how many bytes of registrations stay in memory; 0 or more
   */
  public NugetSource(RemoteServer server, long cacheBytes) {
    this.server = server;
    this.registrations =
        CacheBuilder.newBuilder()
            .maximumWeight(cacheBytes)
            .weigher((PackageCoordinates key, SourceRegistration value) -> value.weight())
            .concurrencyLevel(1)
            .build();
  }

  @Override
  public Answer<SourceListing> versions(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException {
    Optional<SourceRegistration> found = ask(coordinates);
    if (found.isEmpty()) {
      registrations.invalidate(coordinates);
    }
    return answer(found.map(SourceRegistration::listing));
  }

  @Override
  public Answer<SourceVersion> describe(VersionCoordinates version) throws IOException {
    return answer(leaf(version).map(leaf -> leaf.describe(new PackageId(version.of().name()))));
  }

  @Override
  public Answer<SourceAsset> asset(VersionCoordinates version, String name) throws IOException {
    Optional<SourceRegistration.Leaf> leaf = leaf(version);
    Optional<VersionText> text = VersionText.of(version.version());
    if (leaf.isEmpty()
        || text.isEmpty()
        || !name.equals(FlatContainer.asset(new PackageId(version.of().name()), text.get()))) {
      return Answer.absent();
    }
    Optional<SourceAsset> asset = SourceRegistration.asset(name, leaf.get().entry());
    if (asset.isEmpty()) {
      asset =
          json(resolve(CatalogEntry.text(leaf.get().entry(), "@id")))
              .flatMap(entry -> SourceRegistration.asset(name, entry));
    }
    return answer(asset);
  }

  @Override
  public Answer<InputStream> open(VersionCoordinates version, SourceAsset asset)
      throws IOException {
    String id = version.of().name();
    URI address = resource(PACKAGES).resolve(id + "/" + version.version() + "/" + asset.name());
    return answer(
        server.get(address, Map.of("Accept", "*/*")).asOptional().map(RemoteServer.Found::body));
  }

  private static <T> Answer<T> answer(Optional<T> found) {
    return found.isPresent() ? Answer.found(found.get()) : Answer.absent();
  }

  /** What is in memory may be old; a version that is not in it is asked for. */
  private Optional<SourceRegistration.Leaf> leaf(VersionCoordinates version) throws IOException {
    @Nullable SourceRegistration known = registrations.getIfPresent(version.of());
    Optional<SourceRegistration.Leaf> leaf =
        known == null ? Optional.empty() : known.leaf(version.version());
    return leaf.isPresent()
        ? leaf
        : ask(version.of()).flatMap(found -> found.leaf(version.version()));
  }

  private Optional<SourceRegistration> ask(PackageCoordinates coordinates) throws IOException {
    URI address = resource(REGISTRATIONS).resolve(coordinates.name() + "/index.json");
    Optional<JsonNode> root = json(address);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    SourceRegistration registration = new SourceRegistration();
    int pages = 0;
    for (JsonNode page : root.get().path("items")) {
      if (++pages > MOST_PAGES) {
        throw unavailable(coordinates + " has more than " + MOST_PAGES + " pages", null);
      }
      JsonNode items = page.path("items");
      if (!items.isArray()) {
        items =
            json(resolve(CatalogEntry.text(page, "@id")))
                .map(whole -> whole.path("items"))
                .orElse(items);
      }
      registration.add(items);
    }
    registrations.put(coordinates, registration);
    return Optional.of(registration);
  }

  /** Where a resource is, which the service index says; it is kept while it says that. */
  private URI resource(List<String> types) throws IOException {
    @Nullable JsonNode kept = index;
    Optional<String> found = kept == null ? Optional.empty() : resource(kept, types);
    if (found.isEmpty()) {
      JsonNode asked =
          json(server.below("index.json")).orElseThrow(() -> unavailable("no service index", null));
      found = resource(asked, types);
      if (found.isEmpty()) {
        throw unavailable("its service index names none of " + types, null);
      }
      index = asked;
    }
    return resolve(found.get().endsWith("/") ? found.get() : found.get() + "/");
  }

  private static Optional<String> resource(JsonNode index, List<String> types) {
    for (String type : types) {
      for (JsonNode resource : index.path("resources")) {
        if (CatalogEntry.text(resource, "@type").equals(type)) {
          return Optional.of(CatalogEntry.text(resource, "@id"));
        }
      }
    }
    return Optional.empty();
  }

  private URI resolve(String address) throws SourceUnavailableException {
    try {
      return server.base().resolve(address);
    } catch (IllegalArgumentException e) {
      throw unavailable("\"" + NuspecReader.shown(address) + "\" is no address", e);
    }
  }

  private Optional<JsonNode> json(URI address) throws IOException {
    Optional<RemoteServer.Found> found =
        server.get(address, Map.of("Accept", "application/json")).asOptional();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean isGzip = found.get().header("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    try (InputStream body = found.get().body();
        InputStream plain = isGzip ? new GZIPInputStream(body) : body) {
      byte[] bytes = plain.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw unavailable(address + " has more than " + MOST_BYTES + " bytes", null);
      }
      return Optional.of(CatalogEntry.JSON.readTree(bytes));
    } catch (JsonProcessingException e) {
      throw unavailable(address + " is no JSON", e);
    }
  }

  private SourceUnavailableException unavailable(String what, @Nullable Exception cause) {
    return new SourceUnavailableException(server + ": " + what, Optional.empty(), cause);
  }
}
