package dev.penstock.deploy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.strategy.Canary;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.HalfAtATime;
import dev.penstock.deploy.strategy.Linear;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.strategy.PredefinedConfigurations;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.strategy.Stepped;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The laws of strategies")
class StrategyLawsTest {

  static Stream<DeploymentStrategy> ours() {
    return Stream.concat(
        PredefinedConfigurations.all().values().stream().distinct(),
        Stream.of(
            new HalfAtATime().allowingSingleTarget(),
            MinimumHealthyHosts.count(0),
            MinimumHealthyHosts.count(3),
            MinimumHealthyHosts.count(11),
            MinimumHealthyHosts.percent(1).allowingSingleTarget(),
            MinimumHealthyHosts.percent(95),
            MinimumHealthyHosts.percent(99),
            Stepped.of(new Weight(1), Duration.ZERO).then(new Weight(9_999), Duration.ofDays(365)),
            Stepped.of(Weight.ofPercent(5), Duration.ofMinutes(1))
                .then(Weight.ofPercent(6), Duration.ofMinutes(2))
                .then(Weight.ofPercent(50), Duration.ofMinutes(3)),
            Canary.of(new Weight(1), Duration.ZERO),
            Canary.of(new Weight(9_999), Duration.ofDays(365)),
            Linear.of(new Weight(1), Duration.ofDays(365)),
            Linear.of(new Weight(3_333), Duration.ZERO),
            Linear.of(new Weight(9_999), Duration.ofSeconds(1))));
  }

  @ParameterizedTest
  @MethodSource("ours")
  @DisplayName("are obeyed by our own")
  void ourOwn(DeploymentStrategy strategy) {
    assertEquals(List.of(), StrategyLaws.violations(strategy));
  }

  @Test
  @DisplayName("catch a move of more units than there are")
  void bounded() {
    caught(
        "bounded: expected at most 0 units; found Move[units=1, hold=PT0S]; "
            + Rollout.starting(0, 0),
        rollout -> new Step.Move(rollout.movable() + 1, Duration.ZERO));
  }

  @Test
  @DisplayName("catch waves that mix healthy and unhealthy units")
  void mixing() {
    caught(
        "bounded: expected at most 1 units; found Move[units=2, hold=PT0S]; "
            + Rollout.starting(1, 1),
        rollout ->
            rollout.waiting() == 0
                ? allAtOnce(rollout)
                : new Step.Move(rollout.waiting(), Duration.ZERO));
  }

  @Test
  @DisplayName("catch what is thrown at a size that nobody thought of")
  void total() {
    caught(
        "total: expected a step; found java.lang.ArithmeticException: / by zero; "
            + Rollout.starting(0, 0),
        rollout ->
            rollout.waiting() / rollout.total() < 0 ? new Step.Finish() : allAtOnce(rollout));
  }

  @Test
  @DisplayName("catch an answer that depends on how often it was asked")
  void memory() {
    int[] calls = {0};
    List<String> found =
        StrategyLaws.violations(
            new Custom(
                "forgetful",
                0,
                rollout ->
                    rollout.waiting() == 0
                        ? allAtOnce(rollout)
                        : new Step.Move(1, Duration.ofSeconds(calls[0]++))));
    assertEquals(
        List.of(
            "deterministic: expected the same answer twice, Move[units=1, hold=PT0S]; found"
                + " Move[units=1, hold=PT1S]; "
                + Rollout.starting(1, 0)),
        found);
  }

  @Test
  @DisplayName("catch an answer that depends on what was asked before")
  void history() {
    int[] largest = {0};
    List<String> found =
        StrategyLaws.violations(
            new Custom(
                "learning",
                0,
                rollout -> {
                  largest[0] = Math.max(largest[0], rollout.total());
                  return rollout.waiting() == 0
                      ? allAtOnce(rollout)
                      : new Step.Move(1, Duration.ofSeconds(largest[0]));
                }));
    assertEquals(1, found.size(), found::toString);
    assertTrue(
        found.get(0).startsWith("deterministic: expected the same steps, [Move[units=1, hold=PT5S"),
        found::toString);
    assertTrue(found.get(0).endsWith("; a rollout of 5, 5 unhealthy at start"), found::toString);
  }

  @Test
  @DisplayName("catch a promise that is not kept")
  void floor() {
    List<String> found =
        StrategyLaws.violations(new Custom("promising", 1, StrategyLawsTest::allAtOnce));
    assertEquals(
        List.of(
            "floor: expected at least 1 left healthy; found 0 with Move[units=1, hold=PT0S]; "
                + Rollout.starting(1, 0)),
        found);
  }

  @Test
  @DisplayName("catch a success declared too early, or with nothing moved")
  void complete() {
    caught(
        "complete: expected at least one success at Finish; found none; " + Rollout.starting(0, 0),
        rollout -> new Step.Finish());
    caught(
        "complete: expected every unit attempted; found 1 not attempted at Finish; "
            + new Rollout(2, 2, 0, 1, 1, 0, 1),
        rollout ->
            rollout.total() == 0 || rollout.attempted() == 0 || rollout.failed() > 0
                ? rollout.waiting() == 0 ? allAtOnce(rollout) : new Step.Move(1, Duration.ZERO)
                : new Step.Finish());
  }

  @Test
  @DisplayName("catch one that gives up although nothing went wrong")
  void progress() {
    caught(
        "progress: expected another move or Finish, as all are healthy; found Stop[code=TIRED,"
            + " reason=enough]; "
            + new Rollout(4, 4, 0, 1, 3, 0, 3),
        rollout ->
            rollout.succeeded() == 3 && rollout.waiting() > 0 && rollout.failed() == 0
                ? new Step.Stop("TIRED", "enough")
                : one(rollout));
  }

  @Test
  @DisplayName("catch one that goes further the more fails")
  void monotone() {
    List<String> found =
        StrategyLaws.violations(
            new Custom(
                "perverse",
                0,
                rollout ->
                    rollout.attempted() > 0 && rollout.waiting() > 0 && rollout.failed() == 0
                        ? new Step.Stop("FINE", "looks good")
                        : one(rollout)));
    assertTrue(
        found.contains(
            "monotone: expected no more than without failures, 1 attempted and no success; found"
                + " 2 attempted and success with failures; a rollout of 2, 0 unhealthy at start"),
        found::toString);
  }

  @Test
  @DisplayName("catch one whose rollback gets stuck on the units that failed")
  void restores() {
    caught(
        "restores: expected a way back to every unit after 2 attempted and no success; found 0"
            + " attempted and no success; a rollout of 2, 2 unhealthy at start",
        rollout ->
            rollout.unhealthyWaiting() > 1
                ? new Step.Stop("SICK", "too many are unhealthy")
                : one(rollout));
  }

  @Test
  @DisplayName("catch a missing name and a minimum below nothing")
  void missing() {
    assertEquals(
        List.of("name: expected a name that people can read; found \" \""),
        StrategyLaws.violations(new Custom(" ", 0, StrategyLawsTest::allAtOnce)));
    assertEquals(
        List.of("floor: expected a minimum of 0 or more; found -1; " + Rollout.starting(1, 0)),
        StrategyLaws.violations(new Custom("negative", -1, StrategyLawsTest::allAtOnce)));
  }

  @Test
  @SuppressWarnings("NullAway") // a strategy written without null checks is the fault under test
  @DisplayName("catch null instead of an answer")
  void silence() {
    caught("total: expected a step; found null; " + Rollout.starting(0, 0), rollout -> null);
  }

  private static void caught(String message, UnaryStep next) {
    List<String> found = StrategyLaws.violations(new Custom("custom", 0, next));
    assertTrue(found.contains(message), found::toString);
  }

  private static Step allAtOnce(Rollout rollout) {
    return DeploymentStrategy.allAtOnce().next(rollout);
  }

  private static Step one(Rollout rollout) {
    return rollout.waiting() == 0 ? allAtOnce(rollout) : new Step.Move(1, Duration.ZERO);
  }

  private interface UnaryStep {
    Step next(Rollout rollout);
  }

  private record Custom(String name, int minimum, UnaryStep rule) implements DeploymentStrategy {
    @Override
    public Step next(Rollout rollout) {
      return rule.next(rollout);
    }

    @Override
    public int minimumHealthy(int total) {
      return minimum;
    }
  }
}
