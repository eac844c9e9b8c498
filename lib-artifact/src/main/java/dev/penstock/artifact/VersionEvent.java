package dev.penstock.artifact;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/**
 * A package version was created, changed or deleted.
 *
 * @param domain the domain's name
 * @param repository the repository's name
 * @param version which version of which package
 * @param status its status now, or before it was deleted
 * @param revision its revision now, or before it was deleted
 * @param operation what happened
 * @param changes what is different
 * @param sequence higher than that of every earlier event of the package
 * @param time when it happened
 */
public record VersionEvent(
    String domain,
    String repository,
    VersionCoordinates version,
    VersionStatus status,
    String revision,
    Operation operation,
    Changes changes,
    long sequence,
    Instant time) {

  /** All parts are required. */
  public VersionEvent {
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(changes, "changes");
    Objects.requireNonNull(time, "time");
  }

  /**
   * Tells whether an event was delivered before: equal for each delivery of one event, and
   * different for different events of a domain.
   *
   * @return 64 digits of 0-9, a-f
   */
  public String deduplicationId() {
    return Hashing.sha256()
        .hashString(
            String.join("\n", domain, repository, version.of().toString(), "" + sequence),
            StandardCharsets.UTF_8)
        .toString();
  }

  /** What happened to a version. */
  public enum Operation {
    /** It is new. */
    CREATED,
    /** It has other assets, metadata or another status. */
    UPDATED,
    /** It is gone. */
    DELETED
  }

  /**
   * What is different from before.
   *
   * @param assetsAdded how many assets are new
   * @param assetsRemoved how many assets are gone
   * @param assetsUpdated how many assets have other bytes
   * @param isMetadataUpdated whether its metadata, documents or marks are new or different
   * @param isStatusChanged whether its status is new or different
   */
  public record Changes(
      int assetsAdded,
      int assetsRemoved,
      int assetsUpdated,
      boolean isMetadataUpdated,
      boolean isStatusChanged) {}
}
