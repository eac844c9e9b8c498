package dev.penstock.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

@Label("A fix")
class FixLaws {

  private static final String[] BREAKS = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029"};

  /** A text in parts: each is a part of a line or a line end. */
  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> words = Arbitraries.of("a", "key: value", "\t", "\uD83D\uDE80", "ü\uFEFF");
    return Arbitraries.frequencyOf(Tuple.of(2, words), Tuple.of(1, Arbitraries.of(BREAKS)))
        .list()
        .ofMaxSize(30);
  }

  @Property(tries = 2_000, seed = "41")
  @Label("touches nothing but what its edits name")
  void leavesTheRest(
      @ForAll("texts") List<String> parts, @ForAll boolean hasMark, @ForAll long choice) {
    // A line feed behind a carriage return would be the same line end.
    List<String> pieces = new ArrayList<>();
    for (String part : parts) {
      boolean joins =
          part.equals("\n") && !pieces.isEmpty() && pieces.get(pieces.size() - 1).endsWith("\r");
      pieces.add(joins ? "x" : part);
    }
    String start = hasMark ? "\uFEFF" : "";
    StringBuilder text = new StringBuilder(start);
    StringBuilder expected = new StringBuilder(start);
    List<Fix> fixes = new ArrayList<>();
    int line = 1;
    int column = 1;
    Random random = new Random(choice);
    for (String piece : pieces) {
      text.append(piece);
      boolean isBreak = List.of(BREAKS).contains(piece);
      int length = piece.codePointCount(0, piece.length());
      Position from = new Position(line, column);
      if (isBreak) {
        line++;
        column = 1;
      } else {
        column += length;
      }
      if (!isBreak && length > 0 && random.nextBoolean()) {
        String replacement = "<" + fixes.size() + ">";
        fixes.add(Fix.replace("r", from, new Position(line, column), replacement));
        expected.append(replacement);
      } else {
        expected.append(piece);
      }
    }
    Collections.shuffle(fixes, random);
    assertEquals(expected.toString(), Fix.applyAll(text.toString(), fixes));
    fixes.addAll(List.copyOf(fixes));
    assertEquals(expected.toString(), Fix.applyAll(text.toString(), fixes), "each made once");
    if (!fixes.isEmpty()) {
      List<TextEdit> all = fixes.stream().flatMap(fix -> fix.edits().stream()).distinct().toList();
      assertEquals(expected.toString(), new Fix("all", all).applyTo(text.toString()));
    }
  }

  @Example
  @Label("that meets an earlier one is left out as a whole")
  void agrees() {
    Fix first = Fix.replace("f", new Position(1, 2), new Position(1, 4), "_");
    Fix second =
        new Fix(
            "s",
            List.of(
                TextEdit.insert(new Position(1, 1), "!"),
                new TextEdit(new Position(1, 3), new Position(1, 5), "?")));
    assertEquals("a_de", Fix.applyAll("abcde", List.of(first, second)));
    assertEquals("!ab?e", Fix.applyAll("abcde", List.of(second, first)));
  }

  @Example
  @Label("that inserts where another inserts is left out, behind a replacement it is made")
  void inserts() {
    Fix one = new Fix("1", List.of(TextEdit.insert(new Position(1, 3), "1")));
    Fix two = new Fix("2", List.of(TextEdit.insert(new Position(1, 3), "2")));
    Fix before = Fix.replace("b", new Position(1, 1), new Position(1, 3), "-");
    assertEquals("ab1c", Fix.applyAll("abc", List.of(one, two)));
    assertEquals("-1c", Fix.applyAll("abc", List.of(before, one)));
    assertEquals("-1c", Fix.applyAll("abc", List.of(one, before)));
  }

  @Example
  @Label("deletes a line end, and refuses a place that the text does not have")
  void places() {
    assertEquals(
        "ab", Fix.replace("join", new Position(1, 2), new Position(2, 1), "").applyTo("a\r\nb"));
    for (Position outside : List.of(new Position(3, 1), new Position(2, 3))) {
      Fix fix = new Fix("x", List.of(TextEdit.insert(outside, "x")));
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> fix.applyTo("a\nb"));
      assertEquals("the text has no character at " + outside, refusal.getMessage());
    }
  }

  @Example
  @Label("has edits in order that do not meet")
  void isSound() {
    Position one = new Position(1, 1);
    Position two = new Position(1, 2);
    Position three = new Position(1, 3);
    TextEdit late = new TextEdit(two, three, "x");
    TextEdit early = new TextEdit(one, two, "y");
    assertEquals(List.of(early, late), new Fix("f", List.of(late, early)).edits());
    assertEquals(
        "the edits at 1:1 and 1:2 meet",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Fix("f", List.of(late, new TextEdit(one, three, ""))))
            .getMessage());
    assertEquals(
        "a fix needs at least one edit",
        assertThrows(IllegalArgumentException.class, () -> new Fix("f", List.of())).getMessage());
    assertEquals(
        "the edit ends at 1:1, before 1:2",
        assertThrows(IllegalArgumentException.class, () -> new TextEdit(two, one, ""))
            .getMessage());
  }

  @Example
  @Label("goes with its diagnostic, as the end does")
  void isAPartOfTheDiagnostic() {
    Position one = new Position(1, 1);
    Position two = new Position(1, 2);
    Fix fix = Fix.replace("f", one, two, "x");
    Diagnostic plain = Diagnostic.error("r", "p", "f", "a");
    Diagnostic full = plain.withRange(one, two).withFix(fix);
    assertEquals(Optional.empty(), plain.fix());
    for (Diagnostic copy :
        List.of(
            full.withSource("s"),
            full.withHint("h"),
            full.withReference("P-1"),
            full.withSeverity(Severity.INFO))) {
      assertEquals(two, copy.end());
      assertEquals(Optional.of(fix), copy.fix());
    }
    assertEquals(Severity.INFO, full.withSeverity(Severity.INFO).severity());
    assertEquals(null, full.withPosition(two).end());
    assertEquals(
        "ends at 1:1, begins at 1:2",
        assertThrows(IllegalArgumentException.class, () -> plain.withRange(two, one)).getMessage());
  }
}
