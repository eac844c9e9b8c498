package dev.penstock.artifact.format.pypi;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.pypi.SourceProject.MetadataFile;
import dev.penstock.artifact.format.remote.RemoteServer;
import dev.penstock.artifact.upstream.Answer;
import dev.penstock.artifact.upstream.ExternalSource;
import dev.penstock.artifact.upstream.SourceAsset;
import dev.penstock.artifact.upstream.SourceListing;
import dev.penstock.artifact.upstream.SourceUnavailableException;
import dev.penstock.artifact.upstream.SourceVersion;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index elsewhere as the source of an external connection. One page tells all about a project;
 * those asked for last stay in memory, up to a limit.
 *
 * <pre>{@code
 * RemoteServer index =
 *     RemoteServer.at(URI.create("https://python.example/simple"), client, Duration.ofSeconds(30))
 *         .filesAt("files.python.example");
 * ExternalSource pypi = new PypiSource(index, 64 << 20);
 * }</pre>
 *
 * <p>The index must have pages in JSON. Files of which it tells no SHA-256 are left out: they could
 * not be verified. Summary, home page, licences and dependencies are those of the core metadata
 * that the index has beside a release's files, as for most wheels; of a release that has only
 * source distributions it mostly tells none. The licence is the expression, or else the name, or
 * else what the classifiers say, such as {@code MIT License}. Safe for several threads.
 */
public final class PypiSource implements ExternalSource {
  private static final String JSON = Accepted.JSON.mediaType();
  private static final long MOST_BYTES = 256L << 20;

  private final RemoteServer index;
  private final Cache<PackageCoordinates, SourceProject> projects;

  /**
   * An index.
   *
   * @param index where its pages are, such as {@code https://python.example/simple}
   * @param cacheBytes how many bytes of pages stay in memory; 0 or more
   */
  public PypiSource(RemoteServer index, long cacheBytes) {
    this.index = index;
    this.projects =
        CacheBuilder.newBuilder()
            .maximumWeight(cacheBytes)
            .weigher((PackageCoordinates key, SourceProject value) -> value.weight())
            .concurrencyLevel(1)
            .build();
  }

  @Override
  public Answer<SourceListing> versions(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException {
    Answer<SourceProject> answer = ask(coordinates, validator);
    if (answer instanceof Answer.Found<SourceProject> found) {
      projects.put(coordinates, found.value());
      return Answer.found(found.value().listing());
    }
    if (answer instanceof Answer.NotModified) {
      return Answer.notModified();
    }
    projects.invalidate(coordinates);
    return Answer.absent();
  }

  @Override
  public Answer<SourceVersion> describe(VersionCoordinates version) throws IOException {
    Optional<Version> parsed = VersionScheme.PYPI.tryParse(version.version());
    if (parsed.isEmpty()) {
      return Answer.absent();
    }
    @Nullable SourceProject known = projects.getIfPresent(version.of());
    Optional<SourceVersion> described =
        known == null ? Optional.empty() : known.describe(parsed.get());
    if (described.isEmpty()) {
      described = asked(version.of()).flatMap(project -> project.describe(parsed.get()));
    }
    return answer(described);
  }

  @Override
  public VersionMetadata metadata(VersionCoordinates version, SourceVersion described)
      throws IOException {
    Optional<Version> parsed = VersionScheme.PYPI.tryParse(version.version());
    @Nullable SourceProject known = projects.getIfPresent(version.of());
    Optional<SourceProject> project = known == null ? asked(version.of()) : Optional.of(known);
    Optional<MetadataFile> file =
        parsed.flatMap(release -> project.flatMap(page -> page.metadata(release)));
    if (file.isEmpty()) {
      return described.metadata();
    }
    String url = file.get().url();
    int fragment = url.indexOf('#');
    String beside = (fragment < 0 ? url : url.substring(0, fragment)) + ".metadata";
    Optional<InputStream> found =
        index
            .get(resolve(version.of(), beside), Map.of("Accept", "*/*"))
            .asOptional()
            .map(RemoteServer.Found::body);
    if (found.isEmpty()) {
      return described.metadata();
    }
    byte[] bytes;
    try (InputStream body = found.get()) {
      bytes = body.readNBytes(CoreMetadata.MOST_BYTES + 1);
    }
    if (bytes.length > CoreMetadata.MOST_BYTES) {
      return described.metadata();
    }
    CoreMetadata core = CoreMetadata.parse(bytes);
    if (!file.get().sha256().isEmpty() && !file.get().sha256().equals(core.sha256())) {
      throw new SourceUnavailableException(
          index
              + ": the core metadata of "
              + version
              + " have SHA-256 "
              + core.sha256()
              + "; promised: "
              + file.get().sha256(),
          Optional.empty(),
          null);
    }
    return About.of(core);
  }

  @Override
  public Answer<SourceAsset> asset(VersionCoordinates version, String name) throws IOException {
    return answer(project(version.of(), name).flatMap(project -> project.asset(name)));
  }

  @Override
  public Answer<InputStream> open(VersionCoordinates version, SourceAsset asset)
      throws IOException {
    Optional<String> url =
        project(version.of(), asset.name()).flatMap(project -> project.url(asset.name()));
    if (url.isEmpty()) {
      return Answer.absent();
    }
    return answer(
        index
            .get(resolve(version.of(), url.get()), Map.of("Accept", "*/*"))
            .asOptional()
            .map(RemoteServer.Found::body));
  }

  private URI resolve(PackageCoordinates coordinates, String url) throws IOException {
    try {
      return page(coordinates).resolve(url);
    } catch (IllegalArgumentException e) {
      throw new SourceUnavailableException(
          index + ": a file of " + coordinates + " is said to be at no address",
          Optional.empty(),
          e);
    }
  }

  private static <T> Answer<T> answer(Optional<T> found) {
    return found.isPresent() ? Answer.found(found.get()) : Answer.absent();
  }

  /** The page that has a file: what is in memory may be older than the file. */
  private Optional<SourceProject> project(PackageCoordinates coordinates, String file)
      throws IOException {
    @Nullable SourceProject known = projects.getIfPresent(coordinates);
    return known != null && known.asset(file).isPresent() ? Optional.of(known) : asked(coordinates);
  }

  private Optional<SourceProject> asked(PackageCoordinates coordinates) throws IOException {
    Optional<SourceProject> found = ask(coordinates, null).asOptional();
    found.ifPresent(project -> projects.put(coordinates, project));
    return found;
  }

  private URI page(PackageCoordinates coordinates) {
    return index.below(coordinates.name() + "/");
  }

  private Answer<SourceProject> ask(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException {
    Optional<ProjectName> name = ProjectName.of(coordinates.name());
    if (name.isEmpty()) {
      return Answer.absent();
    }
    Map<String, String> headers = new HashMap<>(Map.of("Accept", JSON));
    if (validator != null) {
      headers.put("If-None-Match", validator);
    }
    Answer<RemoteServer.Found> answer = index.get(page(coordinates), headers);
    if (answer instanceof Answer.NotModified) {
      return Answer.notModified();
    }
    Optional<RemoteServer.Found> found = answer.asOptional();
    if (found.isEmpty()) {
      return Answer.absent();
    }
    try (InputStream body = new LimitedPage(found.get().body(), MOST_BYTES)) {
      return Answer.found(
          SourceProject.read(name.get(), body, found.get().header("ETag").orElse(null)));
    } catch (IOException e) {
      throw new SourceUnavailableException(
          index + ": the page of " + name.get() + " cannot be read: " + e.getMessage(),
          Optional.empty(),
          e);
    }
  }
}
