package dev.penstock.samples.quickstart.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A pipeline as a picture: stages from left to right, their actions below each other. */
final class PipelinePicture {
  private static final double STAGE_WIDTH = 144;
  private static final double GAP = 18;
  private static final double HEADING = 30;
  private static final double ROW = 46;
  private static final double PADDING = 8;

  private PipelinePicture() {}

  /** Draws one execution. */
  static String draw(String name, List<ActionRow> actions, Instant now) {
    Map<String, List<ActionRow>> stages = new LinkedHashMap<>();
    for (ActionRow action : actions) {
      stages.computeIfAbsent(action.stage(), stage -> new ArrayList<>()).add(action);
    }
    int rows = stages.values().stream().mapToInt(List::size).max().orElse(0);
    double height = HEADING + rows * ROW + PADDING;
    double width = Math.max(0, stages.size() * (STAGE_WIDTH + GAP) - GAP);
    Markup svg = new Markup();
    svg.open(
        "svg",
        "viewBox",
        "0 0 " + (int) width + " " + (int) height,
        "role",
        "img",
        "class",
        "pipeline",
        "aria-label",
        name,
        "style",
        "min-width:" + (int) (width * 0.75) + "px");
    double x = 0;
    for (Map.Entry<String, List<ActionRow>> stage : stages.entrySet()) {
      if (x > 0) {
        double y = HEADING + ROW / 2 - 4;
        svg.shape(
            "path",
            "",
            "class",
            "pipe",
            "d",
            path("M%.1f %.1f H%.1f m-5 -4 l5 4 l-5 4", x - GAP + 2, y, x - 3));
      }
      stage(svg, x, height, stage.getKey(), stage.getValue(), now);
      x += STAGE_WIDTH + GAP;
    }
    return svg.close().toString();
  }

  private static void stage(
      Markup svg, double x, double height, String name, List<ActionRow> actions, Instant now) {
    svg.shape(
        "rect",
        "",
        "class",
        "stage",
        "x",
        x + 0.5,
        "y",
        0.5,
        "width",
        STAGE_WIDTH - 1,
        "height",
        height - 1,
        "rx",
        8);
    svg.leaf("text", name, "class", "stage-name", "x", x + 10, "y", 20.0);
    double y = HEADING;
    for (ActionRow action : actions) {
      action(svg, x + PADDING, y, action, now);
      y += ROW;
    }
  }

  private static void action(Markup svg, double x, double y, ActionRow action, Instant now) {
    String time = action.started().isEmpty() ? "not begun" : Elapsed.text(action.elapsed(now));
    String style = action.state().style();
    svg.open("g");
    svg.leaf(
        "title",
        action.action()
            + ": "
            + action.state().words()
            + ", "
            + time
            + (action.summary().isEmpty() ? "" : "\n" + action.summary()));
    svg.shape(
        "rect",
        "",
        "class",
        "action " + style,
        "x",
        x,
        "y",
        y,
        "width",
        STAGE_WIDTH - 2 * PADDING,
        "height",
        ROW - 8,
        "rx",
        5);
    svg.shape(
        "circle", "", "class", "badge " + style, "cx", x + 15, "cy", y + (ROW - 8) / 2, "r", 8);
    svg.leaf(
        "text",
        String.valueOf(action.state().symbol()),
        "class",
        "sign",
        "x",
        x + 15,
        "y",
        y + (ROW - 8) / 2 + 3.5);
    svg.leaf("text", action.action(), "class", "action-name", "x", x + 29, "y", y + 16);
    svg.leaf("text", time, "class", "small", "x", x + 29, "y", y + 30);
    svg.close();
  }

  static String path(String form, Object... numbers) {
    return String.format(Locale.ROOT, form, numbers);
  }
}
