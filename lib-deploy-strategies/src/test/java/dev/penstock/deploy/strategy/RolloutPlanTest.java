package dev.penstock.deploy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.traffic.RequestMatch;
import dev.penstock.deploy.traffic.TrafficMirror;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rollout plan")
class RolloutPlanTest {
  private static final Analysis ERRORS = Analysis.of(Metric.named("error-rate").atMost(0.01));
  private static final Analysis ENDLESS =
      Analysis.of(Metric.named("error-rate").atMost(0.01).every(Duration.ofMinutes(1)).build());

  @Test
  @DisplayName("of the first screen: 10 %, 50 %, all, each with five minutes of watching")
  void firstScreen() {
    RolloutPlan careful =
        RolloutPlan.builder("careful")
            .watch(Analysis.of(Metric.named("error-rate").atMost(0.01)), Duration.ofMinutes(5))
            .shiftTo(10)
            .shiftTo(50)
            .shiftTo(100)
            .build();
    assertEquals(
        """
        step  earliest  what                     weight
           0  0s        shift to 10 %            10 %
           1  0s        judge error-rate for 5m  10 %
           2  5m        shift to 50 %            50 %
           3  5m        judge error-rate for 5m  50 %
           4  10m       shift to 100 %           100 %
           5  10m       judge error-rate for 5m  100 %
              15m       done                     100 %
        """,
        careful.preview().toString());
    assertEquals(Duration.ofMinutes(15), careful.preview().shortest());
    RolloutStep.Analyse watch = (RolloutStep.Analyse) careful.steps().get(1);
    assertEquals(
        Optional.of(Duration.ofMinutes(1)),
        watch.analysis().metrics().get(0).schedule().interval(),
        "a metric without an interval is measured again and again");
  }

  @Test
  @DisplayName("refuses a watch that no step follows, each time it is built, with its other faults")
  void idleWatch() {
    Analysis errors = Analysis.of(Metric.named("error-rate").atMost(0.01));
    Analysis latency = Analysis.of(Metric.named("latency").atMost(0.2));
    RolloutPlanBuilder builder =
        RolloutPlan.builder("w")
            .watch(latency, Duration.ofMinutes(1))
            .watch(errors, Duration.ofMinutes(5))
            .shiftTo(10)
            .shiftTo(5)
            .watch(latency, Duration.ofMinutes(5))
            .hold(Duration.ofMinutes(1));
    for (int i = 0; i < 2; i++) {
      List<String> faults =
          assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
              .map(Object::toString)
              .toList();
      assertEquals(3, faults.size(), faults::toString);
      String rest =
          " that no step follows; allowed: a shift, cohort or move of hosts after it; put watch"
              + " before the steps that it is to judge, or use analyse for this place"
              + " [rollout.watch]";
      assertEquals("steps[0]: a watch of latency" + rest, faults.get(0));
      assertEquals("steps[4]: a watch of latency" + rest, faults.get(1));
    }
    assertEquals(
        4,
        RolloutPlan.builder("w")
            .watch(errors, Duration.ofMinutes(5))
            .shiftTo(10)
            .watch(latency, Duration.ofMinutes(5))
            .shiftTo(100)
            .build()
            .steps()
            .size());
  }

  @Test
  @DisplayName("is what every named strategy is a constructor of")
  @Covers({"RP-03", "RP-04"})
  void namedStrategies() {
    assertEquals(
        List.of(shift(10), new RolloutStep.Hold(Duration.ofMinutes(5)), shift(100)),
        RolloutPlan.of(Canary.of(Weight.ofPercent(10), Duration.ofMinutes(5))).steps());
    assertEquals(
        List.of(
            shift(30),
            new RolloutStep.Hold(Duration.ofMinutes(1)),
            shift(60),
            new RolloutStep.Hold(Duration.ofMinutes(1)),
            shift(90),
            new RolloutStep.Hold(Duration.ofMinutes(1)),
            shift(100)),
        RolloutPlan.of(Linear.of(Weight.ofPercent(30), Duration.ofMinutes(1))).steps());
    assertEquals(List.of(shift(100)), RolloutPlan.of(new AllAtOnce()).steps());
    assertEquals(List.of(shift(50), shift(100)), RolloutPlan.of(new HalfAtATime()).steps());
    assertEquals(
        List.of(new RolloutStep.MoveHosts("", "HalfAtATime")),
        RolloutPlan.ofHosts(new HalfAtATime()).steps());
    PredefinedConfigurations.all()
        .forEach(
            (name, strategy) -> {
              RolloutPlan hosts = RolloutPlan.ofHosts(strategy);
              assertEquals(strategy.name(), hosts.name(), name);
              if (!(strategy instanceof OneAtATime)) {
                assertEquals(strategy.name(), RolloutPlan.of(strategy).name(), name);
              }
            });
    assertEquals(
        "rollout plan OneAtATime has 1 fault:\n"
            + "  strategy: more than 500 steps; allowed: strategies of traffic; for hosts use"
            + " RolloutPlan.ofHosts [rollout.strategy]",
        assertThrows(InvalidDefinitionException.class, () -> RolloutPlan.of(new OneAtATime()))
            .getMessage());
  }

  private static RolloutStep shift(double percent) {
    return new RolloutStep.ShiftTo(Weight.ofPercent(percent));
  }

  @Test
  @DisplayName("takes any list of weights, as fine as a basis point, each with its own pause")
  @Covers({"RP-05", "RP-06", "RP-07"})
  void anyWeights() {
    RolloutPlan plan =
        RolloutPlan.builder("fine")
            .shiftTo(0.01)
            .hold(Duration.ofSeconds(1))
            .shiftTo(33.33)
            .hold(Duration.ofDays(2))
            .shiftTo(99.99)
            .build();
    assertEquals(new RolloutStep.ShiftTo(new Weight(1)), plan.steps().get(0));
    assertEquals(new RolloutStep.Hold(Duration.ofSeconds(1)), plan.steps().get(1));
    assertEquals(new RolloutStep.ShiftTo(new Weight(3_333)), plan.steps().get(2));
    assertEquals(new RolloutStep.Hold(Duration.ofDays(2)), plan.steps().get(3));
    assertEquals(Duration.ofDays(2).plusSeconds(1), plan.preview().shortest());
    assertThrows(IllegalArgumentException.class, () -> RolloutPlan.builder("finer").shiftTo(0.001));
  }

  @Test
  @DisplayName("reports all of its faults at once, each with its path")
  void faults() {
    RolloutPlanBuilder faulty =
        RolloutPlan.builder(" ")
            .shiftTo(50)
            .shiftTo(20)
            .analyse(ENDLESS)
            .route("testers", RequestMatch.header("X").exactly("y"))
            .scaleTo(ScaleTarget.percent(10))
            .step(new RolloutStep.MoveHosts("", "Sideways"))
            .hook(RolloutHook.call("test"))
            .rollbackWindow(101)
            .bake(Duration.ofSeconds(-1));
    assertEquals(
        List.of(
            "name: \" \" is no name; allowed: " + RolloutNames.ALLOWED + " [rollout.name]",
            "hooks[0].stages: hook test has no stage; allowed: at least one; name them with"
                + " at(...) [rollout.hook-stage]",
            "rollbackWindow: 101 is out of range; allowed: 0 to 100 [rollout.rollback-window]",
            "bake: PT-1S is out of range; allowed: zero to PT8760H [rollout.bake]",
            "steps[1].weight: 20 % after 50 %; allowed: above 50 %, up to 100 % [rollout.weight]",
            "steps[2].time: analysis error-rate has a metric without a count and no time to end at;"
                + " allowed: a time, or a count for each metric that is measured at an interval"
                + " [rollout.endless]",
            "steps[3].route.name: \"testers\" is not declared; allowed: declare it with"
                + " routes(...) [rollout.route]",
            "steps[4].target: 50 % of the traffic on 10 % of the replicas; allowed: no more traffic"
                + " than replicas, or allowingOverload() [rollout.scale]",
            "steps[5].strategy: \"Sideways\" is not known; allowed: a name that"
                + " DeploymentStrategy.named reads, as a plan is journalled and code is not"
                + " [rollout.strategy]"),
        faultsOf(faulty));
  }

  private static List<String> faultsOf(RolloutPlanBuilder builder) {
    return assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
        .map(Object::toString)
        .toList();
  }

  private static void assertFault(String start, RolloutPlanBuilder builder) {
    List<String> found = faultsOf(builder);
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.get(0).startsWith(start), found.get(0));
  }

  @Test
  @DisplayName("refuses more traffic than replicas, and traffic without any, unless told so")
  @Covers({"RP-10", "RP-103"})
  void scaleApartFromWeight() {
    assertFault(
        "steps[1].weight: 90 % of the traffic on 10 % of the replicas",
        RolloutPlan.builder("p").scaleTo(ScaleTarget.percent(10)).shiftTo(90));
    assertFault(
        "steps[2].weight: 90 % of the traffic on 10 % of the replicas",
        RolloutPlan.builder("p").scaleTo(ScaleTarget.percent(10)).shiftTo(10).shiftTo(90));
    RolloutPlan.builder("p")
        .scaleTo(ScaleTarget.percent(10).allowingOverload())
        .shiftTo(90)
        .build();
    RolloutPlan.builder("p")
        .scaleTo(ScaleTarget.percent(10))
        .shiftTo(10)
        .scaleTo(ScaleTarget.MATCH_WEIGHT)
        .shiftTo(90)
        .build();
    assertFault(
        "steps[1].weight: users on a side of no replicas",
        RolloutPlan.builder("p").scaleTo(ScaleTarget.replicas(0)).shiftTo(90));
    assertFault(
        "steps[1].target: users on a side of no replicas",
        RolloutPlan.builder("p").shiftTo(5).scaleTo(ScaleTarget.replicas(0)));
    assertFault(
        "steps[1].cohort: users on a side of no replicas",
        RolloutPlan.builder("p").scaleTo(ScaleTarget.percent(0)).admit("ring-0"));
    assertFault(
        "steps[1].route: users on a side of no replicas",
        RolloutPlan.builder("p")
            .routes("r")
            .scaleTo(ScaleTarget.replicas(0))
            .route("r", RequestMatch.header("X").exactly("y")));
  }

  @Test
  @DisplayName("declares routes in order, sets and removes them by name")
  @Covers("RP-113")
  void routes() {
    RequestMatch match = RequestMatch.header("X").exactly("y");
    RolloutPlan.builder("p").routes("a", "b").route("a", match).route("a").build();
    assertFault(
        "steps[0].route: \"a\" is not set and is taken away",
        RolloutPlan.builder("p").routes("a").route("a"));
    assertFault(
        "steps[0].mirror.name: \"c\" is not declared; allowed: a, b",
        RolloutPlan.builder("p").routes("a", "b").mirror(TrafficMirror.of("c", Weight.ALL)));
    assertFault("routes[1]: \"a\" is there twice", RolloutPlan.builder("p").routes("a", "a"));
  }

  @Test
  @DisplayName("without a router refuses what only a router can do")
  void withoutRouter() {
    RolloutPlanBuilder faulty =
        RolloutPlan.builder("p")
            .scaling(Scaling.STANDARD.withoutRouter())
            .preview()
            .routes("a")
            .route("a", RequestMatch.header("X").exactly("y"))
            .mirror(TrafficMirror.of("a", Weight.ALL))
            .admit("ring-0")
            .experiment(
                new RolloutStep.Experiment("e", 1, Weight.ofPercent(1), ERRORS, Optional.empty()));
    List<String> found = faultsOf(faulty);
    assertEquals(5, found.size(), found.toString());
    assertTrue(found.stream().allMatch(fault -> fault.endsWith("a router [rollout.router]")));
  }

  @Test
  @DisplayName("always ends: no calendar that never opens, no judging without an end")
  void ends() {
    assertFault(
        "steps[0].calendar: it never opens",
        RolloutPlan.builder("p").awaitWindow(ReleaseCalendar.open("* * * 30 2 ?", "UTC")));
    RolloutPlan.builder("p").analyse(ERRORS).analyse(ENDLESS, Duration.ofMinutes(1)).build();
    assertFault(
        "steps[0].time",
        RolloutPlan.builder("p")
            .experiment(
                new RolloutStep.Experiment("e", 1, Weight.NONE, ENDLESS, Optional.empty())));
  }

  @Test
  @DisplayName("has a way back that is a plan too")
  void wayBack() {
    RollbackPlan back =
        RollbackPlan.stepped(Duration.ofMinutes(2), Weight.ofPercent(50), Weight.ofPercent(10));
    assertEquals(List.of(Weight.ofPercent(50), Weight.ofPercent(10)), back.weights());
    assertThrows(
        IllegalArgumentException.class,
        () -> RollbackPlan.stepped(Duration.ZERO, Weight.ofPercent(10), Weight.ofPercent(10)));
    assertThrows(IllegalArgumentException.class, () -> RollbackPlan.stepped(Duration.ZERO));
    assertFault(
        "rollback.kind: no step admits a cohort",
        RolloutPlan.builder("p").rollback(RollbackPlan.byCohort(Duration.ZERO)));
    assertFault(
        "rollback.before[0].stages",
        RolloutPlan.builder("p")
            .rollback(
                RollbackPlan.AT_ONCE.before(RolloutHook.call("h").at(RolloutStage.PRE_SCALE_UP))));
  }

  @Test
  @DisplayName("can be changed into another one")
  void toBuilder() {
    RolloutPlan plan =
        RolloutPlan.builder("one").shiftTo(10).bake(Duration.ofMinutes(1)).alarms("a").build();
    RolloutPlan other = plan.toBuilder("two").bake(Duration.ofMinutes(2)).shiftTo(20).build();
    assertEquals("two", other.name());
    assertEquals(Duration.ofMinutes(2), other.bake());
    assertEquals(List.of(shift(10), shift(20)), other.steps());
    assertEquals(plan, plan.toBuilder("one").build());
    assertThrows(
        IllegalStateException.class,
        () -> RolloutPlan.builder("p").bake(Duration.ZERO).bake(Duration.ZERO));
  }

  @Test
  @DisplayName("waits for windows in their zones, and for the end of freezes")
  void calendars() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    ReleaseCalendar office =
        ReleaseCalendar.open("* * 9-16 ? * MON-FRI", "Europe/Berlin")
            .freeze(
                LocalDateTime.of(2026, 12, 21, 0, 0),
                LocalDateTime.of(2027, 1, 4, 12, 0),
                berlin,
                "end of year");
    Instant friday = Instant.parse("2026-12-18T11:00:00Z"); // noon in Berlin
    assertTrue(office.isOpen(friday));
    assertEquals(Optional.of(friday), office.next(friday));
    assertEquals(
        Optional.of(Instant.parse("2027-01-04T11:00:00Z")),
        office.next(Instant.parse("2026-12-18T16:30:00Z")),
        "the weekend, then the freeze, which ends within the window");
    assertEquals(
        Optional.of(Instant.parse("2026-12-18T08:00:00Z")),
        office.next(Instant.parse("2026-12-17T20:00:00Z")));
    ReleaseCalendar always =
        ReleaseCalendar.always()
            .freeze(
                LocalDateTime.of(2026, 1, 1, 0, 0), LocalDateTime.of(2026, 1, 2, 0, 0), berlin, "")
            .freeze(
                LocalDateTime.of(2026, 1, 2, 0, 0), LocalDateTime.of(2026, 1, 3, 0, 0), berlin, "");
    assertEquals(
        Optional.of(Instant.parse("2026-01-02T23:00:00Z")),
        always.next(Instant.parse("2026-01-01T10:00:00Z")));
    ReleaseCalendar either = office.orOpen("* * * ? * SAT", "UTC");
    assertEquals(
        Optional.of(Instant.parse("2026-12-19T00:00:00Z")),
        either.next(Instant.parse("2026-12-18T16:30:00Z")));
  }

  @Test
  @DisplayName("has a breaker by count, by bounded and by unbounded percentage")
  @Covers("RP-156")
  void breaker() {
    assertEquals(7, CircuitBreaker.count(7).threshold(1_000));
    assertEquals(50, CircuitBreaker.STANDARD.value());
    assertEquals(5, CircuitBreaker.STANDARD.threshold(10));
    assertEquals(3, CircuitBreaker.STANDARD.threshold(1), "3 at least");
    assertEquals(200, CircuitBreaker.STANDARD.threshold(10_000), "200 at most");
    assertEquals(3, CircuitBreaker.boundedPercent(10).threshold(20));
    assertEquals(200, CircuitBreaker.boundedPercent(100).threshold(201));
    assertEquals(5_000, CircuitBreaker.unboundedPercent(50).threshold(10_000));
    assertEquals(1, CircuitBreaker.unboundedPercent(50).threshold(1));
    assertTrue(CircuitBreaker.STANDARD.isResetByHealthy(), "reset by a healthy one by default");
    assertEquals(false, CircuitBreaker.count(3).neverReset().isResetByHealthy());
  }

  @Test
  @DisplayName("of hosts takes strategies by value if their names say all, and no other code")
  void hostStrategies() {
    List<DeploymentStrategy> whole =
        List.of(
            DeploymentStrategy.allAtOnce(),
            DeploymentStrategy.halfAtATime(),
            DeploymentStrategy.oneAtATime(),
            DeploymentStrategy.minimumHealthyHosts(7),
            DeploymentStrategy.minimumHealthyPercent(35),
            DeploymentStrategy.canary(Weight.ofPercent(12.5), Duration.ofSeconds(90)),
            DeploymentStrategy.linear(Weight.ofPercent(20), Duration.ofMinutes(3)),
            DeploymentStrategy.stepped(Weight.ofPercent(1), Duration.ofMinutes(30))
                .then(Weight.ofPercent(25), Duration.ofMinutes(10)),
            DeploymentStrategy.named("CodeDeployDefault.HalfAtATime"));
    for (DeploymentStrategy strategy : whole) {
      RolloutStep.MoveHosts step =
          (RolloutStep.MoveHosts)
              RolloutPlan.builder("hosts").moveHosts(strategy).build().steps().get(0);
      assertEquals(strategy, DeploymentStrategy.named(step.strategy()));
    }
    DeploymentStrategy mine = new Renamed("Mine");
    InvalidDefinitionException unknown =
        assertThrows(
            InvalidDefinitionException.class,
            () -> RolloutPlan.builder("hosts").moveHosts(mine).build());
    assertTrue(String.valueOf(unknown.getMessage()).contains("code is not"), unknown.getMessage());
    IllegalArgumentException hidden =
        assertThrows(
            IllegalArgumentException.class,
            () -> RolloutPlan.builder("hosts").moveHosts(new Renamed("AllAtOnce")));
    assertTrue(
        String.valueOf(hidden.getMessage()).contains("AllAtOnce of another one"),
        hidden.getMessage());
  }

  /** A strategy of the host's own code. */
  private record Renamed(String name) implements DeploymentStrategy {
    @Override
    public Step next(Rollout rollout) {
      return new Step.Finish();
    }
  }
}
