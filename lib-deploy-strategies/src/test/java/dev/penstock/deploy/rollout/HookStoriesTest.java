package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutPlanBuilder;
import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.strategy.SpinnakerPlans;
import dev.penstock.deploy.strategy.WaitLimit;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hooks of a rollout")
class HookStoriesTest {
  private final Bench bench = new Bench();

  @BeforeEach
  void release() {
    bench.released("r1");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  @DisplayName("run at eight of eleven stages, in their order, around each step of traffic")
  @Covers({"RP-34", "RP-36", "RP-152"})
  void stages() {
    assertEquals(
        List.of(
            "RECONCILE_SERVICE",
            "PRE_SCALE_UP",
            "SCALE_UP",
            "POST_SCALE_UP",
            "TEST_TRAFFIC_SHIFT",
            "POST_TEST_TRAFFIC_SHIFT",
            "PRE_PRODUCTION_TRAFFIC_SHIFT",
            "PRODUCTION_TRAFFIC_SHIFT",
            "POST_PRODUCTION_TRAFFIC_SHIFT",
            "BAKE_TIME",
            "CLEAN_UP"),
        Arrays.stream(RolloutStage.values()).map(Enum::name).toList());
    RolloutPlanBuilder plan =
        RolloutPlan.builder("p").preview().shiftTo(10).shiftTo(100).bake(Duration.ofMinutes(1));
    List<RolloutStage> hookable = new ArrayList<>();
    for (RolloutStage stage : RolloutStage.values()) {
      if (stage.isHookable()) {
        hookable.add(stage);
        plan.hook(RolloutHook.call("h").at(stage));
      } else {
        assertThrows(
            IllegalArgumentException.class, () -> RolloutHook.call("h").at(stage), stage.name());
      }
    }
    assertEquals(8, hookable.size());
    bench.release(Release.of("r2").withReplicas(2), plan.build());
    bench.minutes(2);
    assertEquals(
        List.of(
            "hook h at RECONCILE_SERVICE",
            "hook h at PRE_SCALE_UP",
            "NEW x1",
            "hook h at POST_SCALE_UP",
            "r2 0 % preview",
            "hook h at TEST_TRAFFIC_SHIFT",
            "hook h at POST_TEST_TRAFFIC_SHIFT",
            "hook h at PRE_PRODUCTION_TRAFFIC_SHIFT",
            "r2 10 % preview",
            "hook h at PRODUCTION_TRAFFIC_SHIFT",
            "hook h at PRE_PRODUCTION_TRAFFIC_SHIFT",
            "NEW x2",
            "r2 100 % preview",
            "hook h at PRODUCTION_TRAFFIC_SHIFT",
            "r2 100 %",
            "hook h at POST_PRODUCTION_TRAFFIC_SHIFT",
            "STABLE x0"),
        bench.drain());
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
  }

  @Test
  @DisplayName("go back when they fail, are gates, and are only told of when advisory")
  @Covers("RP-34")
  void gates() {
    bench.silent.add("gate");
    RolloutPlan plan =
        RolloutPlan.builder("p")
            .hook(RolloutHook.call("note").advisory().at(RolloutStage.RECONCILE_SERVICE))
            .hook(RolloutHook.call("gate").at(RolloutStage.PRE_PRODUCTION_TRAFFIC_SHIFT))
            .shiftTo(10)
            .build();
    bench.failing.add("note");
    bench.release(Release.of("r2"), plan);
    assertEquals(
        List.of("hook note at RECONCILE_SERVICE", "hook gate at PRE_PRODUCTION_TRAFFIC_SHIFT"),
        bench.drain(),
        "nothing goes on while a gate is shut");
    assertEquals(
        List.of(
            new RolloutView.HookRun("note", RolloutStage.RECONCILE_SERVICE, HookStatus.FAILED),
            new RolloutView.HookRun(
                "gate", RolloutStage.PRE_PRODUCTION_TRAFFIC_SHIFT, HookStatus.IN_PROGRESS)),
        bench.view().hooks());
    bench.silent.clear();
    bench.failing.add("gate");
    bench.restart();
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(Optional.of(RollbackCause.HOOK), bench.ended("r2").cause());
    assertEquals("hook gate: exit status 1", bench.ended("r2").reason());
  }

  @Test
  @DisplayName("fail when they answer without a decision")
  void noDecision() {
    bench.mute.add("gate");
    RolloutHook gate = RolloutHook.call("gate").at(RolloutStage.PRE_PRODUCTION_TRAFFIC_SHIFT);
    bench.release(Release.of("r2"), RolloutPlan.builder("p").hook(gate).shiftTo(10).build());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals("hook gate: the hook runner gave no decision", bench.ended("r2").reason());
  }

  @Test
  @DisplayName("call or pause, pause not while traffic shifts, and time out into a rollback")
  @Covers("RP-153")
  void limits() {
    Set<RolloutStage> pausing =
        Arrays.stream(RolloutStage.values())
            .filter(RolloutStage::takesPause)
            .collect(Collectors.toSet());
    Set<RolloutStage> expected =
        EnumSet.of(
            RolloutStage.RECONCILE_SERVICE,
            RolloutStage.PRE_SCALE_UP,
            RolloutStage.POST_SCALE_UP,
            RolloutStage.POST_TEST_TRAFFIC_SHIFT,
            RolloutStage.PRE_PRODUCTION_TRAFFIC_SHIFT,
            RolloutStage.POST_PRODUCTION_TRAFFIC_SHIFT);
    assertEquals(expected, pausing);
    for (RolloutStage stage :
        List.of(RolloutStage.TEST_TRAFFIC_SHIFT, RolloutStage.PRODUCTION_TRAFFIC_SHIFT)) {
      assertThrows(
          IllegalArgumentException.class, () -> RolloutHook.pause("h").at(stage), stage.name());
    }
    RolloutHook pause = RolloutHook.pause("sign-off").at(RolloutStage.PRE_SCALE_UP);
    bench.release(Release.of("r2"), RolloutPlan.builder("p").hook(pause).build());
    assertEquals(HookStatus.AWAITING_ACTION, bench.view().hooks().get(0).status());
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    bench.minutes(1439);
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    bench.minutes(1);
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(HookStatus.TIMED_OUT, bench.ended("r2").hooks().get(0).status());

    bench.release(Release.of("r3"), RolloutPlan.builder("p").hook(pause).build());
    Bench.accepted(bench.shop().resume("ann", "signed"));
    assertEquals(HookStatus.SUCCEEDED, bench.ended("r3").hooks().get(0).status());
    bench.expect("r3", RolloutStatus.SUCCESSFUL);

    bench.silent.add("test");
    RolloutHook test =
        RolloutHook.call("test")
            .within(WaitLimit.thenContinue(Duration.ofMinutes(5)))
            .at(RolloutStage.PRE_SCALE_UP);
    bench.release(Release.of("r4"), RolloutPlan.builder("p").hook(test).build());
    assertEquals(HookStatus.IN_PROGRESS, bench.view().hooks().get(0).status());
    bench.minutes(5);
    bench.expect("r4", RolloutStatus.SUCCESSFUL);
    assertEquals(HookStatus.TIMED_OUT, bench.ended("r4").hooks().get(0).status());
    assertEquals(5, HookStatus.values().length);
  }

  @Test
  @DisplayName("answer continue, complete, wait, pause or abort, with reason and evidence")
  @Covers("RP-44")
  void decisions() {
    RolloutHook monitor = RolloutHook.call("monitor");
    RolloutPlan plan =
        RolloutPlan.builder("p")
            .shiftTo(10)
            .ask(monitor)
            .shiftTo(20)
            .ask(monitor)
            .shiftTo(30)
            .ask(monitor)
            .shiftTo(40)
            .ask(monitor)
            .shiftTo(50)
            .build();
    bench.answer(
        "monitor",
        MonitorDecision.proceed("calm"),
        MonitorDecision.hold("too early"),
        MonitorDecision.pause("strange").withEvidence(List.of("p99 is 400 ms")),
        MonitorDecision.complete("sure"));
    bench.release(Release.of("r2"), plan);
    String ask = "hook monitor at PRODUCTION_TRAFFIC_SHIFT";
    assertEquals(List.of("r2 10 %", ask, "r2 20 %", ask), bench.drain());
    bench.advance(Duration.ofSeconds(29));
    assertEquals(List.of(), bench.drain());
    bench.advance(Duration.ofSeconds(1));
    assertEquals(List.of(ask), bench.drain(), "asked again after 30 seconds");
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    assertEquals(Optional.of(new OrderedBy("hook monitor", "strange")), bench.view().pausedBy());
    Bench.accepted(bench.shop().resume("ann", "known"));
    assertEquals(List.of("r2 30 %", ask, "r2 100 %"), bench.drain(), "complete skips the rest");
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    String history = bench.ended("r2").history().toString();
    assertTrue(history.contains("hook monitor says PAUSE, strange, p99 is 400 ms"), history);

    bench.answer("monitor", MonitorDecision.abort("errors"));
    bench.release(Release.of("r3"), plan);
    bench.expect("r3", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(List.of("r3 10 %", ask, "r3 0 %"), bench.drain());
    assertEquals("hook monitor: errors", bench.ended("r3").reason());
  }

  @Test
  @DisplayName("of a monitored deploy ask after each step, and hear of beginning and end")
  @Covers("RP-131")
  void monitoredDeploy() {
    RolloutPlan plan =
        SpinnakerPlans.monitored("monitor", WaitLimit.thenRollBack(Duration.ofMinutes(30)), 20, 60);
    bench.answer(
        "monitor",
        MonitorDecision.proceed("told of the beginning"),
        MonitorDecision.hold("not yet"),
        MonitorDecision.proceed("good"),
        MonitorDecision.complete("good enough"));
    bench.release(Release.of("r2").withReplicas(5), plan);
    bench.advance(Duration.ofSeconds(30));
    String ask = "hook monitor at PRODUCTION_TRAFFIC_SHIFT";
    assertEquals(
        List.of(
            "hook monitor at RECONCILE_SERVICE",
            "NEW x1",
            "r2 20 %",
            ask,
            ask,
            "NEW x3",
            "r2 60 %",
            ask,
            "NEW x5",
            "r2 100 %"),
        bench.drain());
    bench.advance(Duration.ofSeconds(30));
    assertEquals(List.of("STABLE x0", "hook monitor at CLEAN_UP"), bench.drain());

    bench.answer("monitor", MonitorDecision.proceed("told"), MonitorDecision.abort("bad"));
    bench.release(Release.of("r3"), plan);
    bench.expect("r3", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals("hook monitor at CLEAN_UP", bench.drain().get(4), "told of the end");
  }

  @Test
  @DisplayName("let the nine statuses be seen, since the rollback is part of the same rollout")
  @Covers("RP-154")
  void statuses() {
    Set<String> named =
        Arrays.stream(RolloutStatus.values()).map(Enum::name).collect(Collectors.toSet());
    assertTrue(
        named.containsAll(
            List.of(
                "PENDING",
                "IN_PROGRESS",
                "SUCCESSFUL",
                "STOPPED",
                "STOP_REQUESTED",
                "ROLLBACK_REQUESTED",
                "ROLLBACK_IN_PROGRESS",
                "ROLLBACK_SUCCESSFUL",
                "ROLLBACK_FAILED")));
    RolloutPlan plan =
        RolloutPlan.builder("p")
            .shiftTo(10)
            .hold(Duration.ofHours(1))
            .rollback(RollbackPlan.AT_ONCE.before(RolloutHook.call("tell")))
            .build();
    bench.release(Release.of("r2"), plan);
    int run = bench.view().run();
    assertEquals(RolloutStatus.IN_PROGRESS, bench.view().status());
    bench.silent.addAll(List.of("tell", "router"));
    Bench.accepted(bench.shop().rollBack("ann", ""));
    assertEquals(RolloutStatus.ROLLBACK_REQUESTED, bench.view().status());
    bench.silent.remove("tell");
    bench.restart();
    assertEquals(RolloutStatus.ROLLBACK_IN_PROGRESS, bench.view().status());
    assertEquals(run, bench.view().run(), "no rollout of its own");
    bench.silent.clear();
    bench.restart();
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(Weight.NONE, bench.ended("r2").weight());
    assertFalse(RolloutStatus.PENDING.isEnd());
    assertTrue(RolloutStatus.ROLLBACK_FAILED.isEnd());

    RolloutPlan hosts = RolloutPlan.ofHosts(DeploymentStrategy.allAtOnce());
    bench.silent.add("h");
    bench.release(Release.of("r3").onHosts(List.of(RolloutHost.of("h"))), hosts);
    Bench.accepted(bench.shop().abort("ann", ""));
    assertEquals(RolloutStatus.STOP_REQUESTED, bench.view().status());
    bench.silent.clear();
    bench.restart();
    bench.expect("r3", RolloutStatus.STOPPED);
  }

  @Test
  @DisplayName("that never answer hold a place in flight until their limit, and no longer")
  void silentHooksLetGo() {
    bench.silent.add("smoke-test");
    RolloutHook hook =
        RolloutHook.call("smoke-test").within(WaitLimit.thenContinue(Duration.ofMinutes(10)));
    bench.release(Release.of("r2"), RolloutPlan.builder("careful").ask(hook).pause().build());
    assertEquals(1, bench.effectsInFlight());
    bench.minutes(9);
    assertEquals(1, bench.effectsInFlight());
    bench.minutes(1);
    assertEquals(0, bench.effectsInFlight());
    assertEquals(HookStatus.TIMED_OUT, bench.view().hooks().get(0).status());
    assertEquals("pause", bench.view().doing());
  }

  @Test
  @DisplayName("stand beside alarms: one that cannot be read goes back, unless the plan says so")
  void unreadableAlarms() {
    RolloutPlan watched = RolloutPlan.builder("watched").shiftTo(10).alarms("5xx").pause().build();
    bench.release(Release.of("r2"), watched);
    bench.unreadable("5xx", "monitoring is away");
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals("alarm 5xx: it cannot be read: monitoring is away", bench.ended("r2").reason());
    RolloutPlan ignoring =
        RolloutPlan.builder("w").shiftTo(10).alarms("5xx").pause().ignoreUnreadableAlarms().build();
    assertEquals(ignoring, ignoring.toBuilder("w").build());
    bench.release(Release.of("r3"), ignoring);
    bench.unreadable("5xx", "monitoring is away");
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    bench.alarm("5xx", "7 %");
    bench.expect("r3", RolloutStatus.ROLLBACK_SUCCESSFUL);
  }
}
