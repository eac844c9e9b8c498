package dev.penstock.artifact.format.npm;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.ProtocolException;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registry elsewhere as the source of an external connection. One packument tells all about a
 * package; those asked for last stay in memory, up to a limit.
 *
 * <pre>{@code
 * ExternalSource npmjs =
 *     new NpmSource(
 *         RemoteServer.at(URI.create("https://npm.example"), client, Duration.ofSeconds(30)),
 *         64 << 20);
 * }</pre>
 *
 * <p>Tarballs are only fetched from the registry's own host, and those that it may refer to. A
 * version of which the registry tells no digest is left out: it could not be verified. Safe for
 * several threads.
 */
public final class NpmSource implements ExternalSource {
  private final RemoteServer registry;
  private final Cache<PackageCoordinates, SourcePackument> packuments;

  /**
   * A registry.
   *
   * @param registry where it is
   * @param cacheBytes how many bytes of packuments stay in memory; 0 or more
   */
  public NpmSource(RemoteServer registry, long cacheBytes) {
    this.registry = registry;
    this.packuments =
        CacheBuilder.newBuilder()
            .maximumWeight(cacheBytes)
            .weigher((PackageCoordinates key, SourcePackument value) -> value.weight())
            .concurrencyLevel(1)
            .build();
  }

  @Override
  public Answer<SourceListing> versions(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException {
    Answer<SourcePackument> answer = ask(coordinates, validator);
    if (answer instanceof Answer.Found<SourcePackument> found) {
      packuments.put(coordinates, found.value());
      return Answer.found(found.value().listing());
    }
    if (answer instanceof Answer.NotModified) {
      return Answer.notModified();
    }
    packuments.invalidate(coordinates);
    return Answer.absent();
  }

  @Override
  public Answer<SourceVersion> describe(VersionCoordinates version) throws IOException {
    Optional<SourcePackument.Entry> entry = entry(version);
    return entry.isEmpty()
        ? Answer.absent()
        : Answer.found(entry.get().described(NpmName.of(version.of())));
  }

  @Override
  public Answer<InputStream> open(VersionCoordinates version, SourceAsset asset)
      throws IOException {
    Optional<SourcePackument.Entry> entry = entry(version);
    if (entry.isEmpty() || !asset.name().equals(Manifests.TARBALL)) {
      return Answer.absent();
    }
    URI address;
    try {
      address = registry.base().resolve(entry.get().tarball());
    } catch (IllegalArgumentException e) {
      throw unavailable(version + " is said to be at an address that is none", e);
    }
    Answer<RemoteServer.Found> found = registry.get(address, Map.of("Accept", "*/*"));
    return found.asOptional().map(body -> Answer.found(body.body())).orElseGet(Answer::absent);
  }

  /** What is in memory may be old; a version that is not in it is asked for. */
  private Optional<SourcePackument.Entry> entry(VersionCoordinates version) throws IOException {
    @Nullable SourcePackument known = packuments.getIfPresent(version.of());
    if (known == null || known.entry(version.version()).isEmpty()) {
      Optional<SourcePackument> asked = ask(version.of(), null).asOptional();
      if (asked.isEmpty()) {
        return Optional.empty();
      }
      known = asked.get();
      packuments.put(version.of(), known);
    }
    return known.entry(version.version());
  }

  private Answer<SourcePackument> ask(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException {
    NpmName name = NpmName.of(coordinates);
    String path = name.toString().replace("/", "%2f");
    Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/json"));
    if (validator != null) {
      headers.put("If-None-Match", validator);
    }
    Answer<RemoteServer.Found> answer = registry.get(registry.below(path), headers);
    if (answer instanceof Answer.NotModified) {
      return Answer.notModified();
    }
    Optional<RemoteServer.Found> found = answer.asOptional();
    if (found.isEmpty()) {
      return Answer.absent();
    }
    try (InputStream body = found.get().body()) {
      return Answer.found(
          SourcePackument.read(name, body, found.get().header("ETag").orElse(null)));
    } catch (ProtocolException e) {
      throw unavailable("the packument of " + name + " cannot be read", e);
    }
  }

  private SourceUnavailableException unavailable(String what, Exception cause) {
    return new SourceUnavailableException(
        registry + ": " + what + ": " + cause.getMessage(), Optional.empty(), cause);
  }
}
