package dev.penstock.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("The Mermaid text of a chart")
class MermaidLaws {
  private static final String LABEL = "\"((?:[\\p{L}\\p{Nd} ,○◔▶?✔✖■▣⤼↷⊘◇□»–]|#[0-9]+;|<br/>)*)\"";
  private static final String NODES = "s\\d+a\\d+(?: & s\\d+a\\d+)*";

  /** Every line that a picture may have. Labels begin with a sign, never with a name. */
  private static final List<Pattern> LINES =
      List.of(
          Pattern.compile("flowchart (?:LR|TB)"),
          Pattern.compile(
              "  acc(?:Title|Descr): [\\p{L}\\p{Nd} ,.:/()\\[\\]\\x{A0}-\\x{10FFFF}-]*"),
          Pattern.compile("  subgraph s\\d+\\[" + LABEL + "\\]"),
          Pattern.compile("    direction LR"),
          Pattern.compile("    s\\d+n>" + LABEL + "\\]"),
          Pattern.compile("    s\\d+a\\d+\\[" + LABEL + "\\]"),
          Pattern.compile("    s\\d+a\\d+\\{\\{" + LABEL + "\\}\\}"),
          Pattern.compile("    s\\d+a\\d+j\\(\\(\" \"\\)\\)"),
          Pattern.compile("    " + NODES + " --- s\\d+a\\d+j"),
          Pattern.compile("    (?:s\\d+a\\d+j|" + NODES + ") --> " + NODES),
          Pattern.compile("  end"),
          Pattern.compile("  s\\d+ (?:-->|-\\. " + LABEL + " \\.->) s\\d+"),
          Pattern.compile("  class s\\d+a\\d+ [a-z]+"),
          Pattern.compile("  classDef [a-z]+ [-a-z0-9#:,. ]+"));

  @Provide
  Arbitrary<Chart> charts() {
    return HostileCharts.charts();
  }

  @Property(tries = 100, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("has no line that a name could have written")
  void lines(@ForAll("charts") Chart chart) {
    String text = new MermaidPicture(chart).draw();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        assertTrue(LINES.stream().anyMatch(pattern -> pattern.matcher(line).matches()), line);
      }
    }
  }

  @Property(tries = 100, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("shows names as they are, once its code points are read")
  void names(@ForAll("charts") Chart chart) {
    String text = new MermaidPicture(chart).draw();
    for (int i = 0; i < chart.stages().size(); i++) {
      Chart.Stage stage = chart.stages().get(i);
      String label = label(text, "subgraph s" + i + "[");
      String state = stage.mark().map(mark -> mark.sign() + " ").orElse("");
      assertEquals(
          state
              + Letters.visible(stage.name())
              + stage.mark().map(mark -> ", " + mark.word()).orElse(""),
          label);
      for (int j = 0; j < stage.cards().size(); j++) {
        Chart.Card card = stage.cards().get(j);
        String open = card.isApproval() ? "{{" : "[";
        String sign = card.mark().map(Mark::sign).orElse(card.isApproval() ? "◇" : "□");
        assertEquals(
            sign
                + " "
                + Letters.visible(card.name())
                + (card.mark().isPresent()
                    ? "<br/>" + Letters.visible(Description.status(card))
                    : "")
                + (card.mark().equals(Optional.of(Mark.FAILED)) && !card.note().isEmpty()
                    ? "<br/>" + MermaidPicture.reason(card)
                    : ""),
            label(text, "    s" + i + "a" + j + open));
      }
    }
  }

  private static String label(String text, String before) {
    int start = text.indexOf(before + "\"") + before.length() + 1;
    String label = text.substring(start, text.indexOf('"', start));
    Matcher matcher = Pattern.compile("#([0-9]+);").matcher(label);
    return matcher.replaceAll(
        match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1)))));
  }

  private static Chart.Card card(String id, String... after) {
    return new Chart.Card(id, id, "t", false, Optional.empty(), "", "", List.of(after));
  }

  private static List<String> edges(Chart.Stage... stages) {
    List<String> edges = new ArrayList<>();
    new MermaidPicture(new Chart("p", "", Optional.empty(), List.of(stages)))
        .draw()
        .lines()
        .filter(line -> line.matches(".*(-->|---|\\.->).*"))
        .forEach(line -> edges.add(line.strip()));
    return edges;
  }

  private static Chart.Stage stage(Optional<String> gate, Chart.Group... groups) {
    return new Chart.Stage("s", Optional.empty(), gate, List.of(), List.of(groups));
  }

  @Example
  @Label("links groups in order, many to many through one point, and named predecessors")
  void links() {
    Chart.Group one = new Chart.Group("1", List.of(card("a"), card("b")));
    Chart.Group two = new Chart.Group("2", List.of(card("c"), card("d")));
    Chart.Group three = new Chart.Group("3", List.of(card("e")));
    Chart.Group loose = new Chart.Group("", List.of(card("f", "a", "e")));
    assertEquals(
        List.of(
            "s0a0 & s0a1 --- s0a0j",
            "s0a0j --> s0a2 & s0a3",
            "s0a2 & s0a3 --> s0a4",
            "s0a0 --> s0a5",
            "s0a4 --> s0a5"),
        edges(stage(Optional.empty(), one, two, three, loose)));
  }

  @Example
  @Label("marks a closed gate on the link between the stages")
  void gates() {
    Chart.Group group = new Chart.Group("1", List.of(card("a")));
    assertEquals(
        List.of("s0 --> s1", "s1 -. \"✖ disabled#58; freeze\" .-> s2"),
        edges(
            stage(Optional.empty(), group),
            stage(Optional.empty(), group),
            stage(Optional.of("freeze"), group)));
  }

  @Example
  @Label("stands upright where it would be too wide")
  void direction() {
    Chart.Group group = new Chart.Group("1", List.of(card("a")));
    for (int stages : List.of(6, 7)) {
      Chart chart =
          new Chart(
              "p",
              "",
              Optional.empty(),
              IntStream.range(0, stages).mapToObj(i -> stage(Optional.empty(), group)).toList());
      assertTrue(
          new MermaidPicture(chart).draw().startsWith("flowchart " + (stages == 6 ? "LR" : "TB")));
    }
  }
}
