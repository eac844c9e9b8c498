package dev.penstock.samples.benchmarks;

import java.util.Locale;

/**
 * One line of the table: how our figure must compare with the anchor's.
 *
 * @param name the goal's name, and the shape or size it is measured at
 * @param ours the name of our measurement
 * @param anchor the name of the anchor's
 * @param unit of both figures
 * @param scale ours is multiplied by this before it is compared
 * @param bar what the ratio must be
 */
record Goal(String name, String ours, String anchor, String unit, double scale, Bar bar) {

  static final String HEADER =
      """
      | goal | ours | anchor | ratio | bar | | CPU ratio |
      |---|---:|---:|---:|---:|---|---:|
      """;

  /** The largest spread of an anchor that leaves a run valid. */
  static final double WIDEST = 1.5;

  /** The largest uncertainty of a ratio that leaves rounds valid. */
  static final double UNCERTAIN = 1.2;

  Goal(String name, String ours, String anchor, String unit, Bar bar) {
    this(name, ours, anchor, unit, 1, bar);
  }

  boolean isVoid(Measured measured) {
    return measured.isInRounds(ours, anchor)
        ? measured.uncertainty(ours, anchor) > UNCERTAIN
        : measured.spread(anchor) > WIDEST;
  }

  /** The line, which shows the ratio of processor times too where they were measured. */
  String row(Measured measured) {
    double one = measured.median(ours) * scale;
    double other = measured.median(anchor);
    double ratio = measured.ratio(ours, anchor, bar, scale);
    return String.format(
        Locale.ROOT,
        "| %s | %,.1f %s | %,.1f %s | %,.2f | %s | %s%s | %s |%n",
        name,
        one,
        unit,
        other,
        unit,
        ratio,
        bar,
        bar.verdict(ratio),
        remark(measured),
        measured.ratio(ours, anchor, Measured.CPU, bar, scale));
  }

  String remark(Measured measured) {
    if (!isVoid(measured)) {
      return "";
    }
    return measured.isInRounds(ours, anchor)
        ? " (void: the ratio moved)"
        : " (void: the anchor moved)";
  }
}
