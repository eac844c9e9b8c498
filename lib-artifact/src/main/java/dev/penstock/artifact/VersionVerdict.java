package dev.penstock.artifact;

import java.util.Objects;

/**
 * What a filter says about a version.
 *
 * @param decision what readers get
 * @param reason why, for people; empty if it is allowed without more ado
 */
public record VersionVerdict(Decision decision, String reason) {

  /** Readers get it, and no more is to be said. */
  public static final VersionVerdict ALLOW = new VersionVerdict(Decision.ALLOW, "");

  /** Both parts are required. */
  public VersionVerdict {
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(reason, "reason");
  }

  /** What readers get, from lenient to strict. */
  public enum Decision {
    /** It is listed and read. */
    ALLOW,
    /** It is in no list, and read by those who name it: what a lock file names still installs. */
    HIDE,
    /** It is neither listed nor described nor read. */
    BLOCK
  }

  /**
   * Leaves a version out of lists.
   *
   * @param reason why, for people
   * @return the verdict
   */
  public static VersionVerdict hide(String reason) {
    return new VersionVerdict(Decision.HIDE, reason);
  }

  /**
   * Keeps a version from readers.
   *
   * @param reason why, for people
   * @return the verdict
   */
  public static VersionVerdict block(String reason) {
    return new VersionVerdict(Decision.BLOCK, reason);
  }

  /**
   * The stricter of both; if they are equally strict, with both reasons.
   *
   * @param other another verdict about the same version
   * @return what follows from both
   */
  public VersionVerdict and(VersionVerdict other) {
    int order = decision.compareTo(other.decision);
    if (order != 0) {
      return order > 0 ? this : other;
    }
    if (reason.isEmpty() || other.reason.isEmpty() || reason.equals(other.reason)) {
      return reason.isEmpty() ? other : this;
    }
    return new VersionVerdict(decision, reason + "; " + other.reason);
  }
}
