package dev.penstock.artifact.version;

import org.jspecify.annotations.Nullable;

/**
 * Everything between two versions, in their order and nothing else.
 *
 * @param lower null without lower end
 * @param hasLower whether the lower end itself lies within
 * @param upper null without upper end
 * @param hasUpper whether the upper end itself lies within
 */
record Interval(
    @Nullable Version lower, boolean hasLower, @Nullable Version upper, boolean hasUpper) {

  static final Interval ALL = new Interval(null, false, null, false);

  static Interval exactly(Version version) {
    return new Interval(version, true, version, true);
  }

  boolean contains(Version version) {
    if (lower != null) {
      int order = lower.compareTo(version);
      if (order > 0 || (order == 0 && !hasLower)) {
        return false;
      }
    }
    if (upper != null) {
      int order = upper.compareTo(version);
      return order > 0 || (order == 0 && hasUpper);
    }
    return true;
  }

  @Override
  public String toString() {
    return (hasLower ? "[" : "(")
        + (lower == null ? "" : lower)
        + ","
        + (upper == null ? "" : upper)
        + (hasUpper ? "]" : ")");
  }
}
