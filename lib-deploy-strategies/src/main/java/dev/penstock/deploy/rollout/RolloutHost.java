package dev.penstock.deploy.rollout;

import java.util.Objects;

/**
 * A host that a rollout brings the revision onto.
 *
 * @param name unique within the release, 1 to 100 characters
 * @param cohort such as a zone or a ring; empty if it belongs to none
 */
public record RolloutHost(String name, String cohort) {

  /** Refuses what is no name. */
  public RolloutHost {
    Objects.requireNonNull(cohort, "cohort");
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException(
          "host: a name of " + name.length() + " characters; allowed: 1 to 100, not blank");
    }
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
}
