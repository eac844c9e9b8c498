package dev.penstock.picture;

import java.util.ArrayList;
import java.util.List;

/** Where everything lies: stages in columns that wrap like words, groups below each other. */
final class Layout {
  static final double MARGIN = 28;
  static final double TITLE_HEIGHT = 66;
  static final double LEGEND_HEIGHT = 40;
  static final double CARD_WIDTH = 220;
  static final double CARD_GAP = 10;
  static final double FRAME_PAD = 10;
  static final double FRAME_LABEL = 20;
  static final double STAGE_PAD = 14;
  static final double STAGE_GAP = 58;
  static final double ROW_GAP = 56;
  static final double GROUP_GAP = 22;
  static final double NAME_SIZE = 13;
  static final double NAME_LINE = 16;
  static final double NOTE_SIZE = 11;
  static final double NOTE_LINE = 15;
  static final double STAGE_NAME_SIZE = 15;
  static final double STAGE_NAME_LINE = 19;
  static final double TEXT_INDENT = 42;
  static final double TEXT_WIDTH = CARD_WIDTH - TEXT_INDENT - 14;
  static final double CARD_PAD = 9;

  /** How much wider bold letters are. */
  static final double BOLD = 1.08;

  /** Stages go on below where the picture would become wider than this. */
  private static final double WIDEST = 1560;

  private final List<PlacedStage> stages = new ArrayList<>();
  private double width;
  private double height;

  /** A stage and its place. */
  record PlacedStage(
      Chart.Stage stage,
      double x,
      double y,
      double width,
      double height,
      int row,
      List<String> nameLines,
      List<Note> notes,
      List<PlacedGroup> groups) {}

  /** A line below a stage's name. */
  record Note(String text, boolean isGate) {}

  /** A group and its place; framed if it has several actions. */
  record PlacedGroup(
      Chart.Group group,
      double x,
      double y,
      double width,
      double height,
      boolean isFramed,
      List<PlacedCard> cards) {}

  /** An action and its place. */
  record PlacedCard(
      Chart.Card card,
      double x,
      double y,
      double height,
      double textHeight,
      List<String> nameLines) {}

  Layout(Chart chart) {
    double x = MARGIN;
    double y = MARGIN + TITLE_HEIGHT;
    double rowHeight = 0;
    int row = 0;
    for (Chart.Stage stage : chart.stages()) {
      double stageWidth = stageWidth(stage);
      if (x > MARGIN && x + stageWidth > WIDEST) {
        x = MARGIN;
        y += rowHeight + ROW_GAP;
        rowHeight = 0;
        row++;
      }
      PlacedStage placed = place(stage, x, y, stageWidth, row);
      stages.add(placed);
      rowHeight = Math.max(rowHeight, placed.height());
      width = Math.max(width, x + stageWidth + MARGIN);
      x += stageWidth + STAGE_GAP;
    }
    width = Math.max(width, 480);
    boolean hasLegend =
        chart.mark().isPresent()
            || chart.stages().stream().anyMatch(stage -> stage.mark().isPresent());
    height = y + rowHeight + (hasLegend ? LEGEND_HEIGHT : 0) + MARGIN;
  }

  List<PlacedStage> stages() {
    return stages;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  private static double textHeight(Chart.Card card) {
    return (1 + nameLines(card).size()) * NAME_LINE
        + (card.mark().isPresent() ? NOTE_LINE : 0)
        + (card.note().isEmpty() ? 0 : NOTE_LINE)
        + (card.after().isEmpty() ? 0 : NOTE_LINE);
  }

  private static List<String> nameLines(Chart.Card card) {
    return Letters.lines(Letters.visible(card.name()), TEXT_WIDTH / NAME_SIZE / BOLD, 2);
  }

  private static int columns(int cards) {
    return cards <= 3 ? cards : Math.min(4, (int) Math.ceil(Math.sqrt(cards)));
  }

  private static double groupWidth(Chart.Group group) {
    int columns = columns(group.cards().size());
    double cards = columns * CARD_WIDTH + (columns - 1) * CARD_GAP;
    return group.cards().size() > 1 || group.isLoose() ? cards + 2 * FRAME_PAD : cards;
  }

  private static double stageWidth(Chart.Stage stage) {
    double widest = stage.groups().stream().mapToDouble(Layout::groupWidth).max().orElse(0);
    return Math.max(widest, CARD_WIDTH) + 2 * STAGE_PAD;
  }

  private static PlacedStage place(
      Chart.Stage stage, double x, double y, double stageWidth, int row) {
    double inner = stageWidth - 2 * STAGE_PAD;
    List<String> nameLines =
        Letters.lines(Letters.visible(stage.name()), inner / STAGE_NAME_SIZE / BOLD, 2);
    List<Note> notes = notes(stage, inner / NOTE_SIZE);
    double top =
        y
            + STAGE_PAD
            + nameLines.size() * STAGE_NAME_LINE
            + (stage.mark().isPresent() ? 22 : 4)
            + notes.size() * NOTE_LINE
            + 8;
    List<PlacedGroup> groups = new ArrayList<>();
    double groupY = top;
    for (Chart.Group group : stage.groups()) {
      PlacedGroup placed = place(group, x + stageWidth / 2, groupY);
      groups.add(placed);
      groupY += placed.height() + GROUP_GAP;
    }
    double bottom = stage.groups().isEmpty() ? top : groupY - GROUP_GAP;
    return new PlacedStage(
        stage, x, y, stageWidth, bottom + STAGE_PAD - y, row, nameLines, notes, groups);
  }

  private static List<Note> notes(Chart.Stage stage, double width) {
    List<Note> notes = new ArrayList<>();
    stage
        .gate()
        .ifPresent(
            why ->
                Letters.lines(Letters.visible("Entry disabled: " + why), width / BOLD, 2)
                    .forEach(line -> notes.add(new Note(line, true))));
    for (String note : stage.notes()) {
      Letters.lines(Letters.visible(note), width, 2)
          .forEach(line -> notes.add(new Note(line, false)));
    }
    return notes;
  }

  private static PlacedGroup place(Chart.Group group, double middle, double y) {
    int columns = columns(group.cards().size());
    boolean isFramed = group.cards().size() > 1 || group.isLoose();
    double groupWidth = groupWidth(group);
    double x = middle - groupWidth / 2;
    double left = x + (isFramed ? FRAME_PAD : 0);
    double top = y + (isFramed ? FRAME_LABEL : 0);
    List<PlacedCard> cards = new ArrayList<>();
    for (int first = 0; first < group.cards().size(); first += columns) {
      List<Chart.Card> row =
          group.cards().subList(first, Math.min(first + columns, group.cards().size()));
      double cardHeight =
          2 * CARD_PAD + row.stream().mapToDouble(Layout::textHeight).max().orElse(0);
      for (int i = 0; i < row.size(); i++) {
        Chart.Card card = row.get(i);
        double cardX = left + i * (CARD_WIDTH + CARD_GAP);
        cards.add(new PlacedCard(card, cardX, top, cardHeight, textHeight(card), nameLines(card)));
      }
      top += cardHeight + CARD_GAP;
    }
    double bottom = top - CARD_GAP + (isFramed ? FRAME_PAD : 0);
    return new PlacedGroup(group, x, y, groupWidth, bottom - y, isFramed, cards);
  }
}
