package dev.penstock.deploy.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.analysis.CanaryJudgement.Result;
import dev.penstock.deploy.analysis.MonitorDecision.Directive;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The canary judge's score")
class CanaryScoreTest {
  private static final List<Double> BASELINE = ramp(10);
  private static final CanarySeries GOOD = new CanarySeries(BASELINE, BASELINE);
  private static final CanarySeries HIGH = new CanarySeries(ramp(12), BASELINE);
  private static final CanarySeries LOW = new CanarySeries(ramp(8), BASELINE);
  private static final CanarySeries NONE = CanarySeries.NONE;

  private static List<Double> ramp(double level) {
    return IntStream.range(0, 20).mapToObj(i -> level * (0.9 + 0.01 * i)).toList();
  }

  /** Metrics are given as {@code name:group}; data in the same order. */
  private static CanaryJudgement judge(
      CanaryJudgeBuilder builder, List<CanaryMetric> metrics, CanarySeries... data) {
    Map<String, CanarySeries> byName = new HashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      builder.metric(metrics.get(i));
      byName.put(metrics.get(i).name(), data[i]);
    }
    return builder.build().judge(byName, 1);
  }

  private static CanaryMetric metric(String name, String... groups) {
    return CanaryMetric.of(name, groups);
  }

  private static double score(List<CanaryMetric> metrics, CanarySeries... data) {
    return judge(CanaryJudge.builder(), metrics, data).score();
  }

  private static final List<CanaryMetric> FOUR =
      List.of(metric("a", "g"), metric("b", "g"), metric("c", "g"), metric("d", "g"));

  @Test
  @Covers({"RP-144", "RP-22"})
  @DisplayName("of a group is the share that passed of those that are high, low, passed or missed")
  void groupScore() {
    assertEquals(100, score(FOUR, GOOD, GOOD, GOOD, GOOD));
    assertEquals(75, score(FOUR, HIGH, GOOD, GOOD, GOOD));
    assertEquals(50, score(FOUR, HIGH, LOW, GOOD, GOOD));
    assertEquals(0, score(FOUR, HIGH, LOW, LOW, LOW));
    assertEquals(66.67, score(FOUR, HIGH, NONE, GOOD, GOOD)); // of three, rounded to two decimals
    List<CanaryMetric> required =
        List.of(metric("a", "g").withDataRequired(), FOUR.get(1), FOUR.get(2), FOUR.get(3));
    assertEquals(75, score(required, NONE, GOOD, GOOD, GOOD)); // missed counts as bad
  }

  @Test
  @Covers("RP-144")
  @DisplayName("is the sum of the groups' by weight, those without one sharing what is left")
  void groups() {
    List<CanaryMetric> metrics =
        List.of(metric("a", "g"), metric("b", "h"), metric("c", "i"), metric("d", "h"));
    // unweighted, each of three groups is a third: 0, 100, 100
    assertEquals(66.67, score(metrics, HIGH, GOOD, GOOD, GOOD));
    CanaryJudgement weighted =
        judge(CanaryJudge.builder().groupWeight("g", 60), metrics, GOOD, HIGH, GOOD, GOOD);
    assertEquals(90, weighted.score()); // 60 + 20 / 2 + 20
    assertEquals(
        List.of(
            new GroupScore("g", 60, 1, 1, 100),
            new GroupScore("h", 20, 1, 2, 50),
            new GroupScore("i", 20, 1, 1, 100)),
        weighted.groups());
    CanaryJudgement noData =
        judge(CanaryJudge.builder().groupWeight("g", 60), metrics, NONE, HIGH, GOOD, GOOD);
    assertEquals(new GroupScore("g", 60, 0, 0, 100), noData.groups().get(0)); // counts 100
    assertEquals(90, noData.score());
    CanaryJudgement all =
        judge(
            CanaryJudge.builder().groupWeight("g", 50).groupWeight("h", 30).groupWeight("i", 20),
            metrics,
            GOOD,
            HIGH,
            HIGH,
            LOW);
    assertEquals(50, all.score());
    List<CanaryMetric> twice = List.of(metric("a", "g", "h"), metric("b", "h"));
    assertEquals(25, score(twice, HIGH, GOOD)); // g 0, h 50: a metric counts in each of its groups
  }

  @Test
  @Covers("RP-144")
  @DisplayName("is 0 after a critical failure and with half of the metrics without data")
  void zero() {
    List<CanaryMetric> critical =
        List.of(FOUR.get(0), FOUR.get(1), FOUR.get(2), metric("d", "g").asCritical());
    CanaryJudgement failed = judge(CanaryJudge.builder(), critical, GOOD, GOOD, GOOD, HIGH);
    assertEquals(0, failed.score());
    assertEquals("critical metrics failed: d", failed.override());
    assertEquals(75, failed.groups().get(0).score());
    assertEquals(0, score(critical, GOOD, GOOD, GOOD, NONE)); // a critical one without data
    assertEquals(75, score(critical, HIGH, GOOD, GOOD, GOOD)); // one that is not critical

    assertEquals(100, score(FOUR, NONE, GOOD, GOOD, GOOD));
    CanaryJudgement half = judge(CanaryJudge.builder(), FOUR, NONE, NONE, GOOD, GOOD);
    assertEquals(0, half.score());
    assertEquals("2 of 4 metrics have no data", half.override());
    assertEquals(0, score(FOUR, NONE, NONE, NONE, GOOD));
    List<CanaryMetric> three = FOUR.subList(0, 3);
    assertEquals(100, score(three, NONE, GOOD, GOOD)); // a third is less than half
  }

  @Test
  @Covers("RP-144")
  @DisplayName("leaves out muted metrics, whatever they say")
  void muted() {
    List<CanaryMetric> metrics =
        List.of(
            metric("a", "g"),
            metric("b", "g").asMuted(),
            metric("c", "h").asMuted().asCritical(),
            metric("d", "g").asMuted());
    CanaryJudgement judgement = judge(CanaryJudge.builder(), metrics, GOOD, HIGH, LOW, NONE);
    assertEquals(100, judgement.score());
    assertEquals(1, judgement.groups().size());
    assertEquals(MetricLabel.HIGH, judgement.findings().get(1).comparison().label());
  }

  @Test
  @Covers("RP-145")
  @DisplayName("passes, is marginal or fails by two thresholds, each of which is enough itself")
  void thresholds() {
    assertEquals(Result.PASS, result(75, 50, HIGH, GOOD, GOOD, GOOD));
    assertEquals(Result.MARGINAL, result(75.01, 50, HIGH, GOOD, GOOD, GOOD));
    assertEquals(Result.MARGINAL, result(75, 50, HIGH, HIGH, GOOD, GOOD));
    assertEquals(Result.FAIL, result(75, 50.01, HIGH, HIGH, GOOD, GOOD));
    assertEquals(Result.FAIL, result(75, 50, HIGH, HIGH, LOW, GOOD));
    assertEquals(Result.PASS, result(75, 75, HIGH, GOOD, GOOD, GOOD));
  }

  private static Result result(double pass, double marginal, CanarySeries... data) {
    return judge(CanaryJudge.builder().thresholds(pass, marginal), FOUR, data).result();
  }

  @Test
  @DisplayName("makes a rollout go on, pause or end")
  void decisions() {
    CanaryJudgement pass = judge(CanaryJudge.builder(), FOUR, GOOD, GOOD, GOOD, GOOD);
    assertEquals(Directive.CONTINUE, pass.decision().directive());
    assertEquals("score 100.0", pass.decision().reason());
    CanaryJudgement marginal = judge(CanaryJudge.builder(), FOUR, HIGH, GOOD, GOOD, GOOD);
    assertEquals(Directive.PAUSE, marginal.decision().directive());
    CanaryJudgement fail = judge(CanaryJudge.builder(), FOUR, HIGH, LOW, GOOD, GOOD);
    assertEquals(Directive.ABORT, fail.decision().directive());
    assertEquals(4, fail.decision().evidence().size());
    assertTrue(fail.decision().evidence().get(0).startsWith("a: HIGH, shift "));
  }

  @Test
  @DisplayName("is explained in two tables")
  void explained() {
    CanaryJudgement judgement =
        judge(
            CanaryJudge.builder().groupWeight("errors", 60),
            List.of(
                metric("error-rate", "errors").asCritical(),
                metric("latency", "speed"),
                metric("cpu", "speed").asMuted()),
            new CanarySeries(ramp(0.012), ramp(0.010)),
            GOOD,
            NONE);
    assertEquals(
        """
        FAIL: score 0; 95 passes, 75 is marginal
        critical metrics failed: error-rate, so the score is 0

        group   weight  passed  score
        errors  60      0 of 1  0
        speed   40      1 of 1  100

        metric      label            canary   baseline  values  effect  why
        error-rate  HIGH (critical)  0.01194  0.00995   20/20   1.2     shift 0.00199, 98 % within [0.00144, 0.00254], tolerated up to 0.0004975; ratio 1.2
        latency     PASS             9.95     9.95      20/20   -       canary and baseline have the same values
        cpu         NODATA (muted)   -        -         0/0     -       no data
        """,
        judgement.explain());
  }

  @Test
  @DisplayName("needs a sound definition, and reports all faults at once")
  void faults() {
    InvalidDefinitionException found =
        assertThrows(
            InvalidDefinitionException.class,
            () ->
                CanaryJudge.builder()
                    .metric(metric("a", "g").withMinimumValues(-1))
                    .metric(metric("a", "g", "g"))
                    .metric(metric("b c"))
                    .metric(metric("d", "muted").asMuted())
                    .groupWeight("muted", 10)
                    .groupWeight("g", 101)
                    .thresholds(0, 5)
                    .build());
    assertEquals(
        """
        canary judge has 10 faults:
          metrics[0].minimumValues: -1 is out of range; allowed: 0 or more [canary.minimum-values]
          metrics[1].name: "a" is there twice; allowed: distinct names [canary.name]
          metrics[1].groups: one is there twice; allowed: distinct groups [canary.groups]
          metrics[2].name: "b c" is no name; allowed: 1 to 100 characters of A-Za-z0-9._- [canary.name]
          metrics[2].groups: there are none; allowed: at least one group [canary.groups]
          groupWeights.muted: a weight of a group in which no metric counts; allowed: [g] [canary.group-weight]
          groupWeights.g: 101.0 is out of range; allowed: 0 to 100 [canary.group-weight]
          groupWeights: the weights are 111.0 together; allowed: 100, as every group has one [canary.group-weights]
          pass: 0.0 is out of range; allowed: above 0 to 100 [canary.thresholds]
          marginal: 5.0 is out of range; allowed: above 0 to the score that passes, 0.0 [canary.thresholds]""",
        found.getMessage());
    assertEquals(
        "canary judge has 1 fault:\n  metrics: there are 1 metrics, of which none or too many count;"
            + " allowed: 1 to 1000, one of them not muted [canary.metrics]",
        assertThrows(
                InvalidDefinitionException.class,
                () -> CanaryJudge.builder().metric(metric("a", "g").asMuted()).build())
            .getMessage());
    assertEquals(
        "canary judge has 1 fault:\n  groupWeights: the weights are 99.0 together; allowed: 100, as"
            + " every group has one [canary.group-weights]",
        assertThrows(
                InvalidDefinitionException.class,
                () -> CanaryJudge.builder().metric(metric("a", "g")).groupWeight("g", 99).build())
            .getMessage());
    CanaryJudge judge = CanaryJudge.builder().metric(metric("a", "g")).build();
    assertEquals(
        "data: [z] are no metrics of this judge; allowed: [a]",
        assertThrows(IllegalArgumentException.class, () -> judge.judge(Map.of("z", GOOD), 1))
            .getMessage());
    assertEquals(
        "baseline: a value is infinite or huge; allowed: -1e100 to 1e100, and NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> new CanarySeries(BASELINE, List.of(Double.NEGATIVE_INFINITY)))
            .getMessage());
    assertEquals(95, judge.pass());
    assertEquals(75, judge.marginal());
    assertEquals(
        "groupWeight of g was set before, to 5.0",
        assertThrows(
                IllegalStateException.class,
                () -> CanaryJudge.builder().groupWeight("g", 5).groupWeight("g", 6))
            .getMessage());
    assertEquals(
        "thresholds were set before, to 9.0 and 8.0",
        assertThrows(
                IllegalStateException.class,
                () -> CanaryJudge.builder().thresholds(9, 8).thresholds(9, 8))
            .getMessage());
    assertEquals(
        "allowedIncrease: -1.0 is out of range; allowed: 0 or more, and finite",
        assertThrows(
                IllegalArgumentException.class, () -> MannWhitneyTest.DEFAULT.withAllowed(-1, 1))
            .getMessage());
  }
}
