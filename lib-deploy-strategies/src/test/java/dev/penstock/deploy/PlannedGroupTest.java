package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.rollout.OpenRollout;
import dev.penstock.deploy.rollout.Release;
import dev.penstock.deploy.rollout.RolloutStatus;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.WaitLimit;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.process.CommandResult;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment group that goes by a plan")
class PlannedGroupTest {
  private static final Analysis ERRORS = Analysis.of(Metric.named("error-rate").atMost(0.01));
  private static final Duration MINUTES = Duration.ofMinutes(5);

  private final Host host = new Host();

  static DeploymentGroup zoneByZone() {
    return DeploymentGroup.builder("shop")
        .side("hosts", "a-1", "b-1", "a-2", "b-2", "b-3")
        .zones(Map.of("a-1", "a", "a-2", "a", "b-1", "b", "b-2", "b", "b-3", "b"))
        .plan(
            RolloutPlan.builder("zone by zone")
                .moveHosts("a", DeploymentStrategy.oneAtATime())
                .analyse(ERRORS, MINUTES)
                .pause(WaitLimit.thenRollBack(Duration.ofHours(8)))
                .moveHosts(DeploymentStrategy.halfAtATime())
                .rollback(RollbackPlan.AT_ONCE.hostsBy(DeploymentStrategy.halfAtATime()))
                .build())
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE)
        .build();
  }

  static DeploymentGroup careful() {
    return DeploymentGroup.builder("shop")
        .side("blue", "b-1")
        .side("green", "g-1")
        .plan(
            RolloutPlan.builder("careful")
                .shiftTo(10)
                .analyse(ERRORS, MINUTES)
                .shiftTo(50)
                .pause()
                .rollback(
                    RollbackPlan.stepped(Duration.ofMinutes(1), Weight.ofPercent(5))
                        .after(RolloutHook.call("tell-support")))
                .build())
        .alarms("errors")
        .build();
  }

  private OpenGroup open(DeploymentGroup group) {
    return host.start().open(group);
  }

  private static DeploymentId deploy(OpenGroup group, String revision) {
    return Host.now(group.deploy(Host.revision(revision), revision));
  }

  private static Deployment look(OpenGroup group, DeploymentId id) {
    return Host.now(group.deployment(id));
  }

  private static OpenRollout rollout(OpenGroup group, DeploymentId id) {
    return Host.now(group.rollout(id));
  }

  private void install(OpenGroup group, String revision) {
    DeploymentId id = deploy(group, revision);
    host.time.advance(MINUTES.plusMinutes(5));
    if (look(group, id).status() == DeploymentStatus.IN_PROGRESS) {
      Host.now(rollout(group, id).promoteFull("ann", "the first one"));
      host.time.advance(MINUTES);
    }
    assertEquals(DeploymentStatus.SUCCEEDED, look(group, id).status(), look(group, id).reason());
    host.ran.clear();
    host.routed.clear();
  }

  private static String revisions(OpenGroup group) {
    return Host.now(group.status()).instances().stream()
        .map(each -> each.id() + " " + each.revision().orElse("?"))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String statuses(Deployment deployment) {
    return deployment.targets().stream()
        .map(each -> each.instance() + " " + each.status())
        .collect(Collectors.joining(", "));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("moves the instances of a zone, judges, waits for a person and moves the others")
  void movesHosts() {
    OpenGroup group = open(zoneByZone());
    install(group, "r1");
    DeploymentId id = deploy(group, "r2");
    assertEquals(
        "a-1 SUCCEEDED, b-1 PENDING, a-2 SUCCEEDED, b-2 PENDING, b-3 PENDING",
        statuses(look(group, id)));
    host.time.advance(MINUTES);
    assertEquals(DeploymentStatus.IN_PROGRESS, look(group, id).status());
    OpenRollout rollout = rollout(group, id);
    assertEquals(RolloutStatus.PAUSED, Host.now(rollout.status()).current().orElseThrow().status());
    assertInstanceOf(CommandResult.Accepted.class, Host.now(rollout.resume("ann", "all is calm")));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(id)).status());
    assertEquals("a-1 r2, a-2 r2, b-1 r2, b-2 r2, b-3 r2", revisions(group));
    assertEquals("r2", Host.now(group.status()).lastKnownGood().orElseThrow().id());
    assertTrue(host.ran.contains("r2 a-1 AfterInstall"), host.ran.toString());
  }

  @Test
  @DisplayName("is rolled back by a new deployment, by the strategy of the plan's way back")
  void rollsBack() {
    OpenGroup group = open(zoneByZone());
    install(group, "r1");
    host.errorRate = 0.05;
    DeploymentId id = deploy(group, "r2");
    host.time.advance(MINUTES);
    Deployment failed = Host.now(group.ended(id));
    assertEquals(DeploymentStatus.FAILED, failed.status());
    assertEquals("ANALYSIS_FAILED", failed.code());
    assertTrue(failed.reason().contains("error-rate"), failed.reason());
    assertEquals(
        "a-1 SUCCEEDED, b-1 SKIPPED, a-2 SUCCEEDED, b-2 SKIPPED, b-3 SKIPPED", statuses(failed));
    DeploymentId back = failed.rolledBackBy().orElseThrow();
    Deployment rollback = Host.now(group.ended(back));
    assertEquals(DeploymentStatus.SUCCEEDED, rollback.status(), rollback.reason());
    assertEquals(DeploymentCreator.ROLLBACK, rollback.creator());
    assertEquals("a-1 r1, a-2 r1, b-1 r1, b-2 r1, b-3 r1", revisions(group));
    assertEquals(DeploymentStrategy.halfAtATime().name(), group.group().fleetStrategy().name());
    assertEquals(
        "deployment " + back + " goes by no plan, or has not come to it [deployment.not-by-plan]",
        Host.failure(group.rollout(back)));
  }

  @Test
  @DisplayName("fails as the strategy of its step says if an instance fails")
  void failsByStrategy() {
    OpenGroup group = open(zoneByZone());
    install(group, "r1");
    host.failing.add("r2 a-1 Install");
    Deployment failed = Host.now(group.ended(deploy(group, "r2")));
    assertEquals("HEALTH_CONSTRAINTS", failed.code(), failed.reason());
    assertEquals(
        "a-1 FAILED, b-1 SKIPPED, a-2 SKIPPED, b-2 SKIPPED, b-3 SKIPPED", statuses(failed));
    assertTrue(failed.rolledBackBy().isPresent());
  }

  @Test
  @DisplayName("shifts users step by step, and back on the way that the plan says")
  void shiftsUsers() {
    OpenGroup group = open(careful());
    install(group, "r1");
    DeploymentId id = deploy(group, "r2");
    assertEquals(List.of("blue 90 %, green 10 %"), host.routed);
    host.time.advance(MINUTES);
    assertEquals(Weight.ofPercent(50), look(group, id).weight());
    host.alarm("errors", "7 %");
    assertEquals(DeploymentStatus.IN_PROGRESS, look(group, id).status());
    assertEquals(StopStatus.PENDING, look(group, id).stopStatus().orElseThrow());
    assertEquals(Weight.ofPercent(5), look(group, id).weight());
    host.time.advance(Duration.ofMinutes(1));
    Deployment stopped = Host.now(group.ended(id));
    assertEquals(DeploymentStatus.STOPPED, stopped.status());
    assertEquals("ALARM_ACTIVE", stopped.code());
    assertEquals(
        List.of(
            "blue 90 %, green 10 %",
            "blue 50 %, green 50 %", "blue 95 %, green 5 %", "blue 100 %, green 0 %"),
        host.routed);
    assertEquals(List.of("hook tell-support of " + id), hooks());
    assertEquals("blue", Host.now(group.status()).liveSide().orElseThrow());
  }

  private List<String> hooks() {
    return host.ran.stream().filter(what -> what.startsWith("hook")).toList();
  }

  @Test
  @DisplayName("goes back at once when somebody stops it, and takes no orders after")
  void stops() {
    OpenGroup group = open(careful());
    install(group, "r1");
    DeploymentId id = deploy(group, "r2");
    host.time.advance(MINUTES);
    Host.now(group.stop(id, "wrong build", RollbackChoice.LEAVE));
    Deployment stopped = Host.now(group.ended(id));
    assertEquals("MANUAL_STOP", stopped.code());
    assertEquals(
        List.of("blue 90 %, green 10 %", "blue 50 %, green 50 %", "blue 100 %, green 0 %"),
        host.routed);
    OpenRollout rollout = rollout(group, id);
    CommandResult.Rejected refused =
        assertInstanceOf(
            CommandResult.Rejected.class, Host.now(rollout.promote("ann", "too late")));
    assertEquals("rollout.none", refused.rejection().code());
    RolloutPlan another = RolloutPlan.builder("another").build();
    CommandResult.Rejected once =
        assertInstanceOf(
            CommandResult.Rejected.class,
            Host.now(rollout.release(Release.of("r3"), another, "sneaky")));
    assertEquals("rollout.once", once.rejection().code());
  }

  @Test
  @DisplayName("ends as a stop does if a person rolls its rollout back")
  void rollsBackByPerson() {
    OpenGroup group = open(careful());
    install(group, "r1");
    DeploymentId id = deploy(group, "r2");
    Host.now(rollout(group, id).rollBack("ann", "users complain"));
    host.time.advance(Duration.ofMinutes(1));
    Deployment stopped = Host.now(group.ended(id));
    assertEquals(DeploymentStatus.STOPPED, stopped.status());
    assertEquals("MANUAL_STOP", stopped.code());
    assertEquals("ann: users complain", stopped.reason());
  }

  @Test
  @DisplayName("tries a route again, and returns everybody itself if the way back does not work")
  void survivesTheBalancer() {
    OpenGroup group = open(careful());
    install(group, "r1");
    host.routesToFail = 2;
    DeploymentId id = deploy(group, "r2");
    host.time.advance(Duration.ofSeconds(10));
    assertEquals(List.of("blue 90 %, green 10 %"), host.routed);
    host.routesToFail = 5; // as often as the rollout tries
    Host.now(group.stop(id, "enough", RollbackChoice.LEAVE));
    host.time.advance(Duration.ofMinutes(1));
    assertEquals("MANUAL_STOP", Host.now(group.ended(id)).code());
    assertEquals(List.of("blue 90 %, green 10 %", "blue 100 %, green 0 %"), host.routed);
    assertEquals(
        "STOPPED", Host.now(group.ended(id)).status().name(), Host.now(group.ended(id)).reason());
  }

  @Test
  @DisplayName("keeps its plan when the group gets another one meanwhile")
  void keepsItsPlan() {
    OpenGroup group = open(careful());
    install(group, "r1");
    DeploymentId id = deploy(group, "r2");
    OpenGroup later =
        host.start()
            .open(
                DeploymentGroup.builder("shop")
                    .side("blue", "b-1")
                    .side("green", "g-1")
                    .plan(RolloutPlan.builder("at once").build())
                    .build());
    host.time.advance(MINUTES);
    assertEquals(Weight.ofPercent(50), look(later, id).weight());
    Host.now(rollout(later, id).resume("ann", "fine"));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(later.ended(id)).status());
    DeploymentId next = deploy(later, "r3");
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(later.ended(next)).status());
  }

  @Test
  @DisplayName("comes to the same end wherever its host dies, and does not run on after it")
  void survivesDeath() {
    assertEquals("SUCCEEDED 100 % r1, r2", ending(careful(), 0, Integer.MAX_VALUE));
    assertEquals("FAILED 0 % r1, r2", ending(careful(), 0.05, Integer.MAX_VALUE));
    assertEquals("SUCCEEDED 0 % r1, r2", ending(joining(), 0, Integer.MAX_VALUE));
    assertEquals("FAILED 0 % r1, r2", ending(joining(), 0.05, Integer.MAX_VALUE));
    int deaths = 0;
    for (double errorRate : new double[] {0, 0.05}) {
      for (DeploymentGroup group : List.of(careful(), zoneByZone(), joining())) {
        String expected = ending(group, errorRate, Integer.MAX_VALUE);
        isCut = true;
        for (int appends = 1; isCut; appends++) {
          assertEquals(expected, ending(group, errorRate, appends), "after " + appends);
          deaths++;
        }
      }
    }
    assertTrue(deaths > 100, deaths + " deaths");
  }

  private static DeploymentGroup joining() {
    return DeploymentGroup.builder("shop")
        .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
        .side("blue", "b-1")
        .side("green", "g-1")
        .plan(
            RolloutPlan.ofHosts(DeploymentStrategy.allAtOnce()).toBuilder("joining")
                .analyse(Analysis.of(Metric.named("errors").atMost(0.01)), MINUTES)
                .pause()
                .build())
        .build();
  }

  private boolean isCut;

  /** Two deployments, one of which dies after so many appends and goes on after a restart. */
  private String ending(DeploymentGroup definition, double errorRate, int appends) {
    try (Host mortal = new Host()) {
      if (appends % 2 == 0) { // and its journals are compacted all the time
        mortal.retention = RetentionPolicy.compactingAt(2);
      }
      OpenGroup group = mortal.start().open(definition);
      DeploymentId first = deploy(group, "r1");
      mortal.time.advance(Duration.ofHours(1));
      if (look(group, first).status() == DeploymentStatus.IN_PROGRESS) {
        Host.now(rollout(group, first).resume("ann", "go on"));
      }
      mortal.errorRate = errorRate;
      CutJournal cut = new CutJournal(mortal.journal, appends);
      OpenGroup dying = mortal.start(cut).open(definition);
      var unused = dying.deploy(Host.revision("r2"), "r2");
      mortal.time.advance(Duration.ofHours(1));
      var unusedAnswer =
          dying.rollout(new DeploymentId("shop-2")).thenCompose(each -> each.resume("a", "b"));
      mortal.time.advance(Duration.ofHours(1));
      isCut = cut.isCut();
      OpenGroup again = mortal.start().open(definition);
      DeploymentId id = deploy(again, "r2");
      mortal.time.advance(Duration.ofHours(1));
      if (look(again, id).status() == DeploymentStatus.IN_PROGRESS) {
        Host.now(rollout(again, id).resume("ann", "go on"));
      }
      mortal.time.advance(Duration.ofHours(1));
      Deployment end = Host.now(again.ended(id));
      assertFalse(mortal.processes().gauges().effectsInFlight() > 0, "it is still under way");
      return end.status()
          + " "
          + end.weight()
          + " "
          + Host.now(again.status()).instances().stream()
              .map(each -> each.revision().orElse("?"))
              .collect(Collectors.joining(", "));
    }
  }

  @Test
  @DisplayName("comes to an end whatever its host, its alarms and people do at any moment")
  void survivesEverything() {
    Map<DeploymentStatus, Integer> ends = new EnumMap<>(DeploymentStatus.class);
    for (int seed = 0; seed < 300; seed++) {
      try (Host wild = new Host()) {
        Deployment end = storm(wild, seed % 2 == 0 ? careful() : zoneByZone(), seed);
        ends.merge(end.status(), 1, Integer::sum);
      }
    }
    assertEquals(
        Set.of(DeploymentStatus.SUCCEEDED, DeploymentStatus.FAILED, DeploymentStatus.STOPPED),
        ends.keySet());
    assertTrue(ends.values().stream().allMatch(count -> count > 20), ends.toString());
  }

  private static Deployment storm(Host wild, DeploymentGroup definition, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    OpenGroup group = wild.start().open(definition);
    DeploymentId first = deploy(group, "r1");
    wild.time.advance(Duration.ofHours(1));
    if (look(group, first).status() == DeploymentStatus.IN_PROGRESS) {
      Host.now(rollout(group, first).resume("ann", "go on"));
    }
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(first)).status());
    wild.routed.clear();
    wild.errorRate = random.nextInt(4) == 0 ? 0.1 : 0;
    hinder(wild, random);
    DeploymentId id = deploy(group, "r2");
    for (int i = 0; i < 12; i++) {
      int choice = random.nextInt(10);
      if (choice == 0) {
        group = wild.start().open(definition);
      } else if (choice == 1 && random.nextInt(3) == 0) {
        wild.alarm("errors", "7 %");
      } else if (choice == 2 && random.nextInt(3) == 0) {
        Host.now(group.stop(id, "enough", RollbackChoice.AS_THE_GROUP_SAYS));
      } else if (choice < 5) {
        order(group, id, random);
      } else if (choice == 5) {
        hinder(wild, random);
      } else {
        release(wild);
        wild.time.advance(Duration.ofSeconds(random.nextInt(900)));
      }
    }
    wild.hanging.clear();
    wild.routesToFail = 0;
    for (int i = 0; i < 20 && !look(group, id).status().isEnd(); i++) {
      release(wild);
      wild.time.advance(Duration.ofHours(1));
      order(group, id, random);
    }
    Deployment end = Host.now(group.ended(id));
    wild.time.advance(Duration.ofHours(3));
    assertEquals(0, wild.processes().gauges().effectsInFlight(), "seed " + seed);
    checkTraffic(wild, end, seed);
    return end;
  }

  /** Users are on the new side if it succeeded, else on the old one, and were never further on. */
  private static void checkTraffic(Host wild, Deployment end, int seed) {
    if (end.platform() == DeploymentPlatform.SERVER_SIDES && !wild.routed.isEmpty()) {
      String expected =
          end.status() == DeploymentStatus.SUCCEEDED
              ? "blue 0 %, green 100 %"
              : "blue 100 %, green 0 %";
      assertEquals(expected, wild.routed.get(wild.routed.size() - 1), "seed " + seed);
    }
    boolean isHalfway =
        end.targets().stream()
            .anyMatch(
                target ->
                    target.status() == TargetStatus.PENDING
                        || target.status() == TargetStatus.IN_PROGRESS);
    assertFalse(isHalfway, "seed " + seed + ": " + statuses(end));
  }

  private static void hinder(Host wild, SplittableRandom random) {
    String[] instances = {"a-1", "b-2", "g-1"};
    String what =
        "r2 "
            + instances[random.nextInt(3)]
            + (random.nextBoolean() ? " Install" : " AfterInstall");
    switch (random.nextInt(4)) {
      case 0 -> wild.failing.add(what);
      case 1 -> wild.hanging.add(what);
      case 2 -> wild.routesToFail = random.nextInt(8);
      default -> wild.failing.clear();
    }
  }

  private static void release(Host wild) {
    wild.hanging.clear();
    List.copyOf(wild.hung.values()).forEach(each -> each.complete(LifecycleResult.succeeded("")));
    wild.hung.clear();
  }

  private static void order(OpenGroup group, DeploymentId id, SplittableRandom random) {
    CompletableFuture<OpenRollout> rollout = group.rollout(id).toCompletableFuture();
    if (rollout.isCompletedExceptionally()) {
      return;
    }
    OpenRollout orders = Host.now(rollout);
    Host.now(
        switch (random.nextInt(7)) {
          case 0 -> orders.promoteFull("ann", "quick");
          case 1 -> orders.pause("ann", "wait");
          case 2 -> orders.skip("ann", "on");
          case 3 ->
              random.nextInt(3) == 0 ? orders.rollBack("ann", "back") : orders.resume("a", "");
          default -> orders.resume("ann", "on");
        });
  }
}
