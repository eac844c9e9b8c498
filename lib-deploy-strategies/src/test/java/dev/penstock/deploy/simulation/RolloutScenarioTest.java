package dev.penstock.deploy.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scenario")
class RolloutScenarioTest {

  private static final Candidate CANARY =
      Candidate.traffic(DeploymentStrategy.canary(Weight.ofPercent(10), ofMinutes(5)));
  private static final Candidate HALVES = Candidate.hosts(DeploymentStrategy.halfAtATime());

  @Test
  @DisplayName("of traffic counts what users got of a bad revision until it was gone")
  void canary() {
    SimulatedRollout rollout =
        RolloutScenario.builder(20)
            .deploymentTakes(TimeSpread.of(ofSeconds(90)))
            .alarmAbove(Weight.ofPercent(1), ofMinutes(2))
            .requestsPerSecond(500)
            .build()
            .simulate(CANARY, 42);
    // 10 % of 500 requests a second for two minutes are 6,000; half of them go wrong.
    assertEquals(
        """
        Canary10Percent5Minutes, traffic: ROLLED_BACK after 0:03:30
        alarm at 0:03:30: too many of all requests go wrong
                at  event                 moving succeeded    failed   serving
           0:01:30  increment started       10 %       0 %       0 %     100 %
           0:01:30  increment ended         10 %      10 %       0 %     100 %
           0:03:30  alarm raised                      10 %       0 %     100 %
           0:03:30  rolled back                        0 %       0 %     100 %
        bad revision, seed 42; full after -, lowest capacity 100 %
        detected after 0:02:00, recovered after 0:00:00, exposure 0:00:12 of all users
        6,000 request-minutes, 3,000 requests failed
        """,
        rollout.toText());
  }

  @Test
  @DisplayName("of hosts brings those that were attempted back, host by host")
  void hosts() {
    SimulatedRollout rollout =
        RolloutScenario.builder(4)
            .deploymentTakes(TimeSpread.of(ofMinutes(3)))
            .rollbackTakes(TimeSpread.of(ofMinutes(1)))
            .noticedByUsersAfter(ofMinutes(5))
            .requestsPerSecond(1)
            .build()
            .simulate(HALVES, 7);
    // From 0:03 to 0:06 all requests go to the two new hosts that serve while two others are out.
    // From 0:06 on all four hosts are new; the alarm of 0:08 is told after the end.
    assertEquals(
        """
        HalfAtATime, hosts of 4: ROLLED_BACK after 0:10:00
        users complain at 0:08:00
                at  event                 moving succeeded    failed   serving
           0:00:00  increment started          2         0         0         2
           0:03:00  increment ended            2         2         0         4
           0:03:00  increment started          2         2         0         2
           0:06:00  increment ended            2         4         0         4
           0:06:00  succeeded                            4         0         4
           0:08:00  alarm raised                         4         0         4
           0:08:00  rollback started                     4         0         4
           0:08:00  increment started          2         2         0         2
           0:09:00  increment ended            2         2         0         4
           0:09:00  increment started          2         0         0         2
           0:10:00  increment ended            2         0         0         4
           0:10:00  rolled back                          0         0         4
        bad revision, seed 7; full after 0:06:00, lowest capacity 50 %
        detected after 0:05:00, recovered after 0:01:00, exposure 0:06:00 of all users
        360 request-minutes, 180 requests failed
        """,
        rollout.toText());
  }

  @Test
  @DisplayName("refuses requests once more hosts are missing than it has headroom for")
  void headroom() {
    RolloutScenarioBuilder scenario =
        RolloutScenario.builder(10)
            .badRevision(Weight.NONE)
            .deploymentTakes(TimeSpread.of(ofSeconds(100)))
            .requestsPerSecond(10);
    // Five of ten hosts serve for 200 seconds; eight are needed for all 2,000 requests.
    assertEquals(
        750,
        scenario
            .headroom(Weight.ofPercent(20))
            .build()
            .simulate(HALVES, 1)
            .figures()
            .failedRequests());
    assertEquals(
        0,
        scenario
            .headroom(Weight.ofPercent(50))
            .build()
            .simulate(HALVES, 1)
            .figures()
            .failedRequests());
    Candidate all = Candidate.hosts(DeploymentStrategy.allAtOnce());
    assertEquals(
        1_000, scenario.headroom(Weight.ALL).build().simulate(all, 1).figures().failedRequests());
  }

  @Test
  @DisplayName("has an analysis take longer the fewer requests the revision gets")
  void analysis() {
    RolloutScenario scenario =
        RolloutScenario.builder(100)
            .analysisAbove(Weight.ofPercent(5), 1_000, ofMinutes(1))
            .requestsPerSecond(100)
            .build();
    assertEquals(ofSeconds(100), detected(scenario, 10));
    assertEquals(ofSeconds(1_000), detected(scenario, 1));
    assertEquals(ofSeconds(60), detected(scenario, 50), "but no shorter than said");
    RolloutScenario mild =
        RolloutScenario.builder(100)
            .errorRate(Weight.ofPercent(5), Weight.ofPercent(5))
            .analysisAbove(Weight.ofPercent(5), 0, Duration.ZERO)
            .build();
    assertEquals(RolloutScenarioBuilder.DEFAULT_NOTICED_AFTER, detected(mild, 10), "not above 5 %");
  }

  @Test
  @DisplayName("raises its alarm above the threshold only, and only if the errors last")
  void threshold() {
    RolloutScenarioBuilder builder =
        RolloutScenario.builder(1)
            .errorRate(Weight.ofPercent(10), Weight.ofPercent(10))
            .noticedByUsersAfter(ofMinutes(90));
    RolloutScenario scenario = builder.alarmAbove(Weight.ofPercent(1), ofMinutes(2)).build();
    assertEquals(ofMinutes(90), detected(scenario, 10), "10 % of 10 % is not above 1 %");
    assertEquals(ofMinutes(2), detected(scenario, 11));
    Detection detection = new Detection(scenario, new Draw(scenario, 1));
    detection.observe(1_000, 0.5, 1);
    assertEquals(121_000, detection.raisedAt());
    detection.observe(120_999, 0.05, 1);
    assertEquals(5_401_000, detection.raisedAt(), "users still notice");
    detection.observe(200_000, 0.5, 1);
    assertEquals(320_000, detection.raisedAt());
    detection.observe(320_000, 0, 1);
    assertEquals(320_000, detection.raisedAt(), "what was due stays due");
  }

  private static Duration detected(RolloutScenario scenario, int percent) {
    DeploymentStrategy canary =
        DeploymentStrategy.canary(Weight.ofPercent(percent), Duration.ofHours(9));
    return scenario.simulate(Candidate.traffic(canary), 3).figures().timeToDetect().orElseThrow();
  }

  @Test
  @DisplayName("sends a good revision back on a false alarm, the longer it takes the likelier")
  void falseAlarms() {
    RolloutScenario scenario =
        RolloutScenario.builder(1)
            .badRevision(Weight.NONE)
            .deploymentTakes(TimeSpread.NONE)
            .falseAlarmEvery(Duration.ofHours(10))
            .build();
    StrategyComparison comparison =
        scenario.compare(4_000, 11, held(Duration.ofHours(1)), held(Duration.ofHours(10)));
    // e to the power of minus 0.1 and of minus 1
    assertEquals(0.905, comparison.rows().get(0).succeeded() / 4_000.0, 0.01);
    assertEquals(0.368, comparison.rows().get(1).succeeded() / 4_000.0, 0.02);
    SimulatedRollout rollout =
        RolloutScenario.builder(1)
            .badRevision(Weight.NONE)
            .falseAlarmEvery(Duration.ofMillis(1))
            .build()
            .simulate(CANARY, 1);
    assertEquals(Outcome.ROLLED_BACK, rollout.outcome());
    assertTrue(rollout.why().startsWith("false alarm at "), rollout::why);
    assertEquals(0, rollout.figures().requestMinutes());
  }

  private static Candidate held(Duration hold) {
    return Candidate.traffic(DeploymentStrategy.canary(Weight.ofPercent(10), hold));
  }

  @Test
  @DisplayName("draws as often as it was told to")
  void chances() {
    RolloutScenario scenario =
        RolloutScenario.builder(200)
            .badRevision(Weight.ofPercent(20))
            .hostFails(Weight.ofPercent(3))
            .errorRate(Weight.ofPercent(10), Weight.ofPercent(50))
            .build();
    int bad = 0;
    double errors = 0;
    int fails = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      Draw draw = new Draw(scenario, seed);
      bad += draw.isBad() ? 1 : 0;
      errors += draw.errorRate();
      for (int host = 0; host < 200; host++) {
        fails += draw.hostFails(host) ? 1 : 0;
      }
    }
    assertEquals(400, bad, 40);
    assertEquals(0.3, errors / 2_000, 0.01);
    assertEquals(12_000, fails, 400);
  }

  @Test
  @DisplayName("is the same for the same seed, byte for byte, and another one for another seed")
  void seeds() throws NoSuchAlgorithmException {
    RolloutScenario scenario =
        RolloutScenario.builder(300)
            .deploymentTakes(TimeSpread.between(ofSeconds(20), ofMinutes(4)))
            .hostFails(Weight.ofPercent(1))
            .badRevision(Weight.ofPercent(50))
            .alarmAbove(Weight.ofPercent(2), ofMinutes(1))
            .falseAlarmEvery(Duration.ofDays(1))
            .build();
    Candidate refilling = Candidate.refilling(DeploymentStrategy.minimumHealthyPercent(90));
    assertEquals(scenario.simulate(refilling, 5), scenario.simulate(refilling, 5));
    assertNotEquals(
        scenario.simulate(refilling, 5).events(), scenario.simulate(refilling, 6).events());
    StrategyComparison comparison = scenario.compare(200, 9, refilling, HALVES, CANARY);
    String text = comparison.toText() + comparison.toSvg();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "8a0976e4b792661c4cd4d8b63a094fe55c4556ebb211b72c8c499abf88e60290",
        HexFormat.of().formatHex(hash));
  }

  @Test
  @DisplayName("plays every candidate with the same revisions and hosts")
  void paired() {
    RolloutScenario scenario =
        RolloutScenario.builder(50)
            .deploymentTakes(TimeSpread.between(ofSeconds(20), ofMinutes(4)))
            .badRevision(Weight.ofPercent(30))
            .hostFails(Weight.ofPercent(1))
            .build();
    Candidate all = Candidate.hosts(DeploymentStrategy.allAtOnce());
    for (int seed = 0; seed < 100; seed++) {
      SimulatedRollout hosts = scenario.simulate(all, seed);
      SimulatedRollout traffic = scenario.simulate(CANARY, seed);
      assertEquals(hosts.bad(), traffic.bad());
      assertEquals(
          hosts.events().get(1).at(),
          traffic.events().get(0).at(),
          "the slowest of the same hosts");
    }
  }

  @Test
  @DisplayName("says so if nothing can be moved at all")
  void stopped() {
    SimulatedRollout rollout = RolloutScenario.builder(1).build().simulate(HALVES, 1);
    assertEquals(Outcome.STOPPED, rollout.outcome());
    assertTrue(rollout.why().contains("none can be taken out"), rollout::why);
    assertEquals(List.of(RolloutEvent.Kind.STOPPED), kinds(rollout));
    Candidate none = Candidate.traffic(new Stubborn());
    SimulatedRollout traffic = RolloutScenario.builder(1).build().simulate(none, 1);
    assertEquals(Outcome.STOPPED, traffic.outcome());
    assertEquals("no", traffic.why());
    assertEquals(List.of(RolloutEvent.Kind.STOPPED), kinds(traffic));
  }

  private static List<RolloutEvent.Kind> kinds(SimulatedRollout rollout) {
    return rollout.events().stream().map(RolloutEvent::kind).toList();
  }

  private record Stubborn() implements DeploymentStrategy {
    @Override
    public String name() {
      return "stubborn";
    }

    @Override
    public Step next(Rollout rollout) {
      return new Step.Stop("NO", "no");
    }
  }

  @Test
  @DisplayName("refuses what is out of range, and says what is allowed")
  void wrongUse() {
    RolloutScenarioBuilder builder = RolloutScenario.builder(5);
    refuses("hosts: 0 is out of range; allowed: 1 to 1000000", () -> RolloutScenario.builder(0));
    refuses(
        "requestsPerSecond: 0.0 is out of range; allowed: above 0 to 1.0E9",
        () -> builder.requestsPerSecond(0));
    refuses(
        "errorRate: 20 % to 10 % is out of range; allowed: above 0 % to 100 %, the mildest first",
        () -> builder.errorRate(Weight.ofPercent(20), Weight.ofPercent(10)));
    refuses(
        "alarmAbove: PT-1S is out of range; allowed: zero to PT8760H",
        () -> builder.alarmAbove(Weight.NONE, ofSeconds(-1)));
    refuses(
        "analysisAbove: -1 requests are out of range; allowed: 0 or more",
        () -> builder.analysisAbove(Weight.NONE, -1, ofSeconds(1)));
    refuses(
        "falseAlarmEvery: PT0S; allowed: above zero", () -> builder.falseAlarmEvery(Duration.ZERO));
    RolloutScenario scenario = builder.build();
    refuses("runs: 0 is out of range; allowed: 1 to 100000", () -> scenario.compare(0, 1, CANARY));
    refuses("candidates: 0 is out of range; allowed: 1 to 50", () -> scenario.compare(1, 1));
    refuses(
        "candidates: \"HalfAtATime, hosts\" is there twice; allowed: each once",
        () -> scenario.compare(1, 1, HALVES, HALVES));
    assertEquals(
        "Canary10Percent5Minutes: a refilling window needs a strategy that moves as many units as"
            + " its minimum of 0 healthy ones leaves, without a hold; expected a move of 5, found"
            + " Move[units=1, hold=PT5M] in "
            + Rollout.starting(5, 0),
        assertThrows(
                IllegalStateException.class,
                () -> scenario.simulate(Candidate.refilling(CANARY.strategy()), 1))
            .getMessage());
  }

  private static void refuses(String message, Runnable use) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, use::run).getMessage());
  }
}
