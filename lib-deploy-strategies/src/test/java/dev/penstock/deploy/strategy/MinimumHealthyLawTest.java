package dev.penstock.deploy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.fleet.WavePlan;
import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.RolloutSimulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The law of the minimum, played out whole: every fleet of 1 to 200 hosts, the predefined server
 * configurations and fifty custom ones, without a failure, with the failure of each host, and with
 * that of each wave.
 *
 * <p>Hosts of one wave are alike to a strategy, so the failure of a host is played once for each
 * wave and stands for all hosts in it; {@link #positionsWithinAWaveAreAlike} proves that they are.
 */
@DisplayName("The minimum of healthy hosts")
class MinimumHealthyLawTest {
  private static final int LARGEST = 200;
  private static final int[] COUNTS = {
    0, 1, 2, 3, 4, 5, 7, 8, 10, 13, 16, 20, 25, 32, 40, 50, 64, 75, 99, 100, 128, 150, 198, 199, 250
  };
  private static final int[] PERCENTS = {
    0, 1, 2, 5, 10, 15, 20, 25, 30, 33, 34, 40, 45, 49, 51, 55, 60, 66, 67, 75, 80, 90, 95, 98, 99
  };

  /** A strategy and, in words of its own, how many hosts of a fleet it leaves healthy. */
  private static Map<DeploymentStrategy, IntUnaryOperator> configurations() {
    Map<DeploymentStrategy, IntUnaryOperator> all = new LinkedHashMap<>();
    all.put(PredefinedConfigurations.get("CodeDeployDefault.AllAtOnce"), total -> 0);
    all.put(
        PredefinedConfigurations.get("CodeDeployDefault.HalfAtATime"), total -> total - total / 2);
    all.put(PredefinedConfigurations.get("CodeDeployDefault.OneAtATime"), total -> total - 1);
    for (int count : COUNTS) {
      all.put(DeploymentStrategy.minimumHealthyHosts(count), total -> count);
    }
    for (int percent : PERCENTS) {
      all.put(
          DeploymentStrategy.minimumHealthyPercent(percent),
          total -> (int) Math.ceil(total * percent / 100.0 - 1e-9));
    }
    return all;
  }

  /** Plays a rollout to its end from where it is, and notes each moment that breaks the law. */
  private static Rollout finish(
      DeploymentStrategy strategy, Rollout start, int minimum, List<String> broken) {
    Rollout rollout = start;
    Step step = strategy.next(rollout);
    while (step instanceof Step.Move move) {
      note(strategy, rollout, move, minimum, broken);
      rollout = rollout.moved(move.units(), 0);
      step = strategy.next(rollout);
    }
    boolean isEnough = rollout.succeeded() >= Math.max(1, minimum);
    boolean isGood = step instanceof Step.Finish;
    if (isGood != (isEnough && rollout.waiting() == 0)) {
      broken.add(strategy.name() + ": " + step + " of " + rollout);
    }
    if (!isGood && rollout.waiting() > 0 && rollout.healthy() > minimum) {
      broken.add(strategy.name() + ": stops with hosts to spare, " + rollout);
    }
    return rollout;
  }

  private static void note(
      DeploymentStrategy strategy,
      Rollout rollout,
      Step.Move move,
      int minimum,
      List<String> broken) {
    if (rollout.healthy() - move.units() < minimum) { // those in flight are out (D-250)
      broken.add(strategy.name() + ": " + move.units() + " out of " + rollout);
    }
  }

  @Test
  @DisplayName("is kept at every moment, whichever single host or whole wave fails")
  @Covers({"D-250", "D-254", "D-255", "D-256"})
  void isKept() {
    assertEquals(53, configurations().size());
    List<String> broken = new ArrayList<>();
    configurations()
        .forEach(
            (strategy, minimumOf) -> {
              for (int total = 1; total <= LARGEST; total++) {
                int minimum = minimumOf.applyAsInt(total);
                Rollout rollout = Rollout.starting(total, 0);
                finish(strategy, rollout, minimum, broken);
                while (strategy.next(rollout) instanceof Step.Move move) {
                  note(strategy, rollout, move, minimum, broken);
                  finish(strategy, rollout.moved(move.units() - 1, 1), minimum, broken);
                  finish(strategy, rollout.moved(0, move.units()), minimum, broken);
                  rollout = rollout.moved(move.units(), 0);
                }
              }
            });
    assertEquals(List.of(), broken);
  }

  @Test
  @DisplayName("is what a plan of waves and a strategy's own promise say")
  void plansAgree() {
    configurations()
        .forEach(
            (strategy, minimumOf) -> {
              for (int total = 1; total <= LARGEST; total++) {
                int minimum = minimumOf.applyAsInt(total);
                WavePlan plan = WavePlan.of(strategy, total, 0);
                assertEquals(minimum, strategy.minimumHealthy(total), strategy.name());
                assertEquals(minimum < total, plan.succeeds(), strategy.name() + " of " + total);
                assertTrue(
                    plan.lowestHealthy() >= Math.min(minimum, total), strategy.name() + plan);
                assertEquals(
                    minimum < total ? Math.max(minimum, 0) : total,
                    plan.lowestHealthy(),
                    strategy.name() + " takes as many as it may");
              }
            });
  }

  @Test
  @DisplayName("does not depend on which host of a wave fails")
  void positionsWithinAWaveAreAlike() {
    configurations()
        .forEach(
            (strategy, minimumOf) -> {
              for (int total : new int[] {1, 2, 3, 7, 12, 20}) {
                int first = 0;
                List<Integer> waves = RolloutSimulation.fleet(strategy, total).run().waves();
                for (int wave : waves) {
                  RolloutResult expected = failing(strategy, total, first);
                  for (int host = first; host < first + wave; host++) {
                    RolloutResult found = failing(strategy, total, host);
                    assertEquals(expected.waves(), found.waves());
                    assertEquals(expected.outcome(), found.outcome());
                    assertEquals(expected.code(), found.code());
                  }
                  first += wave;
                }
              }
            });
  }

  private static RolloutResult failing(DeploymentStrategy strategy, int total, int host) {
    return RolloutSimulation.fleet(strategy, total).failing(host).run();
  }

  @Test
  @DisplayName("of one at a time is all but one, since 99 percent would be all")
  @Covers("D-465")
  void oneAtATime() {
    DeploymentStrategy percent = DeploymentStrategy.minimumHealthyPercent(99);
    assertEquals(10, percent.minimumHealthy(10));
    assertEquals(List.of(), WavePlan.of(percent, 10, 0).waves());
    DeploymentStrategy one = PredefinedConfigurations.get("CodeDeployDefault.OneAtATime");
    for (int total = 1; total <= LARGEST; total++) {
      WavePlan plan = WavePlan.of(one, total, 0);
      assertEquals(total, plan.waves().size());
      assertTrue(plan.waves().stream().allMatch(wave -> wave.hosts() == 1));
    }
  }
}
