package dev.penstock.deploy.strategy;

import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.fleet.Wave;
import dev.penstock.deploy.fleet.WavePlan;
import dev.penstock.deploy.simulation.Outcome;
import dev.penstock.deploy.simulation.RolloutEvent;
import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.RolloutSimulation;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("Canary and linear rollouts")
class SharesTest {

  @Example
  @Covers({"D-292", "D-293"})
  @Label("a linear one of p percent is at min(100, (k+1) p) after k intervals, for every p")
  void linearForEveryPercentage() {
    for (int p = 1; p <= 99; p++) {
      RolloutResult result =
          RolloutSimulation.traffic(Linear.of(Weight.ofPercent(p), ofMinutes(3))).run();
      List<Weight> weights = new ArrayList<>();
      List<Duration> shifts = new ArrayList<>();
      int count = (100 + p - 1) / p;
      for (int k = 0; k < count; k++) {
        weights.add(Weight.ofPercent(Math.min(100, (k + 1) * p)));
        shifts.add(ofMinutes(3L * k));
      }
      assertEquals(weights, result.weights());
      assertEquals(shifts, shifts(result));
      assertEquals(ofMinutes(3L * (count - 1)), result.duration());
      assertEquals(Outcome.SUCCEEDED, result.outcome());
    }
  }

  @Example
  @Covers("D-292")
  @Label("a step that does not divide the whole leaves the remainder to the last increment")
  void remainders() {
    assertEquals("[33 %, 66 %, 99 %, 100 %]", linearWeights(33));
    assertEquals("[30 %, 60 %, 90 %, 100 %]", linearWeights(30));
    assertEquals("[60 %, 100 %]", linearWeights(60));
    assertEquals("[12.5 %, 25 %, 37.5 %, 50 %, 62.5 %, 75 %, 87.5 %, 100 %]", linearWeights(12.5));
  }

  @Example
  @Covers({"D-291", "D-293"})
  @Label("a canary is two increments one interval apart, for every share")
  void canaryForEveryBasisPoint() {
    for (int share = 1; share < Weight.WHOLE; share++) {
      Weight first = new Weight(share);
      RolloutResult result = RolloutSimulation.traffic(Canary.of(first, ofMinutes(5))).run();
      assertEquals(List.of(first, Weight.ALL), result.weights());
      assertEquals(List.of(Duration.ZERO, ofMinutes(5)), shifts(result));
      assertEquals(ofMinutes(5), result.duration());
    }
  }

  @Example
  @Label("moves hosts as well as traffic: at least one, and never a part of one")
  void hosts() {
    assertEquals(List.of(1, 7), fleet(Canary.of(Weight.ofPercent(10), ofMinutes(5)), 8).waves());
    assertEquals(List.of(1), fleet(Canary.of(Weight.ofPercent(10), ofMinutes(5)), 1).waves());
    RolloutResult linear = fleet(Linear.of(Weight.ofPercent(30), ofMinutes(1)), 9);
    assertEquals(List.of(3, 3, 3), linear.waves());
    RolloutResult three = fleet(Linear.of(Weight.ofPercent(10), ofMinutes(1)), 3);
    assertEquals(List.of(1, 1, 1), three.waves());
    assertEquals(List.of(Duration.ZERO, ofMinutes(3), ofMinutes(6)), shifts(three));
  }

  @Property(seed = "4711", tries = 500)
  @Label("a linear rollout of hosts never runs ahead of its share by a whole host, nor behind it")
  void exactRounding(
      @ForAll @IntRange(min = 1, max = 9_999) int step,
      @ForAll @IntRange(min = 1, max = 2_000) int hosts) {
    RolloutResult result = fleet(Linear.of(new Weight(step), ofMinutes(1)), hosts);
    int attempted = 0;
    for (RolloutEvent event : result.events()) {
      if (event.kind() == RolloutEvent.Kind.INCREMENT_ENDED) {
        attempted += event.units();
        long due = Math.min(Weight.WHOLE, (event.at().toMinutes() + 1) * step);
        long exact = due * hosts;
        assertTrue((long) attempted * Weight.WHOLE >= exact, result::toText);
        assertTrue((attempted - 1L) * Weight.WHOLE < exact, result::toText);
      }
    }
    assertEquals(hosts, attempted);
    assertEquals(Outcome.SUCCEEDED, result.outcome());
  }

  @Example
  @Covers({"D-251", "D-252"})
  @Label("takes unhealthy hosts first, without a hold before the rest of the increment")
  void unhealthyFirst() {
    RolloutResult result =
        RolloutSimulation.fleet(Canary.of(Weight.ofPercent(40), ofMinutes(5)), 10)
            .unhealthyAtStart(9)
            .run();
    assertEquals(List.of(1, 3, 6), result.waves());
    assertEquals(List.of(Duration.ZERO, Duration.ZERO, ofMinutes(5)), shifts(result));
  }

  @Example
  @Label("stops at the first wave with a failure")
  void failure() {
    RolloutResult result =
        RolloutSimulation.fleet(Linear.of(Weight.ofPercent(25), ofMinutes(1)), 8).failing(3).run();
    assertEquals(List.of(2, 2), result.waves());
    assertEquals(Step.Stop.HEALTH_CONSTRAINTS, result.code());
    assertEquals("1 of 8 failed and every one must succeed; 4 not attempted", result.why());
  }

  @Example
  @Label("holds the longest interval with the finest step without overflow")
  void longest() {
    Linear slowest = Linear.of(new Weight(1), Duration.ofDays(365));
    assertEquals(Duration.ofDays(365L * 5000), fleet(slowest, 2).duration());
    assertEquals(
        Duration.ofDays(365L * 9_999), RolloutSimulation.traffic(slowest).run().duration());
    WavePlan many =
        WavePlan.of(Linear.of(Weight.ofPercent(50), ofMinutes(1)), Integer.MAX_VALUE, 0);
    assertEquals(
        List.of(1_073_741_824, 1_073_741_823), many.waves().stream().map(Wave::hosts).toList());
  }

  private static RolloutResult fleet(DeploymentStrategy strategy, int hosts) {
    return RolloutSimulation.fleet(strategy, hosts).run();
  }

  private static String linearWeights(double percent) {
    return RolloutSimulation.traffic(Linear.of(Weight.ofPercent(percent), ofMinutes(1)))
        .run()
        .weights()
        .toString();
  }

  private static List<Duration> shifts(RolloutResult result) {
    return result.events().stream()
        .filter(event -> event.kind() == RolloutEvent.Kind.INCREMENT_STARTED)
        .map(RolloutEvent::at)
        .toList();
  }
}
