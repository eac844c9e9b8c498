package dev.penstock.deploy.strategy;

import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.RolloutSimulation;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("A rollout in steps of any size")
class SteppedTest {

  private static final Stepped STEPS =
      Stepped.of(Weight.ofPercent(1), ofMinutes(30))
          .then(Weight.ofPercent(2.5), ofMinutes(20))
          .then(Weight.ofPercent(50), ofMinutes(10));

  @Example
  @Label("moves traffic to each share, watches it for its time, and moves the rest")
  void traffic() {
    RolloutResult result = RolloutSimulation.traffic(STEPS).run();
    assertEquals("[1 %, 2.5 %, 50 %, 100 %]", result.weights().toString());
    assertEquals(ofMinutes(60), result.duration());
    assertEquals(Duration.ofSeconds(18 + 30 + 300), result.exposure());
    assertEquals(
        "Stepped1Percent30MinutesThen2.5Percent20MinutesThen50Percent10Minutes", STEPS.name());
  }

  @Example
  @Label("joins steps that are too small for a host of their own")
  void hosts() {
    RolloutResult ten = RolloutSimulation.fleet(STEPS, 10).run();
    assertEquals(List.of(1, 4, 5), ten.waves());
    assertEquals(ofMinutes(60), ten.duration());
    RolloutResult one = RolloutSimulation.fleet(STEPS, 1).run();
    assertEquals(List.of(1), one.waves());
    assertEquals(Duration.ZERO, one.duration());
    RolloutResult unhealthy = RolloutSimulation.fleet(STEPS, 10).unhealthyAtStart(7, 8).run();
    assertEquals(List.of(1, 1, 3, 5), unhealthy.waves());
    assertEquals(ofMinutes(60), unhealthy.duration());
  }

  @Property(seed = "99", tries = 300)
  @Label("is a canary with one step, and linear with equal ones")
  void sameAsItsSiblings(
      @ForAll @IntRange(min = 1, max = 99) int percent,
      @ForAll @IntRange(min = 1, max = 300) int hosts,
      @ForAll @IntRange(max = 3) int unhealthy) {
    Weight share = Weight.ofPercent(percent);
    int[] down = unhealthy < hosts && unhealthy > 0 ? new int[] {unhealthy} : new int[0];
    Stepped steps = Stepped.of(share, ofMinutes(2));
    assertEquals(
        run(Canary.of(share, ofMinutes(2)), hosts, down).events(),
        run(steps, hosts, down).events());
    for (int next = 2 * percent; next < 100; next += percent) {
      steps = steps.then(Weight.ofPercent(next), ofMinutes(2));
    }
    assertEquals(
        run(Linear.of(share, ofMinutes(2)), hosts, down).events(),
        run(steps, hosts, down).events());
  }

  private static RolloutResult run(DeploymentStrategy strategy, int hosts, int... unhealthy) {
    return RolloutSimulation.fleet(strategy, hosts).unhealthyAtStart(unhealthy).run();
  }
}
