package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.Diagnostic;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A pattern of packages")
class PackageGlobTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "npm/event-stream | 2 parts | npm//event-stream",
        "maven/lib | 2 parts | maven/*/lib",
        "/npm/event-stream | a slash in front |",
        "/generic/** | a slash in front | generic/**",
        "/npm//event-stream | a slash in front | npm//event-stream",
        "event-stream | 1 part | **/event-stream",
        "npm | 1 part | npm/**",
        "npm/a/b/c | 4 parts |",
        "npm/a/b/** | 4 parts |",
        "npm// | 3 parts, no name |",
        "npm/**/ | 3 parts, no name |",
        "NPM//event-stream | \"NPM\" is no package format | npm//event-stream",
        "mavn/acme/lib | \"mavn\" is no package format | maven",
        "x*/a/b | \"x*\" is no package format |",
        "npm/@acme/app | a scope with @ | npm/acme/app",
        "maven//lib | no namespace | maven/*/lib",
        "pypi/acme/lib | namespace \"acme\" | pypi//lib",
        "pypi//My_Lib | not as names of pypi are stored | pypi//my-lib",
        "nuget//Newtonsoft.* | not as names of nuget are stored | nuget//newtonsoft.*",
        "[ | malformed |",
      })
  @DisplayName("that can match nothing is refused, with what was probably meant")
  void impossible(String pattern, String found, String meant) {
    Diagnostic fault = PackageGlob.faultOf(pattern).orElseThrow();
    if (!found.equals("malformed")) {
      assertEquals("\"" + pattern + "\": " + found, fault.found());
    }
    assertEquals(meant == null ? "" : "did you mean \"" + meant + "\"?", fault.hint());
    assertFalse(fault.allowed().isEmpty());
    assertEquals(
        fault.toString(),
        assertThrows(IllegalArgumentException.class, () -> PackageGlob.compile(pattern))
            .getMessage());
    if (meant != null && !meant.equals("maven")) {
      assertEquals(Optional.empty(), PackageGlob.faultOf(meant));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm//event-stream",
        "npm/*/event-stream",
        "npm/**",
        "**",
        "**/event-stream",
        "*//event-stream",
        "{npm,pypi}//event-stream",
        "n*//event-*",
        "npm/**/event-stream",
        "**/npm//event-stream",
        "[n]pm//event-stream",
        "{npm/,pypi/}/event-stream",
        "npm/**event-stream"
      })
  @DisplayName("that can match is taken, and matches")
  void possible(String pattern) {
    PackageGlob glob = PackageGlob.compile(pattern);
    assertTrue(glob.matches(new PackageCoordinates(PackageFormat.NPM, "", "event-stream")));
    assertFalse(glob.matches(PackageCoordinates.generic("acme", "app")) && !pattern.equals("**"));
    assertEquals(pattern, glob.toString());
    assertEquals(PackageGlob.compile(pattern), glob);
  }
}
