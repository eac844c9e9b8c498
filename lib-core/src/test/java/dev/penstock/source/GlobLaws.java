package dev.penstock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

@Label("Globs")
class GlobLaws {

  private static Arbitrary<String> pieces() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.of("a", "b", "/", ".", "-", "a/", "/b")),
        Tuple.of(6, Arbitraries.of("*", "?", "**", "**/", "/**/")),
        Tuple.of(
            3,
            Arbitraries.of(
                "[ab]", "[!a]", "[a-c]", "[!a-b]", "[-a]", "[!-a]", "[a-]", "[*?\\]", "[!*]",
                "[.-0]", "[a-c.]", "[.a-c]", "[{,}]", "[ab-c]")),
        Tuple.of(1, Arbitraries.of("\\*", "\\{", "\\a", "\\\\", "\\[", "\\,")));
  }

  private static Arbitrary<String> braces() {
    return pieces()
        .list()
        .ofMaxSize(2)
        .map(parts -> String.join("", parts))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(choices -> "{" + String.join(",", choices) + "}");
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> plain = Arbitraries.of(",", "}", "]");
    return Arbitraries.frequencyOf(
            Tuple.of(10, pieces()), Tuple.of(2, braces()), Tuple.of(1, plain))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.of("a", "b", "/", "c")),
            Tuple.of(2, Arbitraries.of("*", "{", "}", ",", "\\", "-", ".", "[", "]")))
        .list()
        .ofMaxSize(7)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.strings().withChars("aab*?//-![]{},\\.").ofMaxLength(9);
  }

  @Property(seed = "20261126", tries = 8_000)
  @Label("match what trying every way matches")
  @Covers({"P-751", "P-752", "P-753", "P-754", "P-755"})
  void naive(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
    boolean expected = NaiveGlob.matches(pattern, text);
    Statistics.label("matches")
        .collect(expected)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 4));
    assertEquals(expected, Glob.compile(pattern).matches(text), () -> pattern + " on " + text);
  }

  @Property(seed = "20261127", tries = 8_000)
  @Label(
      "match what the JDK's matcher matches, and more only where ** and a slash stand for nothing")
  @Covers({"P-754", "P-1615"})
  void platform(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
    Path path = Path.of(text);
    if (!path.toString().equals(text) || pattern.contains("\\]")) {
      return; // a text that is no path as it stands
    }
    boolean expected = FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(path);
    boolean found = Glob.compile(pattern).matches(text);
    if (pattern.contains("**/")) {
      assertTrue(found || !expected, () -> pattern + " on " + text);
    } else {
      assertEquals(expected, found, () -> pattern + " on " + text);
    }
  }

  @Property(seed = "20261128", tries = 8_000)
  @Label("are refused when the JDK's matcher refuses them, and no others")
  @Covers({"P-752", "P-753"})
  void refusals(@ForAll("anything") String pattern) {
    boolean hasBackslashInBrackets = pattern.matches(".*\\[[^\\]]*\\\\.*");
    if (pattern.isEmpty() || hasBackslashInBrackets || pattern.contains("-/")) {
      return; // there the JDK writes a faulty expression, or forgets to look
    }
    Optional<PathMatcher> platform = Optional.empty();
    try {
      platform = Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
    } catch (PatternSyntaxException e) {
      Statistics.collect(e.getDescription());
    }
    assertEquals(platform.isEmpty(), Glob.faultOf(pattern).isPresent(), pattern);
  }

  @Property(seed = "20261129", tries = 2_000)
  @Label("match themselves once every character is escaped, and nothing else")
  @Covers("P-753")
  void escaped(@ForAll("texts") String text, @ForAll("texts") String other) {
    if (text.isEmpty()) {
      return;
    }
    List<String> escaped = new ArrayList<>();
    text.chars().forEach(each -> escaped.add("\\" + (char) each));
    Glob glob = Glob.compile(String.join("", escaped));
    assertTrue(glob.matches(text));
    assertEquals(other.equals(text), glob.matches(other));
  }
}
