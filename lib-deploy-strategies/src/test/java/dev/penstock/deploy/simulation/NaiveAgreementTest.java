package dev.penstock.deploy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A simulation by numbers agrees with one of an object for each host")
class NaiveAgreementTest {

  private static final int CASES = 3_000;

  private record Case(
      DeploymentStrategy strategy,
      int total,
      List<Boolean> unhealthy,
      List<Boolean> failing,
      List<Long> takes,
      long alarm) {

    static Case draw(SplittableRandom random) {
      int total = random.nextInt(0, 24);
      int flaw = random.nextInt(0, 4);
      int slow = random.nextInt(1, 12);
      return new Case(
          strategy(random, total),
          total,
          random.ints(total, 0, 8).mapToObj(i -> i < flaw).toList(),
          random.ints(total, 0, 12).mapToObj(i -> i < flaw).toList(),
          random.longs(total, 0, slow).boxed().toList(),
          random.nextInt(3) == 0 ? random.nextLong(0, 40) : Long.MAX_VALUE);
    }

    private static DeploymentStrategy strategy(SplittableRandom random, int total) {
      return switch (random.nextInt(5)) {
        case 0 -> DeploymentStrategy.allAtOnce();
        case 1 -> DeploymentStrategy.halfAtATime();
        case 2 -> DeploymentStrategy.oneAtATime();
        case 3 -> MinimumHealthyHosts.percent(random.nextInt(100)).allowingSingleTarget();
        default -> DeploymentStrategy.minimumHealthyHosts(random.nextInt(total + 2));
      };
    }

    FleetSimulation simulation() {
      FleetSimulation simulation =
          RolloutSimulation.fleet(strategy, total)
              .failing(failing::get)
              .deploymentTakesMillis(takes::get);
      for (int host = 0; host < total; host++) {
        if (unhealthy.get(host)) {
          simulation.unhealthyAtStart(host);
        }
      }
      return alarm == Long.MAX_VALUE ? simulation : simulation.alarmAfter(Duration.ofMillis(alarm));
    }

    List<RolloutEvent> naive(boolean refills) {
      return new NaiveRollout(
              strategy, total, unhealthy::get, failing::get, takes::get, alarm, refills)
          .run();
    }
  }

  @Test
  @DisplayName("in waves")
  void waves() {
    SplittableRandom random = new SplittableRandom(20261121);
    for (int i = 0; i < CASES; i++) {
      Case drawn = Case.draw(random);
      RolloutResult result = drawn.simulation().run();
      assertEquals(drawn.naive(false), result.events(), () -> drawn + "\n" + result.toText());
    }
  }

  @Test
  @Covers("D-258")
  @DisplayName("with a window that refills")
  void refilling() {
    SplittableRandom random = new SplittableRandom(20261122);
    for (int i = 0; i < CASES; i++) {
      Case drawn = Case.draw(random);
      RolloutResult result = drawn.simulation().refilling().run();
      assertEquals(drawn.naive(true), result.events(), () -> drawn + "\n" + result.toText());
    }
  }

  @Test
  @Covers("D-258")
  @DisplayName("waves and a window are the same as long as all hosts take the same time")
  void sameTimes() {
    SplittableRandom random = new SplittableRandom(20261123);
    for (int i = 0; i < CASES; i++) {
      Case drawn = Case.draw(random);
      FleetSimulation simulation = drawn.simulation().deploymentTakes(Duration.ofMillis(7));
      assertEquals(simulation.run(), simulation.refilling().run(), drawn::toString);
    }
  }

  @Test
  @Covers("D-258")
  @DisplayName("waves start once the last one has ended, and a window as soon as there is room")
  void both() {
    FleetSimulation simulation =
        RolloutSimulation.fleet(DeploymentStrategy.minimumHealthyHosts(3), 10)
            .deploymentTakes(host -> Duration.ofMinutes(host == 0 ? 5 : 1));
    RolloutResult batches = simulation.run();
    assertEquals(List.of(7, 3), batches.waves(), "a batch of 7, then one of 3");
    assertEquals(Duration.ofMinutes(5), batches.events().get(2).at());
    assertEquals(Duration.ofMinutes(6), batches.duration());
    RolloutResult window = simulation.refilling().run();
    assertEquals(List.of(7, 3), window.waves());
    assertEquals(Duration.ofMinutes(1), window.events().get(2).at());
    assertEquals(Duration.ofMinutes(5), window.duration());
    assertEquals(3, window.lowestHealthy());
  }

  @Test
  @DisplayName("events of a window are read from any place")
  void anyPlace() {
    RolloutResult result =
        RolloutSimulation.fleet(MinimumHealthyHosts.percent(90), 3_000)
            .failing(host -> host % 37 == 5)
            .deploymentTakesMillis(host -> 100 + host * 7_919L % 997)
            .refilling()
            .run();
    List<RolloutEvent> events = result.events();
    int index = 0;
    for (Iterator<RolloutEvent> all = events.iterator(); all.hasNext(); index++) {
      assertEquals(all.next(), events.get(index));
    }
    assertEquals(index, events.size());
    assertEquals(List.copyOf(events), events);
  }

  @Test
  @DisplayName("numbers and durations are the same")
  void durations() {
    IntToLongFunction takes = host -> host * 31L % 17;
    IntPredicate failing = host -> host % 5 == 4;
    FleetSimulation simulation =
        RolloutSimulation.fleet(MinimumHealthyHosts.percent(50), 40)
            .unhealthyAtStart(3, 17)
            .failing(failing);
    RolloutResult numbers = simulation.deploymentTakesMillis(takes).run();
    RolloutResult durations =
        simulation.deploymentTakes(host -> Duration.ofMillis(takes.applyAsLong(host))).run();
    assertEquals(durations, numbers);
  }
}
