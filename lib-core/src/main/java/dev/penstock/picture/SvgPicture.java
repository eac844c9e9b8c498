package dev.penstock.picture;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Draws a chart as one self-contained SVG. */
final class SvgPicture {
  private final Chart chart;
  private final Layout layout;
  private final Xml svg = new Xml();

  SvgPicture(Chart chart) {
    this.chart = chart;
    this.layout = new Layout(chart);
  }

  String draw() {
    String title = Description.title(chart);
    String description = Description.of(chart);
    // ids are alike only where pictures are: several may stand in one page
    String id = "penstock-" + Integer.toHexString((title + description).hashCode());
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        SvgStyle.SCOPE,
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc",
        "width",
        layout.width(),
        "height",
        layout.height(),
        "viewBox",
        "0 0 " + Xml.number(layout.width()) + " " + Xml.number(layout.height()),
        "style",
        "max-width:100%;height:auto"); // shrinks to a narrow page, and grows no further
    svg.text("title", title, "id", id + "-title");
    svg.text("desc", description, "id", id + "-desc");
    svg.verbatim("style", SvgStyle.SHEET);
    svg.empty(
        "rect", "class", "paper", "width", layout.width(), "height", layout.height(), "rx", 8);
    header();
    links();
    layout.stages().forEach(this::stage);
    legend();
    return svg.close().toString();
  }

  private void header() {
    double x = Layout.MARGIN;
    double room = layout.width() - 2 * Layout.MARGIN;
    text("title", Letters.shortened(Letters.visible(chart.title()), room / 22), x, 48);
    chart
        .mark()
        .ifPresent(
            mark -> {
              svg.open("g", "class", mark.style());
              SvgIcons.draw(svg, mark, x + 10, 68);
              svg.close();
            });
    text(
        "subtitle",
        Letters.shortened(Letters.visible(chart.subtitle()), room / 14),
        chart.mark().isPresent() ? x + 28 : x,
        72.5);
  }

  /** From stage to stage; where the row ends, round to the next row's beginning. */
  private void links() {
    List<Layout.PlacedStage> stages = layout.stages();
    for (int i = 1; i < stages.size(); i++) {
      Layout.PlacedStage from = stages.get(i - 1);
      Layout.PlacedStage to = stages.get(i);
      double right = from.x() + from.width();
      double fromY = from.y() + 26;
      double toY = to.y() + 26;
      if (from.row() == to.row()) {
        link(SvgIcons.at(right, fromY) + "H" + Xml.number(to.x() - 8), to.x(), toY);
      } else {
        double gutter = to.y() - Layout.ROW_GAP / 2;
        link(
            SvgIcons.at(right, fromY)
                + "h14V"
                + Xml.number(gutter)
                + "H"
                + Xml.number(to.x() - 18)
                + "V"
                + Xml.number(toY)
                + "h10",
            to.x(),
            toY);
      }
      if (to.stage().gate().isPresent()) {
        svg.open("g", "class", "closed");
        SvgIcons.closed(svg, to.x() - (from.row() == to.row() ? Layout.STAGE_GAP / 2 : 14), toY);
        svg.close();
      }
    }
  }

  private void link(String path, double x, double y) {
    svg.empty("path", "class", "link", "d", path);
    svg.empty("path", "class", "head", "d", SvgIcons.at(x - 2, y) + "l-9 -5v10z");
  }

  private void stage(Layout.PlacedStage placed) {
    Chart.Stage stage = placed.stage();
    svg.open("g", "class", stage.mark().map(Mark::style).orElse("plain"));
    rect("column", placed.x(), placed.y(), placed.width(), placed.height(), 10);
    double x = placed.x() + Layout.STAGE_PAD;
    double y = placed.y() + Layout.STAGE_PAD + 13;
    for (String line : placed.nameLines()) {
      text("stage-name", line, x, y);
      y += Layout.STAGE_NAME_LINE;
    }
    if (stage.mark().isPresent()) {
      Mark mark = stage.mark().get();
      text("status", mark.sign() + " " + mark.word(), x, y);
      y += 18;
    }
    for (Layout.Note note : placed.notes()) {
      if (note.isGate()) {
        svg.open("g", "class", "closed");
        text("status", note.text(), x, y);
        svg.close();
      } else {
        text("note", note.text(), x, y);
      }
      y += Layout.NOTE_LINE;
    }
    for (int i = 0; i < placed.groups().size(); i++) {
      group(placed.groups().get(i), i > 0 && !placed.groups().get(i).group().isLoose());
    }
    svg.close();
  }

  private void group(Layout.PlacedGroup placed, boolean hasPredecessor) {
    if (hasPredecessor) {
      double x = placed.x() + placed.width() / 2;
      double y = placed.y();
      svg.empty("path", "class", "link", "d", SvgIcons.at(x, y - Layout.GROUP_GAP + 2) + "v12");
      svg.empty("path", "class", "head", "d", SvgIcons.at(x, y - 2) + "l-5 -8h10z");
    }
    if (placed.isFramed()) {
      rect("frame", placed.x(), placed.y(), placed.width(), placed.height(), 8);
      text(
          "note",
          Letters.shortened(
              Letters.visible(placed.group().label()),
              (placed.width() - 2 * Layout.FRAME_PAD) / Layout.NOTE_SIZE),
          placed.x() + Layout.FRAME_PAD,
          placed.y() + 14);
    }
    placed.cards().forEach(this::card);
  }

  private void card(Layout.PlacedCard placed) {
    Chart.Card card = placed.card();
    double x = placed.x();
    double y = placed.y();
    double height = placed.height();
    svg.open("g", "class", card.mark().map(Mark::style).orElse("plain"));
    svg.text("title", Description.of(card));
    boolean isActive =
        card.mark().filter(mark -> mark != Mark.PLANNED && mark != Mark.NOT_PART).isPresent();
    if (card.isApproval()) {
      String hexagon = hexagon(x, y, height);
      svg.empty("path", "class", "card", "d", hexagon);
      svg.empty("path", "class", isActive ? "edge" : "outline", "d", hexagon);
    } else {
      rect("card", x, y, Layout.CARD_WIDTH, height, 6);
      if (isActive) {
        rect("edge", x, y, Layout.CARD_WIDTH, height, 6);
      }
    }
    if (card.mark().isPresent()) {
      SvgIcons.draw(svg, card.mark().get(), x + 24, y + height / 2);
    } else {
      SvgIcons.letter(svg, card.type(), x + 24, y + height / 2);
    }
    texts(placed, x + Layout.TEXT_INDENT, y + (height - placed.textHeight()) / 2 + 12);
    svg.close();
  }

  private void texts(Layout.PlacedCard placed, double x, double top) {
    Chart.Card card = placed.card();
    double room = Layout.TEXT_WIDTH / Layout.NOTE_SIZE;
    double y = top;
    text("note", Letters.shortened(Letters.visible(card.type()), room), x, y);
    y += Layout.NAME_LINE;
    for (String line : placed.nameLines()) {
      text("name", line, x, y);
      y += Layout.NAME_LINE;
    }
    if (card.mark().isPresent()) {
      String status = Description.status(card);
      text("status", Letters.cut(Letters.visible(status), room / Layout.BOLD), x, y);
      y += Layout.NOTE_LINE;
    }
    if (!card.note().isEmpty()) {
      text("note", Letters.cut(Letters.visible(card.note()), room), x, y);
      y += Layout.NOTE_LINE;
    }
    if (!card.after().isEmpty()) {
      String after = "after " + String.join(", ", card.after());
      text("note", Letters.cut(Letters.visible(after), room), x, y);
    }
  }

  private static String hexagon(double x, double y, double height) {
    double point = 12;
    double half = height / 2;
    return SvgIcons.at(x + point, y)
        + "h"
        + Xml.number(Layout.CARD_WIDTH - 2 * point)
        + "l12 "
        + Xml.number(half)
        + "l-12 "
        + Xml.number(half)
        + "h-"
        + Xml.number(Layout.CARD_WIDTH - 2 * point)
        + "l-12 -"
        + Xml.number(half)
        + "z";
  }

  /** The signs that occur, with their words. */
  private void legend() {
    Set<Mark> used = EnumSet.noneOf(Mark.class);
    chart.mark().ifPresent(used::add);
    for (Chart.Stage stage : chart.stages()) {
      stage.mark().ifPresent(used::add);
      stage.cards().stream().map(Chart.Card::mark).flatMap(Optional::stream).forEach(used::add);
    }
    double x = Layout.MARGIN + 10;
    double y = layout.height() - Layout.MARGIN - 2;
    for (Mark mark : used.stream().sorted(Comparator.naturalOrder()).toList()) {
      svg.open("g", "class", mark.style());
      SvgIcons.draw(svg, mark, x, y - 4);
      text("note", mark.word(), x + 16, y);
      svg.close();
      x += 44 + Letters.width(mark.word()) * Layout.NOTE_SIZE;
    }
  }

  private void text(String style, String content, double x, double y) {
    svg.text("text", content, "class", style, "x", x, "y", y);
  }

  private void rect(String style, double x, double y, double width, double height, int rx) {
    svg.empty("rect", "class", style, "x", x, "y", y, "width", width, "height", height, "rx", rx);
  }
}
