package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.listing.WholeList;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Maven repository elsewhere, such as Maven Central, as a source of releases. Files are verified
 * by the checksums beside them, SHA-1 or else MD5; a file without any is not taken. Snapshots never
 * are.
 *
 * <pre>{@code
 * new MavenSource(RemoteServer.at(
 *     URI.create("https://maven.example/releases"), client, Duration.ofSeconds(30)));
 * }</pre>
 *
 * <p>POMs are not looked into, so that summary, licences and dependencies are not told; a rule
 * about licences takes them for unknown. Keeps nothing, and is safe for several threads.
 */
public final class MavenSource implements ExternalSource {
  private static final int LONGEST_METADATA = 4 << 20;
  private static final int LONGEST_CHECKSUM = 4_096;

  private final RemoteServer server;

  /**
   * A repository.
   *
   * @param server its address is that of the layout's root
   */
  public MavenSource(RemoteServer server) {
    this.server = Objects.requireNonNull(server, "server");
  }

  @Override
  public Answer<SourceListing> versions(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException {
    Map<String, String> headers = validator == null ? Map.of() : Map.of("If-None-Match", validator);
    Answer<RemoteServer.Found> answer =
        server.get(address(coordinates, List.of("maven-metadata.xml")), headers);
    if (answer instanceof Answer.NotModified) {
      return Answer.notModified();
    }
    Optional<RemoteServer.Found> found = answer.asOptional();
    if (found.isEmpty()) {
      return Answer.absent();
    }
    try {
      List<SourceListing.Listed> versions =
          MetadataReader.read(bytes(found.get(), LONGEST_METADATA)).versions().stream()
              .filter(version -> !BuildVersion.isBase(version) && LayoutPath.isVersion(version))
              .distinct()
              .map(SourceListing.Listed::of)
              .toList();
      return Answer.found(
          new SourceListing(versions, new TreeMap<>(), found.get().header("ETag").orElse(null)));
    } catch (ProtocolException | IllegalArgumentException e) {
      throw new SourceUnavailableException(
          server.base() + ": the versions of " + coordinates + " cannot be read: " + e.getMessage(),
          Optional.empty(),
          e);
    }
  }

  /** A version is there if its POM is. */
  @Override
  public Answer<SourceVersion> describe(VersionCoordinates version) throws IOException {
    Optional<SourceAsset> pom =
        asset(version, version.of().name() + "-" + version.version() + ".pom").asOptional();
    return pom.isEmpty() ? Answer.absent() : Answer.found(SourceVersion.of(pom.get()).withOthers());
  }

  @Override
  public Answer<SourceAsset> asset(VersionCoordinates version, String name) throws IOException {
    if (!LayoutPath.isVersion(version.version()) || ChecksumKind.ofFile(name).isPresent()) {
      return Answer.absent();
    }
    for (ChecksumKind kind : List.of(ChecksumKind.SHA1, ChecksumKind.MD5)) {
      String file = name + "." + kind.name().toLowerCase(Locale.ROOT);
      Optional<RemoteServer.Found> found =
          server
              .get(address(version.of(), List.of(version.version(), file)), Map.of())
              .asOptional();
      if (found.isPresent()) {
        String text = new String(bytes(found.get(), LONGEST_CHECKSUM), StandardCharsets.UTF_8);
        Optional<String> digest = kind.read(text).map(hex -> hex.toLowerCase(Locale.ROOT));
        if (digest.isPresent()) {
          return Answer.found(
              new SourceAsset(name, OptionalLong.empty(), Map.of(kind.algorithm(), digest.get())));
        }
      }
    }
    return Answer.absent();
  }

  @Override
  public Answer<InputStream> open(VersionCoordinates version, SourceAsset asset)
      throws IOException {
    Optional<InputStream> body =
        server
            .get(address(version.of(), List.of(version.version(), asset.name())), Map.of())
            .asOptional()
            .map(RemoteServer.Found::body);
    return body.isEmpty() ? Answer.absent() : Answer.found(body.get());
  }

  private URI address(PackageCoordinates of, List<String> rest) {
    StringBuilder path = new StringBuilder(of.namespace().replace('.', '/'));
    path.append('/').append(WholeList.segment(of.name()));
    rest.forEach(part -> path.append('/').append(WholeList.segment(part)));
    return server.below(path.toString());
  }

  private byte[] bytes(RemoteServer.Found found, int most) throws IOException {
    try (InputStream body = found.body()) {
      byte[] bytes = body.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new SourceUnavailableException(
            server.base() + ": a document of more than " + most + " bytes", Optional.empty(), null);
      }
      return bytes;
    }
  }
}
