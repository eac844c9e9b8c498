package dev.penstock.spec.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinterTest {

  private static final Linter LINTER = Linter.builder().build();
  private static final String BUILDSPEC =
      """
      version: 0.2
      phases:
        prebuild:
          commands: [a]
        build:
          commands:
            - 5
      """;

  private static String told(LintResult result) {
    StringBuilder told = new StringBuilder();
    for (Diagnostic each : result.diagnostics()) {
      told.append(each.severity()).append(' ').append(each.rule());
      told.append(' ').append(each.place().orElseThrow()).append('\n');
    }
    return told.toString();
  }

  private static String told(Linter linter, String text) {
    return told(linter.lint(new SpecSource("buildspec.yml", text)));
  }

  private static Optional<SpecKind> kind(String name, String text) {
    return SpecKind.of(new SpecSource(name, text));
  }

  @Test
  @Covers("B-007")
  void theContentTellsTheKindAndElseTheName() {
    Optional<SpecKind> buildspec = Optional.of(SpecKind.BUILDSPEC);
    assertEquals(buildspec, kind("x", "version: 0.2\nphases: {}\n"));
    assertEquals(buildspec, kind("x", "version: 0.2\nbatch: {}\n"));
    assertEquals(buildspec, kind("x", "version: 0.2\nartifacts: {}\n"));
    assertEquals(Optional.empty(), kind("x.yml", "version: 0.2\nenv: {}\n"));
    assertEquals(Optional.empty(), kind("x.yml", "phases: {}\n"));
    assertEquals(buildspec, kind("ci/buildspec-release.yaml", "phases: {}\n"));
    assertEquals(buildspec, kind("ci\\BuildSpec.yml", "phases: [broken"));
    assertEquals(buildspec, kind("buildspec.yml", ""));
    assertEquals(buildspec, kind("buildspec.yml", "version: 0.2\n"));
    assertEquals(Optional.empty(), kind("buildspec.yml", "version: \"1.0\"\nbuildspecs: {}\n"));
    assertEquals(Optional.empty(), kind("buildspec.txt", "phases: {}\n"));
    assertEquals(Optional.empty(), kind("buildspec/readme.yml", "phases: {}\n"));

    Optional<SpecKind> appspec = Optional.of(SpecKind.APPSPEC);
    assertEquals(appspec, kind("x", "version: 0.0\nos: linux\n"));
    assertEquals(appspec, kind("x", "version: 0.0\nResources: []\n"));
    assertEquals(appspec, kind("x", "{\"version\": 0.0, \"resources\": []}"));
    assertEquals(appspec, kind("a/appspec.json", "{\"Resources\": []}"));
    assertEquals(Optional.empty(), kind("appspec.yml", "name: other\n"));

    Optional<SpecKind> pipeline = Optional.of(SpecKind.PIPELINE);
    assertEquals(pipeline, kind("x", "pipeline: {stages: [{actions: []}]}"));
    assertEquals(pipeline, kind("x", "stages: [{name: a}, {actions: []}]"));
    assertEquals(
        pipeline, kind("x", "Resources: {P: {Type: \"AWS::CodePipeline::Pipeline\"}, Q: {}}"));
    assertEquals(Optional.empty(), kind("x", "Resources: {P: {Type: \"AWS::S3::Bucket\"}}"));
    assertEquals(pipeline, kind("my-pipeline.json", "{\"roleArn\": \"r\"}"));
    assertEquals(Optional.empty(), kind("azure-pipelines.yml", "trigger: [main]\nsteps: []\n"));
  }

  @Test
  void whatLooksLikeNoSpecIsOneError() {
    LintResult result = LINTER.lint(new SpecSource("notes.txt", "hello"));
    assertEquals(Optional.empty(), result.kind());
    assertEquals(Verdict.INVALID, result.verdict());
    assertEquals(
        "[notes.txt:1:1: neither name nor content tells what this file describes; allowed:"
            + " buildspec, appspec, pipeline; say which kind it is [lint.unknown-kind]]",
        result.diagnostics().toString());
    assertEquals(
        Verdict.VALID,
        Linter.builder()
            .without("lint.unknown-kind")
            .build()
            .lint(new SpecSource("notes.txt", "hello"))
            .verdict());
  }

  @Test
  void everyKindIsReadByItsReader() {
    assertEquals("WARNING BS033 3:3\nINFO BS042 7:9\n", told(LINTER, BUILDSPEC));
    assertEquals(
        "ERROR appspec.os 2:5\n",
        told(LINTER.lint(new SpecSource("appspec.yml", "version: 0.0\nos: mac\n"))));
    assertEquals(
        List.of("definition.foreign"),
        LINTER.lint(new SpecSource("p.json", "{}"), SpecKind.PIPELINE).diagnostics().stream()
            .map(Diagnostic::rule)
            .toList());
    assertEquals(
        List.of("definition.no-pipeline"),
        LINTER
            .lint(new SpecSource("p.json", "{\"Resources\":{}}"), SpecKind.PIPELINE)
            .diagnostics()
            .stream()
            .map(Diagnostic::rule)
            .toList());
  }

  @Test
  void theVerdictIsThatOfTheWorst() {
    assertEquals(Verdict.WARNS, LINTER.lint(new SpecSource("buildspec.yml", BUILDSPEC)).verdict());
    Linter quiet = Linter.builder().without("BS033").build();
    assertEquals(Verdict.VALID, quiet.lint(new SpecSource("buildspec.yml", BUILDSPEC)).verdict());
    assertEquals(Verdict.INVALID, LINTER.lint(new SpecSource("buildspec.yml", "")).verdict());
  }

  @Test
  void severitiesAreSet() {
    Linter linter =
        Linter.builder().severity("BS042", Severity.ERROR).severity("BS033", Severity.INFO).build();
    assertEquals("INFO BS033 3:3\nERROR BS042 7:9\n", told(linter, BUILDSPEC));
    Linter last =
        Linter.builder()
            .without("BS042")
            .severity("BS042", Severity.WARNING)
            .without("BS033")
            .build();
    assertEquals("WARNING BS042 7:9\n", told(last, BUILDSPEC));
    assertEquals(
        "there is no rule \"BS0333\"; did you mean \"BS033\"?",
        assertThrows(IllegalArgumentException.class, () -> Linter.builder().without("BS0333"))
            .getMessage());
    assertEquals(
        "there is no rule \"x\"",
        assertThrows(
                IllegalArgumentException.class, () -> Linter.builder().severity("x", Severity.INFO))
            .getMessage());
  }

  @Test
  void strictModeWantsWhatTheDocumentationAllows() {
    Linter strict = Linter.builder().mode(ConformanceMode.STRICT).build();
    assertEquals("ERROR BS033 3:3\nWARNING BS042 7:9\n", told(strict, BUILDSPEC));
    Linter agent = Linter.builder().mode(ConformanceMode.AGENT).build();
    assertEquals("WARNING BS033 3:3\nINFO BS042 7:9\n", told(agent, BUILDSPEC));
    Linter set =
        Linter.builder().mode(ConformanceMode.STRICT).severity("BS033", Severity.INFO).build();
    assertEquals("INFO BS033 3:3\nWARNING BS042 7:9\n", told(set, BUILDSPEC));
    SpecSource event =
        new SpecSource(
            "appspec.yml",
            "version: 0.0\nos: linux\nfiles:\n- source: a\n  destination: /a\nhooks:\n  Nope:\n  - location: a\n    timeout: 9\n");
    assertEquals("WARNING appspec.unknown-event 7:3\n", told(LINTER.lint(event)));
    assertEquals("ERROR appspec.unknown-event 7:3\n", told(strict.lint(event)));
  }

  @Test
  void aSlipIsNotMendedBesideAKeyThatRulesTheOtherOut() {
    String phase = "version: 0.2\nphases: {build: {commands: [a], Steps: [{run: a}]}}\n";
    String step = "version: 0.2\nphases: {build: {steps: [{run: a, Uses: b/c@d}]}}\n";
    String batch = "version: 0.2\nbatch: {build-list: [{identifier: a}], build_graph: []}\n";
    String task =
        "version: 0.2\nbatch: {build-list: [{identifier: a, env: {fleet: f, compute_type: c}}]}\n";
    for (String text : List.of(phase, step, batch, task)) {
      SpecSource source = new SpecSource("b", text);
      assertEquals(source, LINTER.fix(source, SpecKind.BUILDSPEC));
      assertEquals(1, LINTER.lint(source).diagnostics().stream().filter(this::isSlip).count());
    }
    assertEquals(
        phase.replace("commands: [a], Steps", "steps"),
        LINTER
            .fix(new SpecSource("b", phase.replace("commands: [a], ", "")), SpecKind.BUILDSPEC)
            .text());
  }

  private boolean isSlip(Diagnostic diagnostic) {
    return diagnostic.hint().startsWith("did you mean");
  }

  @Test
  void fixesAreMadeUntilNoneIsLeft() {
    SpecSource source = new SpecSource("buildspec.yml", "\uFEFF" + BUILDSPEC.replace("\n", "\r\n"));
    SpecSource mended = LINTER.fix(source, SpecKind.BUILDSPEC);
    assertEquals(
        "\uFEFF"
            + BUILDSPEC
                .replace("prebuild", "pre_build")
                .replace("- 5", "- \"5\"")
                .replace("\n", "\r\n"),
        mended.text());
    assertEquals("buildspec.yml", mended.name());
    assertEquals("INFO BS007 1:1\n", told(LINTER, mended.text()));
    Linter quiet = Linter.builder().without("BS033").build();
    assertEquals(
        BUILDSPEC.replace("- 5", "- \"5\""),
        quiet.fix(new SpecSource("b", BUILDSPEC), SpecKind.BUILDSPEC).text());
    String suppressed = BUILDSPEC.replace("- 5", "- 5 # penstock-ignore BS042: stays");
    assertEquals(
        suppressed.replace("prebuild", "pre_build"),
        LINTER.fix(new SpecSource("b", suppressed), SpecKind.BUILDSPEC).text());
  }
}
