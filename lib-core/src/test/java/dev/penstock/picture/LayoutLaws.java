package dev.penstock.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

@Label("The layout of a chart")
class LayoutLaws {

  @Provide
  Arbitrary<Chart> charts() {
    return HostileCharts.charts();
  }

  @Provide
  Arbitrary<String> texts() {
    return HostileCharts.texts();
  }

  /** A rectangle. */
  private record Box(double x, double y, double width, double height) {

    boolean holds(Box other) {
      return other.x >= x - 0.01
          && other.y >= y - 0.01
          && other.x + other.width <= x + width + 0.01
          && other.y + other.height <= y + height + 0.01;
    }

    boolean meets(Box other) {
      return x < other.x + other.width - 0.01
          && other.x < x + width - 0.01
          && y < other.y + other.height - 0.01
          && other.y < y + height - 0.01;
    }
  }

  @Property(tries = 100, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("keeps cards in groups, groups in stages, stages in the picture, and all apart")
  void nests(@ForAll("charts") Chart chart) {
    Layout layout = new Layout(chart);
    Box picture = new Box(0, 0, layout.width(), layout.height());
    List<Box> stages = new ArrayList<>();
    for (Layout.PlacedStage stage : layout.stages()) {
      Box stageBox = new Box(stage.x(), stage.y(), stage.width(), stage.height());
      assertTrue(picture.holds(stageBox));
      stages.add(stageBox);
      List<Box> groups = new ArrayList<>();
      for (Layout.PlacedGroup group : stage.groups()) {
        Box groupBox = new Box(group.x(), group.y(), group.width(), group.height());
        assertTrue(stageBox.holds(groupBox));
        groups.add(groupBox);
        List<Box> cards = new ArrayList<>();
        for (Layout.PlacedCard card : group.cards()) {
          Box cardBox = new Box(card.x(), card.y(), Layout.CARD_WIDTH, card.height());
          assertTrue(groupBox.holds(cardBox));
          assertTrue(card.textHeight() + 2 * Layout.CARD_PAD <= card.height() + 0.01);
          cards.add(cardBox);
        }
        assertApart(cards);
      }
      assertApart(groups);
      assertTrue(stage.groups().get(0).y() >= stage.y() + textHeight(stage), "texts are above");
    }
    assertApart(stages);
    assertEquals(chart.stages(), layout.stages().stream().map(Layout.PlacedStage::stage).toList());
  }

  private static double textHeight(Layout.PlacedStage stage) {
    return stage.nameLines().size() * Layout.STAGE_NAME_LINE
        + stage.notes().size() * Layout.NOTE_LINE;
  }

  private static void assertApart(List<Box> boxes) {
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertTrue(!boxes.get(i).meets(boxes.get(j)), boxes.get(i) + " meets " + boxes.get(j));
      }
    }
  }

  @Property(tries = 500, seed = "20261126")
  @Label("breaks names into lines that fit, and loses nothing that fits")
  void lines(
      @ForAll("texts") String text,
      @ForAll @DoubleRange(min = 4, max = 40) double width,
      @ForAll @IntRange(min = 1, max = 3) int most) {
    String visible = Letters.visible(text);
    List<String> lines = Letters.lines(visible, width, most);
    assertTrue(!lines.isEmpty() && lines.size() <= most);
    for (String line : lines) {
      assertTrue(Letters.width(line) <= width + 0.01, line + " is wider than " + width);
    }
    String joined = String.join("", lines).replace(" ", "");
    if (lines.stream().noneMatch(line -> line.contains("…"))) {
      assertEquals(visible.replace(" ", ""), joined);
    }
    assertTrue(Letters.width(Letters.cut(visible, width)) <= width + 0.01);
    assertTrue(Letters.width(Letters.shortened(visible, width)) <= width + 0.01);
  }

  @Property(tries = 500, seed = "20261126")
  @Label("shows every invisible character")
  void visible(@ForAll("texts") String text) {
    Letters.visible(text)
        .codePoints()
        .forEach(
            point ->
                assertTrue(
                    point >= ' '
                        && point != 0x7F
                        && Character.isDefined(point)
                        && Character.getType(point) != Character.FORMAT
                        && Character.getType(point) != Character.CONTROL
                        && Character.getType(point) != Character.SURROGATE,
                    "U+" + Integer.toHexString(point)));
  }

  @Example
  @Label("names invisible characters and keeps the others")
  void visibleExamples() {
    assertEquals("a⟨U+202E⟩gnp.exe", Letters.visible("a\u202Egnp.exe"));
    assertEquals("a b c", Letters.visible("a\nb\tc"));
    assertEquals("⟨U+0000⟩⟨U+D800⟩⟨U+FFFF⟩", Letters.visible("\0\uD800\uFFFF"));
    assertEquals("é\u05D0中😀", Letters.visible("é\u05D0中😀"));
  }

  @Example
  @Label("shortens long names in their middle, and sentences at their end")
  void shortening() {
    assertEquals(
        List.of("package-and-sign-", "the-dist…ures.tar"),
        Letters.lines("package-and-sign-the-distribution-for-all-architectures.tar", 10.6, 2));
    assertEquals("3 of 211 tests…", Letters.cut("3 of 211 tests failed in the end", 8.6));
  }

  @Example
  @Label("wraps stages that would make the picture wider than a page")
  void wraps() {
    Chart.Card card =
        new Chart.Card("a", "a", "t", false, java.util.Optional.empty(), "", "", List.of());
    List<Chart.Stage> stages = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      stages.add(
          new Chart.Stage(
              "s" + i,
              java.util.Optional.empty(),
              java.util.Optional.empty(),
              List.of(),
              List.of(new Chart.Group("g", List.of(card)))));
    }
    Layout layout = new Layout(new Chart("p", "", java.util.Optional.empty(), stages));
    assertEquals(
        List.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2),
        layout.stages().stream().map(Layout.PlacedStage::row).toList());
    assertTrue(layout.width() <= 1600, "" + layout.width());
  }
}
