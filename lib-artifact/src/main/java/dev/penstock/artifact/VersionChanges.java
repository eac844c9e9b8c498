package dev.penstock.artifact;

import dev.penstock.artifact.VersionChangeResult.Code;
import dev.penstock.artifact.VersionChangeResult.Failure;
import dev.penstock.artifact.VersionChangeResult.Success;
import dev.penstock.artifact.VersionEvent.Operation;
import dev.penstock.artifact.VersionRecords.Stored;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Changes the status of versions, disposes of them, deletes them: all of an order or none. */
final class VersionChanges {
  private final VersionRecords records;
  private final EventSource events;

  VersionChanges(VersionRecords records, EventSource events) {
    this.records = records;
    this.events = events;
  }

  VersionChangeResult apply(
      PackageCoordinates coordinates, VersionChange change, VersionStatus target, Instant now)
      throws IOException {
    Lock lock = records.lock(coordinates);
    lock.lock();
    try {
      Map<String, Failure> failed = new TreeMap<>();
      Map<String, Stored> current = new TreeMap<>();
      for (String version : new TreeSet<>(change.versions())) {
        @Nullable Stored stored = records.find(coordinates.version(version)).orElse(null);
        @Nullable Failure failure = refusal(version, stored, change, target);
        if (failure != null) {
          failed.put(version, failure);
        } else if (stored != null) {
          current.put(version, stored);
        }
      }
      if (!failed.isEmpty()) {
        Failure skipped = new Failure(Code.SKIPPED, "left alone because of " + failed.keySet());
        current.keySet().forEach(version -> failed.put(version, skipped));
        return new VersionChangeResult(Map.of(), failed);
      }
      return change(coordinates, current, target, now);
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable Failure refusal(
      String version, @Nullable Stored stored, VersionChange change, VersionStatus target) {
    if (stored == null) {
      return new Failure(Code.NOT_FOUND, "not in this repository");
    }
    VersionStatus status = stored.value().status();
    VersionStatus expected = change.expectedStatus();
    if (expected != null && status != expected) {
      return new Failure(
          Code.MISMATCHED_STATUS, "current status: " + status + ", expected status: " + expected);
    }
    String revision = stored.value().revision();
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
    if (from == to || to == VersionStatus.DISPOSED || to == VersionStatus.DELETED) {
      return true;
    }
    return from == VersionStatus.UNFINISHED
        ? to == VersionStatus.PUBLISHED
        : from != VersionStatus.DISPOSED && to != VersionStatus.UNFINISHED;
  }

  private VersionChangeResult change(
      PackageCoordinates coordinates,
      Map<String, Stored> current,
      VersionStatus target,
      Instant now)
      throws IOException {
    Map<String, Success> successful = new TreeMap<>();
    Map<String, Failure> failed = new TreeMap<>();
    for (Map.Entry<String, Stored> entry : current.entrySet()) {
      VersionCoordinates version = coordinates.version(entry.getKey());
      VersionRecord before = entry.getValue().value();
      VersionRecord after = before.withStatus(target, now);
      boolean isSame = before.status() == target;
      boolean isDeleted = target == VersionStatus.DELETED;
      if (!isSame && !records.replace(version, entry.getValue(), isDeleted ? null : after)) {
        failed.put(
            entry.getKey(),
            new Failure(
                Code.MISMATCHED_REVISION, "changed by another process meanwhile; try again"));
        continue;
      }
      successful.put(entry.getKey(), new Success(after.revision(), target));
      if (!isSame) {
        Operation operation = isDeleted ? Operation.DELETED : Operation.UPDATED;
        events.tell((isDeleted ? before : after).describe(version), operation, 0, true);
      }
    }
    return new VersionChangeResult(successful, failed);
  }
}
