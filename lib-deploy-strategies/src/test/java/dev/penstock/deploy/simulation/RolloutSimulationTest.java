package dev.penstock.deploy.simulation;

import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.AllAtOnce;
import dev.penstock.deploy.strategy.Canary;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.HalfAtATime;
import dev.penstock.deploy.strategy.Linear;
import dev.penstock.deploy.strategy.OneAtATime;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A simulated rollout")
class RolloutSimulationTest {

  private static final Canary CANARY = Canary.of(Weight.ofPercent(10), ofMinutes(5));

  @Test
  @DisplayName("of a fleet tells times, waves, capacity and exposure in a table")
  void fleetTable() {
    RolloutResult result =
        RolloutSimulation.fleet(new HalfAtATime(), 5)
            .unhealthyAtStart(4)
            .failing(1)
            .deploymentTakes(ofMinutes(3))
            .run();
    assertEquals(
        """
        HalfAtATime of 5 hosts: SUCCEEDED after 0:12:00
                at  event                 moving succeeded    failed   serving
           0:00:00  increment started          1         0         0         4
           0:03:00  increment ended            1         1         0         5
           0:03:00  increment started          2         1         0         3
           0:06:00  increment ended            2         2         1         4
           0:06:00  increment started          1         2         1         3
           0:09:00  increment ended            1         3         1         4
           0:09:00  increment started          1         3         1         3
           0:12:00  increment ended            1         4         1         4
           0:12:00  succeeded                            4         1         4
        lowest healthy 3, exposure 0:03:36 of all users
        """,
        result.toText());
    assertEquals(List.of(1, 2, 1, 1), result.waves());
    assertEquals(
        "[20 %, 40 %, 60 %, 80 %]", result.weights().toString(), "the share that succeeded");
    assertEquals(3, result.lowestHealthy());
    assertEquals(5, result.attempted());
  }

  @Test
  @Covers("D-296")
  @DisplayName("of traffic goes back at once on an alarm, and says why")
  void trafficTable() {
    RolloutResult result =
        RolloutSimulation.traffic(Linear.of(Weight.ofPercent(12.5), ofMinutes(1)))
            .alarmAfter(Duration.ofMillis(90_500))
            .run();
    assertEquals(
        """
        Linear12.5PercentEvery1Minute of the traffic: ROLLED_BACK after 0:01:30.500
        ALARM: alarm after PT1M30.5S
                at  event                 moving succeeded    failed   serving
           0:00:00  increment started     12.5 %       0 %       0 %     100 %
           0:00:00  increment ended       12.5 %    12.5 %       0 %     100 %
           0:01:00  increment started     12.5 %    12.5 %       0 %     100 %
           0:01:00  increment ended       12.5 %      25 %       0 %     100 %
        0:01:30.500  alarm raised                      25 %       0 %     100 %
        0:01:30.500  rolled back                        0 %       0 %     100 %
        lowest healthy 100 %, exposure 0:00:15.125 of all users
        """,
        result.toText());
  }

  @Test
  @DisplayName("is drawn as stairs over time")
  void picture() {
    RolloutResult result =
        RolloutSimulation.fleet(new Named("a < b & c"), 4).deploymentTakes(ofMinutes(2)).run();
    assertEquals(
        """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 640 240" \
        font-family="sans-serif" font-size="12">
        <title>a &lt; b &amp; c: SUCCEEDED after 0:04:00</title>
        <rect width="100%" height="100%" fill="#fff"/>
        <text x="56" y="20" text-anchor="start">a &lt; b &amp; c: SUCCEEDED after 0:04:00</text>
        <path d="M56 200H624" stroke="#ccc"/>
        <text x="48" y="204" text-anchor="end">0 %</text>
        <path d="M56 120H624" stroke="#ccc"/>
        <text x="48" y="124" text-anchor="end">50 %</text>
        <path d="M56 40H624" stroke="#ccc"/>
        <text x="48" y="44" text-anchor="end">100 %</text>
        <text x="56" y="220" text-anchor="start">0:00:00</text>
        <text x="624" y="220" text-anchor="end">0:04:00</text>
        <text x="340" y="220" text-anchor="middle">blue: hosts on the new revision, grey: hosts \
        that serve</text>
        <path d="M56 40V120H340V40V120H624V40" fill="none" stroke-width="2" stroke="#888">\
        <title>hosts that serve</title></path>
        <path d="M56 200H340V120H624V40" fill="none" stroke-width="2" stroke="#06c">\
        <title>on the new revision</title></path>
        </svg>
        """,
        result.toSvg());
  }

  @Test
  @DisplayName("that takes no time is drawn in the order of its events")
  void pictureWithoutTime() {
    String svg = RolloutSimulation.fleet(new OneAtATime(), 2).run().toSvg();
    assertTrue(svg.contains("<path d=\"M56 200H198V120H340H482V40H624\" "), svg);
  }

  @Test
  @DisplayName("lets the alarm come first when an increment is due at the same moment")
  void alarmFirst() {
    RolloutResult tie = RolloutSimulation.traffic(CANARY).alarmAfter(ofMinutes(5)).run();
    assertEquals("[10 %, 0 %]", tie.weights().toString());
    RolloutResult late =
        RolloutSimulation.traffic(CANARY).alarmAfter(ofMinutes(5).plusNanos(1)).run();
    assertEquals("[10 %, 100 %]", late.weights().toString());
    assertEquals(Outcome.SUCCEEDED, late.outcome());
    RolloutResult before = RolloutSimulation.traffic(CANARY).alarmAfter(Duration.ZERO).run();
    assertEquals("[0 %]", before.weights().toString());
    assertEquals(Outcome.ROLLED_BACK, before.outcome());
    assertEquals(Duration.ZERO, before.exposure());
  }

  @Test
  @Covers("D-262")
  @DisplayName("of a fleet lets hosts in flight finish after an alarm, and moves no more")
  void alarmInFlight() {
    RolloutResult result =
        RolloutSimulation.fleet(new OneAtATime(), 5)
            .deploymentTakes(ofMinutes(3))
            .alarmAfter(ofMinutes(4))
            .run();
    assertEquals(List.of(1, 1), result.waves());
    assertEquals(ofMinutes(6), result.duration());
    assertEquals(Outcome.STOPPED, result.outcome());
    assertEquals(RolloutResult.ALARM, result.code());
    assertEquals("alarm after PT4M", result.why());
    assertEquals("[20 %, 40 %]", result.weights().toString(), "what moved stays moved");
    List<RolloutEvent> last = result.events().subList(3, result.events().size());
    assertEquals(
        "[INCREMENT_ENDED PT6M, STOPPED PT6M]",
        last.subList(1, 3).stream().map(e -> e.kind() + " " + e.at()).toList().toString());
    assertEquals(ofMinutes(4), last.get(0).at());
    RolloutResult atTheEnd =
        RolloutSimulation.fleet(new AllAtOnce(), 5)
            .deploymentTakes(ofMinutes(3))
            .alarmAfter(ofMinutes(3))
            .run();
    assertEquals(
        "[INCREMENT_STARTED, ALARM_RAISED, INCREMENT_ENDED, STOPPED]",
        atTheEnd.events().stream().map(RolloutEvent::kind).toList().toString());
  }

  @Test
  @Covers("D-294")
  @DisplayName("notices errors once their share of all requests is above the threshold")
  void errors() {
    Linear linear = Linear.of(Weight.ofPercent(10), ofMinutes(1));
    // 4 % errors are 1.2 % of all requests at 30 %, and exactly 0.8 % at 20 %.
    RolloutResult result =
        RolloutSimulation.traffic(linear)
            .errorRate(Weight.ofPercent(4))
            .alarmAbove(Weight.ofPercent(0.8), Duration.ofSeconds(30))
            .run();
    assertEquals("[10 %, 20 %, 30 %, 0 %]", result.weights().toString());
    assertEquals(Duration.ofSeconds(150), result.duration());
    assertEquals(
        "alarm at PT2M30S: 4 % errors on 30 % of the traffic are above 0.8 % of all requests",
        result.why());
    RolloutResult unnoticed =
        RolloutSimulation.traffic(linear).errorRate(Weight.ofPercent(4)).run();
    assertEquals(Outcome.SUCCEEDED, unnoticed.outcome());
  }

  @Test
  @DisplayName("waits for the slowest host of a wave")
  void slowest() {
    RolloutResult result =
        RolloutSimulation.fleet(DeploymentStrategy.minimumHealthyHosts(2), 4)
            .deploymentTakes(host -> ofMinutes(host == 1 ? 9 : 2))
            .run();
    assertEquals(ofMinutes(11), result.duration());
    assertEquals(2, result.lowestHealthy());
  }

  @Test
  @DisplayName("may be run again, and asks about each host once")
  void asksOnce() {
    int[] asked = new int[1000];
    FleetSimulation simulation =
        RolloutSimulation.fleet(DeploymentStrategy.minimumHealthyPercent(75), asked.length)
            .unhealthyAtStart(3, 500, 999)
            .failing(host -> asked[host]++ < 0);
    RolloutResult first = simulation.run();
    assertEquals(asked.length, first.attempted());
    for (int times : asked) {
      assertEquals(1, times);
    }
    assertEquals(first, simulation.run());
  }

  @Test
  @DisplayName("refuses hosts that are not there, negative times, and a strategy that cheats")
  void wrongUse() {
    FleetSimulation fleet = RolloutSimulation.fleet(new AllAtOnce(), 3);
    refuses("failing: host 3 is out of range; allowed: 0 to 2", () -> fleet.failing(3));
    refuses(
        "unhealthyAtStart: host -1 is out of range; allowed: 0 to 2",
        () -> fleet.unhealthyAtStart(-1));
    refuses(
        "failing: host 0 is out of range; allowed: none, as there are no hosts",
        () -> RolloutSimulation.fleet(new AllAtOnce(), 0).failing(0));
    refuses(
        "alarmAfter: PT-1S is out of range; allowed: zero or more",
        () -> fleet.alarmAfter(Duration.ofSeconds(-1)));
    refuses(
        "hosts: -1 is out of range; allowed: 0 or more",
        () -> RolloutSimulation.fleet(new AllAtOnce(), -1));
    Greedy greedy = new Greedy();
    assertEquals(
        "greedy: a move of 4 units is more than there are; allowed: 1 to 3 in "
            + Rollout.starting(3, 0),
        assertThrows(IllegalStateException.class, RolloutSimulation.fleet(greedy, 3)::run)
            .getMessage());
  }

  private static void refuses(String message, Runnable use) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, use::run).getMessage());
  }

  /** Half at a time under another name. */
  private record Named(String name) implements DeploymentStrategy {
    @Override
    public Step next(Rollout rollout) {
      return new HalfAtATime().next(rollout);
    }
  }

  /** Wants one unit more than there is. */
  private record Greedy() implements DeploymentStrategy {
    @Override
    public String name() {
      return "greedy";
    }

    @Override
    public Step next(Rollout rollout) {
      return new Step.Move(rollout.waiting() + 1, Duration.ZERO);
    }
  }
}
