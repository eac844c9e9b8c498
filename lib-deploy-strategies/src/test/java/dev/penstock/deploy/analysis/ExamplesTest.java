package dev.penstock.deploy.analysis;

import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The examples on the pages of the analysis package")
class ExamplesTest {

  @Test
  @DisplayName("define analyses")
  void definitions() {
    Metric errors =
        Metric.named("error-rate")
            .query("sum(rate(http_errors[1m])) / sum(rate(http_requests[1m]))")
            .atMost(0.01)
            .every(Duration.ofMinutes(1))
            .count(5)
            .failureLimit(1)
            .build();
    assertEquals(5, errors.schedule().count());
    Analysis one = Analysis.of(Metric.named("error-rate").atMost(0.01));
    assertEquals(1, one.metrics().size());
    Analysis scored =
        Analysis.named("checkout")
            .metric("error-rate", metric -> metric.atMost(0.01).every(ofMinutes(1)).count(5))
            .metric("latency", metric -> metric.atMost(250).weight(2))
            .score(90, 70)
            .build();
    assertEquals(new Combination.Score(90, 70), scored.combination());
    Analysis analysis =
        Analysis.named("checkout")
            .metric(
                "error-rate",
                metric ->
                    metric
                        .query("sum(rate(http_errors[1m])) / sum(rate(http_requests[1m]))")
                        .atMost(0.01)
                        .every(ofMinutes(1))
                        .count(5)
                        .minimumSamples(200, DataPolicy.WAIT))
            .metric(
                "latency",
                metric ->
                    metric
                        .reading(Reading.RATIO)
                        .atMost(1.1)
                        .every(ofMinutes(1))
                        .count(5)
                        .failureLimit(1))
            .metric("memory", metric -> metric.atMost(2e9).dryRun())
            .build();
    assertEquals(3, analysis.metrics().size());
  }

  /** A client of a monitoring system, as the example has it. */
  interface Prometheus {
    CompletionStage<Double> query(String query, Instant at);
  }

  @Test
  @DisplayName("carry an analysis out with a provider")
  void run() {
    Prometheus prometheus = (query, at) -> CompletableFuture.completedFuture(0.5);
    MetricProvider provider =
        query ->
            prometheus.query(query.query(), query.to()).thenApply(value -> Measurement.of(value));
    Analysis analysis = Analysis.of(Metric.named("error-rate").atMost(0.01));
    Instant now = Story.START;
    AnalysisRun run = AnalysisRun.start(analysis, now);
    for (MetricQuery query : run.due(now)) {
      Measurement answer = provider.measure(query).toCompletableFuture().join();
      run = run.measured(query.metric(), query.number(), answer, now);
    }
    assertEquals(AnalysisStatus.FAILED, run.verdict().status());
    assertTrue(run.verdict().reason().endsWith("0.5 is not at most 0.01"));
  }

  @Test
  @DisplayName("judge a canary")
  void judge() {
    MannWhitneyTest test =
        MannWhitneyTest.DEFAULT.withDirection(Direction.INCREASE).withOutliersRemoved();
    CanaryMetric errors =
        CanaryMetric.of("error-rate", "errors")
            .withTest(MannWhitneyTest.DEFAULT.withDirection(Direction.INCREASE).withMissingAsZero())
            .asCritical();
    CanaryJudge judge =
        CanaryJudge.builder()
            .metric(CanaryMetric.of("latency", "speed").withTest(test))
            .metric(errors)
            .groupWeight("errors", 60)
            .thresholds(95, 75)
            .build();
    CanarySeries series = new CanarySeries(List.of(1.0, 2.0), List.of(2.0, 1.0));
    CanaryJudgement judgement = judge.judge(Map.of("latency", series, "error-rate", series), 1);
    assertTrue(judgement.explain().startsWith("PASS: score 100;"));
  }
}
