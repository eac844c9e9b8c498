package dev.penstock.deploy.analysis;

import static dev.penstock.deploy.analysis.Outcome.ERROR;
import static dev.penstock.deploy.analysis.Outcome.FAILED;
import static dev.penstock.deploy.analysis.Outcome.INCONCLUSIVE;
import static dev.penstock.deploy.analysis.Outcome.SUCCESSFUL;
import static dev.penstock.deploy.analysis.Outcome.UNDECIDED;
import static dev.penstock.deploy.analysis.Outcome.WAITED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A measurement")
class MeasurementJudgeTest {

  private static Evidence judge(MetricBuilder metric, Measurement measurement) {
    return MeasurementJudge.judge(metric.build(), 3, measurement, Story.START);
  }

  private static Outcome outcome(MetricBuilder metric, double value) {
    return judge(metric, Measurement.of(value)).outcome();
  }

  private static MetricBuilder errors() {
    return Metric.named("errors");
  }

  @Test
  @Covers({"RP-104", "RP-15"})
  @DisplayName("is judged by a success condition, a failure condition, both or none")
  void conditions() {
    assertEquals(SUCCESSFUL, outcome(errors().atMost(5), 5));
    assertEquals(FAILED, outcome(errors().atMost(5), 5.1)); // only success: the opposite is bad

    assertEquals(FAILED, outcome(errors().failure(Condition.above(5)), 5.1));
    assertEquals(SUCCESSFUL, outcome(errors().failure(Condition.above(5)), 5)); // and vice versa

    assertEquals(SUCCESSFUL, outcome(errors().atMost(5).failure(Condition.above(9)), 5));
    assertEquals(FAILED, outcome(errors().atMost(5).failure(Condition.above(9)), 10));
    assertEquals(INCONCLUSIVE, outcome(errors().atMost(5).failure(Condition.above(9)), 7));
    assertEquals(
        FAILED, outcome(errors().atMost(5).failure(Condition.above(2)), 3)); // both hold: bad wins

    assertEquals(SUCCESSFUL, outcome(errors(), 1e9)); // no condition
    assertEquals(SUCCESSFUL, outcome(errors(), Double.NaN));
    assertEquals(ERROR, judge(errors(), Story.ERROR).outcome()); // but not with an error

    assertEquals(ERROR, judge(errors().atMost(5), Measurement.noData()).outcome()); // empty data
    assertEquals(ERROR, outcome(errors().atMost(5), Double.NaN)); // cannot be evaluated
    assertEquals(ERROR, outcome(errors().failure(Condition.above(5)), Double.NaN));
    assertEquals(ERROR, judge(errors().atMost(5), Story.ERROR).outcome());
  }

  @Test
  @DisplayName("says what was found and why that is so")
  void evidence() {
    assertEquals(
        new Evidence(3, Story.START, FAILED, true, Optional.of(0.5), "0.5 is not at most 0.25"),
        judge(errors().atMost(0.25), Measurement.of(0.5)));
    assertEquals("0.5 is above 0.25", reason(errors().failure(Condition.above(0.25)), 0.5));
    assertEquals("0.1 is not above 0.25", reason(errors().failure(Condition.above(0.25)), 0.1));
    assertEquals("3.0 is between 2.0 and 4.0", reason(errors().between(2, 4), 3));
    assertEquals("3.0, and no condition", reason(errors(), 3));
    assertEquals(
        "3.0 is not below 2.0 and not at least 4.0",
        reason(errors().success(Condition.below(2)).failure(Condition.atLeast(4)), 3));
    assertEquals(
        new Evidence(3, Story.START, ERROR, false, Optional.empty(), "connection refused"),
        judge(errors().atMost(1), Story.ERROR));
    assertEquals("no data", judge(errors(), Measurement.noData()).reason());
  }

  private static String reason(MetricBuilder metric, double value) {
    return judge(metric, Measurement.of(value)).reason();
  }

  @Test
  @DisplayName("is compared with its limits included or not, as the condition says")
  void limits() {
    assertEquals("[true, true, false]", holds(Condition.atMost(2)));
    assertEquals("[false, true, true]", holds(Condition.atLeast(2)));
    assertEquals("[true, false, false]", holds(Condition.below(2)));
    assertEquals("[false, false, true]", holds(Condition.above(2)));
    assertEquals("[false, true, true]", holds(Condition.between(2, 3)));
    assertEquals("[true, true, false]", holds(Condition.between(1, 2)));
    for (Condition condition :
        List.of(
            Condition.atMost(2),
            Condition.atLeast(2),
            Condition.below(2),
            Condition.above(2),
            Condition.between(1, 2))) {
      assertFalse(condition.holds(Double.NaN), condition.toString());
    }
    assertThrows(IllegalArgumentException.class, () -> Condition.atMost(Double.NaN));
    assertEquals(
        "between: 3.0 is above 2.0; allowed: the smaller limit first",
        assertThrows(IllegalArgumentException.class, () -> Condition.between(3, 2)).getMessage());
  }

  private static String holds(Condition condition) {
    return DoubleStream.of(1, 2, 3).mapToObj(condition::holds).toList().toString();
  }

  @Test
  @DisplayName("without data counts as the metric's policy says, on either side")
  void noData() {
    Map<DataPolicy, Outcome> expected =
        Map.of(
            DataPolicy.ERROR, ERROR,
            DataPolicy.FAIL, FAILED,
            DataPolicy.INCONCLUSIVE, INCONCLUSIVE,
            DataPolicy.PASS, SUCCESSFUL,
            DataPolicy.WAIT, WAITED);
    assertEquals(DataPolicy.values().length, expected.size());
    expected.forEach(
        (policy, outcome) -> {
          MetricBuilder own = errors().atMost(1).noData(policy);
          for (Measurement empty :
              List.of(
                  Measurement.noData(),
                  Measurement.series(List.of(), List.of()),
                  Measurement.counts(0, 0))) {
            Evidence said = judge(own, empty);
            assertEquals(outcome, said.outcome(), policy + " of " + empty);
            assertFalse(said.judged());
          }
          MetricBuilder compared =
              errors().atMost(1).reading(Reading.RATIO).noData(policy).minimumSamples(1, policy);
          for (Measurement half :
              List.of(
                  Measurement.of(5),
                  Measurement.counts(5, 10),
                  new Measurement.Counts(0, 0, 5, 10))) {
            assertEquals(outcome, judge(compared, half).outcome(), policy + " of " + half);
          }
          MetricBuilder judged = errors().judge(MannWhitneyTest.DEFAULT).noData(policy);
          assertEquals(outcome, judge(judged, Measurement.of(5)).outcome());
          assertEquals(
              outcome,
              judge(judged, Measurement.against(Double.NaN, 5, 10)).outcome(),
              "only NaN is no data");
        });
  }

  @Test
  @DisplayName("with too few samples counts as the metric's policy says, and is judged with enough")
  void fewSamples() {
    for (DataPolicy policy : DataPolicy.values()) {
      MetricBuilder metric = errors().atMost(1).minimumSamples(30, policy);
      Outcome few = judge(metric, Measurement.of(9, 29)).outcome();
      assertEquals(judge(errors().atMost(1).noData(policy), Measurement.noData()).outcome(), few);
      assertEquals(FAILED, judge(metric, Measurement.of(9, 30)).outcome());
      assertEquals(few, judge(metric, Measurement.counts(29, 29)).outcome());
      assertEquals(SUCCESSFUL, judge(metric, Measurement.counts(30, 30)).outcome());
    }
    Evidence said =
        judge(errors().minimumSamples(30, DataPolicy.WAIT), Measurement.series(ones(9), ones(4)));
    assertEquals("4 samples, at least 30 needed", said.reason());
    assertFalse(said.judged());
    MetricBuilder ratio =
        errors().reading(Reading.RATIO).minimumSamples(30, DataPolicy.FAIL).atMost(1);
    assertEquals(FAILED, judge(ratio, new Measurement.Counts(1, 30, 1, 29)).outcome());
    assertEquals(SUCCESSFUL, judge(ratio, new Measurement.Counts(1, 30, 1, 30)).outcome());
    MetricBuilder judged =
        errors().judge(MannWhitneyTest.DEFAULT).minimumSamples(5, DataPolicy.INCONCLUSIVE);
    assertEquals(INCONCLUSIVE, judge(judged, Measurement.series(ones(4), ones(9))).outcome());
    assertEquals(SUCCESSFUL, judge(judged, Measurement.series(ones(5), ones(9))).outcome());
    MetricBuilder sequential =
        errors()
            .judge(SequentialTest.of(0.05, 1, Direction.EITHER))
            .minimumSamples(200, DataPolicy.FAIL);
    assertEquals(FAILED, judge(sequential, new Measurement.Counts(0, 199, 0, 900)).outcome());
    assertEquals(FAILED, judge(sequential, Measurement.series(ones(199), ones(900))).outcome());
  }

  private static List<Double> ones(int length) {
    return Collections.nCopies(length, 1.0);
  }

  @Test
  @DisplayName("is read as the canary's own number, its difference or its ratio to the baseline")
  void readings() {
    Measurement both = Measurement.against(6, 4, 10);
    assertEquals(Optional.of(6.0), judge(errors(), both).value());
    assertEquals(Optional.of(2.0), judge(errors().reading(Reading.DIFFERENCE), both).value());
    assertEquals(Optional.of(1.5), judge(errors().reading(Reading.RATIO), both).value());
    Measurement counts = new Measurement.Counts(6, 10, 4, 10);
    assertEquals(0.6, value(errors(), counts), 1e-15);
    assertEquals(0.2, value(errors().reading(Reading.DIFFERENCE), counts), 1e-15);
    assertEquals(1.5, value(errors().reading(Reading.RATIO), counts), 1e-15);
    Evidence byZero =
        judge(errors().atMost(1).reading(Reading.RATIO), Measurement.against(6, 0, 10));
    assertEquals(ERROR, byZero.outcome());
    assertEquals("no ratio to a baseline of 0", byZero.reason());
  }

  private static double value(MetricBuilder metric, Measurement measurement) {
    return judge(metric, measurement).value().orElseThrow();
  }

  @Test
  @DisplayName("of several values is read as the metric's aggregate of them")
  void aggregates() {
    Measurement series = Measurement.series(List.of(4.0, 1.0, 9.0, 2.0), List.of());
    assertEquals(2, value(errors(), series));
    assertEquals(4, value(errors().aggregate(Aggregate.MEAN), series));
    assertEquals(3, value(errors().aggregate(Aggregate.MEDIAN), series));
    assertEquals(1, value(errors().aggregate(Aggregate.MINIMUM), series));
    assertEquals(9, value(errors().aggregate(Aggregate.MAXIMUM), series));
    Measurement odd = Measurement.series(List.of(4.0, 1.0, 9.0), List.of());
    assertEquals(4, value(errors().aggregate(Aggregate.MEDIAN), odd));
    Measurement gap = Measurement.series(List.of(4.0, Double.NaN, 9.0), List.of());
    assertEquals(9, value(errors(), gap));
    for (Aggregate aggregate :
        List.of(Aggregate.MEAN, Aggregate.MEDIAN, Aggregate.MINIMUM, Aggregate.MAXIMUM)) {
      assertEquals(ERROR, judge(errors().atMost(9).aggregate(aggregate), gap).outcome());
    }
  }

  @Test
  @DisplayName("is judged by the test of the canary against the baseline, if there is one")
  void judges() {
    List<Double> slow = DoubleStream.iterate(20, x -> x + 1).limit(20).boxed().toList();
    List<Double> fast = DoubleStream.iterate(5, x -> x + 1).limit(20).boxed().toList();
    MetricBuilder latency =
        errors().judge(MannWhitneyTest.DEFAULT.withDirection(Direction.INCREASE));
    assertEquals(FAILED, judge(latency, Measurement.series(slow, fast)).outcome());
    assertEquals(SUCCESSFUL, judge(latency, Measurement.series(fast, slow)).outcome());
    assertEquals(SUCCESSFUL, judge(latency, Measurement.series(slow, slow)).outcome());
    assertTrue(judge(latency, Measurement.series(slow, fast)).reason().startsWith("HIGH: shift"));
    assertEquals(ERROR, judge(latency, new Measurement.Counts(1, 9, 1, 9)).outcome());

    MetricBuilder rate = errors().judge(SequentialTest.of(0.05, 0.01, Direction.INCREASE));
    assertEquals(FAILED, judge(rate, new Measurement.Counts(90, 2000, 30, 2000)).outcome());
    assertEquals(
        SUCCESSFUL, judge(rate, new Measurement.Counts(200, 100_000, 205, 100_000)).outcome());
    assertEquals(UNDECIDED, judge(rate, new Measurement.Counts(21, 1000, 20, 1000)).outcome());
    MetricBuilder mean = errors().judge(new SequentialTest(0.05, 1, Direction.INCREASE, 10));
    assertEquals(FAILED, judge(mean, Measurement.series(slow, fast)).outcome());
    Evidence gap = judge(mean, Measurement.series(List.of(1.0, Double.NaN), List.of(1.0, 2.0)));
    assertEquals(ERROR, gap.outcome());
    for (MetricBuilder each : List.of(latency, mean)) {
      Measurement infinite = Measurement.against(Double.POSITIVE_INFINITY, 1, 100);
      assertEquals("a value is infinite or huge", judge(each, infinite).reason());
      assertEquals(ERROR, judge(each, Measurement.against(1, -1e101, 100)).outcome());
    }
    assertEquals(FAILED, outcome(errors().atMost(1), Double.POSITIVE_INFINITY));
  }

  @Test
  @DisplayName("is bounded, and refuses what contradicts itself")
  void bounds() {
    List<Double> many = Collections.nCopies(Measurement.MAX_VALUES + 1, 1.0);
    assertEquals(
        "canary: 10001 values are too many; allowed: at most 10000",
        refusal(() -> Measurement.series(many, List.of())));
    assertEquals(
        "baseline: 10001 values are too many; allowed: at most 10000",
        refusal(() -> Measurement.series(List.of(), many)));
    assertEquals(
        "canary: 3 events of 2 trials; allowed: 0 to all of them",
        refusal(() -> Measurement.counts(3, 2)));
    assertEquals(
        "baseline: -1 events of 2 trials; allowed: 0 to all of them",
        refusal(() -> new Measurement.Counts(1, 2, -1, 2)));
    assertEquals(
        "samples: -1 is out of range; allowed: 0 or more", refusal(() -> Measurement.of(1, -1)));
    Measurement.Failed failed = new Measurement.Failed("x".repeat(5000));
    assertEquals(Measurement.LONGEST_MESSAGE, failed.message().length());
    assertTrue(failed.message().endsWith("…"));
    assertEquals(
        "canary: 51 labels are too many; allowed: at most 50",
        refusal(
            () ->
                new Sides(
                    java.util.stream.IntStream.range(0, 51)
                        .boxed()
                        .collect(java.util.stream.Collectors.toMap(i -> "k" + i, i -> "v")),
                    Map.of())));
    assertEquals(
        "baseline: a label is longer than allowed: at most 1000 characters",
        refusal(() -> new Sides(Map.of(), Map.of("k", "v".repeat(1001)))));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
