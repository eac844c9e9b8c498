package dev.penstock.artifact;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A package version was created, changed or deleted.
 *
 * @param domain the domain's name
 * @param domainOwner the account that owns the domain, 12 digits
 * @param repository the repository's name
 * @param administrator the account that made the repository, 12 digits
 * @param resource the package's resource name
 * @param version which version of which package
 * @param status its status now, or before it was deleted
 * @param revision its revision now, or before it was deleted
 * @param operation what happened
 * @param changes what is different
 * @param sequence higher than that of every earlier event of the package
 * @param time when it happened
 * @param readers what readers get of the version at the moment when this is told; {@link
 *     VersionVerdict.Decision#BLOCK} if the version is not there any more
 */
public record VersionEvent(
    String domain,
    String domainOwner,
    String repository,
    String administrator,
    String resource,
    VersionCoordinates version,
    VersionStatus status,
    String revision,
    Operation operation,
    Changes changes,
    long sequence,
    Instant time,
    VersionVerdict readers) {

  /** All parts are required. */
  public VersionEvent {
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(domainOwner, "domainOwner");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(administrator, "administrator");
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(changes, "changes");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(readers, "readers");
  }

  VersionEvent withReaders(VersionVerdict now) {
    return new VersionEvent(
        domain,
        domainOwner,
        repository,
        administrator,
        resource,
        version,
        status,
        revision,
        operation,
        changes,
        sequence,
        time,
        now);
  }

  /**
   * Whether readers get the version now: neither a review nor the domain's filter keeps it from
   * them, and it is there.
   *
   * @return false for what is held, blocked or gone
   */
  public boolean isForReaders() {
    return readers.decision() != VersionVerdict.Decision.BLOCK;
  }

  /**
   * Tells whether an event was delivered before: equal for each delivery of one event, and
   * different for different events of a domain.
   *
   * @return 64 digits of 0-9, a-f
   */
  public String deduplicationId() {
    return Hashing.sha256()
        .hashString(resource + "\n" + sequence, StandardCharsets.UTF_8)
        .toString();
  }

  /**
   * The event in the shape that the cloud service gives its own, ready to be written
   * as JSON.
   *
   * @return envelope and detail by the service's keys: texts, numbers, truth values, lists and maps
   */
  public Map<String, Object> toServiceEvent() {
    return VersionEventShape.of(this);
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
