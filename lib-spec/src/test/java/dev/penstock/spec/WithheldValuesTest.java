package dev.penstock.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.lint.LintReport;
import dev.penstock.spec.lint.Linter;
import dev.penstock.spec.lint.SpecKind;
import dev.penstock.spec.pipeline.PipelineDefinition;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line that is shown")
class WithheldValuesTest {

  private static final String KEY_ID = "AKIA" + "IOSFODNN7EXAMPLE";

  /** The line as a fault at its beginning shows it. */
  private static String shown(String text, int line) {
    Diagnostic fault =
        new Diagnostic(Severity.INFO, "x", "f", new Position(line, 1), "", "x", "", "");
    return new SpecSource("f", text).listing(List.of(fault)).lines().toList().get(1).substring(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"variables\":{\"A\":\"b\",\"C\":[\"d\",{\"e\":\"f\"}]},\"x\":\"y\"}"
            + "|{\"variables\":{\"A\":\"***\",\"C\":[\"***\",{\"e\":\"***\"}]},\"x\":\"y\"}",
        "env: {variables: {A: b c, D: 'e', F: 1}, shell: bash}"
            + "|env: {variables: {A: ***, D: '***', F: ***}, shell: bash}",
        "{configuration: {Owner: a, OAuthToken: b}, runOrder: 1}"
            + "|{configuration: {Owner: ***, OAuthToken: ***}, runOrder: 1}",
        "environmentVariables: [{name: A, value: b, type: PLAINTEXT}]"
            + "|environmentVariables: [{name: A, value: ***, type: PLAINTEXT}]",
        "variables: [{name: tag, defaultValue: v1}]|variables: [{name: tag, defaultValue: ***}]",
        "variables: {name: a, type: b}|variables: {name: ***, type: ***}",
        "gitConfiguration: {push: [{branches: main}]}|gitConfiguration: {push: [{branches: main}]}",
        "Parameters: {Key: {Type: String, Default: a}}|Parameters: {Key: {Type: String, Default: ***}}",
        "dbPassword: 'a b' # why|dbPassword: '***' # why",
        "variables: # none yet|variables: # none yet",
        "variables: !Sub a${b}|variables: !Sub ***",
        "x-token: \"a\" b|x-token: ***",
        "- export API_TOKEN=abc && run|- export API_TOKEN=*** && run",
        "- API_TOKEN=$OTHER run|- API_TOKEN=$OTHER run",
        "secrets-manager: {A: s:k}|secrets-manager: {A: s:k}",
        "{variables: a: b, c: d|{variables: a: ***, c: ***",
        "variables: {A: 'it''s', B: \"\\\"x\", C: c}|variables: {A: '***', B: \"***\", C: ***}"
      })
  void withholdsValues(String written, String expected) {
    assertEquals(expected, shown(written, 1));
    assertEquals(expected, shown(written + "\r\n", 1));
    assertEquals(expected, new SpecSource("f", written).withoutValues().text());
  }

  /** Wherever a text breaks off, the scan comes to an end. */
  @Test
  void mayBeTheLastOfATextThatBreaksOff() {
    String text =
        "variables:\n- name: \"a\\\"b\" # c\n  value: &x !y 'it''s'\nz: {variables: [{a: *x, \"b\": c}]}"
            + " d\n- - k: |\n    e\nvariables: - ";
    for (int end = 0; end <= text.length(); end++) {
      SpecSource source = new SpecSource("f", text.substring(0, end));
      assertEquals(
          source.text().lines().count(),
          source.withoutValues().text().lines().count(),
          source::text);
    }
  }

  @Test
  void withholdsTokensWhereverTheyStand() {
    assertEquals("- login *** x", shown("- login " + KEY_ID + " x", 1));
    assertEquals("a: \"***\"", shown("a: \"-----BEGIN RSA PRIVATE KEY-----\\nabc\"", 1));
  }

  @Test
  void withholdsWhatStandsOnLinesOfItsOwn() {
    String text =
        """
        env:
          variables:
            A: one
            B: |
              two
                three
            C:
              - four
            D: "five
              six"
            E: seven
              eight
            # a comment
          shell: bash
        phases:
          x: |
            not hidden
          variables:
          - name: A
            value: nine
          y: z
        """;
    String expected =
        """
        env:
          variables:
            A: ***
            B: |
              ***
                ***
            C:
              - ***
            D: "***
              ***"
            E: ***
              ***
            # a comment
          shell: bash
        phases:
          x: |
            not hidden
          variables:
          - name: A
            value: ***
          y: z
        """;
    assertEquals(expected, new SpecSource("f", text).withoutValues().text());
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(expected.lines().toList().get(i), shown(text, i + 1), lines.get(i));
    }
  }

  /** Each says something of a line that holds a value, or the line before does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":0.2,\"env\":{\"variables\":{\"A\":\"WITHHELD\"},\"x\":1},\"phases\":{}}",
        "{\"versio\":0.2,\"env\":{\"variables\":{\"A\":\"WITHHELD\"}},\"phases\":[]}",
        "version: 0.2\nenv: {variables: {A: WITHHELD}}\nphases: [}",
        "version: 0.2\nenv:\n  variables:\n    A: WITHHELD\n   B: 'x\n",
        "version: 0.2\nenv:\n  variables:\n    A: WITHHELD\n\tB: WITHHELD\n",
        "version: 0.2\nenv:\n  variables:\n    A: WITHHELD: x\n",
        "version: 0.2\nenv:\n  variables:\n    A: \"WITHHELD\\q\"\n",
        "version: 0.2\nenv:\n  variables:\n    A: @WITHHELD\n",
        "version: 0.2\nenv:\n  variables:\n    A: !Ref WITHHELD\n",
        "version: 0.2\nenv:\n  variables:\n    A: 'WITHHELD\n",
        "version: 0.2\nx: &a {A: {b: WITHHELD}}\nenv:\n  variables: *a\nphases: {build: {commands: []}}",
        "version: 0.2\nbatch: {build-list: [{env: {variables: {A: WITHHELD}}}]}",
        "name: a\nstages: [{actions: [{configuration: {A: WITHHELD}, name: b}]}]",
        "name: a\nstages: [{actions: [{environmentVariables: [{name: A, value: WITHHELD}], name: b}]}]"
      })
  void withholdsValuesWhateverIsWrongWithTheFile(String text) {
    SpecSource source = new SpecSource("f", text);
    for (List<Diagnostic> told :
        List.of(
            Buildspec.read(source).diagnostics(), PipelineDefinition.read(source).diagnostics())) {
      assertFalse(told.isEmpty());
      String listing = source.listing(told);
      assertFalse(listing.contains("WITHHELD"), listing);
    }
    for (SpecKind kind : List.of(SpecKind.BUILDSPEC, SpecKind.PIPELINE)) {
      LintReport report = new LintReport(List.of(Linter.builder().build().lint(source, kind)));
      for (String out :
          List.of(report.toText(), report.toJson(), report.toSarif(), report.toJunitXml())) {
        assertFalse(out.contains("WITHHELD"), out);
      }
    }
  }

  @Test
  void isCutAroundTheFault() {
    String text = "a: {" + "x: 1, ".repeat(100) + "Guilty: 2, " + "y: 3, ".repeat(100) + "}";
    int column = text.indexOf("Guilty") + 1;
    Diagnostic fault =
        new Diagnostic(Severity.INFO, "x", "f", new Position(1, column), "a", "x", "", "");
    List<String> lines = new SpecSource("f", text).listing(List.of(fault)).lines().toList();
    assertEquals(4 + 1 + 160 + 1, lines.get(1).length());
    assertTrue(
        lines.get(1).startsWith("    \u2026") && lines.get(1).endsWith("\u2026"), lines.get(1));
    assertEquals(lines.get(1).indexOf("Guilty"), lines.get(2).indexOf('^'));
    String start =
        new SpecSource("f", text).listing(List.of(fault.withPosition(new Position(1, 5))));
    assertTrue(start.lines().toList().get(1).startsWith("    a: {x: 1, "), start);
    assertTrue(start.lines().toList().get(1).endsWith("\u2026"), start);
    assertEquals(8, start.lines().toList().get(2).indexOf('^'));
  }

  @Test
  void pointsAtTheFaultBehindWhatIsWithheld() {
    String text = "env: {variables: {A: a long value, B: c}, Guilty: x}";
    Diagnostic fault =
        new Diagnostic(
            Severity.INFO, "x", "f", new Position(1, text.indexOf("Guilty") + 1), "a", "x", "", "");
    SpecSource source = new SpecSource("f", text);
    assertEquals(
        """
            env: {variables: {A: ***, B: ***}, Guilty: x}
                                               ^
        """
            .indent(0),
        source.listing(List.of(fault)).substring(source.listing(List.of(fault)).indexOf('\n') + 1));
    String within =
        source.listing(List.of(fault.withPosition(new Position(1, text.indexOf("long") + 1))));
    List<String> lines = within.lines().toList();
    assertEquals(lines.get(1).indexOf("***"), lines.get(2).indexOf('^'), within);
  }

  @Test
  void comesWithTheLineBeforeWhereTheTextIsBroken() {
    SpecSource source = new SpecSource("f", "version: 0.2\nphases:\n\n  a: 'b\n");
    assertEquals(
        "    phases:\n      a: 'b\n         ^\n",
        source.listing(Buildspec.read(source).diagnostics()).replaceFirst(".*\n", ""));
  }

  @Test
  void isFoundInTimeForAnySizeOfFile() {
    String text = "{\"variables\":{" + "\"A\":\"b\",".repeat(100_000) + "\"A\":\"b\"}}";
    List<String> listings =
        new SpecSource("f", text).listings(Buildspec.read(new SpecSource("f", text)).diagnostics());
    assertTrue(listings.size() > 90_000, () -> "" + listings.size());
  }
}
