package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.AfterAbort;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.ProgressDeadline;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutPlanBuilder;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The way back of a rollout")
class WayBackTest {
  private static final Duration TWO = Duration.ofMinutes(2);
  private static final RollbackPlan STEPPED =
      RollbackPlan.stepped(TWO, Weight.ofPercent(50), Weight.ofPercent(10));

  private final Bench bench = new Bench();

  @BeforeEach
  void release() {
    bench.released("r1");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static RolloutPlanBuilder to(double percent) {
    return RolloutPlan.builder("p").shiftTo(percent).pause();
  }

  private void back() {
    Bench.accepted(bench.shop().rollBack("ann", "errors"));
  }

  @Test
  @DisplayName("is at once unless the plan says otherwise")
  void atOnce() {
    bench.release(Release.of("r2"), to(80).build());
    back();
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(List.of("r2 80 %", "r2 0 %"), bench.drain());
    assertEquals("ann: errors", bench.ended("r2").reason());
  }

  @Test
  @DisplayName("goes down in steps, with hooks of its own and a result of its own")
  @Covers("RP-42")
  void stepped() {
    RollbackPlan way = STEPPED.before(RolloutHook.call("tell")).after(RolloutHook.call("told"));
    bench.release(Release.of("r2"), to(80).rollback(way).build());
    bench.failing.add("tell");
    bench.silent.add("told");
    back();
    assertEquals(
        List.of("r2 80 %", "hook tell at CLEAN_UP", "r2 50 %"),
        bench.drain(),
        "a hook that fails does not stop the way back");
    assertEquals(RolloutStatus.ROLLBACK_IN_PROGRESS, bench.view().status());
    bench.advance(TWO);
    assertEquals(List.of("r2 10 %"), bench.drain());
    bench.advance(TWO);
    assertEquals(List.of("r2 0 %", "hook told at CLEAN_UP"), bench.drain());
    bench.silent.clear();
    bench.restart();
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);

    bench.release(Release.of("r3"), to(30).rollback(STEPPED).build());
    bench.drain();
    back();
    assertEquals(List.of("r3 10 %"), bench.drain(), "never up again");
  }

  @Test
  @DisplayName("goes back at once when its deadline has passed, or when somebody aborts")
  @Covers("RP-42")
  void deadline() {
    RollbackPlan way = STEPPED.within(Duration.ofMinutes(3));
    bench.release(Release.of("r2"), to(80).rollback(way).build());
    bench.drain();
    back();
    bench.minutes(2);
    assertEquals(List.of("r2 50 %", "r2 10 %"), bench.drain());
    bench.minutes(1);
    assertEquals(List.of("r2 0 %"), bench.drain());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertTrue(bench.ended("r2").history().toString().contains("the way back took too long"));

    bench.release(Release.of("r3"), to(80).rollback(STEPPED).build());
    bench.drain();
    bench.silent.add("router");
    back();
    Bench.unchanged(bench.shop().rollBack("bob", "me too"));
    Bench.accepted(bench.shop().abort("bob", "faster"));
    Bench.unchanged(bench.shop().abort("bob", "faster"));
    assertEquals(List.of("r3 50 %", "r3 0 %"), bench.drain());
    bench.silent.clear();
    bench.restart();
    bench.expect("r3", RolloutStatus.STOPPED);
  }

  @Test
  @DisplayName("lets cohorts go one after the other, the last one first")
  @Covers("RP-42")
  void byCohort() {
    bench.release(
        Release.of("r2"),
        RolloutPlan.builder("p")
            .admit("ring-0")
            .admit("ring-1")
            .shiftTo(10)
            .pause()
            .rollback(RollbackPlan.byCohort(TWO))
            .build());
    bench.drain();
    back();
    assertEquals(List.of("r2 10 % [ring-0]"), bench.drain());
    bench.advance(TWO);
    assertEquals(List.of("r2 10 %"), bench.drain());
    bench.advance(TWO);
    assertEquals(List.of("r2 0 %"), bench.drain());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
  }

  @Test
  @DisplayName("brings hosts back by a strategy, those in flight and those that failed included")
  void hosts() {
    List<RolloutHost> hosts = List.of("a", "b", "c").stream().map(RolloutHost::of).toList();
    RolloutPlan plan =
        RolloutPlan.builder("p")
            .moveHosts(DeploymentStrategy.oneAtATime())
            .rollback(RollbackPlan.AT_ONCE.hostsBy(DeploymentStrategy.oneAtATime()))
            .build();
    bench.silent.add("b");
    bench.release(Release.of("r2").onHosts(hosts), plan);
    back();
    assertEquals(List.of("a to r2", "b to r2"), bench.drain(), "b has to report first");
    assertEquals(RolloutStatus.ROLLBACK_REQUESTED, bench.view().status());
    bench.silent.clear();
    bench.advance(ProgressDeadline.STANDARD.time());
    assertEquals(
        List.of("b to r1", "a to r1"), bench.drain(), "lost, so it does not serve: it goes first");
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
  }

  @Test
  @DisplayName("begins when a host does not report after a promotion in full")
  void lostHosts() {
    List<RolloutHost> hosts = List.of("a", "b", "c").stream().map(RolloutHost::of).toList();
    RolloutPlan plan = RolloutPlan.ofHosts(DeploymentStrategy.oneAtATime());
    bench.silent.add("b");
    bench.release(Release.of("r2").onHosts(hosts), plan);
    Bench.accepted(bench.shop().promoteFull("ann", "now"));
    assertEquals(List.of("a to r2", "b to r2"), bench.drain(), "one at a time, still");
    bench.silent.clear();
    bench.advance(ProgressDeadline.STANDARD.time());
    assertEquals(List.of("b to r1", "a to r1"), bench.drain());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
  }

  @Test
  @DisplayName("keeps the new side, takes it away at once, or after a delay")
  @Covers("RP-30")
  void afterAbort() {
    Release two = Release.of("r2").withReplicas(2);
    bench.release(two, to(50).afterAbort(AfterAbort.keep()).build());
    bench.drain();
    back();
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    bench.minutes(60);
    assertEquals(List.of("r2 0 %"), bench.drain(), "kept");

    bench.release(two, to(50).afterAbort(AfterAbort.removeAfter(Duration.ZERO)).build());
    bench.drain();
    back();
    assertEquals(List.of("r2 0 %", "NEW x0"), bench.drain());

    bench.release(two, to(50).afterAbort(AfterAbort.removeAfter(TWO)).build());
    bench.drain();
    back();
    bench.advance(TWO.minusSeconds(1));
    assertEquals(List.of("r2 0 %"), bench.drain());
    bench.advance(Duration.ofSeconds(1));
    assertEquals(List.of("NEW x0"), bench.drain());
  }

  @Test
  @DisplayName("brings the stable side to its full size before users come back")
  void stableFirst() {
    bench.release(
        Release.of("r2").withReplicas(10),
        to(80).scaling(Scaling.STANDARD.shrinkingStable()).build());
    bench.drain();
    bench.silent.add("STABLE");
    back();
    assertEquals(List.of("STABLE x10"), bench.drain(), "no users to a side that is not ready");
    bench.scaling.get(bench.scaling.size() - 1).progress().report(9, 0);
    assertEquals(List.of(), bench.drain());
    bench.scaling.get(bench.scaling.size() - 1).progress().report(10, 0);
    assertEquals(List.of("r2 0 %"), bench.drain());
  }

  @Test
  @DisplayName("is tried again with growing waits, fails visibly, and can be ordered again")
  void fails() {
    bench.release(Release.of("r2"), to(50).lastly(RolloutHook.call("unpin")).build());
    bench.drain();
    bench.routesToFail = 4;
    back();
    bench.advance(Duration.ofSeconds(1 + 2 + 4));
    assertEquals(List.of(), bench.drain());
    bench.advance(Duration.ofSeconds(8));
    assertEquals(List.of("r2 0 %", "hook unpin at CLEAN_UP"), bench.drain());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);

    bench.release(Release.of("r3"), to(50).lastly(RolloutHook.call("unpin")).build());
    bench.drain();
    bench.routesToFail = 5;
    back();
    bench.advance(Duration.ofSeconds(15));
    assertEquals(List.of("hook unpin at CLEAN_UP"), bench.drain(), "what is last runs in any case");
    bench.expect("r3", RolloutStatus.ROLLBACK_FAILED);
    assertEquals(
        "route 0 % to the new side: the balancer is away, 5 times", bench.ended("r3").reason());
    assertEquals(Weight.ofPercent(50), bench.view().weight(), "as far as is known");
    assertEquals(
        "rollout.rollback-failed",
        Bench.rejected(bench.shop().release(Release.of("r4"), to(1).build(), "r4")));
    Bench.accepted(bench.shop().abort("ann", "the balancer is back"));
    bench.expect("r3", RolloutStatus.STOPPED);
    assertEquals(List.of("r3 0 %", "hook unpin at CLEAN_UP"), bench.drain());
  }

  @Test
  @DisplayName("is not needed by an emergency that comes after a rollback that failed")
  void emergencyAfterFailure() {
    bench.release(Release.of("r2"), to(50).build());
    bench.routesToFail = 5;
    back();
    bench.advance(Duration.ofSeconds(15));
    bench.expect("r2", RolloutStatus.ROLLBACK_FAILED);
    bench.drain();
    bench.release(Release.of("r3").asEmergency("eve", "all is lost"), to(50).build());
    bench.expect("r3", RolloutStatus.SUCCESSFUL);
    assertEquals(List.of("r3 100 %"), bench.drain());
    assertEquals(RolloutStatus.ROLLBACK_FAILED, bench.service().past().get(1).status());
  }

  @Test
  @DisplayName("begins when routing or scaling there does not work after all attempts")
  void failsThere() {
    bench.routesToFail = 4;
    bench.release(Release.of("r2"), to(50).build());
    bench.advance(Duration.ofSeconds(15));
    assertEquals(List.of("r2 50 %"), bench.drain(), "the fifth attempt");
    Bench.accepted(bench.shop().abort("ann", ""));
    bench.drain();

    bench.scalesToFail = 5;
    bench.release(Release.of("r3").withReplicas(3), to(50).build());
    bench.advance(Duration.ofSeconds(15));
    bench.advance(Duration.ofSeconds(30));
    bench.expect("r3", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(List.of("NEW x0"), bench.drain(), "no user was touched");
    assertEquals(
        Map.of(
            TrafficSide.STABLE, 3,
            TrafficSide.NEW, 0),
        bench.ended("r3").replicas());
  }
}
