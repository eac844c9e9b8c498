package dev.penstock.artifact;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes packages, and versions that were never finished. */
final class PackageRemoval {
  /** So many versions leave in one step, which keeps a commit small. */
  private static final int CHUNK = 200;

  private final Gate gate;
  private final VersionRecords records;
  private final PackageChanges packages;

  PackageRemoval(Gate gate, VersionRecords records, PackageChanges packages) {
    this.gate = gate;
    this.records = records;
    this.packages = packages;
  }

  /** Removes a package; false if it is not there. */
  boolean delete(PackageCoordinates coordinates) throws IOException {
    boolean isThere = false;
    while (true) {
      State state = packages.change(coordinates, PackageRemoval.this::step);
      isThere |= state != State.MISSING;
      if (state != State.SMALLER) {
        return isThere;
      }
    }
  }

  private enum State {
    MISSING,
    SMALLER,
    GONE
  }

  private State step(PackageDraft draft) throws IOException {
    if (!draft.exists()) {
      return State.MISSING;
    }
    List<VersionCoordinates> some = records.versions(draft.coordinates(), null, CHUNK + 1);
    for (VersionCoordinates version : some.subList(0, Math.min(CHUNK, some.size()))) {
      draft.remove(version.version());
    }
    if (some.size() > CHUNK) {
      return State.SMALLER;
    }
    gate.forget(draft);
    draft.removePackage();
    return State.GONE;
  }

  /** Removes all packages. */
  void clear() throws IOException {
    List<PackageCoordinates> some;
    do {
      some = records.packages(null, null, CHUNK);
      for (PackageCoordinates each : some) {
        delete(each);
      }
    } while (!some.isEmpty());
  }

  /** Removes what was begun and not touched since a time. */
  List<VersionCoordinates> expire(Instant before) throws IOException {
    List<VersionCoordinates> expired = new ArrayList<>();
    @Nullable PackageCoordinates last = null;
    List<PackageCoordinates> some;
    do {
      some = records.packages(null, last, CHUNK);
      for (PackageCoordinates each : some) {
        last = each;
        expire(each, before, expired);
      }
    } while (some.size() == CHUNK);
    return expired;
  }

  private void expire(
      PackageCoordinates coordinates, Instant before, List<VersionCoordinates> expired)
      throws IOException {
    // those never published stand at the end of the order of times
    @Nullable PublishedIndex last = PublishedIndex.of("", null);
    List<PublishedIndex> some;
    do {
      some = records.newest(coordinates, last, CHUNK);
      for (PublishedIndex each : some) {
        last = each;
        VersionCoordinates version = coordinates.version(each.version());
        if (packages.change(coordinates, draft -> expire(draft, each.version(), before))) {
          expired.add(version);
        }
      }
    } while (some.size() == CHUNK);
  }

  private static boolean expire(PackageDraft draft, String version, Instant before)
      throws IOException {
    boolean isOld =
        draft
            .find(version)
            .filter(record -> record.status() == VersionStatus.UNFINISHED)
            .map(VersionRecord::changedTime)
            .filter(time -> time.isBefore(before))
            .isPresent();
    if (isOld) {
      draft.remove(version);
    }
    return isOld;
  }
}
