package dev.penstock.deploy.rollout;

import java.util.Objects;

/**
 * A host that a rollout brings the revision onto.
 *
 * @param name unique within the release, 1 to 100 characters
 * @param cohort such as a zone or a ring; empty if it belongs to none
 * @param isDown whether it does not serve now; such hosts come first, as none is lost by trying
 */
public record RolloutHost(String name, String cohort, boolean isDown) {

  /** Refuses what is no name. */
  public RolloutHost {
    Objects.requireNonNull(cohort, "cohort");
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException(
          "host: a name of " + name.length() + " characters; allowed: 1 to 100, not blank");
    }
  }

  /**
   * A host that serves now.
   *
   * @param name unique within the release
   * @param cohort such as a zone or a ring; empty if it belongs to none
   */
  public RolloutHost(String name, String cohort) {
    this(name, cohort, false);
  }

  /**
   * A host that belongs to no cohort.
   *
   * @param name unique within the release
   * @return the host
   */
  public static RolloutHost of(String name) {
    return new RolloutHost(name, "");
  }

  /**
   * The same host, which does not serve now.
   *
   * @return a copy
   */
  public RolloutHost down() {
    return new RolloutHost(name, cohort, true);
  }
}
