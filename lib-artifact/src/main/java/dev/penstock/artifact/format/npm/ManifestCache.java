package dev.penstock.artifact.format.npm;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.ArtifactException.Kind;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of versions that were asked for last, and the digests of their tarballs. A revision
 * stands for the same bytes in every repository and for ever, so nothing here gets old.
 */
final class ManifestCache {
  private static final int WEIGHT = 1_000;

  private final Cache<Key, Known> cache;

  ManifestCache(long mostBytes) {
    this.cache =
        CacheBuilder.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((Key key, Known known) -> WEIGHT + known.manifest.length)
            .build();
  }

  private record Key(VersionCoordinates version, String revision) {}

  /** What is known of a version. */
  static final class Known {
    private final byte[] manifest;
    private final Map<String, String> digests;

    private Known(byte[] manifest, Map<String, String> digests) {
      this.manifest = manifest;
      this.digests = digests;
    }

    /** The manifest; empty if the version came without one. */
    Optional<InputStream> manifest() {
      return manifest.length == 0
          ? Optional.empty()
          : Optional.of(new ByteArrayInputStream(manifest));
    }

    /** The tarball's digests by algorithm. */
    Map<String, String> digests() {
      return digests;
    }
  }

  /** Finds a version that clients may read; empty if it is gone or blocked by now. */
  Optional<Known> find(Repository repository, VersionDescription version) throws IOException {
    Key key = new Key(version.coordinates(), version.revision());
    @Nullable Known known = cache.getIfPresent(key);
    if (known == null) {
      AssetContent tarball;
      try {
        tarball = repository.asset(version.coordinates(), Manifests.TARBALL);
      } catch (ArtifactException e) {
        if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.BLOCKED) {
          return Optional.empty();
        }
        throw e;
      }
      known =
          new Known(
              manifest(repository, version.coordinates()),
              tarball.asset().checksums().byAlgorithm());
      if (tarball.version().revision().equals(version.revision())) {
        cache.put(key, known);
      }
    }
    return Optional.of(known);
  }

  private static byte[] manifest(Repository repository, VersionCoordinates version)
      throws IOException {
    Optional<AssetContent> document = repository.document(version, Manifests.MANIFEST);
    if (document.isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = document.get().open()) {
      return in.readAllBytes();
    }
  }
}
