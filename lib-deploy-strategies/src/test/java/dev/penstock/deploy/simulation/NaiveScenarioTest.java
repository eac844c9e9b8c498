package dev.penstock.deploy.simulation;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scenario by numbers agrees with one of an object for each host")
class NaiveScenarioTest {

  private static final int CASES = 2_000;

  private static RolloutScenario scenario(SplittableRandom random) {
    RolloutScenarioBuilder scenario =
        RolloutScenario.builder(random.nextInt(1, 14))
            .deploymentTakes(TimeSpread.between(ofMillis(random.nextInt(3)), ofMillis(12)))
            .badRevision(Weight.ofPercent(75))
            .hostFails(Weight.ofPercent(random.nextInt(3) * 10))
            .errorRate(Weight.ofPercent(5), Weight.ofPercent(60))
            .headroom(Weight.ofPercent(random.nextInt(0, 101)))
            .requestsPerSecond(3_141.5926)
            .reactionTakes(TimeSpread.between(ofMillis(0), ofMillis(9)))
            .alarmDelay(TimeSpread.between(ofMillis(0), ofMillis(random.nextInt(1, 6))))
            .noticedByUsersAfter(ofMillis(random.nextInt(200)));
    if (random.nextBoolean()) {
      scenario.alarmAbove(Weight.ofPercent(random.nextInt(1, 20)), ofMillis(random.nextInt(8)));
    }
    if (random.nextBoolean()) {
      scenario.analysisAbove(
          Weight.ofPercent(random.nextInt(1, 40)),
          random.nextInt(60),
          ofMillis(random.nextInt(20)));
    }
    if (random.nextInt(4) == 0) {
      scenario.falseAlarmEvery(ofMillis(100));
    }
    return scenario.build();
  }

  private static DeploymentStrategy strategy(SplittableRandom random, boolean refills) {
    return switch (random.nextInt(refills ? 4 : 6)) {
      case 0 -> DeploymentStrategy.allAtOnce();
      case 1 -> DeploymentStrategy.halfAtATime().allowingSingleTarget();
      case 2 -> DeploymentStrategy.oneAtATime();
      case 3 -> DeploymentStrategy.minimumHealthyPercent(random.nextInt(100));
      case 4 ->
          DeploymentStrategy.canary(
              Weight.ofPercent(random.nextInt(1, 60)), ofMillis(random.nextInt(30)));
      default ->
          DeploymentStrategy.linear(
              Weight.ofPercent(random.nextInt(10, 60)), ofMillis(random.nextInt(10)));
    };
  }

  private static void compare(int seed, boolean refills) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < CASES; i++) {
      RolloutScenario scenario = scenario(random);
      DeploymentStrategy strategy = strategy(random, refills);
      NaiveScenario naive =
          new NaiveScenario(strategy, scenario, new Draw(scenario, i), refills).run();
      Candidate candidate = refills ? Candidate.refilling(strategy) : Candidate.hosts(strategy);
      SimulatedRollout found = scenario.simulate(candidate, i);
      RolloutFigures figures = found.figures();
      String what = "case " + i + "\n" + found.toText();
      assertEquals(naive.outcome, found.outcome(), what);
      assertEquals(naive.duration, figures.duration().toMillis(), what);
      assertEquals(Optional.ofNullable(naive.fullAfter), millis(figures.timeToFull()), what);
      assertEquals(Optional.ofNullable(naive.detectedAfter), millis(figures.timeToDetect()), what);
      assertEquals(
          Optional.ofNullable(naive.recoveredAfter), millis(figures.timeToRecover()), what);
      assertEquals(
          naive.lowest * Weight.WHOLE / scenario.hosts(),
          figures.lowestCapacity().basisPoints(),
          what);
      assertEquals(naive.exposure, (double) figures.exposure().toMillis(), 0.501, what);
      assertEquals(naive.requestMinutes, (double) figures.requestMinutes(), 0.501, what);
      assertEquals(naive.failedRequests, (double) figures.failedRequests(), 0.501, what);
    }
  }

  @Test
  @DisplayName("in waves")
  void waves() {
    compare(20261124, false);
  }

  @Test
  @DisplayName("with a window that refills")
  void refilling() {
    compare(20261125, true);
  }

  private static Optional<Long> millis(Optional<Duration> time) {
    return time.map(Duration::toMillis);
  }
}
