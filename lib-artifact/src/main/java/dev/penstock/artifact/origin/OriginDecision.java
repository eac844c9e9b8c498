package dev.penstock.artifact.origin;

import java.util.Objects;

/**
 * Whether versions of a package may come into a repository on some way, and why not.
 *
 * @param isAllowed whether they may
 * @param reason for people: what blocks it; empty if it is allowed
 */
public record OriginDecision(boolean isAllowed, String reason) {

  static final OriginDecision ALLOWED = new OriginDecision(true, "");

  /** The reason is required. */
  public OriginDecision {
    Objects.requireNonNull(reason, "reason");
  }

  static OriginDecision blocked(String reason) {
    return new OriginDecision(false, reason);
  }
}
