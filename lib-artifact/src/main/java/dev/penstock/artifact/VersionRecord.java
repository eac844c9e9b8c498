package dev.penstock.artifact;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.penstock.artifact.ArtifactException.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A package version as the catalogue keeps it, and the rules by which it changes. */
record VersionRecord(
    VersionStatus status,
    Origin origin,
    @Nullable Instant publishedTime,
    SortedMap<String, Asset> assets) {

  VersionRecord {
    assets = Collections.unmodifiableSortedMap(new TreeMap<>(assets));
  }

  static VersionRecord created(Origin origin) {
    return new VersionRecord(VersionStatus.UNFINISHED, origin, null, new TreeMap<>());
  }

  /** The version with one more asset; an equal one if nothing is new. */
  VersionRecord publish(PublishRequest request, Asset asset, RepositoryLimits limits, Instant now) {
    String id = request.version() + "/" + asset.name();
    if (!status.takesAssets()) {
      throw ArtifactException.conflict(
          Resource.PACKAGE_VERSION,
          request.version().toString(),
          "it is "
              + status
              + " and keeps its coordinates; allowed: Unfinished, Published, Unlisted; publish"
              + " another version, or delete this one first");
    }
    Asset known = assets.get(asset.name());
    if (known != null && !known.digest().equals(asset.digest())) {
      throw ArtifactException.conflict(
          Resource.ASSET,
          id,
          "published before as "
              + known.digest()
              + ", now "
              + asset.digest()
              + "; allowed: the same bytes again; publish another version, or delete this one first");
    }
    if (known == null && assets.size() >= limits.assetsPerVersion()) {
      throw ArtifactException.quota(
          Resource.PACKAGE_VERSION,
          request.version().toString(),
          "it has " + assets.size() + " assets; allowed: at most " + limits.assetsPerVersion());
    }
    boolean publishes = status == VersionStatus.UNFINISHED && !request.isUnfinished();
    if (known != null && !publishes) {
      return this;
    }
    SortedMap<String, Asset> more = new TreeMap<>(assets);
    more.put(asset.name(), asset);
    VersionRecord next = new VersionRecord(status, origin, publishedTime, more);
    return publishes ? next.withStatus(VersionStatus.PUBLISHED, now) : next;
  }

  VersionRecord withAssets(SortedMap<String, Asset> next) {
    return new VersionRecord(status, origin, publishedTime, next);
  }

  VersionRecord withStatus(VersionStatus next, Instant now) {
    Instant published =
        publishedTime == null && next == VersionStatus.PUBLISHED ? now : publishedTime;
    return new VersionRecord(next, origin, published, assets);
  }

  /**
   * Digest of the sorted assets. Names hold no control characters, so a line ends where it
   * seems to.
   */
  String revision() {
    Hasher hasher = Hashing.sha256().newHasher();
    for (Asset asset : assets.values()) {
      hasher.putString(
          asset.name() + "\n" + asset.checksums().sha256() + "\n", StandardCharsets.UTF_8);
    }
    return Base64.getEncoder().encodeToString(hasher.hash().asBytes());
  }

  VersionDescription describe(VersionCoordinates coordinates) {
    return new VersionDescription(
        coordinates, status, revision(), Optional.ofNullable(publishedTime), origin);
  }
}
