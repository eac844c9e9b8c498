package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What is refused is told")
class VersionSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NPM|1.02.3|3|\"02\"|a number without leading zeros",
        "NPM|1.2|4|the end|\".\" and three numbers in all",
        "NPM|1.2.3-a..b|9|\".b\"|identifiers of letters, digits and hyphens",
        "NPM|1.2.9007199254740992|5|\"9007199254740992\"|a number up to 9007199254740991",
        "NPM|1.2.3_4|6|\"_4\"|the end, \"-\" or \"+\"",
        "NPM_LOOSE|1.2.3_4|6|\"_4\"|the end, \"+\" or a pre-release",
        "PYPI|1.0x|4|\"x\"|the end, or a pre-, post-, development or local part",
        "PYPI|abc|1|\"abc\"|a number",
        "PYPI|1.0+|5|the end|letters and digits",
        "NUGET|1.2.x|5|\"x\"|a number of digits",
        "NUGET|1.2.3.4.5|8|\".5\"|up to four numbers",
        "NUGET|1.2.3-01|7|\"01\"|a numeric label without leading zeros",
        "NUGET|2147483648|1|\"2147483648\"|a number up to 2147483647",
        "NUGET_STRICT|1.2|4|the end|three numbers",
      })
  @DisplayName("about a version: where, what was found, what is allowed")
  void versions(VersionScheme scheme, String text, int position, String found, String allowed) {
    assertTold(() -> scheme.parse(text), text, position, found, allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAVEN|[1,2|5|the end|] or ) to end the interval",
        "MAVEN|(1.0)|1|\"(1.0)\"|[ and ] around a single version",
        "MAVEN|[2,1]|1|\"[2,1]\"|bounds with a version between them",
        "MAVEN|[1,3],[2,4]|7|\"[2,4]\"|an interval above the one before it",
        "MAVEN|[1,3],2|7|\"2\"|another interval in brackets",
        "MAVEN_RESOLVER|[1,2,3]|5|\",3]\"|two bounds",
        "PYPI|>=1.0, 2.0|8|\"2.0\"|an operator: ==, ===, !=, ~=, <=, >=, < or >",
        "PYPI|~=1|3|\"1\"|two numbers or more behind ~=",
        "PYPI|>=1.0+abc|6|\"+abc\"|a local part only behind == and !=",
        "PYPI|==1.0a1.*|3|\"1.0a1.*\"|a release before .*",
        "NUGET|[1.0|5|the end|] or ) at the end",
        "NUGET|1.*.2|1|\"1.*.2\"|one * at the end, and one before \"-\"",
        "NUGET|[a,2]|2|\"a\"|a version such as 1.0.0",
      })
  @DisplayName("about a range: where, what was found, what is allowed")
  void ranges(VersionScheme scheme, String text, int position, String found, String allowed) {
    assertTold(() -> scheme.range(text), text, position, found, allowed);
  }

  @Test
  @DisplayName("about a range of npm: the comparison that is none, at its place")
  void npmRanges() {
    VersionSyntaxException told =
        assertThrows(
            VersionSyntaxException.class,
            () -> VersionScheme.NPM.range("1.2.3 ||  >= 2.0 \t < 1.x.5"));
    assertEquals(20, told.position());
    assertEquals("\"<1.x.5\"", told.found());
    VersionSyntaxException large =
        assertThrows(
            VersionSyntaxException.class, () -> VersionScheme.NPM.range("1 ^9007199254740991.0.0"));
    assertEquals(3, large.position());
    assertEquals("a number up to 9007199254740991", large.allowed());
  }

  private static void assertTold(
      Executable call, String text, int position, String found, String allowed) {
    VersionSyntaxException told = assertThrows(VersionSyntaxException.class, call);
    assertEquals(text, told.text());
    assertEquals(position, told.position());
    assertEquals(found, told.found());
    assertEquals(allowed, told.allowed());
    assertTrue(
        told.getMessage()
            .endsWith(": position " + position + ": found " + found + "; allowed: " + allowed),
        told.getMessage());
    assertTrue(told.getMessage().startsWith('"' + text + "\" is no "), told.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("about texts that are too long, without showing them whole")
  void lengths(VersionScheme scheme) {
    String longest = "1.0.0-" + "a".repeat(250);
    if (scheme != VersionScheme.PYPI) {
      assertEquals(longest, scheme.parse(longest).toString());
    }
    String zeros = "1.0." + "0".repeat(252);
    if (scheme == VersionScheme.MAVEN || scheme == VersionScheme.PYPI) {
      assertEquals(scheme.parse("1.0.0"), scheme.parse(zeros));
    }
    for (String tooLong : List.of(longest + "a", zeros + "0", "1.0.0-" + "a".repeat(1_000_000))) {
      VersionSyntaxException told =
          assertThrows(VersionSyntaxException.class, () -> scheme.parse(tooLong));
      assertEquals(tooLong.length() + " characters", told.found());
      assertEquals("up to 256 characters", told.allowed());
      assertTrue(told.getMessage().length() < 400);
      assertTrue(scheme.tryParse(tooLong).isEmpty());
    }
    String longRange = "1.0.0" + " ".repeat(4_092);
    VersionSyntaxException told =
        assertThrows(VersionSyntaxException.class, () -> scheme.range(longRange));
    assertEquals("up to 4096 characters", told.allowed());
  }

  @ParameterizedTest
  @EnumSource(names = {"MAVEN", "MAVEN_RESOLVER", "GENERIC"})
  @DisplayName("about half characters, where every other text is a version")
  void halfCharacters(VersionScheme scheme) {
    assertEquals("1-\ud83d\ude80", scheme.parse("1-\ud83d\ude80").toString());
    for (String half :
        List.of(
            "1-\ud83d",
            "\ude80",
            "1-\ud83d.\ude80",
            "1\ude80\ud83d",
            "1-rc-\ud83d",
            "1-x.\ude80",
            "1.2.3.4-x-\ud83d")) {
      VersionSyntaxException told =
          assertThrows(VersionSyntaxException.class, () -> scheme.parse(half));
      assertEquals("whole Unicode characters", told.allowed());
    }
  }

  @Test
  @DisplayName("about versions of different schemes")
  void schemes() {
    Version npm = VersionScheme.NPM.parse("1.0.0");
    Version maven = VersionScheme.MAVEN.parse("1.0.0");
    assertThrows(IllegalArgumentException.class, () -> npm.compareTo(maven));
    for (String range : List.of("1.0.0", "[1.0.0]")) {
      VersionRange mavens = VersionScheme.MAVEN.range(range);
      assertThrows(IllegalArgumentException.class, () -> mavens.contains(npm));
      assertThrows(IllegalArgumentException.class, () -> mavens.best(List.of(npm)));
    }
    for (VersionRange range :
        List.of(
            VersionScheme.NPM.range("1"),
            VersionScheme.PYPI.range(">1"),
            VersionScheme.NUGET.range("1"))) {
      assertThrows(IllegalArgumentException.class, () -> range.contains(maven));
      assertThrows(IllegalArgumentException.class, () -> range.accepted(List.of(maven)));
      assertThrows(IllegalArgumentException.class, () -> range.best(List.of(maven)));
    }
    assertTrue(!npm.equals(maven));
  }
}
