package dev.penstock.samples.quickstart.report;

/**
 * Ticks at whole seconds, at most ten of them.
 *
 * @param span how many seconds the axis covers
 * @param step how many seconds lie between ticks
 */
record TimeAxis(double span, int step) {
  private static final int[] STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600};
  private static final int MOST_TICKS = 10;

  static TimeAxis of(double span) {
    for (int step : STEPS) {
      if (span / step <= MOST_TICKS) {
        return new TimeAxis(span, step);
      }
    }
    return new TimeAxis(span, (int) Math.ceil(span / MOST_TICKS));
  }

  /** Draws grid lines and, below them, their seconds. */
  void draw(Markup svg, double left, double right, double top, double bottom) {
    for (int second = 0; second <= span; second += step) {
      double x = left + (right - left) * second / span;
      svg.shape("line", "", "class", "grid", "x1", x, "x2", x, "y1", top, "y2", bottom);
      svg.leaf(
          "text",
          second + " s",
          "class",
          "tick",
          "x",
          x,
          "y",
          bottom + 15,
          "text-anchor",
          second == 0 ? "start" : "middle");
    }
  }
}
