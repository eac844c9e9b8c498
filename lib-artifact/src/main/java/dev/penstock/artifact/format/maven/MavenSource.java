package dev.penstock.artifact.format.maven;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.penstock.artifact.License;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
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
 * <p>Summary, home page, licences and dependencies are those of the POM, which is read for that if
 * it has at most 1 MiB. A POM without licences has those of the nearest parent that names some, of
 * up to 8 parents and only if they are in the same repository; what those say is kept in memory, up
 * to a limit. Licences are told as they are written, such as {@code Apache License, Version 2.0}.
 * Safe for several threads.
 */
public final class MavenSource implements ExternalSource {
  private static final int LONGEST_METADATA = 4 << 20;
  private static final int LONGEST_CHECKSUM = 4_096;
  private static final int MOST_PARENTS = 8;
  private static final int CACHE_CHARACTERS = 4 << 20;

  private final RemoteServer server;
  private final Cache<VersionCoordinates, Heritage> parents =
      CacheBuilder.newBuilder()
          .maximumWeight(CACHE_CHARACTERS)
          .weigher((VersionCoordinates key, Heritage value) -> value.weight())
          .concurrencyLevel(1)
          .build();

  /** What a release's POM hands down, which never changes. */
  private record Heritage(List<License> licenses, Optional<MavenFile> parent) {

    /** Roughly how many characters it has. */
    int weight() {
      int weight = 500;
      for (License license : licenses) {
        weight += license.name().length() + license.url().length();
      }
      return weight;
    }
  }

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
    Optional<SourceAsset> pom = asset(version, pomOf(version)).asOptional();
    return pom.isEmpty() ? Answer.absent() : Answer.found(SourceVersion.of(pom.get()).withOthers());
  }

  private static String pomOf(VersionCoordinates version) {
    return version.of().name() + "-" + version.version() + ".pom";
  }

  @Override
  public VersionMetadata metadata(VersionCoordinates version, SourceVersion described)
      throws IOException {
    Optional<Pom> pom = Optional.empty();
    for (SourceAsset asset : described.assets()) {
      if (asset.name().equals(pomOf(version))) {
        pom = pom(version, asset);
      }
    }
    if (pom.isEmpty()) {
      return VersionMetadata.EMPTY;
    }
    VersionMetadata metadata = pom.get().metadata();
    return metadata.licenses().isEmpty()
        ? metadata.withLicenses(inherited(pom.get().parent()))
        : metadata;
  }

  /** Those of the nearest parent that names some; none if the chain ends or leaves this server. */
  private List<License> inherited(Optional<MavenFile> first) throws IOException {
    Optional<MavenFile> next = first;
    for (int i = 0; i < MOST_PARENTS && next.isPresent(); i++) {
      Optional<Heritage> heritage = heritage(next.get());
      List<License> licenses = heritage.map(Heritage::licenses).orElse(List.of());
      if (!licenses.isEmpty()) {
        return licenses;
      }
      next = heritage.flatMap(Heritage::parent);
    }
    return List.of();
  }

  private Optional<Heritage> heritage(MavenFile file) throws IOException {
    VersionCoordinates version = file.coordinates();
    @Nullable Heritage known = parents.getIfPresent(version);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SourceAsset> asset = asset(version, file.name()).asOptional();
    Optional<Heritage> read =
        (asset.isEmpty() ? Optional.<Pom>empty() : pom(version, asset.get()))
            .map(pom -> new Heritage(pom.licenses(), pom.parent()));
    read.ifPresent(heritage -> parents.put(version, heritage));
    return read;
  }

  /** Reads a POM, as it is promised; empty if it is gone, too long, or none. */
  private Optional<Pom> pom(VersionCoordinates version, SourceAsset asset) throws IOException {
    Optional<InputStream> body = open(version, asset).asOptional();
    if (body.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = body.get()) {
      bytes = in.readNBytes(Pom.LONGEST + 1);
    }
    if (bytes.length <= Pom.LONGEST) {
      requirePromised(asset, bytes);
    }
    return Pom.read(bytes);
  }

  private void requirePromised(SourceAsset asset, byte[] bytes) throws IOException {
    for (ChecksumKind kind : ChecksumKind.values()) {
      String promised = asset.digests().getOrDefault(kind.algorithm(), "");
      if (!promised.isEmpty() && !promised.equals(kind.of(bytes))) {
        throw new SourceUnavailableException(
            server.base()
                + ": "
                + asset.name()
                + " has "
                + kind.algorithm()
                + " "
                + kind.of(bytes)
                + "; promised: "
                + promised,
            Optional.empty(),
            null);
      }
    }
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
