package dev.penstock.artifact;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.MissingContentException;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package version as the catalogue keeps it, and the rules by which it changes.
 *
 * @param changedTime when it was last changed; set by whoever stores it
 * @param documents what goes with the version and is no asset; kept like assets
 * @param trail how it came about; goes with its content, also into copies
 */
record VersionRecord(
    VersionStatus status,
    Origin origin,
    @Nullable Instant publishedTime,
    @Nullable Instant changedTime,
    VersionMetadata metadata,
    SortedMap<String, String> marks,
    SortedMap<String, Asset> documents,
    SortedMap<String, Asset> assets,
    VersionTrail trail) {
  private static final int MOST_MARKS = 32;
  private static final int MOST_DOCUMENTS = 500;

  VersionRecord {
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
    assets = Collections.unmodifiableSortedMap(new TreeMap<>(assets));
  }

  static VersionRecord created(Origin origin) {
    return new VersionRecord(
        VersionStatus.UNFINISHED,
        origin,
        null,
        null,
        VersionMetadata.EMPTY,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        VersionTrail.EMPTY);
  }

  /** The version with one more asset and what goes with it; an equal one if nothing is new. */
  VersionRecord publish(
      PublishRequest request,
      Asset asset,
      Map<String, Asset> itsDocuments,
      RepositoryLimits limits,
      Instant now) {
    VersionCoordinates version = request.version();
    requireOpen(version);
    Asset known = assets.get(asset.name());
    if (known != null && !known.digest().equals(asset.digest()) && !mayReplace(request)) {
      throw ArtifactException.conflict(
          Resource.ASSET,
          version + "/" + asset.name(),
          "published before as "
              + known.digest()
              + ", now "
              + asset.digest()
              + "; allowed: the same bytes again, or these as another version");
    }
    if (known == null && assets.size() >= limits.assetsPerVersion()) {
      throw ArtifactException.quota(
          Resource.PACKAGE_VERSION,
          version.toString(),
          "it has " + assets.size() + " assets; allowed: at most " + limits.assetsPerVersion());
    }
    SortedMap<String, Asset> more = new TreeMap<>(assets);
    more.put(asset.name(), asset);
    VersionRecord next = withAssets(more).withDocuments(version, itsDocuments);
    for (Map.Entry<String, String> mark : request.marks().entrySet()) {
      next = next.withMark(version, mark.getKey(), mark.getValue());
    }
    VersionMetadata said = request.metadata();
    if (said != null) {
      next = next.withMetadata(said);
    }
    return status == VersionStatus.UNFINISHED && !request.isUnfinished()
        ? next.withStatus(VersionStatus.PUBLISHED, now)
        : next;
  }

  private void requireOpen(VersionCoordinates version) {
    if (!status.takesAssets()) {
      throw ArtifactException.conflict(
          Resource.PACKAGE_VERSION,
          version.toString(),
          "it is "
              + status
              + " and keeps its coordinates; allowed: Unfinished, Published, Unlisted, or another"
              + " version");
    }
  }

  /** Maven's snapshots move (W-024), but not their builds; so does the metadata beside versions. */
  private boolean mayReplace(PublishRequest request) {
    boolean isOfMaven = request.version().of().format() == PackageFormat.MAVEN;
    return request.isReplacing()
        && (status == VersionStatus.UNFINISHED
            || (isOfMaven
                && (request.version().version().endsWith("SNAPSHOT")
                    || request.asset().equals("maven-metadata.xml"))));
  }

  VersionRecord withStatus(VersionStatus next, Instant now) {
    Instant published =
        publishedTime == null && next == VersionStatus.PUBLISHED ? now : publishedTime;
    return new VersionRecord(
        next, origin, published, changedTime, metadata, marks, documents, assets, trail);
  }

  /** Keeps its content from being collected while something else comes to refer to it. */
  void refresh(ContentStore content) throws IOException {
    for (Digest digest : contents().keySet()) {
      if (!content.refresh(digest)) {
        throw new MissingContentException(digest);
      }
    }
  }

  /**
   * This content, with its status and the time it was published, in the place of another version's;
   * that one's own origin and marks stay.
   */
  VersionRecord as(VersionRecord other) {
    return new VersionRecord(
        status,
        other.origin,
        publishedTime,
        other.changedTime,
        metadata,
        other.marks,
        documents,
        assets,
        trail);
  }

  VersionRecord withChangedTime(@Nullable Instant time) {
    return new VersionRecord(
        status, origin, publishedTime, time, metadata, marks, documents, assets, trail);
  }

  VersionRecord withMetadata(VersionMetadata said) {
    return new VersionRecord(
        status, origin, publishedTime, changedTime, said, marks, documents, assets, trail);
  }

  VersionRecord withAssets(SortedMap<String, Asset> next) {
    return new VersionRecord(
        status, origin, publishedTime, changedTime, metadata, marks, documents, next, trail);
  }

  /** The version with these documents too; they take the places of those of the same names. */
  VersionRecord withDocuments(VersionCoordinates version, Map<String, Asset> more) {
    SortedMap<String, Asset> all = new TreeMap<>(documents);
    all.putAll(more);
    requireAtMost(version, "documents", all.size(), MOST_DOCUMENTS);
    return new VersionRecord(
        status, origin, publishedTime, changedTime, metadata, marks, all, assets, trail);
  }

  /** The version with a mark set, or taken off. */
  VersionRecord withMark(VersionCoordinates version, String name, @Nullable String value) {
    SortedMap<String, String> all = new TreeMap<>(marks);
    if (value == null) {
      all.remove(name);
    } else {
      all.put(name, value);
    }
    requireAtMost(version, "marks", all.size(), MOST_MARKS);
    return new VersionRecord(
        status, origin, publishedTime, changedTime, metadata, all, documents, assets, trail);
  }

  /** The version with another trail; its revision stays. */
  VersionRecord withTrail(VersionTrail next) {
    return new VersionRecord(
        status, origin, publishedTime, changedTime, metadata, marks, documents, assets, next);
  }

  /** Remembers who published the asset that was new in this version. */
  VersionRecord withPublication(Asset asset, Publisher publisher, Instant now) {
    return withTrail(
        trail.with(new Publication(asset.name(), asset.digest(), revision(), publisher, now)));
  }

  private static void requireAtMost(VersionCoordinates version, String what, int count, int most) {
    if (count > most) {
      throw ArtifactException.quota(
          Resource.PACKAGE_VERSION,
          version.toString(),
          count + " " + what + "; allowed: at most " + most);
    }
  }

  /**
   * Digest of the sorted assets and of what the version says about itself. Names hold no
   * control characters, so a line ends where it seems to, and an empty line ends the files; free
   * texts are led by their lengths. A version with assets alone has the digest of its assets alone.
   */
  String revision() {
    Hasher hasher = Hashing.sha256().newHasher();
    add(hasher, assets);
    if (!documents.isEmpty() || !marks.isEmpty() || !metadata.equals(VersionMetadata.EMPTY)) {
      hasher.putString("\n", StandardCharsets.UTF_8);
      add(hasher, documents);
      hasher.putString("\n", StandardCharsets.UTF_8).putInt(marks.size());
      marks.forEach((name, value) -> add(hasher, name, value));
      add(
          hasher,
          metadata.displayName(),
          metadata.summary(),
          metadata.homePage(),
          metadata.sourceCodeRepository());
      hasher.putInt(metadata.licenses().size());
      metadata.licenses().forEach(license -> add(hasher, license.name(), license.url()));
      for (Dependency needed : metadata.dependencies()) {
        add(hasher, needed.type(), needed.namespace(), needed.name(), needed.requirement());
      }
    }
    return Base64.getEncoder().encodeToString(hasher.hash().asBytes());
  }

  /** Digest of the sorted assets alone: what a review releases. */
  Digest assetsDigest() {
    Hasher hasher = Hashing.sha256().newHasher();
    add(hasher, assets);
    return new Digest(hasher.hash().toString());
  }

  private static void add(Hasher hasher, SortedMap<String, Asset> files) {
    for (Asset file : files.values()) {
      hasher.putString(
          file.name() + "\n" + file.checksums().sha256() + "\n", StandardCharsets.UTF_8);
    }
  }

  private static void add(Hasher hasher, String... texts) {
    for (String text : texts) {
      hasher.putInt(text.length()).putUnencodedChars(text);
    }
  }

  /** What it refers to in the content store; a disposed version has given up its assets. */
  Map<Digest, Long> contents() {
    Map<Digest, Long> contents = new TreeMap<>(Comparator.comparing(Digest::hex));
    if (status != VersionStatus.DISPOSED) {
      assets.values().forEach(asset -> contents.put(asset.digest(), asset.size()));
    }
    documents.values().forEach(file -> contents.put(file.digest(), file.size()));
    trail.statements().forEach(one -> contents.put(one.digest(), one.size()));
    return contents;
  }

  VersionDescription describe(VersionCoordinates coordinates) {
    return new VersionDescription(
        coordinates,
        status,
        revision(),
        Optional.ofNullable(publishedTime),
        origin,
        metadata,
        marks);
  }
}
