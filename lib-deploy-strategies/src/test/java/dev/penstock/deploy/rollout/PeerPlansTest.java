package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Condition;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.strategy.ArgoPlans;
import dev.penstock.deploy.strategy.EcsPlans;
import dev.penstock.deploy.strategy.FlaggerPlans;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStep;
import dev.penstock.deploy.strategy.SpinnakerPlans;
import dev.penstock.deploy.traffic.RequestMatch;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Plans in the manner of other tools")
class PeerPlansTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Metric ERRORS = Metric.named("errors").atMost(0.01).build();
  private static final Analysis THREE =
      Analysis.of(Metric.named("errors").atMost(0.01).every(MINUTE).count(3).build());

  private final Bench bench = new Bench();

  @BeforeEach
  void release() {
    bench.released("r1");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static List<String> weights(RolloutPlan plan) {
    return plan.steps().stream()
        .filter(RolloutStep.ShiftTo.class::isInstance)
        .map(step -> ((RolloutStep.ShiftTo) step).weight().percent())
        .toList();
  }

  private static List<Duration> holds(RolloutPlan plan) {
    return plan.steps().stream()
        .filter(RolloutStep.Hold.class::isInstance)
        .map(step -> ((RolloutStep.Hold) step).time())
        .toList();
  }

  @Test
  @DisplayName("ECS: linear and canary with their ranges and defaults")
  @Covers("RP-150")
  void ecs() {
    assertEquals(
        List.of("10", "20", "30", "40", "50", "60", "70", "80", "90", "100"),
        weights(EcsPlans.linear()));
    assertEquals(Duration.ofMinutes(6), holds(EcsPlans.linear()).get(0));
    assertEquals(List.of("5", "100"), weights(EcsPlans.canary()));
    assertEquals(List.of(Duration.ofMinutes(10)), holds(EcsPlans.canary()));
    RolloutPlan last = EcsPlans.linear(50, MINUTE);
    assertEquals(
        new RolloutStep.ShiftTo(Weight.ALL),
        last.steps().get(last.steps().size() - 1),
        "no bake after all");
    Duration most = Duration.ofDays(1);
    EcsPlans.linear(3.0, most);
    EcsPlans.linear(100.0, Duration.ZERO);
    EcsPlans.canary(0.1, most);
    EcsPlans.canary(100.0, Duration.ZERO);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> EcsPlans.linear(2.9, MINUTE),
            () -> EcsPlans.linear(100.1, MINUTE),
            () -> EcsPlans.linear(3.05, MINUTE),
            () -> EcsPlans.linear(10, most.plusMillis(1)),
            () -> EcsPlans.linear(10, MINUTE.negated()),
            () -> EcsPlans.canary(0.09, MINUTE),
            () -> EcsPlans.canary(0.05, MINUTE),
            () -> EcsPlans.canary(5, most.plusMillis(1)),
            () -> EcsPlans.canary(5, MINUTE.negated()))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
    assertEquals(MINUTE, EcsPlans.blueGreen(MINUTE).bake());
  }

  @Test
  @DisplayName("ECS: as many bakes as steps before the last, for every possible step")
  @Covers("RP-151")
  void ecsBakes() {
    for (int tenths = 30; tenths <= 1_000; tenths++) {
      RolloutPlan plan = EcsPlans.linear(tenths / 10.0, MINUTE);
      int bakes = 1_000 % tenths == 0 ? 1_000 / tenths - 1 : 1_000 / tenths;
      assertEquals(bakes, holds(plan).size(), "step of " + tenths);
      List<String> weights = weights(plan);
      assertEquals("100", weights.get(weights.size() - 1));
      if (1_000 % tenths != 0) {
        Weight before = new Weight(1_000 / tenths * tenths * 10);
        assertEquals(before.percent(), weights.get(weights.size() - 2), "the rest is the last");
      }
    }
  }

  @Test
  @DisplayName("ECS: rolling updates keep a minimum healthy and stay below a maximum")
  @Covers("RP-01")
  void ecsRolling() {
    bench.release(Release.of("r2").withReplicas(4), EcsPlans.rolling(4, 100, 150));
    assertEquals(
        List.of("NEW x2", "STABLE x2", "NEW x4", "STABLE x0"), bench.drain(), "a surge of two");
    bench.release(Release.of("r3").withReplicas(5), EcsPlans.rolling(5, 50, 100));
    assertEquals(
        List.of("STABLE x3", "NEW x2", "STABLE x1", "NEW x4", "STABLE x0", "NEW x5"),
        bench.drain(),
        "half of five, rounded up, are healthy");
    for (int desired = 1; desired <= 40; desired++) {
      for (int least : new int[] {0, 33, 50, 75, 100}) {
        for (int most : new int[] {100, 110, 125, 200}) {
          int minimum = (desired * least + 99) / 100;
          int maximum = desired * most / 100;
          int size = desired;
          if (minimum == maximum) {
            assertThrows(IllegalArgumentException.class, () -> EcsPlans.rolling(size, least, most));
          } else {
            staysWithin(EcsPlans.rolling(desired, least, most), desired, minimum, maximum);
          }
        }
      }
    }
  }

  private static void staysWithin(RolloutPlan plan, int desired, int minimum, int maximum) {
    Release release = Release.of("r").withReplicas(desired);
    assertEquals("", ReleaseRules.fault(plan, release, "shop", false));
    int old = desired;
    int fresh = 0;
    for (Operation operation : ForwardScript.of(plan, release, "shop/1", "r0", false)) {
      if (operation.work() instanceof Operation.Scale scale) {
        boolean isOld = scale.side() == TrafficSide.STABLE;
        old = isOld ? scale.replicas() : old;
        fresh = isOld ? fresh : scale.replicas();
        assertTrue(old + fresh >= minimum, () -> desired + " " + plan.name() + " " + scale);
        assertTrue(old + fresh <= maximum, () -> desired + " " + plan.name() + " " + scale);
      }
    }
    assertEquals(0, old);
    assertEquals(desired, fresh);
  }

  @Test
  @DisplayName("Argo: blue/green in its order, promoted by a person")
  @Covers({"RP-19", "RP-27", "RP-109"})
  void argoBlueGreen() {
    RolloutPlan plan =
        ArgoPlans.blueGreen(1, THREE, Optional.empty(), THREE, Duration.ofMinutes(5));
    bench.release(Release.of("r2").withReplicas(4), plan);
    assertEquals(List.of("NEW x1", "r2 0 % preview", "measure errors"), bench.drain());
    bench.minutes(2);
    assertEquals(List.of("measure errors", "measure errors"), bench.drain());
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    bench.minutes(600);
    assertEquals(List.of(), bench.drain(), "waits for approval");
    Bench.accepted(bench.shop().promote("ann", "approved"));
    assertEquals(
        List.of("NEW x4", "r2 100 % preview", "r2 100 %", "measure errors"), bench.drain());
    bench.minutes(5);
    assertEquals(List.of("measure errors", "measure errors"), bench.drain());
    bench.advance(Duration.ofSeconds(29));
    assertEquals(List.of(), bench.drain());
    bench.advance(Duration.ofSeconds(1));
    assertEquals(List.of("STABLE x0"), bench.drain());
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
  }

  @Test
  @DisplayName("Argo: promotion without a person after a time, which ends the analysis before it")
  @Covers({"RP-27", "RP-109"})
  void argoAutoPromotion() {
    Analysis endless = Analysis.of(Metric.named("errors").atMost(0.01).every(MINUTE).build());
    RolloutPlan auto =
        ArgoPlans.blueGreen(
            0, endless, Optional.of(Duration.ofMinutes(10)), THREE, Duration.ofMinutes(5));
    bench.release(Release.of("r2").withReplicas(4), auto);
    assertEquals(List.of("NEW x4", "r2 0 % preview"), bench.drainDeeds());
    bench.minutes(9);
    assertEquals(List.of(), bench.drainDeeds());
    bench.minutes(1);
    assertEquals(List.of("r2 100 % preview", "r2 100 %"), bench.drainDeeds());
    bench.metrics = query -> Measurement.of(1);
    bench.minutes(1);
    assertEquals(List.of("r2 0 %"), bench.drainDeeds(), "a failure afterwards switches back");
    bench.minutes(1);
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(List.of("NEW x0"), bench.drainDeeds());

    bench.release(Release.of("r3").withReplicas(4), auto);
    assertEquals(
        List.of("NEW x4", "r3 0 % preview", "r3 0 %"),
        bench.drainDeeds(),
        "a failure before it goes back too");
    RolloutPlan immediate = RolloutPlan.builder("auto").preview().build();
    bench.minutes(1);
    bench.release(Release.of("r4"), immediate);
    bench.expect("r4", RolloutStatus.SUCCESSFUL);
  }

  @Test
  @DisplayName("Argo: background analysis beside the steps, from a chosen one")
  @Covers("RP-18")
  void background() {
    Analysis endless = Analysis.of(Metric.named("errors").atMost(0.01).every(MINUTE).build());
    RolloutPlan plan =
        RolloutPlan.builder("p")
            .shiftTo(10)
            .hold(Duration.ofMinutes(5))
            .analyseAlongside(endless)
            .shiftTo(50)
            .hold(Duration.ofMinutes(5))
            .shiftTo(80)
            .hold(Duration.ofMinutes(5))
            .build();
    bench.release(Release.of("r2"), plan);
    bench.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertEquals(List.of("r2 10 %"), bench.drain(), "not before the third step");
    bench.minutes(6);
    assertEquals(List.of("r2 50 %", "r2 80 %"), bench.drainDeeds(), "all steps go on");
    bench.metrics = query -> Measurement.of(1);
    bench.minutes(1);
    assertEquals(List.of("r2 0 %"), bench.drainDeeds());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    bench.metrics = query -> Measurement.of(0);
    bench.release(Release.of("r3"), plan);
    bench.minutes(15);
    bench.expect("r3", RolloutStatus.SUCCESSFUL);
    bench.drain();
    bench.minutes(15);
    assertEquals(List.of(), bench.drain(), "over with the rollout");
  }

  @Test
  @DisplayName("Argo: what an analysis could not tell is left to a person")
  @Covers({"RP-17", "RP-108"})
  void inconclusive() {
    Metric gap = Metric.named("errors").atMost(0.01).failure(new Condition.AtLeast(1)).build();
    RolloutPlan inline = RolloutPlan.builder("p").shiftTo(10).analyse(Analysis.of(gap)).build();
    bench.metrics = query -> Measurement.of(0.5);
    bench.release(Release.of("r2"), inline);
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    bench.advance(Duration.ofDays(30));
    assertEquals(Weight.ofPercent(10), bench.view().weight(), "neither on nor back");
    Bench.accepted(bench.shop().resume("ann", "good enough"));
    bench.expect("r2", RolloutStatus.SUCCESSFUL);

    bench.release(Release.of("r3"), inline);
    Bench.accepted(bench.shop().rollBack("ann", "not good enough"));
    bench.expect("r3", RolloutStatus.ROLLBACK_SUCCESSFUL);

    bench.metrics = query -> Measurement.of(0);
    bench.release(Release.of("r4"), inline);
    bench.expect("r4", RolloutStatus.SUCCESSFUL);
    bench.metrics = query -> Measurement.of(2);
    bench.release(Release.of("r5"), inline);
    bench.expect("r5", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(Weight.NONE, bench.ended("r5").weight());
    bench.metrics = query -> new Measurement.Failed("no answer");
    bench.release(Release.of("r6"), inline);
    bench.minutes(10);
    bench.expect("r6", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertTrue(bench.ended("r6").reason().contains("ERROR"), bench.ended("r6").reason());

    bench.metrics = query -> Measurement.of(0.5);
    bench.release(
        Release.of("r7"),
        RolloutPlan.builder("p")
            .analyseAlongside(Analysis.of(gap))
            .shiftTo(10)
            .hold(MINUTE)
            .build());
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
  }

  @Test
  @DisplayName("Flagger: weights grow to at least the maximum, and failed checks add up")
  @Covers({"RP-120", "RP-121"})
  void flagger() {
    assertEquals(
        List.of(Weight.ofPercent(20), Weight.ofPercent(40), Weight.ofPercent(60)),
        FlaggerPlans.weights(20, 50));
    assertEquals(List.of(Weight.ofPercent(60), Weight.ALL), FlaggerPlans.weights(60, 100));
    assertEquals(60, FlaggerPlans.INTERVAL.toSeconds());
    RolloutPlan plan = FlaggerPlans.canary(10, 50, MINUTE, 3, ERRORS);
    assertEquals(Duration.ofMinutes(5), plan.preview().shortest(), "interval x maximum / step");
    bench.release(Release.of("r2"), plan);
    bench.minutes(5);
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    assertEquals(
        List.of("r2 10 %", "r2 20 %", "r2 30 %", "r2 40 %", "r2 50 %", "r2 100 %"),
        bench.drainDeeds());

    int[] checks = {0};
    bench.metrics = query -> Measurement.of(checks[0]++ % 2 == 0 ? 1 : 0); // every other fails
    bench.release(Release.of("r3"), plan);
    bench.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertEquals(RolloutStatus.IN_PROGRESS, bench.view().status(), "two failed so far");
    bench.advance(Duration.ofSeconds(1));
    bench.expect("r3", RolloutStatus.ROLLBACK_SUCCESSFUL);
    bench.metrics = query -> new Measurement.NoData();
    bench.release(Release.of("r4"), plan);
    bench.advance(MINUTE.multipliedBy(3).minusSeconds(1));
    assertEquals(RolloutStatus.IN_PROGRESS, bench.view().status());
    bench.advance(Duration.ofSeconds(1));
    bench.expect("r4", RolloutStatus.ROLLBACK_SUCCESSFUL); // interval x threshold
  }

  @Test
  @DisplayName("Flagger: A/B by matches and iterations, blue/green by iterations, mirroring first")
  @Covers("RP-126")
  void flaggerOthers() {
    List<RequestMatch> insiders = List.of(RequestMatch.header("X-Insider").exactly("yes"));
    bench.release(Release.of("r2"), FlaggerPlans.abTest(10, MINUTE, 2, insiders, ERRORS));
    bench.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertEquals(List.of("r2 0 % +1"), bench.drainDeeds(), "no weight but the matches");
    bench.advance(Duration.ofSeconds(1));
    assertEquals(List.of("r2 100 %"), bench.drainDeeds());

    bench.release(Release.of("r3"), FlaggerPlans.blueGreen(3, MINUTE, 2, ERRORS));
    bench.advance(Duration.ofMinutes(3).minusSeconds(1));
    assertEquals(List.of("r3 0 % preview"), bench.drainDeeds());
    bench.advance(Duration.ofSeconds(1));
    assertEquals(List.of("r3 100 %"), bench.drainDeeds());

    bench.release(Release.of("r4"), FlaggerPlans.mirroredCanary(100, 50, 50, MINUTE, 2, ERRORS));
    bench.minutes(2);
    assertEquals(
        List.of("r4 0 % ~1", "r4 0 %", "r4 50 %", "r4 100 %"),
        bench.drainDeeds(),
        "mirrored for one interval, then shifted");
  }

  @Test
  @DisplayName("Spinnaker: red/black with its waits, and rolling by percentages")
  @Covers("RP-130")
  void redBlack() {
    bench.release(
        Release.of("r2").withReplicas(4), SpinnakerPlans.redBlack(MINUTE, Duration.ofMinutes(2)));
    assertEquals(List.of("NEW x4"), bench.drain());
    bench.advance(MINUTE);
    assertEquals(List.of("r2 100 %"), bench.drain(), "the old group is disabled");
    bench.advance(Duration.ofMinutes(2));
    assertEquals(List.of("STABLE x0"), bench.drain());

    bench.release(
        Release.of("r3").withReplicas(4), SpinnakerPlans.rollingRedBlack(Duration.ZERO, 25, 50));
    assertEquals(
        List.of("NEW x1", "r3 25 %", "NEW x2", "r3 50 %", "NEW x4", "r3 100 %"), bench.drain());
    assertEquals(
        List.of("25", "50", "100"),
        weights(SpinnakerPlans.rollingRedBlack(Duration.ZERO, 25, 50)),
        "100 is appended");
    assertEquals(
        List.of("25", "100"), weights(SpinnakerPlans.rollingRedBlack(Duration.ZERO, 25, 100)));
  }

  @Test
  @DisplayName("Spinnaker: functions simple, weighted, and blue/green")
  @Covers("RP-132")
  void functions() {
    bench.release(Release.of("r2"), SpinnakerPlans.simpleFunction());
    assertEquals(List.of("r2 100 %"), bench.drain());
    bench.release(Release.of("r3"), SpinnakerPlans.weightedFunction(30));
    assertEquals(List.of("r3 30 %"), bench.drain());
    Bench.accepted(bench.shop().resume("ann", ""));
    assertEquals(List.of("r3 100 %"), bench.drain());
    bench.release(Release.of("r4"), SpinnakerPlans.blueGreenFunction("test"));
    assertEquals(
        List.of(
            "r4 0 % preview",
            "hook test at POST_TEST_TRAFFIC_SHIFT", "r4 100 % preview", "r4 100 %"),
        bench.drain());
  }
}
