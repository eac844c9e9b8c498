package dev.penstock.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Any event pattern")
class EventPatternLaws {
  @Property(seed = "3")
  @Label("matches wild characters as a regular expression would")
  void wildCharacters(@ForAll("wild") String pattern, @ForAll("plain") String text) {
    String expression = pattern.replace("*", ".*");
    assertEquals(
        text.matches(expression),
        EventPattern.of("{\"a\": [{\"wildcard\": \"" + pattern + "\"}]}")
            .matches(Map.of("a", text)));
  }

  @Property(seed = "4")
  @Label("of any text is read without an exception")
  void anyText(@ForAll String text) {
    assertFalse(EventPattern.read("", text).diagnostics().isEmpty());
  }

  @Property(seed = "5")
  @Label("with an alternative never matches less")
  void alternatives(@ForAll("rows") int first, @ForAll("rows") int second) throws Exception {
    String[] row = EventPatternTest.CASES[first];
    if (row[2].equals("yes")) {
      String both =
          "{\"$or\": ["
              + row[0].replace('\'', '"')
              + ","
              + EventPatternTest.CASES[second][0].replace('\'', '"')
              + "]}";
      assertTrue(EventPattern.of(both).matches(EventPatternTest.event(row[1])), both);
    }
  }

  @Provide
  Arbitrary<String> wild() {
    return Arbitraries.strings()
        .withChars("ab*")
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(text -> !text.contains("**"));
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(10);
  }

  @Provide
  Arbitrary<Integer> rows() {
    return Arbitraries.of(IntStream.range(0, EventPatternTest.CASES.length).boxed().toList());
  }
}
