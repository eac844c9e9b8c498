package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment group over several deployments")
class GroupStoryTest {
  private final Host host = new Host();

  private static DeploymentGroup staging(DeploymentStrategy fleet) {
    return DeploymentGroup.builder("staging")
        .side("hosts", "s-1", "s-2", "s-3", "s-4")
        .fleetStrategy(fleet)
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE)
        .build();
  }

  private static DeploymentGroupBuilder twoSides() {
    return DeploymentGroup.builder("production")
        .side("blue", "b-1")
        .side("green", "g-1")
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .alarms("errors");
  }

  private static Deployment deploy(OpenGroup group, String revision) {
    return Host.now(group.deploy(Host.revision(revision), revision).thenCompose(group::ended));
  }

  private static String instances(OpenGroup group) {
    return Host.now(group.status()).instances().stream()
        .map(
            each ->
                each.id()
                    + " "
                    + each.revision().orElse("?")
                    + (each.isHealthy() ? "" : " unhealthy"))
        .collect(Collectors.joining(", "));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("may spare instances of a first deployment, which are healthy for its arithmetic")
  @Covers("D-259")
  void firstDeployment() {
    DeploymentStrategy half = DeploymentStrategy.halfAtATime();
    host.failing.addAll(List.of("r1 s-1 Install", "r1 s-2 Install"));
    assertEquals(
        "2 of 4 are healthy after 2 failed and 2 must stay so; 2 not attempted",
        deploy(host.start().open(staging(half)), "r1").reason(),
        "stops before its end");

    DeploymentGroup definition =
        DeploymentGroup.builder("strict")
            .side("hosts", "s-1", "s-2", "s-3", "s-4")
            .fleetStrategy(half)
            .countNewInstancesAsUnhealthy()
            .build();
    assertTrue(definition.countsNewInstancesAsUnhealthy());
    OpenGroup strict = host.start().open(definition);
    assertEquals(
        List.of(
            TargetStatus.FAILED,
            TargetStatus.FAILED,
            TargetStatus.SUCCEEDED,
            TargetStatus.SUCCEEDED),
        deploy(strict, "r1").targets().stream().map(TargetProgress::status).toList(),
        "nothing stops what begins unhealthy");

    DeploymentGroup grown =
        DeploymentGroup.builder("strict")
            .side("hosts", "s-1", "s-2", "s-3", "s-4", "s-5")
            .fleetStrategy(half)
            .build();
    assertFalse(grown.countsNewInstancesAsUnhealthy(), "unless set");
    host.ran.clear();
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(host.start().open(grown), "r2").status());
    assertEquals(
        List.of("r2 s-1 ApplicationStop", "r2 s-2 ApplicationStop", "r2 s-5 ApplicationStop"),
        host.ran.stream().filter(ran -> ran.endsWith("ApplicationStop")).limit(3).sorted().toList(),
        "the new one is as unhealthy as those that failed, and goes with them");
  }

  @Test
  @DisplayName("counts every instance as healthy at first, and remembers what each one is since")
  @Covers({"D-251", "D-264"})
  void remembersInstances() {
    OpenGroup group = host.start().open(staging(DeploymentStrategy.halfAtATime()));
    host.hanging.add("r1 s-1 ApplicationStop");
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    assertEquals(
        List.of(
            TargetStatus.IN_PROGRESS,
            TargetStatus.SUCCEEDED,
            TargetStatus.PENDING,
            TargetStatus.PENDING),
        Host.now(group.deployment(first)).targets().stream().map(TargetProgress::status).toList());
    host.hung.get("r1 s-1 ApplicationStop").complete(LifecycleResult.succeeded(""));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(first)).status());
    assertEquals("s-1 r1, s-2 r1, s-3 r1, s-4 r1", instances(group));

    host.failing.add("r2 s-3 Install");
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r2").status());
    assertEquals("s-1 r2, s-2 r2, s-3 ? unhealthy, s-4 r2", instances(group));

    host.ran.clear();
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r3").status());
    assertEquals("r3 s-3 ApplicationStop", host.ran.get(0));
  }

  @Test
  @DisplayName("serves unhealthy instances first, and those of the known good revision last")
  @Covers("D-251")
  void ordersInstances() {
    DeploymentGroup twoStayHealthy =
        DeploymentGroup.builder("staging")
            .side("hosts", "s-1", "s-2", "s-3", "s-4")
            .fleetStrategy(DeploymentStrategy.minimumHealthyHosts(2))
            .build();
    OpenGroup group = host.start().open(twoStayHealthy);
    host.failing.addAll(List.of("r1 s-4 Install", "r2 s-1 Install", "r2 s-2 Install"));
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r1").status());
    assertEquals(DeploymentStatus.FAILED, deploy(group, "r2").status());
    assertEquals("s-1 ? unhealthy, s-2 ? unhealthy, s-3 r1, s-4 r2", instances(group));

    host.ran.clear();
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r3").status());
    assertEquals(
        List.of(
            "r3 s-1 ApplicationStop",
            "r3 s-2 ApplicationStop",
            "r3 s-4 ApplicationStop",
            "r3 s-3 ApplicationStop"),
        host.ran.stream().filter(ran -> ran.endsWith("ApplicationStop")).toList());
  }

  @Test
  @DisplayName("keeps its revision when a deployment fails, and brings it back in place")
  @Covers({"D-264", "D-357"})
  void rollsBackInPlace() {
    OpenGroup group = host.start().open(staging(DeploymentStrategy.oneAtATime()));
    deploy(group, "r1");
    host.failing.add("r2 s-2 ValidateService");
    Deployment failed = deploy(group, "r2");
    assertEquals(DeploymentStatus.FAILED, failed.status());
    assertEquals("bringing back revision r1, the last known good one", failed.rollbackMessage());
    Deployment back = Host.now(group.ended(failed.rolledBackBy().orElseThrow()));
    assertEquals(DeploymentStatus.SUCCEEDED, back.status());
    assertEquals("s-1 r1, s-2 r1, s-3 r1, s-4 r1", instances(group));
    assertEquals(
        List.of(
            "staging-1 USER SUCCEEDED", "staging-2 USER FAILED", "staging-3 ROLLBACK SUCCEEDED"),
        Host.now(group.status()).history().stream()
            .map(entry -> entry.id() + " " + entry.creator() + " " + entry.status())
            .toList());
    assertEquals(List.of(), host.routed);
  }

  @Test
  @DisplayName("brings a revision back by the events of a deployment, in their order")
  @Covers("D-168")
  void rollbackOrder() {
    for (DeploymentPlatform platform :
        List.of(DeploymentPlatform.SERVER_IN_PLACE, DeploymentPlatform.SERVER_BALANCED)) {
      String name = platform.name();
      OpenGroup group =
          host.start()
              .open(
                  DeploymentGroup.builder(name)
                      .platform(platform)
                      .side("hosts", "s-1")
                      .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE)
                      .build());
      host.ran.clear();
      host.platforms.done.clear();
      assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r1").status());
      List<String> run = List.copyOf(host.ran);
      List<String> balancing = List.copyOf(host.platforms.done);
      assertEquals(
          platform.events(FleetLabel.GREEN).stream()
              .filter(event -> !event.text().matches("(Block|Allow)Traffic")) // the balancer's
              .map(event -> "r1 s-1 " + event)
              .toList(),
          run);
      assertEquals(
          platform == DeploymentPlatform.SERVER_BALANCED
              ? List.of("deregister s-1", "register s-1")
              : List.of(),
          balancing);

      host.failing.add("r2 s-1 ValidateService");
      DeploymentId back = deploy(group, "r2").rolledBackBy().orElseThrow();
      assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(back)).status());
      assertEquals(
          run, host.ran.stream().skip(run.size()).filter(r -> r.startsWith("r1")).toList());
      List<String> done = host.platforms.done;
      assertEquals(balancing, done.subList(done.size() - balancing.size(), done.size()));
      assertEquals(balancing.isEmpty() ? 0 : 5, done.size(), "the failed one only left");
    }
  }

  @Test
  @DisplayName("keeps the old side for a while, with alarms on; continuing ends the wait")
  @Covers({"D-323", "D-324", "D-326"})
  void bakes() {
    OpenGroup group = host.start().open(twoSides().bake(Duration.ofHours(1)).build());
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    assertEquals(DeploymentStatus.BAKING, Host.now(group.deployment(first)).status());
    host.time.advance(Duration.ofHours(1));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(first)).status());

    DeploymentId second = Host.now(group.deploy(Host.revision("r2"), "r2"));
    assertEquals("blue 0 %, green 100 %", host.routed.get(1));
    host.alarm("errors", "");
    assertEquals("blue 100 %, green 0 %", host.routed.get(2));
    assertEquals(DeploymentStatus.STOPPED, Host.now(group.ended(second)).status());

    DeploymentId third = Host.now(group.deploy(Host.revision("r3"), "r3"));
    Host.now(group.continueDeployment(third, WaitKind.TERMINATION_WAIT));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(third)).status());
    assertEquals(
        CommandResult.Unchanged.INSTANCE,
        Host.now(group.continueDeployment(third, WaitKind.TERMINATION_WAIT)));
  }

  @Test
  @DisplayName("gives nobody the traffic when its first deployment is taken back")
  void firstDeploymentTakenBack() {
    OpenGroup group = host.start().open(twoSides().bake(Duration.ofHours(1)).build());
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    host.alarm("errors", "");
    assertEquals(List.of("blue 100 %, green 0 %", "blue 0 %, green 0 %"), host.routed);
    assertEquals(DeploymentStatus.STOPPED, Host.now(group.ended(first)).status());
    assertEquals(Optional.empty(), Host.now(group.status()).liveSide());
  }

  @Test
  @DisplayName("stops a deployment at once whose alarm already fires or cannot be read")
  @Covers("D-355")
  void alarmsAtTheStart() {
    OpenGroup group = host.start().open(twoSides().build());
    host.firing.add("errors");
    Deployment stopped = deploy(group, "r1");
    assertEquals(DeploymentStatus.STOPPED, stopped.status());
    assertEquals("alarm errors fires: still", stopped.reason());
    host.firing.clear();
    host.isMonitoringAway = true;
    Deployment unread = deploy(group, "r2");
    assertEquals("ALARM_UNREADABLE", unread.code());
    assertEquals("alarm errors cannot be read: monitoring is away", unread.reason());
    assertEquals(List.of(), host.routed);

    OpenGroup lenient =
        host.deployments()
            .open(
                DeploymentGroup.builder("lenient")
                    .side("hosts", "s-1")
                    .alarms("errors")
                    .ignoreUnreadableAlarms()
                    .build());
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(lenient, "r3").status());
  }

  @Test
  @DisplayName("rolls back after a stop if the one who stops says so, whatever the group says")
  @Covers("D-400")
  void stopChoosesRollback() {
    OpenGroup group = host.start().open(staging(DeploymentStrategy.allAtOnce()));
    deploy(group, "r1");
    for (RollbackChoice choice : RollbackChoice.values()) {
      String revision = "r-" + choice;
      host.hanging.add(revision + " s-1 Install");
      DeploymentId id = Host.now(group.deploy(Host.revision(revision), revision));
      Host.now(group.stop(id, "no", choice));
      host.hung.get(revision + " s-1 Install").complete(LifecycleResult.succeeded(""));
      assertEquals(
          choice == RollbackChoice.ROLL_BACK,
          Host.now(group.ended(id)).rolledBackBy().isPresent(),
          choice.name());
    }
  }

  @Test
  @DisplayName("is opened once, by an engine that has what it needs")
  void opening() {
    DeploymentEngine engine = host.start();
    DeploymentGroup group = twoSides().build();
    assertEquals(engine.open(group), engine.open(group));
    assertEquals(
        "production is open with another definition; a group is opened with one",
        assertThrows(IllegalStateException.class, () -> engine.open(twoSides().build()))
            .getMessage());
    DeploymentEngine bare =
        DeploymentEngine.builder(host.processes(), host.time.clock())
            .lifecycleRunner(task -> new java.util.concurrent.CompletableFuture<>())
            .build();
    assertEquals(
        "production: two sides need a traffic router; give the engine's builder one",
        assertThrows(IllegalArgumentException.class, () -> bare.open(group)).getMessage());
    assertEquals(
        "watched: the alarms [errors] need an alarm source; give the engine's builder one",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    bare.open(
                        DeploymentGroup.builder("watched")
                            .side("hosts", "s-1")
                            .alarms("errors")
                            .build()))
            .getMessage());
  }
}
