package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.ReleaseCalendar;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStep;
import dev.penstock.deploy.strategy.ScaleTarget;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.strategy.WaitLimit;
import dev.penstock.deploy.traffic.RequestMatch;
import dev.penstock.deploy.traffic.RequestRoute;
import dev.penstock.deploy.traffic.RequestRouter;
import dev.penstock.deploy.traffic.TrafficMirror;
import dev.penstock.deploy.traffic.TrafficRequest;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rollout, step by step,")
class StepStoriesTest {
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Analysis ERRORS =
      Analysis.of(
          Metric.named("errors").atMost(0.01).every(Duration.ofMinutes(1)).count(3).build());

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  @DisplayName("shifts 10 %, 50 %, all, each with five minutes of watching")
  void firstScreen() {
    bench.released("r1");
    RolloutPlan careful =
        RolloutPlan.builder("careful")
            .watch(Analysis.of(Metric.named("errors").atMost(0.01).build()), FIVE)
            .shiftTo(10)
            .shiftTo(50)
            .shiftTo(100)
            .build();
    bench.release(Release.of("r2"), careful);
    assertEquals(List.of("r2 10 %"), bench.drainDeeds());
    assertEquals(Weight.ofPercent(10), bench.view().weight());
    assertEquals(Optional.of(1), bench.view().step(), "the watching after the shift");
    bench.advance(FIVE.minusSeconds(1));
    assertEquals(
        List.of("measure errors", "measure errors", "measure errors", "measure errors"),
        bench.drain());
    bench.advance(Duration.ofSeconds(1));
    assertEquals(List.of("r2 50 %"), bench.drainDeeds());
    bench.advance(FIVE);
    assertEquals(List.of("r2 100 %"), bench.drainDeeds());
    assertEquals(RolloutStatus.IN_PROGRESS, bench.view().status());
    bench.advance(FIVE);
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    assertEquals(Optional.of("r2"), bench.service().stable());
  }

  @Test
  @DisplayName("goes back within a minute when the watched metric is bad")
  void badMetric() {
    bench.released("r1");
    bench.metrics = query -> Measurement.of(0.5);
    RolloutPlan careful =
        RolloutPlan.builder("careful")
            .watch(Analysis.of(Metric.named("errors").atMost(0.01).build()), FIVE)
            .shiftTo(10)
            .build();
    bench.release(Release.of("r2"), careful);
    bench.minutes(1);
    assertEquals(List.of("r2 10 %", "r2 0 %"), bench.drainDeeds());
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(Optional.of(RollbackCause.ANALYSIS), bench.ended("r2").cause());
    assertEquals(Optional.of("r1"), bench.service().stable());
  }

  @Test
  @DisplayName("ends at 100 % whatever the last step is, and the new revision is the stable one")
  @Covers("RP-101")
  void endsWithAll() {
    bench.released("r1");
    bench.release(Release.of("r2"), RolloutPlan.builder("p").shiftTo(20).build());
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    assertEquals(List.of("r2 20 %", "r2 100 %"), bench.drain());
    assertEquals(Optional.of("r2"), bench.service().stable());
    bench.release(Release.of("r3"), RolloutPlan.builder("p").shiftTo(100).build());
    assertEquals(List.of("r3 100 %"), bench.drain());
    assertEquals(Optional.of("r2"), bench.ended("r3").stable());
  }

  @Test
  @DisplayName("takes every kind of step, and skips all of them on the very first rollout")
  @Covers("RP-100")
  void everyKind() {
    RolloutPlan plan =
        RolloutPlan.builder("everything")
            .routes("testers", "shadow")
            .readyAt(50)
            .scaleTo(ScaleTarget.replicas(3))
            .shiftTo(20)
            .hold(FIVE)
            .pause()
            .analyse(ERRORS)
            .experiment(
                new RolloutStep.Experiment(
                    "compare", 2, Weight.ofPercent(5), ERRORS, Optional.empty()))
            .route("testers", RequestMatch.header("X").exactly("y"))
            .mirror(TrafficMirror.of("shadow", Weight.ofPercent(10)))
            .ask(RolloutHook.call("plug-in"))
            .build();
    bench.release(Release.of("r1").withReplicas(10), plan);
    bench.expect("r1", RolloutStatus.SUCCESSFUL);
    assertEquals(List.of("NEW x10", "r1 100 %"), bench.drain());
    assertEquals("the first rollout, nobody is served yet", bench.ended("r1").shortcut());

    bench.silent.add("NEW");
    bench.release(Release.of("r2").withReplicas(10), plan);
    assertEquals(List.of("NEW x2"), bench.drain());
    bench.scaling.get(0).progress().report(2, 0);
    assertEquals(List.of("NEW x3"), bench.drain(), "a number of its own");
    bench.scaling.get(1).progress().report(1, 0);
    assertEquals(List.of(), bench.drain(), "less than half is ready");
    bench.silent.clear();
    bench.scaling.get(1).progress().report(2, 0);
    assertEquals(List.of("r2 20 %"), bench.drain());
    bench.advance(FIVE);
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    Bench.accepted(bench.shop().resume("ann", "looks good"));
    bench.minutes(3);
    assertEquals(List.of("BASELINE x2", "TRIAL x2", "r2 20 %"), bench.drainDeeds().subList(0, 3));
    RoutingTask experiment = bench.tables.get(bench.tables.size() - 1);
    assertEquals(Weight.ofPercent(5), experiment.table().share(TrafficSide.BASELINE));
    assertEquals(Weight.ofPercent(5), experiment.table().share(TrafficSide.TRIAL));
    assertEquals(Weight.ofPercent(70), experiment.table().share(TrafficSide.STABLE));
    bench.minutes(3);
    assertEquals(
        List.of(
            "r2 20 %",
            "TRIAL x0",
            "BASELINE x0",
            "r2 20 % +1",
            "r2 20 % +1 ~1",
            "hook plug-in at PRODUCTION_TRAFFIC_SHIFT",
            "NEW x10",
            "r2 100 %",
            "STABLE x0"),
        bench.drainDeeds());
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
  }

  @Test
  @DisplayName("compares the trial with the baseline of an experiment by their labels")
  @Covers("RP-21")
  void experimentSides() {
    bench.released("r1");
    List<Map<String, String>> asked = new ArrayList<>();
    bench.metrics =
        query -> {
          asked.add(query.sides().canary());
          asked.add(query.sides().baseline());
          return Measurement.of(0.5);
        };
    bench.release(
        Release.of("r2").withReplicas(4),
        RolloutPlan.builder("p")
            .experiment(new RolloutStep.Experiment("e", 1, Weight.NONE, ERRORS, Optional.empty()))
            .build());
    assertEquals(
        List.of(
            Map.of("revision", "r2", "side", "TRIAL"),
            Map.of("revision", "r1", "side", "BASELINE")),
        asked.subList(0, 2));
    bench.advance(Duration.ofSeconds(30));
    bench.expect("r2", RolloutStatus.ROLLBACK_SUCCESSFUL);
    List<String> deeds = bench.drainDeeds();
    assertEquals(List.of("BASELINE x1", "TRIAL x1"), deeds.subList(1, 3), "side by side");
    assertTrue(deeds.containsAll(List.of("TRIAL x0", "BASELINE x0")), "both are taken away");
  }

  @Test
  @DisplayName("waits for a person, for ever or up to a limit with its default action")
  @Covers({"RP-08", "RP-09"})
  void pauses() {
    bench.released("r1");
    bench.release(Release.of("r2"), RolloutPlan.builder("p").shiftTo(10).pause().build());
    bench.advance(Duration.ofDays(1_000));
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    Bench.accepted(bench.shop().promote("ann", "enough seen"));
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
    assertTrue(
        bench.ended("r2").history().stream()
            .anyMatch(entry -> entry.toString().equals("promoted by ann: enough seen")));

    bench.release(
        Release.of("r3"),
        RolloutPlan.builder("p").shiftTo(10).pause(WaitLimit.thenContinue(FIVE)).build());
    bench.advance(FIVE.minusSeconds(1));
    assertEquals(RolloutStatus.PAUSED, bench.view().status());
    bench.advance(Duration.ofSeconds(1));
    bench.expect("r3", RolloutStatus.SUCCESSFUL);

    bench.release(
        Release.of("r4"),
        RolloutPlan.builder("p").shiftTo(10).pause(WaitLimit.thenRollBack(FIVE)).build());
    bench.advance(FIVE);
    bench.expect("r4", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(Optional.of(RollbackCause.TIMEOUT), bench.ended("r4").cause());
  }

  @Test
  @DisplayName("waits for the window of a calendar")
  void windows() {
    bench.released("r1");
    bench.release(
        Release.of("r2"),
        RolloutPlan.builder("p")
            .awaitWindow(ReleaseCalendar.open("* * 14 ? * *", "Europe/Berlin"))
            .shiftTo(10)
            .build());
    assertEquals(List.of(), bench.drain());
    assertEquals(Optional.of(Bench.START.plus(Duration.ofHours(4))), bench.view().waitsUntil());
    bench.advance(Duration.ofHours(4));
    bench.expect("r2", RolloutStatus.SUCCESSFUL);
  }

  @Test
  @DisplayName("shows the new side on the preview endpoint before users see it")
  @Covers("RP-26")
  void preview() {
    bench.released("r1");
    bench.release(
        Release.of("r2").withReplicas(4),
        RolloutPlan.builder("p")
            .scaling(Scaling.STANDARD.startingWith(ScaleTarget.replicas(1)))
            .preview()
            .pause()
            .build());
    assertEquals(List.of("NEW x1", "r2 0 % preview"), bench.drain());
    Bench.accepted(bench.shop().resume("ann", ""));
    assertEquals(List.of("NEW x4", "r2 100 %"), bench.drain(), "switched, and no preview any more");
  }

  @Test
  @DisplayName("keeps both sides alive for the bake, and the old one for its delay")
  @Covers("RP-28")
  void bakes() {
    bench.released("r1");
    bench.release(Release.of("r2").withReplicas(2), RolloutPlan.builder("p").bake(FIVE).build());
    assertEquals(List.of("NEW x2", "r2 100 %"), bench.drain());
    bench.advance(FIVE.plusSeconds(29));
    assertEquals(List.of(), bench.drain());
    assertEquals(Map.of(TrafficSide.STABLE, 2, TrafficSide.NEW, 2), bench.view().replicas());
    bench.advance(Duration.ofSeconds(1));
    assertEquals(List.of("STABLE x0"), bench.drain());
  }

  @Test
  @DisplayName("sizes the new side by its weight, apart from it, and never below the minimum")
  @Covers("RP-12")
  void sizes() {
    bench.released("r1");
    bench.release(
        Release.of("r2").withReplicas(10),
        RolloutPlan.builder("p")
            .scaling(Scaling.STANDARD.atLeast(2).shrinkingStable().keepingCapacity(0))
            .shiftTo(1)
            .shiftTo(55)
            .shiftTo(95)
            .build());
    bench.advance(Duration.ofSeconds(30));
    assertEquals(
        List.of(
            "NEW x2",
            "r2 1 %",
            "NEW x6",
            "r2 55 %",
            "STABLE x5",
            "NEW x10",
            "r2 95 %",
            "STABLE x2",
            "r2 100 %",
            "STABLE x0"),
        bench.drain());
  }

  @Test
  @DisplayName("shrinks the stable side as the new one grows, above the floor of capacity")
  @Covers("RP-11")
  void shrinks() {
    bench.released("r1");
    Scaling scaling = Scaling.STANDARD.shrinkingStable();
    bench.release(
        Release.of("r2").withReplicas(10),
        RolloutPlan.builder("p").scaling(scaling).shiftTo(30).shiftTo(60).build());
    assertEquals(
        List.of(
            "NEW x3",
            "r2 30 %",
            "STABLE x7",
            "NEW x6",
            "r2 60 %",
            "STABLE x4",
            "NEW x10",
            "r2 100 %",
            "STABLE x0"),
        bench.drain());
    bench.advance(Duration.ofSeconds(30));
    bench.release(
        Release.of("r3").withReplicas(10),
        RolloutPlan.builder("p").scaling(scaling.readyAt(50)).shiftTo(60).build());
    assertEquals(
        List.of("NEW x6", "r3 60 %", "STABLE x7", "NEW x10", "r3 100 %", "STABLE x5"),
        bench.drain(),
        "half of six are sure to be ready, so seven stay");
  }

  @Test
  @DisplayName("without a router shares traffic by numbers of replicas, as fine as one of them")
  @Covers("RP-102")
  void withoutRouter() {
    bench.released("r1");
    bench.release(
        Release.of("r2").withReplicas(4),
        RolloutPlan.builder("p")
            .scaling(Scaling.STANDARD.withoutRouter())
            .shiftTo(1)
            .shiftTo(20)
            .shiftTo(30)
            .shiftTo(75)
            .build());
    assertEquals(
        List.of(
            "NEW x1",
            "STABLE x3",
            "NEW x2",
            "STABLE x2",
            "NEW x3",
            "STABLE x1",
            "NEW x4",
            "STABLE x0"),
        bench.drain());
    assertEquals(List.of(), bench.tables);
  }

  @Test
  @DisplayName("goes on once a share of the replicas is ready")
  @Covers("RP-13")
  void readyShare() {
    bench.released("r1");
    bench.silent.add("NEW");
    bench.release(
        Release.of("r2").withReplicas(10),
        RolloutPlan.builder("p").scaling(Scaling.STANDARD.readyAt(85)).shiftTo(100).build());
    bench.scaling.get(0).progress().report(8, 0);
    assertEquals(List.of("NEW x10"), bench.drain());
    bench.scaling.get(0).progress().report(9, 0);
    assertEquals(
        List.of("r2 100 %", "NEW x10"), bench.drain(), "all of them before the old side goes");
  }

  @Test
  @DisplayName("admits cohorts one after the other, with time between them")
  @Covers("RP-02")
  void cohorts() {
    bench.released("r1");
    bench.release(
        Release.of("r2"),
        RolloutPlan.builder("p").admit("ring-0").hold(FIVE).admit("ring-1").hold(FIVE).build());
    bench.advance(FIVE);
    assertEquals(List.of("r2 0 % [ring-0]", "r2 0 % [ring-0, ring-1]"), bench.drain());
    bench.advance(FIVE);
    assertEquals(List.of("r2 100 %"), bench.drain());

    List<RolloutHost> hosts =
        List.of(
            new RolloutHost("a-1", "a"), new RolloutHost("b-1", "b"), new RolloutHost("b-2", "b"));
    bench.release(
        Release.of("r3").onHosts(hosts),
        RolloutPlan.builder("zones")
            .moveHosts("a", DeploymentStrategy.allAtOnce())
            .hold(FIVE)
            .moveHosts("b", DeploymentStrategy.oneAtATime())
            .build());
    assertEquals(List.of("a-1 to r3"), bench.drain());
    bench.advance(FIVE);
    assertEquals(List.of("b-1 to r3", "b-2 to r3"), bench.drain());
    bench.expect("r3", RolloutStatus.SUCCESSFUL);
  }

  @Test
  @DisplayName("selects users by header and cookie, and copies requests, through the host's router")
  @Covers({"RP-23", "RP-24"})
  void routes() {
    bench.released("r1");
    RolloutPlan plan =
        RolloutPlan.builder("p")
            .routes("beta", "staff", "shadow")
            .route("staff", RequestMatch.header("X-Staff").exactly("yes"))
            .route("beta", RequestMatch.cookie("beta").exactly("on"))
            .mirror(TrafficMirror.of("shadow", Weight.ofPercent(25)))
            .pause()
            .build();
    bench.release(Release.of("r2"), plan);
    RoutingTask task = bench.tables.get(bench.tables.size() - 1);
    assertEquals(Optional.of("r1"), task.stable());
    assertEquals("r2", task.revision());
    assertEquals(
        List.of("beta", "staff"),
        task.table().routes().stream().map(RequestRoute::name).toList(),
        "in the order of their declaration");
    RequestRouter router = RequestRouter.of(task.table());
    TrafficRequest staff =
        new TrafficRequest("ann", Map.of("X-Staff", "yes"), Map.of(), Set.of(), false);
    TrafficRequest beta =
        new TrafficRequest("bob", Map.of(), Map.of("beta", "on"), Set.of(), false);
    assertEquals(TrafficSide.NEW, router.route(staff).side());
    assertEquals(TrafficSide.NEW, router.route(beta).side());
    assertEquals(TrafficSide.STABLE, router.route(TrafficRequest.of("eve")).side());
    assertEquals(List.of(TrafficMirror.of("shadow", Weight.ofPercent(25))), task.table().mirrors());
    Bench.accepted(bench.shop().resume("ann", ""));
    RoutingTask last = bench.tables.get(bench.tables.size() - 1);
    assertEquals(List.of(), last.table().routes());
    assertEquals(List.of(), last.table().mirrors());
  }

  @Test
  @DisplayName("keeps a minimum of hosts healthy in its waves, and goes back if it cannot")
  void hostWaves() {
    bench.released("r1");
    List<RolloutHost> hosts = List.of("a", "b", "c", "d").stream().map(RolloutHost::of).toList();
    RolloutPlan plan = RolloutPlan.ofHosts(DeploymentStrategy.minimumHealthyHosts(2));
    bench.silent.add("b");
    bench.release(Release.of("r2").onHosts(hosts), plan);
    assertEquals(List.of("a to r2", "b to r2"), bench.drain(), "two of four stay");
    assertEquals(1, bench.view().hostsMoved());
    bench.silent.clear();
    bench.restart();
    assertEquals(List.of("b to r2", "c to r2", "d to r2"), bench.drain());
    bench.expect("r2", RolloutStatus.SUCCESSFUL);

    bench.failing.addAll(List.of("a", "b"));
    bench.release(Release.of("r3").onHosts(hosts), plan);
    bench.expect("r3", RolloutStatus.ROLLBACK_SUCCESSFUL);
    assertEquals(
        List.of("a to r3", "b to r3", "a to r2", "b to r2"),
        bench.drain(),
        "nothing more can be taken out, so those touched go back");
    assertEquals(Optional.of(RollbackCause.FAILURE), bench.ended("r3").cause());
  }
}
