package dev.penstock.deploy.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.RolloutSimulation;
import dev.penstock.deploy.strategy.Canary;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.HalfAtATime;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.strategy.OneAtATime;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan of waves")
class WavePlanTest {

  @Test
  @Covers({"D-250", "D-252"})
  @DisplayName("lists the waves before anything is touched, the unhealthy hosts first")
  void waves() {
    WavePlan plan = WavePlan.of(DeploymentStrategy.minimumHealthyPercent(40), 7, 2);
    assertEquals(
        List.of(
            new Wave(1, 0, 2, false, Duration.ZERO),
            new Wave(2, 2, 5, true, Duration.ZERO),
            new Wave(3, 7, 2, true, Duration.ZERO)),
        plan.waves());
    assertEquals(9, plan.waves().get(2).end());
    assertTrue(plan.succeeds());
    assertEquals(4, plan.lowestHealthy());
    assertEquals(Duration.ZERO, plan.holds());
  }

  @Test
  @DisplayName("adds up its holds")
  void holds() {
    WavePlan plan = WavePlan.of(Canary.of(Weight.ofPercent(10), Duration.ofMinutes(5)), 8, 0);
    assertEquals(
        List.of(
            new Wave(1, 0, 1, true, Duration.ofMinutes(5)), new Wave(2, 1, 7, true, Duration.ZERO)),
        plan.waves());
    assertEquals(Duration.ofMinutes(5), plan.holds());
  }

  @Test
  @Covers("D-253")
  @DisplayName("without waves says why the rollout cannot start")
  void cannotStart() {
    WavePlan plan = WavePlan.of(new HalfAtATime(), 1, 0);
    assertEquals(List.of(), plan.waves());
    assertFalse(plan.succeeds());
    assertEquals(1, plan.lowestHealthy());
    assertEquals(
        Step.Stop.HEALTH_CONSTRAINTS_INVALID,
        plan.end().<String>fold(move -> "", finish -> "", Step.Stop::code));
  }

  @Test
  @DisplayName("agrees with a simulation in which nothing fails")
  void agrees() {
    for (int hosts = 1; hosts <= 30; hosts++) {
      for (int unhealthy = 0; unhealthy <= hosts; unhealthy++) {
        for (int minimum = 0; minimum <= hosts; minimum++) {
          DeploymentStrategy strategy = MinimumHealthyHosts.count(minimum);
          WavePlan plan = WavePlan.of(strategy, hosts - unhealthy, unhealthy);
          RolloutResult result =
              RolloutSimulation.fleet(strategy, hosts)
                  .unhealthyAtStart(IntStream.range(0, unhealthy).toArray())
                  .run();
          assertEquals(plan.waves().stream().map(Wave::hosts).toList(), result.waves());
          assertEquals(plan.lowestHealthy(), result.lowestHealthy());
          assertEquals(plan.succeeds(), result.why().isEmpty());
        }
      }
    }
  }

  @Test
  @DisplayName("costs one question for each wave, however many hosts there are")
  void cost() {
    Counting counting = new Counting(MinimumHealthyHosts.percent(95));
    assertEquals(20, WavePlan.of(counting, 1_000, 0).waves().size());
    assertEquals(21, counting.asked);
    assertEquals(20, WavePlan.of(counting, 1_000_000, 0).waves().size());
    assertEquals(42, counting.asked);
    assertEquals(20, WavePlan.of(counting, 2_000_000_000, 0).waves().size());
    assertEquals(63, counting.asked);
  }

  @Test
  @DisplayName("is refused if it goes on after its end")
  void wrongEnd() {
    assertEquals(
        "wave plan: its end is a move; allowed: Finish or Stop",
        assertThrows(
                IllegalArgumentException.class,
                () -> new WavePlan(List.of(), new OneAtATime().next(Rollout.starting(2, 0)), 2))
            .getMessage());
  }

  private static final class Counting implements DeploymentStrategy {
    private final DeploymentStrategy inner;
    private int asked;

    Counting(DeploymentStrategy inner) {
      this.inner = inner;
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Step next(Rollout rollout) {
      asked++;
      return inner.next(rollout);
    }
  }
}
