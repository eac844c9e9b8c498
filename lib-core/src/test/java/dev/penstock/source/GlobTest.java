package dev.penstock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A glob")
class GlobTest {

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "* | '' | true",
        "* | abc | true",
        "* | a/b | false",
        "a*c | abbc | true",
        "a*c | a/c | false",
        "? | a | true",
        "? | '' | false",
        "? | ab | false",
        "a?c | a/c | false",
        "** | '' | true",
        "** | a/b/c | true",
        "a**c | a/b/c | true",
        "a**c | ac | true",
        "*.java | A.java | true",
        "*.java | a/A.java | false",
        "**.java | a/b/A.java | true",
      })
  @DisplayName("keeps * and ? inside one segment, and lets ** cross slashes")
  @Covers("P-751")
  void wildcards(String pattern, String text, boolean expected) {
    assertEquals(expected, Glob.compile(pattern).matches(text));
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[abc] | b | true",
        "[abc] | d | false",
        "[abc] | ab | false",
        "[a-z] | a | true",
        "[a-z] | m | true",
        "[a-z] | z | true",
        "[a-z] | A | false",
        "[!a-c] | d | true",
        "[!a-c] | b | false",
        "[!a-c] | / | false",
        "[!a-c] | ! | true",
        "[.-0] | / | false",
        "[*] | * | true",
        "[*] | a | false",
        "[?] | ? | true",
        "[?] | a | false",
        "[\\] | \\ | true",
        "[\\] | a | false",
        "[-a] | - | true",
        "[-a] | a | true",
        "[!-a] | - | false",
        "[!-a] | b | true",
        "[a-] | - | true",
        "[a-] | b | false",
        "[a!] | ! | true",
        "[^a] | ^ | true",
        "[^a] | b | false",
        "[[] | [ | true",
        "[{,}] | , | true",
        "[a-cx-z] | y | true",
        "[a-cx-z] | - | false",
      })
  @DisplayName("takes one character for brackets, in which most characters are plain")
  @Covers("P-752")
  void classes(String pattern, String text, boolean expected) {
    assertEquals(expected, Glob.compile(pattern).matches(text));
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{a,b} | a | true",
        "{a,b} | b | true",
        "{a,b} | c | false",
        "{a,b} | a,b | false",
        "{a,b}{c,d} | bc | true",
        "{a,b}{c,d} | ab | false",
        "x{a,} | x | true",
        "*.{js,t?} | a.ts | true",
        "{a*,b/*}/c | b/x/c | true",
        "{[,],x} | , | true",
        "a,b | a,b | true",
        "a} | a} | true",
        "a] | a] | true",
        "{a\\,b,c} | a,b | true",
        "{a\\,b,c} | a | false",
        "{a\\}b,c} | a}b | true",
        "\\* | * | true",
        "\\* | a | false",
        "\\? | a | false",
        "\\{a,b\\} | {a,b} | true",
        "\\{a,b\\} | a | false",
        "\\[a] | [a] | true",
        "\\\\ | \\ | true",
        "\\a | a | true",
      })
  @DisplayName("offers alternatives in braces, and takes what is escaped as it is")
  @Covers("P-753")
  void alternatives(String pattern, String text, boolean expected) {
    assertEquals(expected, Glob.compile(pattern).matches(text));
  }

  @ParameterizedTest(name = "{0} on {1}: {2}, the JDK: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "common/**/*.js | common/app.js | true | false",
        "common/**/*.js | common/a/app.js | true | true",
        "common/**/*.js | common/a/b/app.js | true | true",
        "common/**/*.js | commonapp.js | false | false",
        "common/**/*.js | common/app.ts | false | false",
        "**/README.md | README.md | true | false",
        "**/README.md | docs/README.md | true | true",
        "**/README.md | XREADME.md | false | false",
        "a**/b | ab | false | false",
        "a**/b | a/b | true | true",
        "a**/b | ax/y/b | true | true",
        "{a/,b}**/x | a/x | true | false",
        "{a/,b}**/x | bx | false | false",
        "**/**/x | x | true | false",
        "a/**/**/b | a/b | true | false",
        "a/{**/,}b | a/b | true | true",
      })
  @DisplayName("lets ** and a slash stand for no directory, unlike the JDK")
  @Covers({"P-754", "P-1615"})
  void directories(String pattern, String text, boolean expected, boolean platform) {
    assertEquals(expected, Glob.compile(pattern).matches(text));
    assertEquals(
        platform,
        FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(text)));
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "main* | main | true",
        "main* | main2 | true",
        "main* | main/x | false",
        "main | main2 | false",
        "main | xmain | false",
        "main | Main | false",
        "[m]ain | Main | false",
        "{main,dev} | DEV | false",
        "feature/** | feature/a/b | true",
        "feature/** | feature/a | true",
        "feature/** | feature | false",
      })
  @DisplayName("covers the whole text, letter case included")
  @Covers("P-755")
  void wholeText(String pattern, String text, boolean expected) {
    assertEquals(expected, Glob.compile(pattern).matches(text));
  }

  @Test
  @DisplayName(
      "takes what lies outside the basic plane as one character, and line ends as any other")
  void characters() {
    assertTrue(Glob.compile("?").matches("\ud83d\ude80"));
    assertTrue(Glob.compile("[\ud83d\ude80-\ud83d\ude82]").matches("\ud83d\ude81"));
    assertTrue(Glob.compile("\\\ud83d\ude80").matches("\ud83d\ude80"));
    assertFalse(Glob.compile("??").matches("\ud83d\ude80"));
    assertTrue(Glob.compile("a?b*c**").matches("a\nb\nc\n"));
    assertFalse(Glob.compile("a").matches("a\n"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "a\\ => \"\\\" at position 2 of \"a\\\" escapes nothing; allowed: a character behind it, or \"\\\\\" for a backslash [source.glob]",
        "x[ab => \"[\" at position 2 of \"x[ab\" is never closed; allowed: a \"]\" behind it, or \"\\[\" for the bracket itself [source.glob]",
        "x[a- => \"[\" at position 2 of \"x[a-\" is never closed; allowed: a \"]\" behind it, or \"\\[\" for the bracket itself [source.glob]",
        "x[] => \"[]\" at position 2 of \"x[]\" holds no character; allowed: at least one [source.glob]",
        "[!] => \"[!]\" at position 1 of \"[!]\" holds no character; allowed: at least one [source.glob]",
        "[a/b] => \"/\" at position 3 of \"[a/b]\" stands in brackets, which match one character of a segment; allowed: any other character [source.glob]",
        "[+-/] => \"/\" at position 4 of \"[+-/]\" stands in brackets, which match one character of a segment; allowed: any other character [source.glob]",
        "[xz-a] => \"z-a\" at position 3 of \"[xz-a]\" runs backwards; allowed: the lower character first [source.glob]",
        "[a-c-e] => \"-\" at position 5 of \"[a-c-e]\" has nothing to range from; allowed: \"-\" first, last, or between two characters [source.glob]",
        "[--a] => \"-\" at position 3 of \"[--a]\" has nothing to range from; allowed: \"-\" first, last, or between two characters [source.glob]",
        "a{b,c => \"{\" at position 2 of \"a{b,c\" is never closed; allowed: a \"}\" behind it, or \"\\{\" for the brace itself [source.glob]",
        "a{b,{c}} => \"{\" at position 5 of \"a{b,{c}}\" stands in the braces of position 2; allowed: braces side by side, or \"\\{\" for the brace itself [source.glob]",
        "`` => a pattern of 0 characters; allowed: 1 to 4096 [source.glob]",
      })
  @DisplayName("is refused with the position of its first fault and what is allowed there")
  @Covers({"P-752", "P-753"})
  void faults(String pattern, String message) {
    assertEquals(message, Glob.faultOf(pattern).orElseThrow().toString());
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Glob.compile(pattern)).getMessage());
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES) // in vain, if matching backtracked
  @DisplayName("takes no more than its length times the text's, however hostile it is")
  void hostile() {
    String many = "a".repeat(4_000);
    assertFalse(Glob.compile("*a".repeat(2_000) + "b").matches(many));
    assertFalse(Glob.compile("**a".repeat(1_300) + "b").matches(many));
    assertFalse(Glob.compile("{*,a,**/}".repeat(450) + "b").matches(many));
    assertTrue(Glob.compile("{,a}".repeat(1_000)).matches("a".repeat(1_000)));
    assertFalse(Glob.compile("{,a}".repeat(1_000)).matches("a".repeat(1_001)));
    assertTrue(Glob.compile("**/".repeat(1_365) + "x").matches("a/".repeat(3_000) + "x"));
    assertEquals(
        "a pattern of 4097 characters; allowed: 1 to 4096 [source.glob]",
        Glob.faultOf("a".repeat(4_097)).orElseThrow().toString());
    assertTrue(Glob.compile("a".repeat(4_096)).matches("a".repeat(4_096)));
  }

  @Test
  @DisplayName("is equal to another one of the same pattern, and shows it")
  void values() {
    Glob glob = Glob.compile("a/*");
    assertEquals(Glob.compile("a/*"), glob);
    assertEquals(Glob.compile("a/*").hashCode(), glob.hashCode());
    assertNotEquals(Glob.compile("a/**"), glob);
    assertEquals("a/*", glob.pattern());
    assertEquals("a/*", glob.toString());
  }
}
