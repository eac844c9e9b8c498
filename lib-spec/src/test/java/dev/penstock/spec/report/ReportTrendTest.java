package dev.penstock.spec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.ReportFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTrendTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static ReportSummary tests(String... failing) throws IOException {
    StringBuilder text = new StringBuilder("<testsuite name='s'><testcase name='ok'/>");
    text.append("<testcase name='off'><skipped/></testcase>");
    for (String name : failing) {
      text.append("<testcase name='").append(name).append("'><failure/></testcase>");
    }
    return Reports.read(ReportFormat.JUNITXML, text.append("</testsuite>").toString());
  }

  private static ReportSummary lines(String... hits) throws IOException {
    StringBuilder text = new StringBuilder("<coverage><class filename='a'>");
    for (int i = 0; i < hits.length; i++) {
      text.append("<line number='%d' hits='%s'/>".formatted(i + 1, hits[i]));
    }
    return Reports.read(ReportFormat.COBERTURAXML, text.append("</class></coverage>").toString());
  }

  @Test
  void casesThatBeginOrCeaseToFail() throws IOException {
    ReportTrend trend = ReportTrend.NONE.with("1", NOON, tests("a", "b"));
    assertEquals(Set.of("s.a", "s.b"), trend.newlyFailing());
    assertEquals(Set.of(), trend.fixed());
    trend = trend.with("2", NOON.plusSeconds(1), tests("b", "c"));
    assertEquals(Set.of("s.c"), trend.newlyFailing());
    assertEquals(Set.of("s.a"), trend.fixed());
    assertEquals(
        List.of(OptionalDouble.of(100.0 / 3), OptionalDouble.of(100.0 / 3)),
        trend.runs().stream().map(ReportTrend.Run::passRate).toList());
    assertEquals(OptionalDouble.empty(), trend.lineCoverageChange());
    assertEquals(OptionalDouble.empty(), trend.runs().get(0).lineCoverage());
  }

  @Test
  void coverageThatChanges() throws IOException {
    ReportTrend trend =
        ReportTrend.NONE
            .with("1", NOON, lines("1", "1", "0", "0"))
            .with("2", NOON, lines("1", "0", "0", "0"));
    assertEquals(OptionalDouble.of(-25), trend.lineCoverageChange());
    assertEquals(OptionalDouble.of(50), trend.runs().get(0).lineCoverage());
    assertEquals(OptionalDouble.empty(), trend.runs().get(0).branchCoverage());
    assertEquals(OptionalDouble.empty(), trend.runs().get(0).passRate());
    assertEquals(OptionalDouble.empty(), ReportTrend.NONE.lineCoverageChange());
  }

  @Test
  @Covers("B-155")
  void reportsAreKeptForThirtyDays() throws IOException {
    ReportTrend trend =
        ReportTrend.NONE.with("1", NOON, tests()).with("2", NOON.plusSeconds(1), tests());
    assertEquals(trend, trend.keptAt(NOON.plus(Duration.ofDays(30))));
    assertEquals(
        List.of("2"),
        trend.keptAt(NOON.plus(Duration.ofDays(30)).plusMillis(1)).runs().stream()
            .map(ReportTrend.Run::build)
            .toList());
  }

  @Test
  @Covers("B-156")
  void aReportStandsInOneOfFiveWays() throws IOException {
    assertEquals(
        List.of("GENERATING", "SUCCEEDED", "FAILED", "INCOMPLETE", "DELETING"),
        List.of(ReportStatus.values()).stream().map(Enum::name).toList());
    assertEquals(
        List.of("SUCCEEDED", "FAILED", "ERROR", "SKIPPED", "UNKNOWN"),
        List.of(CaseStatus.values()).stream().map(Enum::name).toList());
    assertEquals(ReportStatus.SUCCEEDED, tests().status());
    assertEquals(ReportStatus.FAILED, tests("a").status());
    assertEquals(
        ReportStatus.INCOMPLETE, ReportReader.of(ReportFormat.JACOCOXML).summary("g").status());
    assertEquals(
        "g: INCOMPLETE, lines none, branches none",
        ReportReader.of(ReportFormat.JACOCOXML).summary("g").toString());
  }
}
