package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.report.ReportStatus;
import dev.penstock.spec.report.ReportSummary;
import dev.penstock.spec.report.TestCase;
import dev.penstock.spec.run.PhaseResult.Context;
import dev.penstock.spec.run.PhaseResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildReportsTest {

  private static final String PASSED = "<testsuite name='s'><testcase name='ok'/></testsuite>";
  private static final String FAILED =
      "<testsuite name='s'><testcase name='no'><failure message='secret-shop:t'/></testcase>"
          + "</testsuite>";

  @TempDir Path directory;
  private BuildBench bench;

  @BeforeEach
  void makeBench() throws IOException {
    bench = new BuildBench(directory);
  }

  private BuildResult run(String spec) throws IOException {
    return bench.run("version: 0.2\n" + spec, r -> r.project(BuildProject.builder("shop").build()));
  }

  private static String shown(BuildResult result) {
    return result.reports().values().stream()
        .map(ReportSummary::toString)
        .collect(Collectors.joining("\n"));
  }

  @Test
  @Covers({"B-150", "B-151", "B-152", "B-153", "B-170"})
  void groupsAreReadByTheirPatternsAndNamed() throws IOException {
    bench.file("out/a/TEST-1.xml", PASSED);
    bench.file("out/b/TEST-2.xml", PASSED);
    bench.file("elsewhere/TEST-3.xml", PASSED);
    bench.file("cov.json", "{\"R\": {\"coverage\": {\"a.rb\": [1, 0]}}}");
    BuildResult result =
        run(
            """
            env: {variables: {GROUP: late, FORMAT: simplecov}}
            phases:
              build:
                commands: [cd out]
            reports:
              unit: {files: '**/TEST-*.xml', base-directory: out}
              $GROUP: {files: ['*.json'], file-format: $FORMAT}
              arn:aws:codebuild:eu:1:report-group/all: {files: ['elsewhere/*', 'out/a/*']}
            """);
    assertEquals(
        """
        shop-unit: SUCCEEDED, 2 tests, 0 failed, 0 skipped
        shop-late: SUCCEEDED, lines 50.0 %, branches none
        arn:aws:codebuild:eu:1:report-group/all: SUCCEEDED, 2 tests, 0 failed, 0 skipped""",
        shown(result));
    assertEquals(
        List.of("a/TEST-1.xml", "b/TEST-2.xml"), result.reports().get("shop-unit").files());
    assertEquals(List.of("cov.json"), result.reports().get("shop-late").files());
    assertEquals(
        List.of("elsewhere/TEST-3.xml", "out/a/TEST-1.xml"),
        result.reports().get("arn:aws:codebuild:eu:1:report-group/all").files());
  }

  @Test
  @Covers({"B-154", "B-150"})
  void pathsAreDiscardedIfAskedForAndAProjectMayHaveNoName() throws IOException {
    bench.file("out/a/TEST-1.xml", PASSED);
    BuildResult result =
        bench.run(
            """
            version: 0.2
            phases: {build: {commands: ['true']}}
            reports:
              unit: {files: '**/*', base-directory: out, discard-paths: yes}
            """);
    assertEquals(List.of("TEST-1.xml"), result.reports().get("unit").files());
  }

  @Test
  @Covers("B-156")
  void aFailedReportAloneFailsNothing() throws IOException {
    bench.file("TEST-1.xml", FAILED);
    BuildResult result =
        run(
            """
            env: {secrets-manager: {T: "shop:t"}}
            phases: {build: {commands: ['true']}}
            reports: {unit: {files: 'TEST-*.xml'}}
            """);
    assertTrue(result.isSucceeded(), result::summary);
    ReportSummary unit = result.reports().get("shop-unit");
    assertEquals(ReportStatus.FAILED, unit.status());
    assertEquals("***", unit.tests().orElseThrow().cases().get(0).message());
  }

  @Test
  @Covers({"B-048", "B-155"})
  void secretsInReportsAreMaskedWhereverTheyStandAndHoweverTheyAreCut() throws IOException {
    String secret = "secret-shop:t";
    bench.file(
        "TEST-1.xml",
        "<testsuite><testcase classname='of %s' name='%s'><failure>%s</failure></testcase></testsuite>"
            .formatted(secret, "n".repeat(995) + secret, "m".repeat(4_993) + secret));
    BuildResult result =
        run(
            """
            env: {secrets-manager: {T: "shop:t"}}
            phases: {build: {commands: ['true']}}
            reports: {unit: {files: 'TEST-*.xml'}}
            """);
    TestCase test = result.reports().get("shop-unit").tests().orElseThrow().cases().get(0);
    assertEquals("of ***", test.suite());
    assertEquals("n".repeat(995) + "***", test.name());
    assertEquals("m".repeat(4_993) + "***", test.message());
  }

  @Test
  @Covers("B-157")
  void reportsAreReadBeforeArtifactsAlsoAfterAFailureAndMissingOnesOnlyWarn() throws IOException {
    BuildResult result =
        run(
            """
            phases:
              build:
                commands: ['printf %s "$REPORT" > TEST-1.xml', exit 3]
              post_build:
                commands: ['printf %s "$REPORT" > TEST-2.xml']
            env: {variables: {REPORT: "<testsuite><testcase name='a'/></testsuite>"}}
            reports:
              unit: {files: 'TEST-*.xml'}
              none: {files: ['*.none', 'deep/*.xml']}
              nowhere: {files: ['*'], base-directory: nowhere}
            artifacts: {files: missing}
            """);
    assertEquals(
        """
        shop-unit: SUCCEEDED, 2 tests, 0 failed, 0 skipped
        shop-none: INCOMPLETE, 0 tests, 0 failed, 0 skipped
        shop-nowhere: INCOMPLETE, 0 tests, 0 failed, 0 skipped""",
        shown(result));
    PhaseResult upload = result.phases().get(8);
    assertTrue(upload.is(Status.FAILED));
    assertEquals(
        List.of(
            new Context("CLIENT_ERROR", "no matching artifact paths found"),
            new Context("REPORT_WARNING", "shop-none: no matching report paths found"),
            new Context(
                "REPORT_WARNING",
                "shop-nowhere: no matching base directory path found for nowhere")),
        upload.contexts());
  }

  @Test
  @Covers("B-157")
  void missingReportsLeaveThePhaseAsItIs() throws IOException {
    BuildResult result =
        run(
            """
            phases: {build: {commands: ['echo "<oops" > a.xml']}}
            reports:
              none: {files: ['*.none']}
              broken: {files: ['a.xml']}
              odd: {files: ['a.xml'], file-format: $NOTHING}
            """);
    assertTrue(result.isSucceeded());
    assertEquals(
        List.of(
            "shop-none: no matching report paths found",
            "shop-broken: a.xml:2: no XML",
            "shop-odd: \"$NOTHING\" gives no format of reports"),
        result.phases().get(8).contexts().stream().map(Context::message).toList());
    assertEquals(List.of("a.xml:2: no XML"), result.reports().get("shop-broken").warnings());
  }

  @Test
  @Covers("B-155")
  void atMostFiveGroupsAreRead() throws IOException {
    bench.file("a.xml", PASSED);
    String group = "  g%d: {files: a.xml}\n";
    StringBuilder spec = new StringBuilder("phases: {build: {commands: ['true']}}\nreports:\n");
    for (int i = 1; i <= 6; i++) {
      spec.append(group.formatted(i));
    }
    BuildResult result = run(spec.toString());
    assertEquals(
        List.of("shop-g1", "shop-g2", "shop-g3", "shop-g4", "shop-g5"),
        List.copyOf(result.reports().keySet()));
    assertEquals(
        List.of(new Context("REPORT_WARNING", "g6 is left out: at most 5 report groups")),
        result.phases().get(8).contexts());
  }

  @Test
  @Covers("B-157")
  void whatCannotBeReadFailsNothing() throws IOException {
    Files.createDirectories(bench.source.resolve("d/".repeat(202)));
    BuildResult result =
        run(
            """
            phases: {build: {commands: ['true']}}
            reports: {unit: {files: '*.xml'}}
            """);
    assertTrue(result.isSucceeded(), result::summary);
    assertEquals(1, result.phases().get(8).contexts().size());
    assertTrue(
        result
            .phases()
            .get(8)
            .contexts()
            .get(0)
            .message()
            .startsWith("shop-unit: more than 200 directories deep: "));
    assertEquals(ReportStatus.INCOMPLETE, result.reports().get("shop-unit").status());
  }

  @Test
  void aLinkOutOfTheSourcesIsNoReport() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.xml"), PASSED);
    Files.createSymbolicLink(bench.source.resolve("link.xml"), secret);
    BuildResult result =
        run(
            """
            phases: {build: {commands: ['true']}}
            reports: {unit: {files: ['*.xml', '../*.xml']}}
            """);
    assertEquals("shop-unit: INCOMPLETE, 0 tests, 0 failed, 0 skipped", shown(result));
  }
}
