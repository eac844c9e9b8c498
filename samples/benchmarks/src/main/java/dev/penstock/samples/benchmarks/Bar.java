package dev.penstock.samples.benchmarks;

import java.util.Locale;

/**
 * What a goal asks for.
 *
 * @param ratio the greatest or the least ratio that meets it
 * @param isSpeedup whether ours must be so many times better than the anchor, instead of being at
 *     most so many times the anchor
 */
record Bar(double ratio, boolean isSpeedup) {

  /** Ours is at most so many times the anchor. */
  static Bar atMost(double ratio) {
    return new Bar(ratio, false);
  }

  /** The anchor is at least so many times ours. */
  static Bar timesBetter(double ratio) {
    return new Bar(ratio, true);
  }

  double of(double ours, double anchor) {
    return isSpeedup ? anchor / ours : ours / anchor;
  }

  String verdict(double found) {
    return (isSpeedup ? found >= ratio : found <= ratio) ? "met" : "missed";
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, isSpeedup ? ">= %,.1f" : "<= %.2f", ratio);
  }
}
