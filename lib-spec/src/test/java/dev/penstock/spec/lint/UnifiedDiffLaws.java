package dev.penstock.spec.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A unified diff")
class UnifiedDiffLaws {

  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a\n", "b\n", "c\r\n", "\n")
        .list()
        .ofMaxSize(40)
        .map(lines -> String.join("", lines))
        .flatMap(text -> Arbitraries.of(text, text + "x", text + "y\n"));
  }

  @Property(tries = 3_000, seed = "77")
  @Label("turns the one text into the other, and back")
  void applies(@ForAll("texts") String before, @ForAll("texts") String after) {
    String diff = diff(before, after);
    assertEquals(before.equals(after), diff.isEmpty());
    assertEquals(after, patched(before, diff, '-', '+'));
    assertEquals(before, patched(after, diff, '+', '-'));
  }

  @Property(tries = 1_000, seed = "78")
  @Label("shows three lines around a change, and no more")
  void isShort(@ForAll("texts") String before) {
    String long2 = before.contains("\n") ? "1\n2\n3\n4\n" + before : "1\n2\n3\n4\n";
    String diff = diff(long2 + "old\n5\n6\n7\n8\n", long2 + "new\n5\n6\n7\n8\n");
    assertEquals(2 + 1 + 3 + 2 + 3, diff.lines().count(), diff);
  }

  @Example
  @Label("looks as tools write it")
  void looks() {
    assertEquals(
        """
        --- b.yml
        +++ b.yml
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        @@ -14,4 +14,4 @@
         14
         15
         16
        -17
        \\ No newline at end of file
        +17
        """,
        diff(
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17",
            "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n"));
    assertEquals("--- b.yml\n+++ b.yml\n@@ -0,0 +1 @@\n+a\n", diff("", "a\n"));
    assertEquals("--- b.yml\n+++ b.yml\n@@ -1 +0,0 @@\n-a\n", diff("a\n", ""));
  }

  @Example
  @Label("of long texts without a common line is made all the same")
  void isBounded() {
    String before = "a\n".repeat(5_000);
    String after = "b\n".repeat(5_000);
    assertTrue(diff(before, after).startsWith("--- b.yml\n+++ b.yml\n@@ -1,5000 +1,5000 @@\n-a\n"));
  }

  private static String diff(String before, String after) {
    return UnifiedDiff.of(new SpecSource("b.yml", before), new SpecSource("b.yml", after));
  }

  /** Applies a diff by its own words only: line numbers, counts and signs. */
  private static String patched(String text, String diff, char gone, char come) {
    List<String> source = new ArrayList<>();
    Pattern.compile("[^\n]*\n|[^\n]+").matcher(text).results().forEach(m -> source.add(m.group()));
    List<String> result = new ArrayList<>();
    int copied = 0;
    int rest = 0;
    for (String line : diff.split("(?<=\n)", -1)) {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.lookingAt()) {
        assertEquals(0, rest);
        int base = gone == '-' ? 1 : 3;
        int first = Integer.parseInt(hunk.group(base));
        int count = hunk.group(base + 1) == null ? 1 : Integer.parseInt(hunk.group(base + 1));
        int start = count == 0 ? first : first - 1;
        result.addAll(source.subList(copied, start));
        copied = start;
        rest = count;
      } else if (line.startsWith("\\")) {
        // belongs to the line before, which has its end in the diff only
      } else if (!line.startsWith("---") && !line.startsWith("+++") && !line.isEmpty()) {
        boolean hasEnd = !diff.contains(line + "\\ No newline");
        String content = line.substring(1);
        if (line.charAt(0) == come) {
          result.add(content);
        } else {
          String known = source.get(copied++);
          rest--;
          assertTrue(content.equals(known) || (!hasEnd && content.equals(known + "\n")), content);
          if (line.charAt(0) == ' ') {
            result.add(known);
          }
        }
      }
    }
    result.addAll(source.subList(copied, source.size()));
    String joined = String.join("", result);
    boolean endsOpen = diff.matches("(?s).*\\Q" + come + "\\E[^\n]*\n\\\\ No newline.*");
    return endsOpen ? joined.substring(0, joined.length() - 1) : joined;
  }
}
