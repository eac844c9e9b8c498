package dev.penstock.deploy.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("An analysis' definition")
class AnalysisDefinitionTest {

  private static InvalidDefinitionException faults(Executable call) {
    return assertThrows(InvalidDefinitionException.class, call);
  }

  private static List<String> rules(MetricBuilder metric) {
    return faults(metric::build).diagnostics().stream().map(Diagnostic::rule).toList();
  }

  @Test
  @DisplayName("reports all faults at once, each with what is allowed")
  void allFaults() {
    InvalidDefinitionException found =
        faults(
            () ->
                Analysis.named("my analysis")
                    .metric(Metric.named("errors").build())
                    .metric(
                        "a b",
                        metric ->
                            metric
                                .query("q".repeat(10_001))
                                .every(Duration.ZERO)
                                .count(-1)
                                .initialDelay(Duration.ofDays(366))
                                .window(new MetricWindow.Last(Duration.ofDays(400)))
                                .failureLimit(-2)
                                .consecutiveErrorLimit(-1)
                                .inconclusiveLimit(1_000_001)
                                .consecutiveSuccessLimit(-1)
                                .minimumSamples(-1, DataPolicy.WAIT)
                                .weight(0))
                    .metric(Metric.named("errors").build())
                    .score(101, 102)
                    .failedChecks(0)
                    .build());
    assertEquals(
        """
        analysis my analysis has 17 faults:
          metrics[1].name: "a b" is no name; allowed: 1 to 100 characters of A-Za-z0-9._- [metric.name]
          metrics[1].query: a query of 10001 characters; allowed: at most 10000 characters [metric.query]
          metrics[1].interval: PT0S is out of range; allowed: above zero to 365 days [metric.duration]
          metrics[1].initialDelay: PT8784H is out of range; allowed: zero to 365 days [metric.duration]
          metrics[1].count: -1 is out of range; allowed: 0 to 1000000 [metric.count]
          metrics[1].window: PT9600H is out of range; allowed: above zero to 365 days [metric.duration]
          metrics[1].limits.failures: -2 is out of range; allowed: -1 to 1000000 [metric.limit]
          metrics[1].limits.consecutiveErrors: -1 is out of range; allowed: 0 to 1000000 [metric.limit]
          metrics[1].limits.inconclusive: 1000001 is out of range; allowed: 0 to 1000000 [metric.limit]
          metrics[1].limits.consecutiveSuccesses: -1 is out of range; allowed: 0 to 1000000 [metric.limit]
          metrics[1].minimumSamples: -1 is out of range; allowed: 0 or more [metric.minimum-samples]
          metrics[1].weight: 0 is out of range; allowed: 1 to 1000000 [metric.weight]
          name: "my analysis" is no name; allowed: 1 to 100 characters of A-Za-z0-9._- [analysis.name]
          metrics[1].name: "errors" is there twice; allowed: distinct names [analysis.metric-name]
          combination.pass: 101.0 is out of range; allowed: above 0 to 100 [analysis.score]
          combination.marginal: 102.0 is out of range; allowed: 0 to the score that passes, 101.0 [analysis.score]
          failedChecks: 0 is out of range; allowed: 1 to 1000 [analysis.failed-checks]""",
        found.getMessage());
  }

  @Test
  @Covers("RP-107")
  @DisplayName("needs an interval for more than one measurement")
  void intervalForCount() {
    InvalidDefinitionException found = faults(() -> Metric.named("m").count(2).build());
    assertEquals(
        "metric m has 1 fault:\n"
            + "  interval: a count of 2 without an interval; allowed: a count of 1, or an interval"
            + " [metric.interval RP-107]",
        found.getMessage());
    assertEquals(1, Metric.named("m").count(1).build().schedule().count());
    assertEquals(
        2, Metric.named("m").count(2).every(Duration.ofNanos(1)).build().schedule().count());
  }

  @Test
  @Covers("RP-106")
  @DisplayName("counts failures or successes in a row, or both")
  void oneLimit() {
    assertEquals(
        "metric m has 1 fault:\n"
            + "  limits.failures: neither bad measurements nor good ones in a row are counted;"
            + " allowed: a limit of failures from 0, or of consecutive successes from 1"
            + " [metric.no-limit RP-106]",
        faults(() -> Metric.named("m").failureLimit(MetricLimits.UNLIMITED).build()).getMessage());
    Metric.named("m").failureLimit(-1).consecutiveSuccessLimit(1).build();
    Metric.named("m").failureLimit(0).consecutiveSuccessLimit(1).build();
    Metric.named("m").failureLimit(0).consecutiveSuccessLimit(0).build();
  }

  @Test
  @Covers({"RP-105", "RP-106"})
  @DisplayName("has the defaults that its pages state")
  void defaults() {
    Metric metric = Metric.named("m").build();
    assertEquals(new MetricLimits(0, 4, 0, 0), metric.limits());
    assertEquals("m", metric.query());
    assertEquals(new MetricSchedule(Optional.empty(), 0, Duration.ZERO), metric.schedule());
    assertEquals(MetricSchedule.ONCE, metric.schedule());
    assertEquals(new MetricWindow.SinceLast(), metric.window());
    assertEquals(DataPolicy.ERROR, metric.noData());
    assertEquals(0, metric.minimumSamples());
    assertEquals(DataPolicy.INCONCLUSIVE, metric.fewSamples());
    assertEquals(Reading.CANARY, metric.reading());
    assertEquals(Aggregate.LAST, metric.aggregate());
    assertEquals(1, metric.weight());
    Analysis analysis = Analysis.of(metric);
    assertEquals("m", analysis.name());
    assertEquals(new Combination.All(), analysis.combination());
    assertEquals(analysis, Analysis.named("m").metric("m", m -> m).build());
    assertEquals(analysis, Analysis.of(Metric.named("m")));
    assertEquals("analysis", Analysis.of(Metric.named("m"), Metric.named("n")).name());
  }

  @Test
  @DisplayName("has a judge or conditions, but not both")
  void judgeOrConditions() {
    MannWhitneyTest test = MannWhitneyTest.DEFAULT;
    assertEquals(List.of("metric.judge"), rules(Metric.named("m").judge(test).atMost(1)));
    assertEquals(
        List.of("metric.judge"),
        rules(Metric.named("m").judge(test).failure(Condition.atLeast(1))));
    assertEquals(
        List.of("metric.judge"), rules(Metric.named("m").judge(test).reading(Reading.RATIO)));
    assertEquals(new MetricWindow.SinceStart(), Metric.named("m").judge(test).build().window());
  }

  @Test
  @DisplayName("has 1 to 100 metrics, and a quorum of those that count")
  void metricsAndQuorum() {
    assertEquals(
        "analysis a has 1 fault:\n  metrics: there are 0 metrics; allowed: 1 to 100"
            + " [analysis.metrics]",
        faults(() -> Analysis.named("a").build()).getMessage());
    List<Metric> many =
        IntStream.range(0, 101).mapToObj(i -> Metric.named("m" + i).build()).toList();
    assertEquals(
        "analysis a has 1 fault:\n  metrics: there are 101 metrics; allowed: 1 to 100"
            + " [analysis.metrics]",
        faults(() -> new Analysis("a", many, new Combination.All(), Optional.empty()))
            .getMessage());
    new Analysis("a", many.subList(0, 100), new Combination.All(), Optional.empty());
    AnalysisBuilder two =
        Analysis.named("a")
            .metric("m", metric -> metric)
            .metric("dry", MetricBuilder::dryRun)
            .quorum(2);
    assertEquals(
        "analysis a has 1 fault:\n  combination.needed: 2 of 1 metrics that count; allowed: 1 to as"
            + " many as count [analysis.quorum]",
        faults(two::build).getMessage());
    assertEquals(
        List.of("analysis.quorum"),
        faults(() -> Analysis.named("a").metric("m", metric -> metric).quorum(0).build())
            .diagnostics()
            .stream()
            .map(Diagnostic::rule)
            .toList());
    InvalidDefinitionException echo =
        faults(() -> Analysis.named("a").metric("a b", metric -> metric).quorum(1).build());
    assertEquals(1, echo.diagnostics().size(), "a missing metric is not reported as a fault twice");
  }

  @Test
  @DisplayName("refuses an option that was set before, with its first value")
  void setOnce() {
    assertEquals(
        "interval was set before, to PT1M",
        misuse(() -> Metric.named("m").every(Duration.ofMinutes(1)).every(Duration.ofMinutes(2))));
    assertEquals(
        "success was set before, to at most 1.0",
        misuse(() -> Metric.named("m").atMost(1).atLeast(2)));
    assertEquals(
        "combination was set before, to any metric",
        misuse(() -> Analysis.named("a").any().quorum(2)));
    assertEquals(
        "failedChecks was set before, to 2",
        misuse(() -> Analysis.named("a").failedChecks(2).failedChecks(3)));
  }

  private static String misuse(Executable call) {
    return String.valueOf(assertThrows(IllegalStateException.class, call).getMessage());
  }

  @Test
  @DisplayName("does not take part of another analysis for its own state")
  void foreignState() {
    AnalysisRun run = AnalysisRun.start(Analysis.of(Metric.named("m").build()), Story.START);
    Analysis other = Analysis.of(Metric.named("n").build());
    assertEquals(
        "metrics: [m] are not those of the analysis; allowed: [n]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new AnalysisRun(
                        other,
                        Sides.NONE,
                        Story.START,
                        run.metrics(),
                        Collections.emptyList(),
                        AnalysisStatus.RUNNING,
                        "",
                        Optional.empty()))
            .getMessage());
  }
}
