package dev.penstock.deploy.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.strategy.ReleaseCalendar;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A plan in a scenario")
class PlanSimulationTest {

  private static final Analysis ERRORS = Analysis.of(Metric.named("error-rate").atMost(0.01));

  private static final RolloutPlan CAREFUL =
      RolloutPlan.builder("careful")
          .watch(ERRORS, ofMinutes(5))
          .shiftTo(10)
          .shiftTo(50)
          .shiftTo(100)
          .build();

  @Test
  @DisplayName("goes back when its own analysis sees what the revision does")
  void analysis() {
    SimulatedRollout bad =
        RolloutScenario.builder(20)
            .requestsPerSecond(500)
            .build()
            .simulate(Candidate.plan(CAREFUL), 1);
    assertEquals(Outcome.ROLLED_BACK, bad.outcome());
    assertTrue(bad.why().startsWith("the plan goes back, ANALYSIS: "), bad::why);
    RolloutFigures figures = bad.figures();
    assertEquals(ofMinutes(1), figures.timeToDetect().orElseThrow());
    assertEquals(Duration.ZERO, figures.timeToRecover().orElseThrow());
    assertEquals(3_000, figures.requestMinutes());
    assertEquals(1_500, figures.failedRequests());
    assertEquals(
        List.of("INCREMENT_ENDED 1000", "INCREMENT_ENDED 0"),
        bad.events().stream()
            .filter(event -> event.kind() == RolloutEvent.Kind.INCREMENT_ENDED)
            .map(event -> event.kind() + " " + event.succeeded())
            .toList());
  }

  @Test
  @DisplayName("takes its time when the revision is good")
  void good() {
    assertEquals(
        """
        careful, plan, traffic: SUCCEEDED after 0:18:30
                at  event                 moving succeeded    failed   serving
           0:01:00  increment ended         10 %      10 %       0 %     100 %
           0:07:00  increment ended         40 %      50 %       0 %     100 %
           0:13:00  increment ended         50 %     100 %       0 %     100 %
           0:18:30  succeeded                        100 %       0 %     100 %
        good revision, seed 1; full after 0:13:00, lowest capacity 100 %
        detected after -, recovered after -, exposure 0:00:00 of all users
        0 request-minutes, 0 requests failed
        """,
        RolloutScenario.builder(20)
            .badRevision(Weight.NONE)
            .build()
            .simulate(Candidate.plan(CAREFUL), 1)
            .toText());
  }

  @Test
  @DisplayName("of hosts takes the waves of its strategy, host by host, failures included")
  void hostsAgree() {
    SplittableRandom random = new SplittableRandom(20261127);
    for (int seed = 0; seed < 60; seed++) {
      DeploymentStrategy strategy =
          switch (seed % 4) {
            case 0 -> DeploymentStrategy.halfAtATime();
            case 1 -> DeploymentStrategy.oneAtATime();
            case 2 -> MinimumHealthyHosts.percent(random.nextInt(95));
            default -> DeploymentStrategy.canary(Weight.ofPercent(20), ofMinutes(3));
          };
      RolloutScenario scenario =
          RolloutScenario.builder(random.nextInt(2, 30))
              .badRevision(Weight.NONE)
              .deploymentTakes(TimeSpread.between(ofSeconds(10), ofMinutes(3)))
              .hostFails(Weight.ofPercent(random.nextInt(3)))
              .build();
      SimulatedRollout expected = scenario.simulate(Candidate.hosts(strategy), seed);
      SimulatedRollout found =
          scenario.simulate(Candidate.plan(RolloutPlan.ofHosts(strategy)), seed);
      String what = expected.toText() + found.toText();
      assertEquals(expected.outcome(), found.outcome(), what);
      assertEquals(starts(expected), starts(found), what);
      if (expected.outcome() == Outcome.SUCCEEDED) {
        assertEquals(expected.figures(), found.figures(), what);
      }
    }
  }

  /** When waves of which size began on the way to the new revision. */
  private static List<String> starts(SimulatedRollout rollout) {
    List<String> starts = new ArrayList<>();
    for (RolloutEvent event : rollout.events()) {
      if (event.kind() == RolloutEvent.Kind.ROLLBACK_STARTED) {
        break;
      }
      if (event.kind() == RolloutEvent.Kind.INCREMENT_STARTED) {
        starts.add(event.at() + " " + event.units());
      }
    }
    return starts;
  }

  @Test
  @DisplayName(
      "of requests costs users what the same strategy does, replicas that take no time given")
  void trafficAgrees() {
    SplittableRandom random = new SplittableRandom(20261128);
    for (int seed = 0; seed < 60; seed++) {
      Duration hold = ofMinutes(random.nextInt(1, 10));
      DeploymentStrategy strategy =
          seed % 2 == 0
              ? DeploymentStrategy.canary(Weight.ofPercent(random.nextInt(1, 60)), hold)
              : DeploymentStrategy.linear(Weight.ofPercent(random.nextInt(20, 60)), hold);
      RolloutScenario scenario =
          RolloutScenario.builder(10)
              .badRevision(Weight.ofPercent(80))
              .deploymentTakes(TimeSpread.NONE)
              .errorRate(Weight.ofPercent(1), Weight.ofPercent(60))
              .alarmAbove(Weight.ofPercent(random.nextInt(1, 8)), ofSeconds(random.nextInt(300)))
              .noticedByUsersAfter(ofMinutes(random.nextInt(60)))
              .build();
      SimulatedRollout expected = scenario.simulate(Candidate.traffic(strategy), seed);
      SimulatedRollout found = scenario.simulate(Candidate.plan(RolloutPlan.of(strategy)), seed);
      String what = expected.toText() + found.toText();
      assertEquals(expected.outcome(), found.outcome(), what);
      assertEquals(expected.figures().timeToFull(), found.figures().timeToFull(), what);
      assertEquals(expected.figures().timeToDetect(), found.figures().timeToDetect(), what);
      assertEquals(expected.figures().timeToRecover(), found.figures().timeToRecover(), what);
      assertEquals(expected.figures().requestMinutes(), found.figures().requestMinutes(), what);
      assertEquals(expected.figures().failedRequests(), found.figures().failedRequests(), what);
      assertEquals(expected.why(), found.why(), what);
    }
  }

  @Test
  @DisplayName("has its alarms raised, and a person answer where it waits for one")
  void alarmsAndPauses() {
    RolloutPlan plan =
        RolloutPlan.builder("paused").alarms("5xx").shiftTo(10).pause().shiftTo(100).build();
    RolloutScenarioBuilder scenario =
        RolloutScenario.builder(5)
            .deploymentTakes(TimeSpread.NONE)
            .reactionTakes(TimeSpread.of(ofMinutes(7)));
    SimulatedRollout good =
        scenario.badRevision(Weight.NONE).build().simulate(Candidate.plan(plan), 1);
    assertEquals(ofMinutes(7), good.figures().timeToFull().orElseThrow());
    SimulatedRollout bad =
        scenario
            .badRevision(Weight.ALL)
            .noticedByUsersAfter(ofMinutes(3))
            .build()
            .simulate(Candidate.plan(plan), 1);
    assertEquals(ofMinutes(3), bad.figures().timeToDetect().orElseThrow());
    assertEquals(Duration.ZERO, bad.figures().timeToRecover().orElseThrow(), "nobody has to act");
    assertEquals("users complain at 0:03:00", bad.why());
  }

  @Test
  @DisplayName("counts cohorts by the users that they are, and asks for those it does not know")
  void cohorts() {
    RolloutPlan plan =
        RolloutPlan.builder("rings")
            .admit("staff")
            .hold(ofMinutes(10))
            .shiftTo(50)
            .hold(ofMinutes(10))
            .build();
    RolloutScenarioBuilder scenario =
        RolloutScenario.builder(5)
            .deploymentTakes(TimeSpread.NONE)
            .requestsPerSecond(10)
            .noticedByUsersAfter(ofMinutes(15));
    assertEquals(
        "cohort staff is not known; tell its size with cohort(...)",
        assertThrows(
                IllegalStateException.class,
                () -> scenario.build().simulate(Candidate.plan(plan), 1))
            .getMessage());
    SimulatedRollout rollout =
        scenario.cohort("staff", Weight.ofPercent(20)).build().simulate(Candidate.plan(plan), 1);
    // 20 % for ten minutes, then these and half of the others, 60 %, for five.
    assertEquals(600 * 2 + 300 * 6, rollout.figures().requestMinutes());
    assertThrows(
        IllegalArgumentException.class, () -> scenario.cohort("all", Weight.ofPercent(81)));
  }

  @Test
  @DisplayName("measures what it is told to, with as many samples as there were requests")
  void metrics() {
    RolloutPlan plan =
        RolloutPlan.builder("latency")
            .watch(Analysis.of(Metric.named("latency").atMost(300).build()), ofMinutes(5))
            .shiftTo(10)
            .build();
    List<Long> requests = new ArrayList<>();
    RolloutScenario scenario =
        RolloutScenario.builder(5)
            .deploymentTakes(TimeSpread.NONE)
            .requestsPerSecond(100)
            .metrics(
                (query, revision) -> {
                  requests.add(revision.requests());
                  return Measurement.of(revision.isBad() ? 900 : 120, revision.requests());
                })
            .build();
    SimulatedRollout rollout = scenario.simulate(Candidate.plan(plan), 1);
    assertEquals(Outcome.ROLLED_BACK, rollout.outcome());
    assertEquals(List.of(600L), requests, "a minute of 10 % of 100 requests a second");
  }

  @Test
  @DisplayName("waits for its calendar from the moment the scenario starts at")
  void calendar() {
    RolloutPlan plan =
        RolloutPlan.builder("mondays")
            .awaitWindow(ReleaseCalendar.open("* * 9-16 ? * MON-FRI", "UTC"))
            .shiftTo(100)
            .build();
    SimulatedRollout rollout =
        RolloutScenario.builder(1)
            .badRevision(Weight.NONE)
            .deploymentTakes(TimeSpread.NONE)
            .startingAt(Instant.parse("2026-01-04T09:00:00Z"))
            .build()
            .simulate(Candidate.plan(plan), 1);
    assertEquals(Duration.ofHours(24), rollout.figures().timeToFull().orElseThrow());
  }

  @Test
  @DisplayName("is the same for the same seed, and compared like any candidate")
  void seeds() {
    RolloutScenario scenario =
        RolloutScenario.builder(12)
            .deploymentTakes(TimeSpread.between(ofSeconds(20), ofMinutes(2)))
            .badRevision(Weight.ofPercent(30))
            .build();
    Candidate careful = Candidate.plan(CAREFUL);
    assertEquals(scenario.simulate(careful, 4), scenario.simulate(careful, 4));
    StrategyComparison comparison =
        scenario.compare(40, 4, careful, Candidate.traffic(DeploymentStrategy.allAtOnce()));
    assertTrue(
        comparison.row(careful.name()).of(Figure.REQUEST_MINUTES).orElseThrow().ninetyNinth()
            < comparison.rows().get(1).of(Figure.REQUEST_MINUTES).orElseThrow().median());
  }

  @Test
  @DisplayName("is refused if it moves requests and hosts")
  void mixed() {
    RolloutPlan plan =
        RolloutPlan.builder("mixed").moveHosts(DeploymentStrategy.allAtOnce()).shiftTo(50).build();
    assertEquals(
        "plan mixed moves requests and hosts; allowed: one of them",
        assertThrows(IllegalArgumentException.class, () -> Candidate.plan(plan)).getMessage());
  }

  static Stream<RolloutPlan> lawful() {
    return Stream.of(
        CAREFUL,
        RolloutPlan.of(DeploymentStrategy.allAtOnce()),
        RolloutPlan.of(DeploymentStrategy.canary(Weight.ofPercent(10), ofMinutes(5))),
        RolloutPlan.of(DeploymentStrategy.linear(Weight.ofPercent(33), ofMinutes(1))),
        RolloutPlan.ofHosts(DeploymentStrategy.halfAtATime().allowingSingleTarget()),
        RolloutPlan.ofHosts(DeploymentStrategy.oneAtATime()),
        RolloutPlan.builder("zones")
            .moveHosts("a", DeploymentStrategy.oneAtATime())
            .hold(ofMinutes(5))
            .moveHosts("b", DeploymentStrategy.halfAtATime().allowingSingleTarget())
            .moveHosts(DeploymentStrategy.allAtOnce())
            .rollback(RollbackPlan.AT_ONCE.hostsBy(DeploymentStrategy.oneAtATime()))
            .build(),
        RolloutPlan.builder("everything")
            .preview()
            .alarms("5xx")
            .analyseAlongside(
                Analysis.of(Metric.named("error-rate").atMost(0.01).every(ofMinutes(1)).build()))
            .shiftTo(5)
            .admit("staff")
            .pause()
            .ask(RolloutHook.call("policy"))
            .shiftTo(50)
            .hold(ofMinutes(2))
            .rollback(RollbackPlan.stepped(ofMinutes(1), Weight.ofPercent(20)))
            .bake(ofMinutes(10))
            .build(),
        RolloutPlan.builder("replicas")
            .scaling(Scaling.STANDARD.withoutRouter())
            .shiftTo(25)
            .hold(ofMinutes(2))
            .shiftTo(50)
            .build());
  }

  @ParameterizedTest
  @MethodSource("lawful")
  @DisplayName("obeys the laws of plans")
  void laws(RolloutPlan plan) {
    assertEquals(List.of(), StrategyLaws.violations(plan));
  }
}
