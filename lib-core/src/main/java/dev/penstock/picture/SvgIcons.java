package dev.penstock.picture;

/** The signs of states: each has a shape of its own, so that no colour is needed to tell them. */
final class SvgIcons {
  private SvgIcons() {}

  static void draw(Xml svg, Mark mark, double x, double y) {
    switch (mark) {
      case PLANNED -> ring(svg, x, y);
      case NOT_PART -> stroke(svg, "outline", at(x - 5, y) + "h10");
      case WAITING -> {
        ring(svg, x, y);
        stroke(svg, "outline", at(x, y - 5) + "v5h4");
      }
      case IN_PROGRESS -> {
        disc(svg, x, y);
        svg.empty("path", "class", "glyph", "d", at(x - 2.8, y - 4.6) + "l7.4 4.6l-7.4 4.6z");
      }
      case NEEDS_ANSWER -> {
        svg.empty("path", "class", "tone", "d", at(x, y - 11) + "l11 11l-11 11l-11 -11z");
        svg.text("text", "?", "class", "ask", "x", x, "y", y + 4.6);
      }
      case SUCCEEDED -> {
        disc(svg, x, y);
        stroke(svg, "cut", at(x - 4.2, y + 0.4) + "l3 3.2l5.4 -6.6");
      }
      case FAILED -> {
        String octagon = at(x - 4, y - 9.5) + "h8l5.5 5.5v8l-5.5 5.5h-8l-5.5 -5.5v-8z";
        svg.empty("path", "class", "tone", "d", octagon);
        stroke(svg, "cut", at(x - 3.4, y - 3.4) + "l6.8 6.8m0 -6.8l-6.8 6.8");
      }
      case STOPPED -> {
        box(svg, "tone", x, y);
        svg.empty("path", "class", "glyph", "d", at(x - 3.5, y - 3.5) + "h7v7h-7z");
      }
      case ABANDONED -> {
        box(svg, "outline", x, y);
        stroke(svg, "outline", at(x - 3.4, y - 3.4) + "l6.8 6.8m0 -6.8l-6.8 6.8");
      }
      case SUPERSEDED -> {
        ring(svg, x, y);
        stroke(svg, "outline", at(x - 4.5, y) + "h9m-3.5 -3.5l3.5 3.5l-3.5 3.5");
      }
      case CANCELLED -> {
        ring(svg, x, y);
        stroke(svg, "outline", at(x - 6, y + 6) + "l12 -12");
      }
      case SKIPPED -> {
        ring(svg, x, y);
        stroke(svg, "outline", at(x - 4, y - 4) + "l4 4l-4 4m4.5 -8l4 4l-4 4");
      }
    }
  }

  /** What a definition shows instead: the first letter of the category. */
  static void letter(Xml svg, String type, double x, double y) {
    svg.empty(
        "rect", "class", "badge", "x", x - 10, "y", y - 10, "width", 20.0, "height", 20.0, "rx", 5);
    String first = type.isEmpty() ? "" : type.substring(0, type.offsetByCodePoints(0, 1));
    svg.text("text", first, "class", "letter", "x", x, "y", y + 4.2);
  }

  /** No entry. */
  static void closed(Xml svg, double x, double y) {
    svg.empty("circle", "class", "tone", "cx", x, "cy", y, "r", 10.0);
    svg.empty("rect", "class", "glyph", "x", x - 6, "y", y - 2, "width", 12.0, "height", 4.0);
  }

  private static void ring(Xml svg, double x, double y) {
    svg.empty("circle", "class", "outline", "cx", x, "cy", y, "r", 9.0);
  }

  private static void disc(Xml svg, double x, double y) {
    svg.empty("circle", "class", "tone", "cx", x, "cy", y, "r", 9.8);
  }

  private static void box(Xml svg, String style, double x, double y) {
    svg.empty(
        "rect", "class", style, "x", x - 9, "y", y - 9, "width", 18.0, "height", 18.0, "rx", 4);
  }

  private static void stroke(Xml svg, String style, String path) {
    svg.empty("path", "class", style, "d", path);
  }

  static String at(double x, double y) {
    return "M" + Xml.number(x) + " " + Xml.number(y);
  }
}
