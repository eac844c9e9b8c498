package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.penstock.diagnostic.Position;
import dev.penstock.spec.SpecSource;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("The lines of a source")
class SourceTextLaws {
  private static final Pattern COMMENT = Pattern.compile(" *#");
  private static final Pattern END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

  @Property(tries = 2_000)
  @Label("are those that YAML counts, whatever ends them")
  void lines(@ForAll("texts") String text, @ForAll boolean isMarked) {
    SourceText source = new SourceText(new SpecSource("a.yml", (isMarked ? "\uFEFF" : "") + text));
    String[] lines = END.split(text, -1);
    for (int i = 0; i < lines.length; i++) {
      assertEquals(lines[i], source.between(new Position(i + 1, 1), new Position(i + 1, 900)));
    }
    Position beyond = new Position(lines.length + 1, 5);
    assertEquals("", source.between(beyond, beyond));
    assertFalse(source.isBehindDash(beyond));
    assertFalse(source.isBeforeComment(beyond));
  }

  @Property(tries = 2_000)
  @Label("are told apart at each column, which counts characters")
  void columns(@ForAll("texts") String text, @ForAll boolean isMarked) {
    SourceText source = new SourceText(new SpecSource("a.yml", (isMarked ? "\uFEFF" : "") + text));
    String[] lines = END.split(text, -1);
    for (int i = 0; i < lines.length; i++) {
      int characters = lines[i].codePointCount(0, lines[i].length());
      for (int n = 0; n <= characters + 1; n++) {
        int at = lines[i].offsetByCodePoints(0, Math.min(n, characters));
        String before = lines[i].substring(0, at);
        String behind = lines[i].substring(at);
        Position place = new Position(i + 1, n + 1);
        assertEquals(before, source.between(new Position(i + 1, 1), place));
        assertEquals(behind, source.between(place, new Position(i + 1, 900)));
        assertEquals(before.strip().equals("-"), source.isBehindDash(place), text);
        assertEquals(COMMENT.matcher(behind).lookingAt(), source.isBeforeComment(place), text);
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    String[] common = {"a", "bc ", " ", "-", "- ", "#", "\t", "\n", "\u3000", "\u00A0", "é"};
    String[] rare = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "𝄞", "𝄞 "};
    Arbitrary<String> simple = Arbitraries.of(common);
    Arbitrary<String> any = Arbitraries.oneOf(simple, Arbitraries.of(rare));
    return Arbitraries.oneOf(simple.list().ofMaxSize(40), any.list().ofMaxSize(40))
        .map(parts -> String.join("", parts));
  }
}
