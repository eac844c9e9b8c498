package dev.penstock.artifact;

import dev.penstock.artifact.VersionChangeResult.Code;
import dev.penstock.artifact.VersionChangeResult.Failure;
import dev.penstock.artifact.VersionChangeResult.Success;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes the status of versions, disposes of them, deletes them: all of an order or none. */
final class VersionChanges {
  private final PackageChanges packages;

  VersionChanges(PackageChanges packages) {
    this.packages = packages;
  }

  VersionChangeResult apply(
      PackageCoordinates coordinates, VersionChange change, VersionStatus target, Instant now)
      throws IOException {
    return packages.change(coordinates, draft -> apply(draft, change, target, now));
  }

  private static VersionChangeResult apply(
      PackageDraft draft, VersionChange change, VersionStatus target, Instant now)
      throws IOException {
    Map<String, Failure> failed = new TreeMap<>();
    Map<String, VersionRecord> current = new TreeMap<>();
    for (String version : new TreeSet<>(change.versions())) {
      @Nullable VersionRecord record = draft.find(version).orElse(null);
      @Nullable Failure failure = refusal(version, record, change, target);
      if (failure != null) {
        failed.put(version, failure);
      } else if (record != null) {
        current.put(version, record);
      }
    }
    if (!failed.isEmpty()) {
      return VersionChangeResult.refused(failed, current.keySet());
    }
    Map<String, Success> successful = new TreeMap<>();
    for (Map.Entry<String, VersionRecord> entry : current.entrySet()) {
      VersionRecord after = entry.getValue().withStatus(target, now);
      if (target == VersionStatus.DELETED) {
        draft.remove(entry.getKey());
      } else if (entry.getValue().status() != target) {
        draft.put(entry.getKey(), after);
      }
      successful.put(entry.getKey(), new Success(after.revision(), target));
    }
    return new VersionChangeResult(successful, failed);
  }

  private static @Nullable Failure refusal(
      String version, @Nullable VersionRecord record, VersionChange change, VersionStatus target) {
    if (record == null) {
      return new Failure(Code.NOT_FOUND, "not in this repository");
    }
    VersionStatus status = record.status();
    VersionStatus expected = change.expectedStatus();
    if (expected != null && status != expected) {
      return new Failure(
          Code.MISMATCHED_STATUS, "current status: " + status + ", expected status: " + expected);
    }
    String revision = record.revision();
    String wanted = change.revisions().getOrDefault(version, revision);
    if (!wanted.equals(revision)) {
      return new Failure(
          Code.MISMATCHED_REVISION,
          "current revision: " + revision + ", expected revision: " + wanted);
    }
    if (!isAllowed(status, target)) {
      return new Failure(Code.NOT_ALLOWED, status + " versions cannot become " + target);
    }
    return null;
  }

  /** The transitions of. */
  static boolean isAllowed(VersionStatus from, VersionStatus to) {
    if (to == VersionStatus.UNFINISHED) {
      return false;
    }
    if (from == to || to == VersionStatus.DISPOSED || to == VersionStatus.DELETED) {
      return true;
    }
    return from == VersionStatus.UNFINISHED
        ? to == VersionStatus.PUBLISHED
        : from != VersionStatus.DISPOSED;
  }
}
