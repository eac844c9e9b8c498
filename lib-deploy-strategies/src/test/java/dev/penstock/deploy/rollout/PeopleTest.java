package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.strategy.ArgoPlans;
import dev.penstock.deploy.strategy.CircuitBreaker;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.OnNewerRevision;
import dev.penstock.deploy.strategy.ProgressDeadline;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutPlanBuilder;
import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People and newer revisions: a rollout")
class PeopleTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Analysis ERRORS =
      Analysis.of(
          Metric.named("errors").atMost(0.01).every(Duration.ofMinutes(1)).count(60).build());

  private final Bench bench = new Bench();

  @BeforeEach
  void release() {
    bench.released("r1");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static RolloutPlanBuilder slow() {
    return RolloutPlan.builder("slow").shiftTo(10).hold(HOUR).shiftTo(50).hold(HOUR);
  }

  private String history(String token) {
    return bench.ended(token).history().toString();
  }

  @Test
  @DisplayName("is promoted by step or in full, skipped, paused and resumed, with who and why")
  @Covers("RP-32")
  void orders() {
    RolloutPlan plan = slow().analyse(ERRORS).analyseAfterPromotion(ERRORS, HOUR).build();
    bench.release(Release.of("r2"), plan);
    Bench.accepted(bench.shop().promote("ann", "go on"));
    assertEquals(List.of("r2 10 %", "r2 50 %"), bench.drain());
    Bench.accepted(bench.shop().pause("bob", "lunch"));
    Bench.unchanged(bench.shop().pause("bob", "lunch"));
    bench.advance(HOUR);
    assertEquals(List.of(), bench.drain(), "nothing new begins");
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    assertEquals(Optional.of(new OrderedBy("bob", "lunch")), bench.view().pausedBy());
    Bench.accepted(bench.shop().resume("bob", "back"));
    assertEquals(List.of("measure errors"), bench.drain());
    assertEquals("rollout.not-waiting", Bench.rejected(bench.shop().promote("ann", "")));
    Bench.accepted(bench.shop().skip("ann", "known noise"));
    assertEquals(List.of("r2 100 %", "measure errors"), bench.drain());
    Bench.accepted(bench.shop().promoteFull("eve", "an incident"));
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    String history = history("r2");
    for (String entry :
        List.of(
            "promoted by ann: go on",
            "paused by bob: lunch",
            "resumed by bob: back",
            "skipped analysis errors by ann: known noise",
            "promoted in full by eve: an incident")) {
      assertTrue(history.contains(entry), entry + " in " + history);
    }
    assertEquals("rollout.none", Bench.rejected(bench.shop().abort("ann", "")));
  }

  @Test
  @DisplayName("promoted in full goes to all users from any step, past all analyses and pauses")
  @Covers("RP-32")
  void promotedInFull() {
    bench.metrics = query -> Measurement.of(0.001);
    RolloutPlan plan =
        RolloutPlan.builder("p")
            .analyseAlongside(ERRORS)
            .shiftTo(10)
            .pause()
            .analyse(ERRORS)
            .shiftTo(50)
            .pause()
            .analyseAfterPromotion(ERRORS, HOUR)
            .build();
    bench.release(Release.of("r2"), plan);
    Bench.accepted(bench.shop().promoteFull("ann", "must be out"));
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    assertEquals(List.of("r2 10 %", "r2 100 %"), bench.drainDeeds());
    assertEquals("rollout.none", Bench.rejected(bench.shop().promoteFull("ann", "must be out")));
  }

  @Test
  @DisplayName("as an emergency goes past steps, analyses and alarms, visibly; hooks still run")
  @Covers("RP-32")
  void emergency() {
    RolloutPlan plan =
        slow()
            .analyse(ERRORS)
            .alarms("5xx")
            .hook(RolloutHook.call("check").at(RolloutStage.POST_SCALE_UP))
            .bake(HOUR)
            .build();
    bench.release(Release.of("r2").asEmergency("eve", "data loss"), plan);
    assertEquals(List.of("hook check at POST_SCALE_UP", "r2 100 %"), bench.drain());
    assertEquals(MonitorStatus.DISABLED, bench.view().monitor());
    bench.alarm("5xx", "7 %");
    bench.alarm("5xx", "8 %");
    bench.advance(HOUR);
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    assertEquals("an emergency, by eve: data loss", bench.ended("r2").shortcut());
    String history = history("r2");
    String ignored = "bypassed alarm 5xx, it fires: 7 % by eve: data loss";
    assertTrue(history.contains(ignored), history);
    assertFalse(history.contains("8 %"), "told once");
  }

  @Test
  @DisplayName("is aborted at once from any phase, and an abort beats a promotion")
  @Covers("RP-35")
  void abortBeatsPromote() {
    bench.release(Release.of("r2"), slow().build());
    bench.silent.add("router");
    Bench.accepted(bench.shop().promoteFull("ann", "looks good"));
    assertEquals(List.of("r2 10 %", "r2 100 %"), bench.drain());
    bench.silent.clear();
    Bench.accepted(bench.shop().abort("bob", "it does not"));
    bench.expect("r2", RolloutStatus.STOPPED);
    assertEquals(List.of("r2 0 %"), bench.drain());

    bench.release(Release.of("r3"), slow().bake(HOUR).build());
    Bench.accepted(bench.shop().promoteFull("ann", ""));
    bench.silent.add("router");
    Bench.accepted(bench.shop().abort("bob", "late"));
    Bench.unchanged(bench.shop().abort("bob", "late"));
    assertEquals("rollout.going-back", Bench.rejected(bench.shop().promote("ann", "")));
    assertEquals("rollout.going-back", Bench.rejected(bench.shop().promoteFull("ann", "")));
    assertEquals("rollout.going-back", Bench.rejected(bench.shop().pause("ann", "")));
    assertEquals(RolloutStatus.ROLLBACK_IN_PROGRESS, bench.view().status());

    bench.silent.clear();
    bench.restart();
    bench.expect("r3", RolloutStatus.STOPPED);
    Bench.accepted(bench.shop().retry("r3-again", "ann", "fixed"));
    Bench.unchanged(bench.shop().retry("r3-again", "ann", "fixed"));
    assertEquals("r3", bench.view().revision());
    assertEquals(Weight.ofPercent(10), bench.view().weight());
  }

  @Test
  @DisplayName("is rolled back by an alarm from outside while it runs, and the watch has a state")
  @Covers({"RP-35", "RP-37"})
  void alarms() {
    bench.release(Release.of("r2"), slow().build());
    assertEquals(MonitorStatus.DISABLED, bench.view().monitor());
    Bench.accepted(bench.shop().rollBack("ann", "a customer called"));
    assertEquals(Optional.of(RollbackCause.ORDER), bench.ended("r2").cause());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);

    bench.release(Release.of("r3"), slow().alarms("5xx").build());
    assertEquals(MonitorStatus.MONITORING, bench.view().monitor());
    bench.restart();
    assertEquals(1, bench.listeners.size(), "watched again after a restart");
    bench.alarm("other", "");
    assertEquals(MonitorStatus.MONITORING, bench.view().monitor(), "not an alarm of this plan");
    assertEquals(Optional.empty(), bench.view().cause());
    bench.alarm("5xx", "7 %");
    bench.expect("r3", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(MonitorStatus.TRIGGERED, bench.ended("r3").monitor());
    assertEquals(List.of(), bench.listeners);

    bench.release(Release.of("r4"), RolloutPlan.builder("p").alarms("5xx").build());
    assertEquals(MonitorStatus.MONITORING_COMPLETE, bench.ended("r4").monitor());
  }

  @Test
  @DisplayName("is left alone, waits, is replaced or starts again when a newer revision comes")
  @Covers("RP-33")
  void newerRevisions() {
    bench.release(Release.of("r2"), slow().build());
    assertEquals(
        "rollout.busy",
        Bench.rejected(bench.shop().release(Release.of("r3"), slow().build(), "r3")),
        "refused");
    Bench.accepted(bench.shop().abort("ann", ""));

    RolloutPlan queueing = slow().onNewerRevision(OnNewerRevision.QUEUE).build();
    bench.release(Release.of("r4"), queueing);
    bench.release(Release.of("r5"), queueing);
    bench.release(Release.of("r6"), queueing);
    assertEquals(
        List.of(new ServiceView.Waiting("r5", "r5"), new ServiceView.Waiting("r6", "r6")),
        bench.service().waiting());
    bench.advance(HOUR.multipliedBy(2));
    bench.expect("r4", RolloutStatus.SUCCESSFUL);
    assertEquals("r5", bench.view().revision());
    assertEquals(Optional.of("r4"), bench.view().stable());
    bench.advance(HOUR.multipliedBy(4));
    bench.expect("r6", RolloutStatus.SUCCESSFUL);
    bench.drain();

    RolloutPlan replacing = slow().onNewerRevision(OnNewerRevision.SUPERSEDE).build();
    bench.release(Release.of("r7").withReplicas(2), replacing);
    bench.release(Release.of("r8").withReplicas(2), replacing);
    assertEquals(
        List.of("NEW x1", "r7 10 %", "r7 0 %", "NEW x0", "NEW x1", "r8 10 %"), bench.drain());
    bench.expect("r7", RolloutStatus.STOPPED);
    assertEquals(Optional.of(RollbackCause.NEWER_REVISION), bench.ended("r7").cause());
    bench.silent.add("router");
    bench.release(Release.of("r9"), replacing);
    bench.release(Release.of("r10"), replacing);
    assertEquals(
        List.of(new ServiceView.Waiting("r10", "r10")), bench.service().waiting(), "the newest");
    CompletionException dropped = assertThrows(CompletionException.class, () -> bench.ended("r9"));
    assertEquals(
        "rollout.dropped", ((RejectedCommandException) dropped.getCause()).rejection().code());
    bench.silent.clear();
    bench.restart();
    Bench.accepted(bench.shop().abort("ann", ""));
    bench.drain();

    bench.release(Release.of("r11"), slow().onNewerRevision(OnNewerRevision.RESTART).build());
    Bench.accepted(bench.shop().promote("ann", ""));
    bench.release(Release.of("r12"), slow().build());
    assertEquals(
        List.of("r11 10 %", "r11 50 %", "r11 0 %", "r12 10 %"), bench.drain(), "from the start");
  }

  @Test
  @DisplayName("goes back to a recent revision without steps and analyses, unless all are wanted")
  @Covers({"RP-31", "RP-112"})
  void rollbackWindow() {
    bench.released("r2", "r3");
    RolloutPlan plan = slow().analyse(ERRORS).rollbackWindow(2).build();
    bench.release(Release.of("r1"), plan);
    assertEquals(List.of("r1 100 %"), bench.drain());
    assertEquals("back to r1, which is within the rollback window", bench.ended("r1").shortcut());
    bench.release(Release.of("r2"), plan); // r2, r3, r1: two before the present one
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    assertEquals(List.of("r2 100 %"), bench.drain());
    RolloutPlan narrow = slow().rollbackWindow(1).build();
    bench.release(Release.of("r3"), narrow); // r3, r1, r2: r3 is two before
    assertEquals(List.of("r3 10 %"), bench.drain());
    Bench.accepted(bench.shop().abort("ann", ""));
    bench.drain();
    bench.release(Release.of("r1").followingEveryStep(), narrow);
    assertEquals(List.of("r1 10 %"), bench.drain());
    Bench.accepted(bench.shop().abort("ann", "to the stable one, which still has everything"));
    assertEquals(List.of("r1 0 %"), bench.drain(), "the stable set of an unfinished canary");
  }

  @Test
  @DisplayName("goes back to an old side that is still scaled up without scaling it again")
  @Covers("RP-112")
  void fastBack() {
    bench.release(
        Release.of("r2").withReplicas(3), RolloutPlan.builder("blue/green").bake(HOUR).build());
    assertEquals(List.of("NEW x3", "r2 100 %"), bench.drain());
    Bench.accepted(bench.shop().rollBack("ann", "bad"));
    assertEquals(List.of("r2 0 %"), bench.drain());
  }

  @Test
  @DisplayName("has a deadline in every phase, which stands still while it is paused")
  @Covers({"RP-14", "RP-110"})
  void deadlines() {
    Duration time = ProgressDeadline.STANDARD.time();
    assertEquals(Duration.ofMinutes(10), time);
    assertEquals(ProgressDeadline.STANDARD, RolloutPlan.builder("p").build().deadline());
    assertEquals(
        new ProgressDeadline(time, ProgressDeadline.Then.REPORT),
        ArgoPlans.canary("p").build().deadline(),
        "which ends a rollout there only if that is asked for");
    bench.silent.add("NEW");
    bench.release(Release.of("r2").withReplicas(4), RolloutPlan.builder("p").build());
    bench.advance(time.minusSeconds(1));
    bench.scaling.get(0).progress().report(1, 0);
    bench.advance(time.minusSeconds(2)); // progress begins the time anew
    Bench.accepted(bench.shop().pause("ann", "the night"));
    bench.advance(Duration.ofDays(1));
    Bench.accepted(bench.shop().resume("ann", "morning"));
    bench.advance(Duration.ofSeconds(1));
    assertEquals(RolloutStatus.IN_PROGRESS, bench.view().status());
    bench.advance(Duration.ofSeconds(1));
    assertEquals(Optional.of(RollbackCause.TIMEOUT), bench.view().cause(), "starting");
    bench.silent.clear();
    bench.advance(Duration.ofSeconds(30));
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);

    bench.silent.add("router");
    bench.release(Release.of("r3"), RolloutPlan.builder("p").build());
    bench.advance(time);
    assertEquals(Optional.of(RollbackCause.TIMEOUT), bench.view().cause(), "promoting");
    bench.advance(time);
    bench.expect("r3", RolloutStatus.ROLLBACK_FAILED); // and on the way back
    bench.silent.clear();
    Bench.accepted(bench.shop().abort("ann", "again"));
    assertTrue(bench.service().current().isEmpty());

    bench.silent.add("STABLE");
    bench.release(Release.of("r4").withReplicas(1), RolloutPlan.builder("p").build());
    bench.advance(Duration.ofSeconds(30).plus(time));
    assertEquals(Optional.of(RollbackCause.TIMEOUT), bench.view().cause(), "cleaning up");
    bench.silent.clear();
    bench.restart();
    bench.advance(Duration.ofSeconds(30));
    bench.expect("r4", RolloutStatus.ROLLBACK_SUCCESSFUL);

    bench.silent.add("router");
    bench.release(
        Release.of("r5"),
        RolloutPlan.builder("p")
            .deadline(new ProgressDeadline(HOUR, ProgressDeadline.Then.REPORT))
            .build());
    bench.advance(HOUR);
    assertEquals(RolloutStatus.IN_PROGRESS, bench.view().status());
    assertTrue(bench.view().history().toString().contains("no progress within PT1H"));
  }

  @Test
  @DisplayName("ends when too many starts fail; one that becomes healthy sets the count back")
  @Covers({"RP-38", "RP-156"})
  void breaker() {
    bench.silent.add("NEW");
    RolloutPlan plan = RolloutPlan.builder("p").circuitBreaker(CircuitBreaker.count(3)).build();
    bench.release(Release.of("r2").withReplicas(4), plan);
    bench.scaling.get(0).progress().report(0, 2);
    bench.scaling.get(0).progress().report(0, 2); // told twice
    bench.scaling.get(0).progress().report(1, 2); // healthy
    bench.scaling.get(0).progress().report(1, 4);
    assertEquals(RolloutStatus.IN_PROGRESS, bench.view().status());
    bench.scaling.get(0).progress().report(1, 5);
    assertEquals(Optional.of(RollbackCause.CIRCUIT_BREAKER), bench.view().cause());
    bench.silent.clear();
    bench.advance(Duration.ofSeconds(30));
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);

    bench.silent.add("NEW");
    RolloutPlan strict =
        RolloutPlan.builder("p").circuitBreaker(CircuitBreaker.count(3).neverReset()).build();
    bench.release(Release.of("r3").withReplicas(4), strict);
    bench.scaling.get(bench.scaling.size() - 1).progress().report(0, 2);
    bench.scaling.get(bench.scaling.size() - 1).progress().report(3, 2);
    bench.scaling.get(bench.scaling.size() - 1).progress().report(3, 3);
    assertEquals(Optional.of(RollbackCause.CIRCUIT_BREAKER), bench.view().cause());

    bench.silent.clear();
    bench.restart();
    bench.advance(Duration.ofSeconds(30));
    bench.silent.add("NEW");
    RolloutPlan bounded = RolloutPlan.builder("p").circuitBreaker(CircuitBreaker.STANDARD).build();
    bench.release(Release.of("r4").withReplicas(4), bounded);
    ScaleTask task = bench.scaling.get(bench.scaling.size() - 1);
    task.progress().report(0, 2);
    assertEquals(Optional.empty(), bench.view().cause(), "half of four is two, but three at least");
    task.progress().report(0, 3);
    assertEquals(Optional.of(RollbackCause.CIRCUIT_BREAKER), bench.view().cause());
  }

  @Test
  @DisplayName("remembers ten past rollouts, and one old side at a time is scaled up")
  @Covers("RP-29")
  void history() {
    for (int i = 2; i < 20; i++) {
      bench.release(Release.of("r" + i).withReplicas(1), RolloutPlan.builder("p").build());
      assertEquals(
          "rollout.busy",
          Bench.rejected(
              bench.shop().release(Release.of("x"), RolloutPlan.builder("p").build(), "x")),
          "the old side is kept for 30 seconds");
      bench.advance(Duration.ofSeconds(29));
      assertTrue(bench.service().current().isPresent());
      bench.advance(Duration.ofSeconds(1));
      assertTrue(bench.service().current().isEmpty());
    }
    assertEquals(ServiceView.MOST_PAST, bench.service().past().size());
    assertEquals(10, ServiceView.MOST_PAST);
    assertEquals("r19", bench.service().past().get(0).revision());
    bench.release(Release.of("r20").withReplicas(1), RolloutPlan.builder("p").bake(HOUR).build());
    bench.drain();
    Bench.accepted(bench.shop().rollBack("ann", ""));
    bench.advance(Duration.ofSeconds(29));
    assertEquals(List.of("r20 0 %"), bench.drain());
    bench.advance(Duration.ofSeconds(1));
    assertEquals(List.of("NEW x0"), bench.drain(), "30 seconds after an abort, too");
  }

  @Test
  @DisplayName("tells listeners what happens, in the order of the journal")
  @Covers("RP-45")
  void listeners() {
    bench.notices.clear();
    bench.release(Release.of("r2"), slow().build());
    Bench.accepted(bench.shop().rollBack("ann", "errors"));
    assertEquals(
        List.of(
            "shop: RolloutStarted r2 by plan slow",
            "shop: OperationStarted",
            "shop: OperationEnded DONE, 10 % of the users on the new side",
            "shop: OperationStarted",
            "shop: RollbackOrdered ORDER, by ann: errors",
            "shop: RollbackStarted",
            "shop: OperationStarted",
            "shop: OperationEnded DONE, 0 % of the users on the new side",
            "shop: RolloutEnded ROLLBACK_SUCCESSFUL, ann: errors"),
        bench.notices.stream().map(RolloutNotice::toString).toList());
    for (int i = 1; i < bench.notices.size(); i++) {
      assertEquals(
          bench.notices.get(i - 1).sequence() + 1, bench.notices.get(i).sequence(), "no gap");
    }
  }

  @Test
  @DisplayName("is refused if the plan does not fit the release, or the engine lacks a part")
  void refusals() {
    assertEquals(
        "rollout.release",
        Bench.rejected(
            bench
                .shop()
                .release(
                    Release.of("r2"),
                    RolloutPlan.builder("p").moveHosts(DeploymentStrategy.allAtOnce()).build(),
                    "r2")));
    Bench.accepted(bench.shop().release(Release.of("r3"), slow().build(), "token"));
    Bench.unchanged(bench.shop().release(Release.of("r3"), slow().build(), "token"));
    VirtualTime time = VirtualTime.startingAt(Bench.START);
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      OpenRollout bare = RolloutEngine.builder(processes, time.clock()).build().open("bare");
      RolloutPlan all = slow().alarms("a").analyse(ERRORS).lastly(RolloutHook.call("h")).build();
      assertEquals(
          "plan slow needs router, scaler, hookRunner, metricProvider, alarmSource; give the"
              + " engine's builder what is missing",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> bare.release(Release.of("r1").withReplicas(1), all, "r1"))
              .getMessage());
    }
  }

  @Test
  @DisplayName("does not wait for a gradual way back if the plan says that a newer one restarts")
  void restartsAtOnce() {
    bench.released("r1");
    RollbackPlan gradually = RollbackPlan.stepped(HOUR, Weight.ofPercent(5));
    RolloutPlan restarting =
        slow().onNewerRevision(OnNewerRevision.RESTART).rollback(gradually).build();
    bench.release(Release.of("r2"), restarting);
    Bench.accepted(bench.shop().rollBack("ann", "it is slow"));
    assertEquals(List.of("r2 10 %", "r2 5 %"), bench.drain());
    bench.release(Release.of("r3"), restarting);
    assertEquals(List.of("r2 0 %", "r3 10 %"), bench.drain());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(Optional.of(RollbackCause.ORDER), bench.ended("r2").cause());
    RolloutPlan patient =
        slow().onNewerRevision(OnNewerRevision.SUPERSEDE).rollback(gradually).build();
    Bench.accepted(bench.shop().abort("ann", "next"));
    bench.drain();
    bench.release(Release.of("r4"), patient);
    Bench.accepted(bench.shop().rollBack("ann", "it is slow"));
    bench.release(Release.of("r5"), patient);
    assertEquals(List.of("r4 10 %", "r4 5 %"), bench.drain());
    bench.advance(HOUR);
    assertEquals(List.of("r4 0 %", "r5 10 %"), bench.drain());
  }
}
