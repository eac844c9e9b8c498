package dev.penstock.spec.run;

import dev.penstock.spec.build.BuildPhase;
import java.util.Optional;

/** The phases of a build, in order. */
public enum PhaseType {
  /** Checks the buildspec against what the host offers, and fetches secrets. */
  DOWNLOAD_SOURCE,
  /** Runs the commands of {@code install}. */
  INSTALL,
  /** Runs the commands of {@code pre_build}. */
  PRE_BUILD,
  /** Runs the commands of {@code build}. */
  BUILD,
  /** Runs the commands of {@code post_build}. */
  POST_BUILD,
  /** Collects the artifacts. */
  UPLOAD_ARTIFACTS;

  /** The commands that this phase runs, if it is one that runs commands. */
  Optional<BuildPhase> commands() {
    return switch (this) {
      case INSTALL -> Optional.of(BuildPhase.INSTALL);
      case PRE_BUILD -> Optional.of(BuildPhase.PRE_BUILD);
      case BUILD -> Optional.of(BuildPhase.BUILD);
      case POST_BUILD -> Optional.of(BuildPhase.POST_BUILD);
      case DOWNLOAD_SOURCE, UPLOAD_ARTIFACTS -> Optional.empty();
    };
  }
}
