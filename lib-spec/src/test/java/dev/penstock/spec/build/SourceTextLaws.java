package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  private static final Pattern END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

  @Property(tries = 2_000)
  @Label("are those that YAML counts, whatever ends them")
  void lines(@ForAll("texts") String text, @ForAll boolean isMarked) {
    SourceText source = new SourceText(new SpecSource("a.yml", (isMarked ? "\uFEFF" : "") + text));
    String[] lines = END.split(text, -1);
    for (int i = 0; i < lines.length; i++) {
      assertEquals(lines[i], source.between(new Position(i + 1, 1), new Position(i + 1, 900)));
    }
    assertEquals("", source.before(new Position(lines.length + 1, 5)));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "bc ", "\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "é", "𝄞")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }
}
