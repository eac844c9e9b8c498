package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.StrategyComparison.Percentiles;
import dev.penstock.deploy.simulation.StrategyComparison.Row;
import java.util.List;

/**
 * A comparison as a picture, in whole pixels: a row for each candidate, a panel for each figure.
 */
final class ComparisonChart {

  private static final List<Figure> PANELS =
      List.of(Figure.TIME_TO_FULL, Figure.LOWEST_CAPACITY, Figure.REQUEST_MINUTES);

  private static final List<String> COLOURS = List.of("#1f5fa8", "#3a7d44", "#b3402f");
  private static final int NAME = 300;
  private static final int PANEL = 180;
  private static final int GAP = 76;
  private static final int ROW = 30;
  private static final int TOP = 88;
  private static final int BOTTOM = 56;
  private static final int MARGIN = 16;
  private static final int LONGEST_NAME = 42;

  private final StrategyComparison comparison;
  private final StringBuilder svg = new StringBuilder();
  private final int width = MARGIN + NAME + PANELS.size() * (PANEL + GAP);
  private final int end;

  ComparisonChart(StrategyComparison comparison) {
    this.comparison = comparison;
    this.end = TOP + comparison.rows().size() * ROW;
  }

  @Override
  public String toString() {
    int height = end + BOTTOM;
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"" + width)
        .append("\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height)
        .append("\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n")
        .append("<title>Strategies compared: " + escaped(comparison.title()) + "</title>\n")
        .append("<desc>" + escaped(description()) + "</desc>\n")
        .append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    text(MARGIN, 28, "start", " font-size=\"16\" font-weight=\"bold\"", "Strategies compared");
    text(MARGIN, 48, "start", " fill=\"#555\"", comparison.title());
    stripes();
    for (int panel = 0; panel < PANELS.size(); panel++) {
      panel(PANELS.get(panel), MARGIN + NAME + panel * (PANEL + GAP), COLOURS.get(panel));
    }
    text(
        MARGIN,
        height - 12,
        "start",
        " font-size=\"12\" fill=\"#555\"",
        "bar and number: half of the runs are no worse; line: nine of ten; thin line: 99 of 100");
    return svg.append("</svg>\n").toString();
  }

  private void stripes() {
    for (int i = 0; i < comparison.rows().size(); i++) {
      int y = TOP + i * ROW;
      if (i % 2 == 0) {
        svg.append("<rect x=\"0\" y=\"" + y + "\" width=\"" + width + "\" height=\"" + ROW)
            .append("\" fill=\"#f4f5f7\"/>\n");
      }
      String name = comparison.rows().get(i).candidate();
      svg.append("<g>").append("<title>" + escaped(name) + "</title>");
      text(MARGIN, y + 20, "start", "", shortened(name));
      svg.append("</g>\n");
    }
  }

  private void panel(Figure figure, int left, String colour) {
    ChartScale scale = ChartScale.of(figure, comparison.rows());
    String[] label = figure.label().split(", ", 2);
    text(left, TOP - 24, "start", " font-weight=\"bold\"", label[0]);
    text(left, TOP - 8, "start", " font-size=\"12\" fill=\"#555\"", label[1]);
    for (ChartScale.Tick tick : scale.ticks()) {
      int x = left + scale.pixel(tick.value(), PANEL);
      svg.append("<path d=\"M" + x + " " + TOP + "V" + end + "\" stroke=\"#ccc\"/>\n");
      text(x, end + 16, "middle", " font-size=\"11\" fill=\"#555\"", tick.label());
    }
    for (int i = 0; i < comparison.rows().size(); i++) {
      Row row = comparison.rows().get(i);
      Percentiles found = row.figures().get(figure);
      int y = TOP + i * ROW + ROW / 2;
      if (found == null) {
        text(left + 4, y + 4, "start", " font-size=\"12\" fill=\"#777\"", "none");
      } else {
        mark(figure, scale, left, y, colour, row.candidate(), found);
      }
    }
  }

  private void mark(
      Figure figure,
      ChartScale scale,
      int left,
      int y,
      String colour,
      String candidate,
      Percentiles found) {
    int median = left + scale.pixel(found.median(), PANEL);
    int ninetieth = left + scale.pixel(found.ninetieth(), PANEL);
    int last = left + scale.pixel(found.ninetyNinth(), PANEL);
    svg.append("<g stroke=\"" + colour + "\"><title>")
        .append(escaped(candidate + ": " + figure.label() + ": " + values(figure, found)))
        .append("</title>");
    svg.append("<rect x=\"" + left + "\" y=\"" + (y - 6) + "\" width=\"")
        .append(Math.max(1, median - left) + "\" height=\"12\" stroke=\"none\" fill=\"" + colour)
        .append("\" fill-opacity=\"0.75\"/>");
    svg.append("<path d=\"M" + median + " " + y + "H" + ninetieth + "\" stroke-width=\"4\"/>")
        .append("<path d=\"M" + ninetieth + " " + y + "H" + last)
        .append(
            "M" + last + " " + (y - 6) + "V" + (y + 6) + "\" stroke-width=\"1.5\" fill=\"none\"/>")
        .append("</g>\n");
    text(
        Math.max(last, median) + 6,
        y + 4,
        "start",
        " font-size=\"11\" fill=\"#555\"",
        figure.format(found.median()));
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    for (Row row : comparison.rows()) {
      text.append(row.candidate()).append(": ");
      text.append(row.succeeded() + " of " + row.good() + " good revisions succeeded");
      for (Figure figure : PANELS) {
        row.of(figure)
            .ifPresent(found -> text.append("; " + figure.label() + ": " + values(figure, found)));
      }
      text.append(". ");
    }
    return text.toString().strip();
  }

  private static String values(Figure figure, Percentiles found) {
    return figure.format(found.median())
        + " (p50), "
        + figure.format(found.ninetieth())
        + " (p90), "
        + figure.format(found.ninetyNinth())
        + " (p99)";
  }

  private void text(int x, int y, String anchor, String attributes, String text) {
    svg.append("<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\"" + attributes)
        .append(">" + escaped(text) + "</text>\n");
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
