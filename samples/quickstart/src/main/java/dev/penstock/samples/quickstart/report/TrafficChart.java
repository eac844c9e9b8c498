package dev.penstock.samples.quickstart.report;

import dev.penstock.samples.quickstart.traffic.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Two charts above each other with one time axis: the share of requests that each side answered,
 * and the share of requests that failed. Numbered marks run through both.
 */
final class TrafficChart {
  private static final double WIDTH = 1120;
  private static final double LEFT = 48;
  private static final double RIGHT = 12;
  private static final double MARKS = 26;
  private static final double SHARES = 170;
  private static final double BETWEEN = 34;
  private static final double ERRORS = 110;
  private static final double AXIS = 24;
  private static final double ERRORS_TOP = MARKS + SHARES + BETWEEN;
  private static final double BOTTOM = ERRORS_TOP + ERRORS;

  private final Markup svg = new Markup();
  private final List<TrafficSeconds> seconds;
  private final double slot;
  private final double ceiling;

  private TrafficChart(List<TrafficSeconds> seconds) {
    this.seconds = seconds;
    this.slot = (WIDTH - LEFT - RIGHT) / Math.max(1, seconds.size());
    double most = seconds.stream().mapToDouble(TrafficSeconds::errorShare).max().orElse(0);
    this.ceiling = Math.max(5, Math.ceil(most / 5) * 5);
  }

  static String draw(Instant begin, List<TrafficSeconds> seconds, List<Mark> marks) {
    return new TrafficChart(seconds).draw(begin, marks);
  }

  private String draw(Instant begin, List<Mark> marks) {
    svg.open(
        "svg",
        "viewBox",
        "0 0 " + (int) WIDTH + " " + (int) (BOTTOM + AXIS),
        "role",
        "img",
        "class",
        "traffic",
        "aria-label",
        "traffic and failed requests over time");
    scale(MARKS, SHARES, 100);
    scale(ERRORS_TOP, ERRORS, ceiling);
    TimeAxis axis = TimeAxis.of(Math.max(1, seconds.size()));
    axis.draw(svg, LEFT, WIDTH - RIGHT, BOTTOM, BOTTOM);
    svg.leaf("text", "Failed requests, of all", "class", "label", "x", LEFT, "y", ERRORS_TOP - 10);
    for (Side side : Side.values()) {
      areas(side);
    }
    seconds.forEach(this::errorBar);
    marks(begin, marks);
    seconds.forEach(this::tooltip);
    return svg.close().toString();
  }

  private void scale(double top, double height, double most) {
    for (int quarter = 0; quarter <= 4; quarter += 2) {
      double y = top + height - height * quarter / 4;
      String style = quarter == 0 ? "axis" : "grid";
      svg.shape("line", "", "class", style, "x1", LEFT, "x2", WIDTH - RIGHT, "y1", y, "y2", y);
      svg.leaf(
          "text",
          String.format(Locale.ROOT, "%.1f", most * quarter / 4).replace(".0", "") + " %",
          "class",
          "tick",
          "x",
          LEFT - 6,
          "y",
          y + 4,
          "text-anchor",
          "end");
    }
  }

  /** One polygon for each stretch of seconds with requests: no line is drawn over a gap. */
  private void areas(Side side) {
    int from = 0;
    while (from < seconds.size()) {
      int to = from;
      while (to < seconds.size() && seconds.get(to).allRequests() > 0) {
        to++;
      }
      if (to > from) {
        area(side, seconds.subList(from, to));
      }
      from = to + 1;
    }
  }

  private void area(Side side, List<TrafficSeconds> stretch) {
    StringBuilder upper = new StringBuilder("M");
    StringBuilder lower = new StringBuilder();
    for (TrafficSeconds row : stretch) {
      double blue = row.share(Side.BLUE);
      double top = side == Side.BLUE ? blue : 100;
      double bottom = side == Side.BLUE ? 0 : blue;
      upper.append(PipelinePicture.path("%.1f %.1f ", left(row), y(top)));
      upper.append(PipelinePicture.path("%.1f %.1f ", left(row) + slot, y(top)));
      lower.insert(0, PipelinePicture.path("%.1f %.1f ", left(row), y(bottom)));
      lower.insert(0, PipelinePicture.path("%.1f %.1f ", left(row) + slot, y(bottom)));
    }
    svg.shape(
        "path",
        "",
        "class",
        "area " + side.name().toLowerCase(Locale.ROOT),
        "d",
        upper.append(lower).append('Z').toString());
  }

  private void errorBar(TrafficSeconds row) {
    if (row.allErrors() > 0) {
      double height = Math.max(2, ERRORS * row.errorShare() / ceiling);
      svg.shape(
          "rect",
          "",
          "class",
          "bar failed",
          "x",
          left(row) + 1,
          "y",
          BOTTOM - height,
          "width",
          Math.max(1, slot - 2),
          "height",
          height,
          "rx",
          Math.min(2, slot / 4));
    }
  }

  private void marks(Instant begin, List<Mark> marks) {
    double before = -100;
    int number = 1;
    for (Mark mark : marks) {
      double second = Duration.between(begin, mark.at()).toMillis() / 1000.0;
      double x = LEFT + Math.min(Math.max(0, second), seconds.size()) * slot;
      double badge = Math.min(Math.max(x, before + 19), WIDTH - 9);
      svg.shape(
          "path",
          "",
          "class",
          "mark",
          "d",
          PipelinePicture.path("M%.1f 18 L%.1f %.1f V%.1f", badge, x, MARKS, BOTTOM));
      svg.shape("circle", mark.text(), "class", "mark-badge", "cx", badge, "cy", 9.0, "r", 8.5);
      svg.leaf("text", String.valueOf(number++), "class", "mark-number", "x", badge, "y", 13.0);
      before = badge;
    }
  }

  private void tooltip(TrafficSeconds row) {
    svg.shape(
        "rect",
        String.format(
            Locale.ROOT,
            "second %d: %d requests, blue %.0f %%, green %.0f %%, %d failed (%.1f %%)",
            row.second(),
            row.allRequests(),
            row.share(Side.BLUE),
            row.share(Side.GREEN),
            row.allErrors(),
            row.errorShare()),
        "class",
        "hover",
        "x",
        left(row),
        "y",
        MARKS,
        "width",
        slot,
        "height",
        BOTTOM - MARKS);
  }

  private double left(TrafficSeconds row) {
    return LEFT + row.second() * slot;
  }

  private static double y(double percent) {
    return MARKS + SHARES - SHARES * percent / 100;
  }
}
