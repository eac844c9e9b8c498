package dev.penstock.artifact;

import java.util.Objects;

/**
 * A package version was created, changed or deleted.
 *
 * @param domain the domain's name
 * @param repository the repository's name
 * @param version the version as it is now, or as it was before it was deleted
 * @param operation what happened
 * @param assetsAdded how many assets are new
 * @param isStatusChanged whether the status is another one than before
 */
public record VersionEvent(
    String domain,
    String repository,
    VersionDescription version,
    Operation operation,
    int assetsAdded,
    boolean isStatusChanged) {

  /** All parts are required. */
  public VersionEvent {
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(operation, "operation");
  }

  /** What happened to a version. */
  public enum Operation {
    /** It is new. */
    CREATED,
    /** It got assets or another status. */
    UPDATED,
    /** It is gone. */
    DELETED
  }
}
