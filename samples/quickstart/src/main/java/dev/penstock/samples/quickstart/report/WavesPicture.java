package dev.penstock.samples.quickstart.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The waves of one deployment: a bar for each instance, from its first hook to its last. */
final class WavesPicture {
  private static final double WIDTH = 520;
  private static final double LEFT = 92;
  private static final double RIGHT = 12;
  private static final double ROW = 26;
  private static final double AXIS = 24;

  private WavesPicture() {}

  static String draw(String deployment, List<WaveRow> rows) {
    Instant begin = rows.stream().map(WaveRow::started).min(Instant::compareTo).orElseThrow();
    Instant end = rows.stream().map(WaveRow::ended).max(Instant::compareTo).orElseThrow();
    double span = Math.max(1, Duration.between(begin, end).toMillis());
    double height = rows.size() * ROW + AXIS;
    double scale = (WIDTH - LEFT - RIGHT) / span;
    Markup svg = new Markup();
    svg.open(
        "svg",
        "viewBox",
        "0 0 " + (int) WIDTH + " " + (int) height,
        "role",
        "img",
        "class",
        "waves",
        "aria-label",
        "waves of " + deployment);
    TimeAxis.of(span / 1000).draw(svg, LEFT, WIDTH - RIGHT, 0, height - AXIS);
    double y = 0;
    for (WaveRow row : rows) {
      double from = LEFT + Duration.between(begin, row.started()).toMillis() * scale;
      double length = Math.max(4, Duration.between(row.started(), row.ended()).toMillis() * scale);
      String took = Elapsed.text(Duration.between(row.started(), row.ended()));
      svg.leaf(
          "text",
          row.instance(),
          "class",
          "label",
          "x",
          LEFT - 8,
          "y",
          y + 17,
          "text-anchor",
          "end");
      svg.shape(
          "rect",
          row.instance()
              + ", wave "
              + row.wave()
              + ": "
              + row.state().words()
              + " after "
              + took
              + (row.summary().isEmpty() ? "" : "\n" + row.summary()),
          "class",
          "bar " + row.state().style(),
          "x",
          from,
          "y",
          y + 4,
          "width",
          length,
          "height",
          ROW - 8,
          "rx",
          4);
      if (length > 60) {
        svg.leaf("text", "wave " + row.wave(), "class", "on-bar", "x", from + 8, "y", y + 17);
      }
      y += ROW;
    }
    return svg.close().toString();
  }
}
