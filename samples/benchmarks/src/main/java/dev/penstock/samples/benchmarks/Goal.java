package dev.penstock.samples.benchmarks;

import java.util.Locale;

/**
 * One line of the table: how many times the anchor's figure ours may be.
 *
 * @param name the goal's name, and the shape or size it is measured at
 * @param ours the name of our measurement
 * @param anchor the name of the anchor's
 * @param unit of both figures
 * @param scale ours is multiplied by this before it is compared
 * @param bar the greatest ratio that meets the goal
 */
record Goal(String name, String ours, String anchor, String unit, double scale, double bar) {

  static final String HEADER =
      """
      | goal | ours | anchor | ratio | bar | |
      |---|---:|---:|---:|---:|---|
      """;

  /** The largest spread of an anchor that leaves a run valid. */
  static final double WIDEST = 1.5;

  Goal(String name, String ours, String anchor, String unit, double bar) {
    this(name, ours, anchor, unit, 1, bar);
  }

  boolean isVoid(Measured measured) {
    return measured.spread(anchor) > WIDEST;
  }

  String row(Measured measured) {
    return row(
        name,
        measured.median(ours) * scale,
        measured.median(anchor),
        unit,
        bar,
        isVoid(measured) ? " (void: the anchor moved)" : "");
  }

  static String row(
      String name, double ours, double anchor, String unit, double bar, String remark) {
    double ratio = ours / anchor;
    return String.format(
        Locale.ROOT,
        "| %s | %,.1f %s | %,.1f %s | %.2f | %.2f | %s%s |%n",
        name,
        ours,
        unit,
        anchor,
        unit,
        ratio,
        bar,
        ratio <= bar ? "met" : "missed",
        remark);
  }
}
