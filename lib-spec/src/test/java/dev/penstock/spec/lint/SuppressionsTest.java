package dev.penstock.spec.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.spec.SpecSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionsTest {

  private static final Linter LINTER = Linter.builder().build();

  private static LintResult lint(String text) {
    return LINTER.lint(new SpecSource("b", text), SpecKind.BUILDSPEC);
  }

  private static List<String> told(String text) {
    return lint(text).diagnostics().stream().map(Diagnostic::toString).toList();
  }

  private static String file(String before, String line) {
    return "version: 0.2\nphases:\n  build:\n    commands: [a]\n" + before + "  " + line + "\n";
  }

  @Test
  void aCommentTakesBackWhatIsInItsLine() {
    LintResult result = lint(file("", "other: {} # penstock-ignore BS033: kept for a tool"));
    assertEquals(List.of(), result.diagnostics());
    assertEquals(List.of("BS033"), result.suppressed().stream().map(Diagnostic::rule).toList());
    assertEquals(Verdict.VALID, result.verdict());
  }

  @Test
  void aCommentAloneTakesBackWhatIsInTheNextLineThatHoldsSomething() {
    assertEquals(
        List.of(), told(file("  # penstock-ignore BS033: kept\n\n  # a note\n", "other: {}")));
    assertEquals(
        List.of(
            "b:5:3: warning: nothing in line 6 breaks BS033; remove it [lint.no-effect]",
            "b:7:3: warning: phases.other: key \"other\" means nothing here and is ignored; allowed: install, pre_build, build, post_build [BS033]"),
        told(file("  # penstock-ignore BS033: kept\n  pre_build: {commands: [a]}\n", "other: {}")));
  }

  @Test
  void aCommentForTheFileTakesBackEverywhere() {
    assertEquals(
        List.of(),
        told(
            "# penstock-ignore-file BS033, BS042: because\n"
                + file("  next: {}\n", "other: {}").replace("[a]", "[5]")));
  }

  @Test
  void aCommentNeedsAReasonAndAnEffect() {
    assertEquals(
        List.of(
            "b:5:13: warning: no reason is given; write why: \"# penstock-ignore BS033: because"
                + " ...\" [lint.no-reason]"),
        told(file("", "other: {} # penstock-ignore BS033")));
    assertEquals(
        List.of("lint.no-reason"),
        lint(file("", "other: {} # penstock-ignore BS033:  ")).diagnostics().stream()
            .map(Diagnostic::rule)
            .toList());
    assertEquals(
        List.of(
            "b:1:1: warning: nothing in this file breaks BS042; remove it [lint.no-effect]",
            "b:6:3: warning: phases.other: key \"other\" means nothing here and is ignored; allowed: install, pre_build, build, post_build [BS033]",
            "b:6:13: warning: there is no rule \"BS33\"; did you mean \"BS033\"? [lint.unknown-rule]"),
        told(
            "# penstock-ignore-file BS042: x\n" + file("", "other: {} # penstock-ignore BS33: x")));
    assertEquals(
        List.of("b:5:32: warning: no rule is named; name the rule's id [lint.no-effect]"),
        told(file("", "post_build: {commands: [a]}  # penstock-ignore")));
  }

  @Test
  void anErrorStays() {
    assertEquals(
        List.of(
            "b:5:15: phases.post_build: expected a mapping, found a list; put the list under"
                + " \"commands:\" [BS034]",
            "b:5:19: warning: BS034 is an error here, which no comment takes back; mend it, or set"
                + " its severity [lint.error-stays]"),
        told(file("", "post_build: [a] # penstock-ignore BS034: x")));
  }

  @Test
  void whatOnlyLooksLikeACommentIsText() {
    String block =
        """
        version: 0.2
        phases:
          build:
            commands:
              - |
                # penstock-ignore BS033: text
                make
              - "x # penstock-ignore BS033: text"
              - 'x
                # penstock-ignore BS033: text'
              - x#penstock-ignore BS033: text
        """;
    assertEquals(
        List.of(), told(block.replace("- x#penstock-ignore BS033: text", "- x#penstock-ignore")));
    assertEquals(
        List.of("lint.no-effect"),
        lint(
                block.replace(
                    "- x#penstock-ignore BS033: text", "- x\n        # penstock-ignore BS033: r"))
            .diagnostics()
            .stream()
            .map(Diagnostic::rule)
            .toList());
  }

  @Test
  void commentsBehindASyntaxFaultAreNotJudged() {
    assertEquals(
        List.of("BS001"),
        lint("version: 0.2\nphases: [\"no end\n# penstock-ignore BS042: x\n").diagnostics().stream()
            .map(Diagnostic::rule)
            .toList());
  }

  @Test
  void linesAreCountedAsPositionsAre() {
    assertEquals(
        List.of(),
        told(
            "\uFEFF# penstock-ignore-file BS007: fine\r\n"
                + file("  # penstock-ignore BS033: kept\n", "other: {}").replace("\n", "\r\n")));
  }
}
