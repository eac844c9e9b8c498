package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What YAML makes of commands, and what is told about it. */
class CommandTextTest {

  @Test
  @Covers("B-220")
  void aColonMakesAMappingUnlessAllIsQuoted() {
    assertEquals(List.of("5:9 ERROR BS038"), Told.ofCommands("      - echo \"Build: $X\"\n"));
    assertEquals(List.of("5:9 ERROR BS038"), Told.ofCommands("      - echo 'Build: $X'\n"));
    assertEquals(
        List.of("echo \"Build: $X\"", "echo \"Build: $X\"", "echo a:b"),
        Told.commands(
            """
                  - 'echo "Build: $X"'
                  - |-
                    echo "Build: $X"
                  - echo a:b
            """));
  }

  @Test
  @Covers("B-221")
  void aColonAtTheEndMakesAMappingOfNothing() {
    assertEquals(List.of("5:9 ERROR BS038"), Told.ofCommands("      - echo Contents of src:\n"));
    assertEquals(
        List.of("echo Contents of src:"), Told.commands("      - 'echo Contents of src:'\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ echo a; }",
        "[ -s f ] && x",
        "\"$A\" = b && x",
        "'a' && b",
        "&a",
        "*.sh",
        "!x",
        "%A%",
        "@a",
        "`date`",
        "| a",
        "> a",
        "# a",
        "? a: b",
        "- a"
      })
  @Covers("B-222")
  void whatBeginsWithAnIndicatorIsNoCommand(String command) {
    List<String> told = Told.ofCommands("      - " + command + "\n");
    boolean isLost =
        told.stream().anyMatch(each -> each.contains("ERROR") || each.contains("WARNING"));
    assertTrue(isLost, told::toString);
    assertEquals(
        List.of(command),
        Told.commands("      - '" + command.replace("'", "''") + "'\n"),
        "in quotes it is one");
  }

  @Test
  @Covers("B-223")
  void aNumberSignCutsACommand() {
    assertEquals(
        List.of("echo a", "echo a#b"), Told.commands("      - echo a #b\n      - echo a#b\n"));
    assertEquals(List.of(), Told.ofCommands("      - echo a #b\n"));
    assertEquals(List.of("5:9 INFO BS052"), Told.ofCommands("      - echo \"a #b\"\n"));
    assertEquals(List.of("5:9 INFO BS052"), Told.ofCommands("      - echo 'a #b'\n"));
    assertEquals(List.of(), Told.ofCommands("      - echo \"a\" #b\n"));
    assertEquals(List.of(), Told.ofCommands("      - echo it\\'s #b\n"));
    assertEquals(List.of(), Told.ofCommands("      - 'echo \"a #b\"'\n"));
  }

  @Test
  @Covers("B-224")
  void aDashNeedsASpace() {
    assertEquals(List.of("5:7 WARNING BS037"), Told.ofCommands("      -make\n"));
    assertEquals(List.of("-make"), Told.commands("      -make\n"), "one text, and no item");
  }

  @Test
  @Covers("B-225")
  void whatContinuesACommandStandsDeeperThanItsDash() {
    assertEquals(List.of("a b"), Told.commands("      - a\n        b\n"));
    assertEquals(List.of("a b"), Told.commands("      - a\n       b\n"));
    assertTrue(Told.ofCommands("      - a\n      b\n").get(0).endsWith("ERROR BS001"));
    assertEquals(List.of("7:1 ERROR BS001"), Told.ofCommands("      - cat <<E\n        a\nE\n"));
  }

  @Test
  @Covers("B-226")
  void dashesMayStandBelowTheirKeyAndNotToTheLeftOfIt() {
    assertEquals(List.of("a", "b"), Told.commands("    - a\n    - b\n"));
    assertTrue(Told.ofCommands("   - a\n").stream().anyMatch(each -> each.contains("ERROR")));
  }

  @Test
  @Covers("B-227")
  void onlyDoubleQuotesHaveEscapes() {
    assertEquals(List.of("5:18 ERROR BS001"), Told.ofCommands("      - \"sed 's/\\./x/'\"\n"));
    assertEquals(
        List.of("sed 's/\\./x/'", "a\tb", "a\\tb"),
        Told.commands("      - 'sed ''s/\\./x/'''\n      - \"a\\tb\"\n      - 'a\\tb'\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a b; c && d~a b/c/d",
        "a 'b; c' \"d && e\"~a b; c d && e",
        "a # b; c~a",
        "a#b~a#b",
        "if a; then b; fi~if a/then b/fi",
        "x=$(a b) c~x=/a b/c",
        "a\\ b c~a b c",
        "a > b 2>&1 | c~a > b >&1/c",
        "(a) & b~a/b",
        "`a`~a",
        "a <<< b~a <<< b"
      })
  void aShellTextConsistsOfCommands(String text, String commands) {
    assertEquals(
        List.of(commands.split("/")),
        ShellText.commands(text).stream()
            .map(
                each ->
                    String.join(" ", each.words()).replace(String.valueOf(ShellText.QUOTED), ""))
            .toList());
  }

  @Test
  void aHereDocumentIsNoCommand() {
    assertEquals(
        List.of(List.of("cat"), List.of("c")),
        ShellText.commands("cat <<-'E'\na; b\nE\nc\n").stream().map(each -> each.words()).toList());
    assertEquals(1, ShellText.commands("cat <<E\na\nb").size(), "even if it has no end");
  }
}
