package dev.penstock.spec.run;

import dev.penstock.spec.build.BuildPhase;
import java.util.Optional;

/** The phases of a build, in order (B-110). */
public enum PhaseType {
  /** The build was asked for. */
  SUBMITTED,
  /** Waits for a place; fails if that took longer than the limit. */
  QUEUED,
  /** Prepares the place in which commands run. */
  PROVISIONING,
  /**
   * Brings the sources, reads the buildspec, fetches secrets, selects runtimes, restores caches.
   */
  DOWNLOAD_SOURCE,
  /** Runs the commands of {@code install}. */
  INSTALL,
  /** Runs the commands of {@code pre_build}. */
  PRE_BUILD,
  /** Runs the commands of {@code build}. */
  BUILD,
  /** Runs the commands of {@code post_build}. */
  POST_BUILD,
  /** Collects the reports, then the artifacts. */
  UPLOAD_ARTIFACTS,
  /** Saves the cache. */
  FINALIZING,
  /** The end; has neither status nor duration. */
  COMPLETED;

  /** The commands that this phase runs, if it is one that runs commands. */
  Optional<BuildPhase> commands() {
    return switch (this) {
      case INSTALL -> Optional.of(BuildPhase.INSTALL);
      case PRE_BUILD -> Optional.of(BuildPhase.PRE_BUILD);
      case BUILD -> Optional.of(BuildPhase.BUILD);
      case POST_BUILD -> Optional.of(BuildPhase.POST_BUILD);
      default -> Optional.empty();
    };
  }

  /** Whether the host works in this phase, before there is a place for the build. */
  boolean isBeforePlace() {
    return compareTo(DOWNLOAD_SOURCE) < 0;
  }
}
