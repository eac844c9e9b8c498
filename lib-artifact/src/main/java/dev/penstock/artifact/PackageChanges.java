package dev.penstock.artifact;

import com.google.common.base.Utf8;
import com.google.common.util.concurrent.Striped;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Changes packages, one change of a package after the other: a package, its versions and the events
 * of that are written in one commit, or nothing is.
 */
final class PackageChanges {
  /** Leaves some room for keys. */
  private static final int MOST_BYTES = Catalogue.MOST_COMMIT_BYTES - (2 << 20);

  private static final int MOST_ATTEMPTS = 1_000;

  private final Catalogue catalogue;
  private final VersionRecords records;
  private final RepositoryGuard guard;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Striped<Lock> locks = Striped.lock(64);

  PackageChanges(
      Catalogue catalogue,
      VersionRecords records,
      RepositoryGuard guard,
      Outbox outbox,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.records = records;
    this.guard = guard;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Says that the repository is there, or throws. */
  @FunctionalInterface
  interface RepositoryGuard {
    Change repository() throws IOException;
  }

  /** Decides on a change; called again if another process changed the package meanwhile. */
  @FunctionalInterface
  interface Work<T> {
    T on(PackageDraft draft) throws IOException;
  }

  /** Carries a change out, and tells of it. */
  <T> T change(PackageCoordinates coordinates, Work<T> work) throws IOException {
    T result = locked(coordinates, work);
    outbox.deliver(coordinates);
    return result;
  }

  private <T> T locked(PackageCoordinates coordinates, Work<T> work) throws IOException {
    Lock lock = locks.get(coordinates);
    lock.lock();
    try {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        Change unchanged = guard.repository();
        PackageDraft draft = new PackageDraft(records, coordinates);
        T result = work.on(draft);
        if (draft.isChanged() ? commit(draft, unchanged) : isStill(draft.looked())) {
          return result;
        }
      }
      throw new IOException(
          coordinates
              + ": "
              + MOST_ATTEMPTS
              + " changes found its records different from what they were read as; either other"
              + " processes change them all the time, or they contradict each other");
    } finally {
      lock.unlock();
    }
  }

  private boolean commit(PackageDraft draft, Change repository) throws IOException {
    draft.with(repository);
    String text = repository.next();
    String administrator =
        text == null ? "" : DomainRecord.read(repository.key(), text).administrator();
    List<Change> changes = draft.changes(outbox, administrator, clock.instant());
    long bytes = changes.stream().map(Change::next).mapToLong(PackageChanges::bytes).sum();
    if (bytes > MOST_BYTES) {
      throw ArtifactException.quota(
          Resource.PACKAGE,
          draft.coordinates().toString(),
          "a change of "
              + bytes
              + " bytes of records; allowed: at most "
              + MOST_BYTES
              + "; change fewer versions at a time");
    }
    return catalogue.commit(changes);
  }

  private boolean isStill(List<Change> looked) throws IOException {
    return looked.isEmpty() || catalogue.commit(looked);
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : Utf8.encodedLength(text);
  }
}
