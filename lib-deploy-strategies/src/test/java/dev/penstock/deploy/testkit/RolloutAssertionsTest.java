package dev.penstock.deploy.testkit;

import static dev.penstock.deploy.testkit.RolloutAssertions.assertThatComparison;
import static dev.penstock.deploy.testkit.RolloutAssertions.assertThatRollout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.deploy.simulation.Candidate;
import dev.penstock.deploy.simulation.Figure;
import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.RolloutScenario;
import dev.penstock.deploy.simulation.RolloutScenarioBuilder;
import dev.penstock.deploy.simulation.RolloutSimulation;
import dev.penstock.deploy.simulation.SimulatedRollout;
import dev.penstock.deploy.simulation.StrategyComparison;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Sentences about rollouts")
class RolloutAssertionsTest {

  private static final Candidate CANARY =
      Candidate.traffic(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)));
  private static final Candidate ALL = Candidate.hosts(DeploymentStrategy.allAtOnce());

  private final RolloutResult fleet =
      RolloutSimulation.fleet(DeploymentStrategy.minimumHealthyPercent(40), 9)
          .deploymentTakes(Duration.ofMinutes(3))
          .run();

  private final RolloutScenarioBuilder scenario =
      RolloutScenario.builder(10).alarmAbove(Weight.ofPercent(1), Duration.ofMinutes(2));

  @Test
  @DisplayName("hold")
  void hold() {
    assertThatRollout(fleet)
        .succeeded()
        .inWaves(5, 4)
        .throughPercent(55.55, 100)
        .neverBelow(4)
        .attempted(9)
        .exposedAtMost(Duration.ofSeconds(100))
        .within(Duration.ofMinutes(6));
    assertThatRollout(RolloutSimulation.fleet(DeploymentStrategy.oneAtATime(), 5).failing(2).run())
        .stoppedBy(Step.Stop.HEALTH_CONSTRAINTS);
    assertThatRollout(
            RolloutSimulation.traffic(DeploymentStrategy.allAtOnce())
                .alarmAfter(Duration.ZERO)
                .run())
        .rolledBack();
  }

  @Test
  @DisplayName("show the whole rollout when they do not hold")
  void table() {
    assertEquals(
        "expected waves of [9]; found [5, 4]\n" + fleet.toText(),
        message(() -> assertThatRollout(fleet).inWaves(9)));
  }

  @Test
  @DisplayName("each fail by themselves")
  void eachFails() {
    fails("the outcome STOPPED; found SUCCEEDED", check -> check.stopped());
    fails("the outcome STOPPED; found SUCCEEDED", check -> check.stoppedBy("ALARM"));
    fails("the outcome ROLLED_BACK; found SUCCEEDED", check -> check.rolledBack());
    fails("shares of [50 %]; found [55.55 %, 100 %]", check -> check.throughPercent(50));
    fails("never fewer than 5 healthy; found 4", check -> check.neverBelow(5));
    fails("8 attempted; found 9", check -> check.attempted(8));
    fails("an end within PT5M59S; found PT6M", check -> check.within(Duration.ofSeconds(359)));
    fails(
        "an exposure of at most PT1M39S; found PT1M40S",
        check -> check.exposedAtMost(Duration.ofSeconds(99)));
    RolloutResult stopped =
        RolloutSimulation.fleet(DeploymentStrategy.oneAtATime(), 5).failing(2).run();
    assertEquals(
        "expected to be stopped by ALARM; found HEALTH_CONSTRAINTS\n" + stopped.toText(),
        message(() -> assertThatRollout(stopped).stoppedBy("ALARM")));
    assertEquals(
        "expected the outcome SUCCEEDED; found STOPPED\n" + stopped.toText(),
        message(() -> assertThatRollout(stopped).succeeded()));
  }

  @Test
  @DisplayName("speak of scenarios too")
  void scenarios() {
    SimulatedRollout bad = scenario.build().simulate(CANARY, 1);
    assertThatRollout(bad)
        .rolledBack()
        .detectedWithin(Duration.ofMinutes(2))
        .recoveredWithin(Duration.ZERO)
        .capacityNeverBelow(Weight.ALL)
        .exposedAtMost(1_200)
        .failedAtMost(600);
    failsOf(bad, "the outcome SUCCEEDED; found ROLLED_BACK", check -> check.succeeded());
    failsOf(
        bad,
        "all on the new revision within PT1H; found never",
        check -> check.fullWithin(Duration.ofHours(1)));
    failsOf(
        bad,
        "an alarm within PT1M59S; found PT2M",
        check -> check.detectedWithin(Duration.ofSeconds(119)));
    failsOf(bad, "at most 1199 request-minutes; found 1200", check -> check.exposedAtMost(1_199));
    failsOf(bad, "at most 599 failed requests; found 600", check -> check.failedAtMost(599));
    SimulatedRollout good = scenario.badRevision(Weight.NONE).build().simulate(ALL, 1);
    assertThatRollout(good).succeeded().fullWithin(Duration.ofMinutes(1));
    failsOf(good, "the outcome ROLLED_BACK; found SUCCEEDED", check -> check.rolledBack());
    failsOf(
        good,
        "a capacity never below 0.01 %; found 0 %",
        check -> check.capacityNeverBelow(new Weight(1)));
    failsOf(
        good,
        "all on the new revision within PT59S; found PT1M",
        check -> check.fullWithin(Duration.ofSeconds(59)));
    failsOf(
        good,
        "the old revision back within PT1S; found never",
        check -> check.recoveredWithin(Duration.ofSeconds(1)));
  }

  @Test
  @DisplayName("and of comparisons")
  void comparisons() {
    StrategyComparison comparison = scenario.build().compare(50, 1, ALL, CANARY);
    assertThatComparison(comparison)
        .isBetter(CANARY.name(), ALL.name(), Figure.REQUEST_MINUTES)
        .isBetter(CANARY.name(), ALL.name(), Figure.LOWEST_CAPACITY)
        .nearlyAlways(CANARY.name(), Figure.REQUEST_MINUTES, 1_200)
        .nearlyAlways(CANARY.name(), Figure.LOWEST_CAPACITY, 10_000);
    assertEquals(
        "expected Canary10Percent5Minutes, traffic: request-minutes, bad revisions no worse than"
            + " 1,199; found 1,200\n"
            + comparison.toText(),
        message(
            () ->
                assertThatComparison(comparison)
                    .nearlyAlways(CANARY.name(), Figure.REQUEST_MINUTES, 1_199)));
    assertEquals(
        "expected AllAtOnce, hosts: time to full rollout, good revisions; found none\n"
            + comparison.toText(),
        message(
            () ->
                assertThatComparison(comparison).nearlyAlways(ALL.name(), Figure.TIME_TO_FULL, 1)));
    assertThrows(
        AssertionError.class,
        () ->
            assertThatComparison(comparison)
                .isBetter(ALL.name(), CANARY.name(), Figure.REQUEST_MINUTES));
    assertThrows(
        AssertionError.class,
        () ->
            assertThatComparison(comparison)
                .isBetter(CANARY.name(), CANARY.name(), Figure.REQUEST_MINUTES));
  }

  private void fails(String message, Consumer<RolloutAssert> sentence) {
    assertEquals(
        "expected " + message + "\n" + fleet.toText(),
        message(() -> sentence.accept(assertThatRollout(fleet))));
  }

  private static void failsOf(
      SimulatedRollout rollout, String message, Consumer<SimulatedRolloutAssert> sentence) {
    assertEquals(
        "expected " + message + "\n" + rollout.toText(),
        message(() -> sentence.accept(assertThatRollout(rollout))));
  }

  private static String message(Executable sentence) {
    return String.valueOf(assertThrows(AssertionError.class, sentence).getMessage());
  }
}
