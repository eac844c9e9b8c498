package dev.penstock.artifact.version;

import org.jspecify.annotations.Nullable;

/**
 * What a floating range prefers (W-153): the first so many numbers of its least version, with
 * anything behind them.
 *
 * @param written the range's text
 * @param least the least version that it can mean
 * @param fixed how many numbers must be the same
 * @param labels how the labels of pre-releases start; null if there must be none
 */
record NugetFloat(String written, Version least, int fixed, @Nullable String labels) {

  boolean contains(Version version) {
    NugetParts parts = (NugetParts) version.parts();
    return parts.hasNumbersOf((NugetParts) least.parts(), fixed)
        && (!version.isPrerelease() || (labels != null && parts.hasReleasePrefix(labels)));
  }

  /** Within the float the highest, else the lowest above its least version, else the highest. */
  boolean prefers(Version considered, Version current) {
    boolean isIn = contains(considered);
    if (isIn != contains(current)) {
      return isIn;
    }
    int order = considered.compareTo(current);
    if (isIn) {
      return order > 0;
    }
    boolean isBelow = considered.compareTo(least) < 0;
    if (isBelow != current.compareTo(least) < 0) {
      return !isBelow;
    }
    return isBelow ? order > 0 : order < 0;
  }
}
