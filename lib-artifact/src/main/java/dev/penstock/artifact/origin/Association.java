package dev.penstock.artifact.origin;

import java.util.Objects;

/**
 * The group that a package belongs to.
 *
 * @param pattern the group's pattern
 * @param strength how the package matches it
 */
public record Association(PackagePattern pattern, Strength strength) {

  /** Both parts are required. */
  public Association {
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(strength, "strength");
  }

  /** How a package matches a pattern. */
  public enum Strength {
    /** By its very names. */
    STRONG,
    /** Only by names that look like it: the package is blocked for every origin. */
    WEAK
  }
}
