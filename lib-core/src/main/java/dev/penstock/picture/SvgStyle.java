package dev.penstock.picture;

/**
 * The one style sheet of all pictures: light, and dark where the reader's screen asks for it. Each
 * rule is of pictures alone, since those of a picture within a page are the whole page's.
 */
final class SvgStyle {

  /** The class of a picture's outermost element. */
  static final String SCOPE = "penstock";

  static final String SHEET =
      scoped(
          String.join(
              "\n",
              "",
              "text{font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;"
                  + "unicode-bidi:isolate}",
              ".title{font-size:21px;font-weight:600}",
              ".subtitle{font-size:13px}",
              ".stage-name{font-size:15px;font-weight:600}",
              ".name{font-size:13px;font-weight:600}",
              ".note,.status{font-size:11px}",
              ".status{font-weight:600}",
              ".letter,.ask{font-size:12px;font-weight:700;text-anchor:middle}",
              ".outline,.cut,.link,.frame,.edge{fill:none}",
              ".outline,.cut{stroke-width:2;stroke-linecap:round;stroke-linejoin:round}",
              ".link{stroke-width:2}",
              ".frame{stroke-width:1;stroke-dasharray:4 3}",
              ".edge{stroke-width:1.5}",
              ".column,.card{stroke-width:1}",
              colours(
                  "#ffffff", "#1f2328", "#59636e", "#f6f8fa", "#d1d9e0", "#818b98", "#ffffff",
                  "#0969da", "#9a6700", "#1a7f37", "#cf222e"),
              "@media (prefers-color-scheme:dark){",
              colours(
                  "#0d1117", "#f0f6fc", "#9198a1", "#151b23", "#3d444d", "#656c76", "#0d1117",
                  "#58a6ff", "#d29922", "#3fb950", "#ff7b72"),
              "}",
              ""));

  private SvgStyle() {}

  /** Names the picture in front of each selector. */
  private static String scoped(String sheet) {
    StringBuilder scoped = new StringBuilder();
    for (String line : sheet.split("\n", -1)) {
      int rules = line.indexOf('{');
      boolean selects = rules > 0 && !line.startsWith("@");
      scoped
          .append(scoped.isEmpty() ? "" : "\n")
          .append(selects ? "." + SCOPE + " " : "")
          .append(selects ? line.substring(0, rules).replace(",", ",." + SCOPE + " ") : line)
          .append(selects ? line.substring(rules) : "");
    }
    return scoped.toString();
  }

  private static String colours(
      String paper,
      String ink,
      String muted,
      String column,
      String line,
      String link,
      String card,
      String blue,
      String amber,
      String green,
      String red) {
    return String.join(
        "\n",
        ".paper{fill:" + paper + "}",
        ".title,.stage-name,.name{fill:" + ink + "}",
        ".subtitle,.note,.letter{fill:" + muted + "}",
        ".column{fill:" + column + ";stroke:" + line + "}",
        ".card{fill:" + card + ";stroke:" + line + "}",
        ".badge{fill:" + column + ";stroke:" + line + "}",
        ".frame{stroke:" + link + "}",
        ".link{stroke:" + link + "}",
        ".head{fill:" + link + "}",
        ".glyph,.ask{fill:" + paper + "}",
        ".cut{stroke:" + paper + "}",
        tone("", muted),
        tone(".inprogress>", blue),
        tone(".needsanswer>", amber),
        tone(".waiting>", amber),
        tone(".succeeded>", green),
        tone(".failed>", red),
        tone(".closed>", red));
  }

  private static String tone(String state, String colour) {
    return state
        + ".tone,"
        + state
        + ".status{fill:"
        + colour
        + "}\n"
        + state
        + ".outline,"
        + state
        + ".edge{stroke:"
        + colour
        + "}";
  }
}
