package dev.penstock.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Charts whose texts mean harm. */
final class HostileCharts {
  private static final List<String> BITS =
      List.of(
          "\"",
          "'",
          "<",
          ">",
          "&",
          "&amp;",
          "&#0;",
          "<script>alert(1)</script>",
          "]]>",
          "<!--",
          "-->",
          "<?x?>",
          "<!DOCTYPE x>",
          "\n",
          "\r",
          "\t",
          "\0",
          "\u0007",
          "\u007F",
          "\u0085",
          "\u2028",
          "\u2029",
          "\u202E",
          "\u2066",
          "\u200B",
          "\u200F",
          "\uFEFF",
          "\uFFFE",
          "\uFFFF",
          "\uD800",
          "\uDC00",
          "\uD83D\uDE00",
          "\uDBFF\uDFFF",
          "\uE000",
          "#quot;",
          "#",
          ";",
          "`",
          "%%",
          "%%{init:{}}%%",
          "end",
          "style x:#f;",
          "classDef a:#b;",
          "click a call b()",
          "-->",
          "]",
          "}}",
          "((",
          "|",
          "\\",
          "${x}",
          "**b**",
          "__u__",
          "1. one",
          "- item",
          "\u05D0\u05D1",
          "\u4E2D\u6587",
          "e\u0301",
          "a",
          "Z",
          " ",
          "deploy",
          "url(#x)",
          "javascript:alert(1)");

  private HostileCharts() {}

  static Arbitrary<String> texts() {
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<String> bit = Arbitraries.of(BITS);
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, bit), net.jqwik.api.Tuple.of(1, any))
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<Optional<Mark>> marks() {
    return Arbitraries.of(Mark.class).optional();
  }

  private static Arbitrary<Chart.Card> cards() {
    return Combinators.combine(
            texts(), texts(), Arbitraries.of(true, false), marks(), texts(), texts())
        .as(
            (name, type, isApproval, mark, time, note) ->
                new Chart.Card("", name, type, isApproval, mark, time, note, List.of()));
  }

  private static Arbitrary<Chart.Stage> stages() {
    Arbitrary<Chart.Group> groups =
        Combinators.combine(texts(), cards().list().ofMinSize(1).ofMaxSize(9)).as(Chart.Group::new);
    return Combinators.combine(
            texts(),
            marks(),
            texts().optional(0.3),
            texts().list().ofMaxSize(3),
            groups.list().ofMinSize(1).ofMaxSize(3))
        .as(
            (name, mark, gate, notes, drawn) ->
                new Chart.Stage(name, mark, gate, notes, numbered(drawn)));
  }

  /** Gives the cards their ids, and every third a predecessor. */
  private static List<Chart.Group> numbered(List<Chart.Group> groups) {
    List<Chart.Group> numbered = new ArrayList<>();
    int count = 0;
    for (Chart.Group group : groups) {
      List<Chart.Card> cards = new ArrayList<>();
      for (Chart.Card card : group.cards()) {
        List<String> after = count % 3 == 2 ? List.of("<" + (count - 1) + ">") : List.of();
        cards.add(
            new Chart.Card(
                "<" + count++ + ">",
                card.name(),
                card.type(),
                card.isApproval(),
                card.mark(),
                card.time(),
                card.note(),
                after));
      }
      numbered.add(new Chart.Group(group.label(), cards));
    }
    return numbered;
  }

  static Arbitrary<Chart> charts() {
    return Combinators.combine(texts(), texts(), marks(), stages().list().ofMaxSize(4))
        .as(Chart::new);
  }
}
