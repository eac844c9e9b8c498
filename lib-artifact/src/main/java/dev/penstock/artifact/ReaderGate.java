package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.VersionFilter.Subject;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one gate between the versions of a repository and their readers: whatever lists, describes,
 * reads or copies a version asks here.
 */
final class ReaderGate {
  static final String ROOT = "reviews";
  private static final int CHUNK = 1_000;

  private final Catalogue catalogue;
  private final CatalogueKey reviews;
  private final String repository;
  private final @Nullable VersionFilter filter;
  private final InstantSource clock;

  /** Without a filter the gate stands open, for those who review. */
  ReaderGate(
      Catalogue catalogue,
      CatalogueKey reviews,
      String repository,
      @Nullable VersionFilter filter,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.reviews = reviews;
    this.repository = repository;
    this.filter = filter;
    this.clock = clock;
  }

  CatalogueKey reviews() {
    return reviews;
  }

  CatalogueKey key(VersionCoordinates version) {
    PackageCoordinates of = version.of();
    return reviews.child(of.format().id(), of.namespace(), of.name(), version.version());
  }

  /** Whether a review holds a version; the review that this depends on is told. */
  boolean isHeld(VersionCoordinates version, Consumer<Change> unchanged) throws IOException {
    CatalogueKey key = key(version);
    @Nullable String text = catalogue.read(key).orElse(null);
    unchanged.accept(Change.none(key, text));
    return text != null && ReviewJson.read(version, text).state() == Review.State.HELD;
  }

  /** The versions of a package that reviews hold. */
  Set<String> held(PackageCoordinates of) throws IOException {
    Set<String> held = new HashSet<>();
    CatalogueKey prefix = reviews.child(of.format().id(), of.namespace(), of.name());
    @Nullable CatalogueKey last = null;
    List<CatalogueKey> keys;
    do {
      keys = catalogue.keys(prefix, last, CHUNK);
      for (CatalogueKey key : keys) {
        last = key;
        VersionCoordinates version = VersionRecords.version(key.segments());
        if (isHeld(version, unchanged -> {})) {
          held.add(version.version());
        }
      }
    } while (keys.size() == CHUNK);
    return held;
  }

  /** What readers get, and the review that this depends on. */
  record Judged(VersionVerdict verdict, Change unchanged) {}

  VersionVerdict verdict(VersionCoordinates version, VersionRecord record) throws IOException {
    return filter == null ? VersionVerdict.ALLOW : judge(filter, version, record).verdict();
  }

  Judged judge(VersionFilter strict, VersionCoordinates version, VersionRecord record)
      throws IOException {
    CatalogueKey key = key(version);
    @Nullable String text = catalogue.read(key).orElse(null);
    Change unchanged = Change.none(key, text);
    @Nullable Review review = text == null ? null : ReviewJson.read(version, text);
    if (review != null && review.state() == Review.State.HELD) {
      return new Judged(held(review), unchanged);
    }
    if (review != null && !review.assets().equals(Optional.of(record.assetsDigest()))) {
      return new Judged(
          VersionVerdict.block("its assets have changed since " + review.by() + " released it"),
          unchanged);
    }
    if (strict
        == VersionFilter.NONE) { // a description costs a digest of all that is in the version
      return new Judged(VersionVerdict.ALLOW, unchanged);
    }
    Subject subject =
        new Subject(
            repository, record.describe(version), Optional.ofNullable(review), clock.instant());
    return new Judged(strict.judge(subject), unchanged);
  }

  /** What readers would get of a version that is not here yet. */
  VersionVerdict verdict(VersionDescription offered, boolean isDescribed) throws IOException {
    if (filter == null) {
      return VersionVerdict.ALLOW;
    }
    Optional<String> text = catalogue.read(key(offered.coordinates()));
    if (text.isPresent()) {
      Review review = ReviewJson.read(offered.coordinates(), text.get());
      if (review.state() == Review.State.HELD) {
        return held(review);
      }
    }
    return filter.judge(
        new Subject(repository, offered, Optional.empty(), clock.instant(), isDescribed));
  }

  private static VersionVerdict held(Review review) {
    return VersionVerdict.block("held by " + review.by() + ": " + review.reason());
  }

  boolean isListed(VersionCoordinates version, VersionRecord record) throws IOException {
    return verdict(version, record).decision() == Decision.ALLOW;
  }

  /** Refuses a version that readers do not get. */
  void require(VersionCoordinates version, VersionRecord record) throws IOException {
    requireAllowed(version, verdict(version, record));
  }

  private static void requireAllowed(VersionCoordinates version, VersionVerdict verdict) {
    if (verdict.decision() == Decision.BLOCK) {
      throw ArtifactException.blocked(
          Resource.PACKAGE_VERSION, version.toString(), verdict.reason());
    }
  }

  /** The same for a version whose content is about to be seen elsewhere, up to the commit. */
  void requireGuarded(PackageDraft draft, VersionCoordinates version, VersionRecord record)
      throws IOException {
    if (filter != null) {
      Judged judged = judge(filter, version, record);
      requireAllowed(version, judged.verdict());
      draft.with(judged.unchanged());
    }
  }
}
