package dev.penstock.artifact;

import dev.penstock.artifact.Review.State;
import dev.penstock.artifact.VersionRecords.Stored;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds versions of one repository until a review releases them. A held version is in no list and
 * cannot be described, read or copied; publishing it, changing its status and deleting it go on.
 *
 * <pre>{@code
 * repository.quarantine().hold(version, "jo", "unknown maintainer");
 * VersionDescription looked = repository.forReview().describe(version);
 * repository.quarantine().release(version, looked.revision(), "sam", "read the source");
 * }</pre>
 *
 * <p>A hold is about the coordinates: it may come before the version does, and outlives its
 * deletion, though not that of the repository. A release is about the assets that were there: with
 * others the version is kept back until it is released again. Safe for several threads.
 */
public final class Quarantine {
  private static final int CHUNK = 1_000;

  private final Catalogue catalogue;
  private final ReaderGate readers;
  private final VersionRecords records;
  private final Outbox outbox;
  private final InstantSource clock;

  Quarantine(
      Catalogue catalogue,
      ReaderGate readers,
      VersionRecords records,
      Outbox outbox,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.readers = readers;
    this.records = records;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Holds a version, whether it is there or not.
   *
   * @param version which version
   * @param by who holds it; 1 to 255 characters
   * @param reason why, for people; up to 1,000 characters
   * @return the review that says so; of an earlier one nothing is left
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   * @throws IOException if the catalogue cannot be read or written
   */
  public Review hold(VersionCoordinates version, String by, String reason) throws IOException {
    Review held =
        new Review(version, State.HELD, by, reason, "", Optional.empty(), clock.instant());
    CatalogueKey key = readers.key(version);
    while (true) {
      String text = catalogue.read(key).orElse(null);
      if (catalogue.replace(key, text, ReviewJson.write(held))) {
        return held;
      }
    }
  }

  /**
   * Releases a version as it is: readers get it unless a filter keeps it from them. The domain's
   * listener is told so, see {@link VersionListener#onRelease}.
   *
   * @param version which version; held or not
   * @param revision the revision that was reviewed
   * @param by who releases it; 1 to 255 characters
   * @param reason why, for people; up to 1,000 characters
   * @return the review that says so
   * @throws ArtifactException if it is not here, or has another revision
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   * @throws IOException if the catalogue cannot be read or written
   */
  public Review release(VersionCoordinates version, String revision, String by, String reason)
      throws IOException {
    CatalogueKey key = readers.key(version);
    while (true) {
      Stored stored = records.find(version).orElseThrow(() -> VersionRecords.missing(version));
      String found = stored.value().revision();
      if (!found.equals(revision)) {
        throw ArtifactException.conflict(
            ArtifactException.Resource.PACKAGE_VERSION,
            version.toString(),
            "current revision: " + found + ", reviewed revision: " + revision);
      }
      Review released =
          new Review(
              version,
              State.RELEASED,
              by,
              reason,
              revision,
              Optional.of(stored.value().assetsDigest()),
              clock.instant());
      String text = catalogue.read(key).orElse(null);
      List<Change> changes = new ArrayList<>(outbox.release(version));
      changes.add(new Change(key, text, ReviewJson.write(released)));
      changes.add(Change.none(records.key(version), stored.text()));
      if (catalogue.commit(changes)) {
        outbox.deliver(version.of());
        return released;
      }
    }
  }

  /**
   * Forgets what reviews have said about a version, a hold included. If readers get it then, the
   * domain's listener is told as of a release.
   *
   * @param version which version
   * @return false if no review has said anything
   * @throws IOException if the catalogue cannot be read or written
   */
  public boolean forget(VersionCoordinates version) throws IOException {
    CatalogueKey key = readers.key(version);
    while (true) {
      @Nullable String text = catalogue.read(key).orElse(null);
      if (text == null) {
        return false;
      }
      List<Change> changes = new ArrayList<>(outbox.release(version));
      changes.add(new Change(key, text, null));
      if (catalogue.commit(changes)) {
        outbox.deliver(version.of());
        return true;
      }
    }
  }

  /** Forgets all reviews of a repository that is deleted. */
  void clear() throws IOException {
    outbox.forget();
    List<CatalogueKey> keys;
    do {
      keys = catalogue.keys(readers.reviews(), null, CHUNK);
      for (CatalogueKey key : keys) {
        @Nullable String text = catalogue.read(key).orElse(null);
        if (text != null) {
          catalogue.replace(key, text, null);
        }
      }
    } while (!keys.isEmpty());
  }

  /**
   * What a review has said last about a version.
   *
   * @param version which version
   * @return the review; empty if there was none
   * @throws IOException if the catalogue cannot be read
   */
  public Optional<Review> review(VersionCoordinates version) throws IOException {
    Optional<String> text = catalogue.read(readers.key(version));
    return text.isEmpty() ? Optional.empty() : Optional.of(ReviewJson.read(version, text.get()));
  }

  /**
   * Lists the versions that are held.
   *
   * @param page which stretch
   * @return the page, by package and version
   * @throws IOException if the catalogue cannot be read
   */
  public Page<Review> held(PageRequest page) throws IOException {
    List<Review> found = new ArrayList<>();
    String token = page.token();
    @Nullable CatalogueKey last = token == null ? null : key(token);
    List<CatalogueKey> chunk;
    do {
      chunk = catalogue.keys(readers.reviews(), last, page.maxResults() + 1);
      for (CatalogueKey key : chunk) {
        last = key;
        review(VersionRecords.version(key.segments()))
            .filter(review -> review.state() == State.HELD)
            .ifPresent(found::add);
      }
    } while (chunk.size() > page.maxResults() && found.size() <= page.maxResults());
    return page.page(found, review -> review.version().toString());
  }

  private CatalogueKey key(String token) {
    String[] parts = token.split("/", -1);
    try {
      return readers.key(
          new PackageCoordinates(PackageFormat.of(parts[0]), parts[1], parts[2]).version(parts[3]));
    } catch (RuntimeException e) {
      throw PageRequest.foreign(token);
    }
  }

  /**
   * Explains what readers get of a version now.
   *
   * @param version which version
   * @return the verdict of reviews and filter
   * @throws ArtifactException if it is not here
   * @throws IOException if the catalogue cannot be read
   */
  public VersionVerdict verdict(VersionCoordinates version) throws IOException {
    return readers.verdict(version, records.require(version));
  }

  /**
   * Explains what readers would get of a version that is not here yet, such as one that an external
   * source offers: a hold may wait for it, and the filter knows its names, age and licences.
   *
   * @param offered what is known about it
   * @param isDescribed whether that is all it says about itself
   * @return the verdict of holds and filter
   * @throws IOException if the catalogue cannot be read
   */
  public VersionVerdict verdict(VersionDescription offered, boolean isDescribed)
      throws IOException {
    return readers.verdict(offered, isDescribed);
  }
}
