package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.fleet.TagFilter;
import dev.penstock.deploy.strategy.DeploymentConfiguration;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.strategy.ZonalConfiguration;
import dev.penstock.process.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A group that selects its instances")
class SelectingGroupTest {
  private final Host host = new Host();

  private static DeploymentGroupBuilder web() {
    return DeploymentGroup.builder("web")
        .side(
            "hosts",
            FleetSelection.builder()
                .tags(TagFilter.keyAndValue("role", "web"))
                .autoScalingGroups("asg-1", "asg-2")
                .build())
        .fleetStrategy(DeploymentStrategy.halfAtATime().allowingSingleTarget())
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE);
  }

  private static DeploymentGroup launching() {
    return DeploymentGroup.builder("web")
        .side("hosts", FleetSelection.builder().autoScalingGroups("asg-1").build())
        .fleetStrategy(DeploymentStrategy.minimumHealthyHosts(3))
        .build();
  }

  private static FleetInstance scaled(String id) {
    return FleetInstance.of(id).inAutoScalingGroup("asg-1");
  }

  private void fleet(String... ids) {
    for (String id : ids) {
      host.instances.put(scaled(id));
    }
  }

  private Deployment deploy(OpenGroup group, String revision) {
    return Host.now(group.deploy(Host.revision(revision), revision).thenCompose(group::ended));
  }

  private static List<String> targets(Deployment deployment) {
    return deployment.targets().stream().map(TargetProgress::instance).toList();
  }

  private List<String> history(OpenGroup group) {
    return Host.now(group.status()).history().stream()
        .map(
            entry ->
                entry.id()
                    + " "
                    + entry.creator().text()
                    + " "
                    + entry.revision().id()
                    + " "
                    + entry.status())
        .toList();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("takes them when a deployment begins: the tagged ones and those of its groups")
  @Covers({"D-263", "D-350"})
  void resolvesAtCreation() {
    OpenGroup group = host.start().open(web().build());
    host.instances.put(FleetInstance.of("i-1").withTag("role", "web"));
    host.instances.put(FleetInstance.of("i-2").inAutoScalingGroup("asg-1"));
    host.instances.put(FleetInstance.of("i-3").inAutoScalingGroup("asg-2"));
    host.instances.put(FleetInstance.of("i-4").inAutoScalingGroup("asg-3"));
    host.instances.put(FleetInstance.of("i-5").withTag("role", "web").inAutoScalingGroup("asg-2"));
    assertEquals(List.of("i-1", "i-2", "i-3", "i-5"), targets(deploy(group, "r1")));
    // half of the union at a time, whichever group they are of
    host.hanging.add("r2 i-1 ApplicationStop");
    host.hanging.add("r2 i-2 ApplicationStop");
    DeploymentId second = Host.now(group.deploy(Host.revision("r2"), "r2"));
    assertEquals(
        List.of("r2 i-1 ApplicationStop", "r2 i-2 ApplicationStop"),
        List.copyOf(host.hung.keySet()));
    assertEquals(2, Host.now(group.deployment(second)).count(TargetStatus.PENDING));
  }

  @Test
  @DisplayName(
      "goes through the zones that its instances are found in, if its configuration says so")
  void zones() {
    DeploymentConfiguration zonal =
        DeploymentConfiguration.builder("Zonal")
            .minimumHealthy(MinimumHealthyHosts.count(0))
            .zones(ZonalConfiguration.monitoring(Duration.ofMinutes(10)))
            .build();
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("web")
                    .side("hosts", FleetSelection.builder().autoScalingGroups("asg-1").build())
                    .configuration(zonal)
                    .build());
    host.instances.put(scaled("i-1").inZone("b"));
    host.instances.put(scaled("i-2").inZone("a"));
    host.instances.put(scaled("i-3").inZone("b"));
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    assertEquals(
        List.of("r1 i-2 ApplicationStop"),
        host.ran.stream().filter(ran -> ran.endsWith("ApplicationStop")).toList());
    host.time.advance(Duration.ofMinutes(10));
    assertEquals(List.of("i-2", "i-1", "i-3"), targets(Host.now(group.ended(first))));
  }

  @Test
  @DisplayName("fails a deployment without instances, or with too many, before anything is touched")
  @Covers({"D-353", "D-434"})
  void counts() {
    DeploymentLimits limits = DeploymentLimits.open().with(DeploymentLimit.INSTANCES, 2);
    OpenGroup group = host.start().open(web().limits(limits).build());
    Deployment none = deploy(group, "r1");
    assertEquals(DeploymentStatus.FAILED, none.status());
    assertEquals("NO_INSTANCES", none.code());
    assertEquals("no instance matches what the group selects", none.reason());
    assertEquals(List.of(), none.targets());

    fleet("i-1", "i-2", "i-3");
    Deployment many = deploy(group, "r2");
    assertEquals(DeploymentStatus.FAILED, many.status());
    assertEquals("OVER_MAX_INSTANCES", many.code());
    assertEquals("there are 3 instances; allowed: at most 2", many.reason());
    assertEquals(List.of(), host.ran);
    host.instances.remove("i-3");
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r3").status());

    host.isInventoryAway = true;
    Deployment unknown = deploy(group, "r4");
    assertEquals("INTERNAL_ERROR", unknown.code());
    assertEquals("the instances could not be found: inventory is away", unknown.reason());

    assertEquals(1_000, DeploymentLimits.codeDeploy().value(DeploymentLimit.INSTANCES).orElse(0));
    assertEquals(
        2_000, DeploymentLimits.codeDeployNewer().value(DeploymentLimit.INSTANCES).orElse(0));
    assertEquals(
        1_000,
        DeploymentLimits.codeDeploy().value(DeploymentLimit.INSTANCES_PER_ACCOUNT).orElse(0));
    assertEquals(
        3_000,
        DeploymentLimits.codeDeployNewer().value(DeploymentLimit.INSTANCES_PER_ACCOUNT).orElse(0));
  }

  @Test
  @DisplayName("touches nothing on an instance that it no longer selects; redeploys old revisions")
  @Covers("D-365")
  void removalAndRedeployment() {
    OpenGroup group = host.start().open(web().build());
    fleet("i-1", "i-2");
    Deployment first = deploy(group, "r1");
    deploy(group, "r2");
    host.ran.clear();
    host.instances.remove("i-2");
    assertEquals(List.of(), host.ran);
    DeploymentId again =
        Host.now(
            group.redeploy(
                first.id(), "again", DeploymentOptions.NONE.withDescription("r2 is slow")));
    Deployment redeployed = Host.now(group.ended(again));
    assertEquals(DeploymentCreator.USER, redeployed.creator());
    assertEquals("r1", redeployed.revision().id());
    assertEquals(List.of("i-1"), targets(redeployed));
    assertEquals(List.of(), host.ran.stream().filter(ran -> ran.contains("i-2")).toList());
    assertEquals(again, Host.now(group.redeploy(first.id(), "again", DeploymentOptions.NONE)));
    assertEquals(
        "r2 is slow", Host.now(group.status()).entry(again).orElseThrow().options().description());
  }

  @Test
  @DisplayName("brings instances up to date that were launched during a deployment, or leaves them")
  @Covers("D-361")
  void outdatedInstances() {
    DeploymentEngine engine = host.start();
    fleet("i-1", "i-2");
    for (OutdatedInstances choice : OutdatedInstances.values()) {
      String name = "web-" + choice;
      DeploymentGroup definition =
          DeploymentGroup.builder(name)
              .side("hosts", FleetSelection.builder().autoScalingGroups("asg-1").build())
              .fleetStrategy(DeploymentStrategy.minimumHealthyHosts(1))
              .outdatedInstances(choice)
              .build();
      OpenGroup group = engine.open(definition);
      deploy(group, "r1");
      host.hanging.add("r2 i-1 Install");
      DeploymentId second = Host.now(group.deploy(Host.revision("r2"), "r2"));
      DeploymentId launch = Host.now(group.launched(scaled("i-9"))).orElseThrow();
      assertEquals("r1", Host.now(group.ended(launch)).revision().id());
      host.hung.remove("r2 i-1 Install").complete(LifecycleResult.succeeded(""));
      host.hanging.clear();
      Host.now(group.ended(second));
      GroupStatus.Entry root = Host.now(group.status()).entry(second).orElseThrow();
      if (choice == OutdatedInstances.IGNORE) {
        assertEquals(
            List.of(
                name + "-1 user r1 SUCCEEDED",
                name + "-2 user r2 SUCCEEDED",
                name + "-3 autoscaling r1 SUCCEEDED"),
            history(group));
        assertEquals(List.of(), root.updatedBy());
        continue;
      }
      assertEquals(
          List.of(
              name + "-1 user r1 SUCCEEDED",
              name + "-2 user r2 SUCCEEDED",
              name + "-3 autoscaling r1 SUCCEEDED",
              name + "-4 CodeDeployAutoUpdate r2 SUCCEEDED"),
          history(group));
      DeploymentId update = new DeploymentId(name + "-4");
      assertEquals(List.of("i-9"), targets(Host.now(group.deployment(update))));
      assertEquals(List.of(update), root.updatedBy());
      assertEquals(
          Optional.of(second), Host.now(group.status()).entry(update).orElseThrow().updateOf());
    }
    assertEquals(
        OutdatedInstances.UPDATE,
        DeploymentGroup.builder("x").side("hosts", "i").build().outdatedInstances());
  }

  @Test
  @DisplayName("may be asked to leave out instances that have the revision already")
  @Covers("D-361")
  void onlyOutdated() {
    OpenGroup group = host.start().open(web().build());
    fleet("i-1", "i-2");
    deploy(group, "r1");
    fleet("i-3");
    DeploymentOptions outdated = DeploymentOptions.NONE.onlyOutdatedInstances();
    Deployment update =
        Host.now(group.deploy(Host.revision("r1"), "only", outdated).thenCompose(group::ended));
    assertEquals(List.of("i-3"), targets(update));
    Deployment nothing =
        Host.now(group.deploy(Host.revision("r1"), "none", outdated).thenCompose(group::ended));
    assertEquals("NO_INSTANCES", nothing.code());
    assertEquals(
        "a function has no outdated instances and no ApplicationStop; allowed: neither option",
        assertThrows(
                IllegalArgumentException.class,
                () -> lambda().deploy(Host.revision("r1"), "f", outdated))
            .getMessage());
  }

  private OpenGroup lambda() {
    DeploymentEngine engine =
        DeploymentEngine.builder(host.processes(), host.time.clock())
            .lifecycleRunner(task -> new java.util.concurrent.CompletableFuture<>())
            .trafficRouter(route -> new java.util.concurrent.CompletableFuture<>())
            .hookFunctions(hook -> new java.util.concurrent.CompletableFuture<>())
            .build();
    return engine.open(
        DeploymentGroup.builder("function")
            .platform(DeploymentPlatform.LAMBDA_ALIAS)
            .side("old", "v1")
            .side("new", "v2")
            .build());
  }

  @Test
  @DisplayName("holds a launched instance while it gets the last good revision, then answers")
  @Covers("D-362")
  void launches() {
    host.isHolding = true;
    OpenGroup group = host.start().open(launching());
    assertEquals(Optional.empty(), Host.now(group.launched(scaled("i-0"))));
    assertEquals(List.of("CONTINUE i-0 launched"), host.signals); // nothing to deploy yet
    host.signals.clear();
    fleet("i-1", "i-2", "i-3", "i-4");
    deploy(group, "r1");
    host.failing.add("r2 i-1 Install");
    host.failing.add("r2 i-2 Install");
    deploy(group, "r2"); // fails, and so is not what the launched instance gets

    host.hanging.add("r1 i-8 ValidateService");
    DeploymentId launch = Host.now(group.launched(scaled("i-8"))).orElseThrow();
    assertEquals(DeploymentCreator.AUTO_SCALING, Host.now(group.deployment(launch)).creator());
    assertEquals("autoscaling", DeploymentCreator.AUTO_SCALING.text());
    assertEquals(List.of(), host.signals);
    host.time.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertEquals(List.of(), host.signals);
    host.time.advance(Duration.ofSeconds(1));
    host.time.advance(Duration.ofMinutes(5));
    assertEquals(List.of("HEARTBEAT i-8 launched", "HEARTBEAT i-8 launched"), host.signals);
    host.hung.get("r1 i-8 ValidateService").complete(LifecycleResult.succeeded(""));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(launch)).status());
    assertEquals("CONTINUE i-8 launched", host.signals.get(2));
    host.time.advance(Duration.ofHours(1));
    assertEquals(3, host.signals.size());
    assertEquals(Optional.of(launch), Host.now(group.launched(scaled("i-8"))));

    host.failing.add("r1 i-9 Install");
    DeploymentId failed = Host.now(group.launched(scaled("i-9"))).orElseThrow();
    assertEquals(DeploymentStatus.FAILED, Host.now(group.ended(failed)).status());
    assertEquals("ABANDON i-9 launched", host.signals.get(3));
    assertEquals(
        List.of("i-1", "i-2", "i-3", "i-4", "i-8"),
        Host.now(group.status()).instances().stream().map(GroupStatus.Instance::id).toList());
    assertEquals(Optional.empty(), Host.now(group.deployment(failed)).rolledBackBy());
    assertEquals(
        "no side of group web selects instance x [group.no-member]",
        Host.failure(group.launched(FleetInstance.of("x"))));
  }

  @Test
  @DisplayName("runs on a launched instance what the balanced order has, without blocking traffic")
  @Covers({"D-169", "D-362"})
  void launchEvents() {
    List<String> launch =
        DeploymentPlatform.SERVER_BALANCED.launchEvents().stream()
            .map(LifecycleEvent::text)
            .toList();
    List<String> balanced =
        DeploymentPlatform.SERVER_BALANCED.events(FleetLabel.GREEN).stream()
            .map(LifecycleEvent::text)
            .filter(event -> !event.endsWith("BlockTraffic"))
            .toList();
    assertEquals(balanced, launch);
    assertEquals("AfterAllowTraffic", launch.get(launch.size() - 1));
    assertEquals(LifecycleEvent.IN_PLACE, DeploymentPlatform.SERVER_IN_PLACE.launchEvents());
    assertEquals(List.of(), DeploymentPlatform.LAMBDA_ALIAS.launchEvents());
    OpenGroup group = host.start().open(web().build());
    fleet("i-1");
    deploy(group, "r1");
    host.ran.clear();
    Host.now(group.launched(scaled("i-2")));
    assertEquals(
        LifecycleEvent.IN_PLACE.stream().map(event -> "r1 i-2 " + event).toList(), host.ran);
  }

  @Test
  @DisplayName("prepares an instance that is scaled in with the scripts of what is on it")
  @Covers({"D-169", "D-173"})
  void terminations() {
    host.isHolding = true;
    OpenGroup group = host.start().open(web().build());
    fleet("i-1", "i-2");
    deploy(group, "r1");
    host.ran.clear();
    Host.now(group.ending("i-2"));
    assertEquals(List.of("r1 i-2 ApplicationStop"), host.ran);
    assertEquals(List.of("CONTINUE i-2 ending"), host.signals);
    assertEquals(
        List.of("web-1 user r1 SUCCEEDED", "web-2 autoscalingTermination r1 SUCCEEDED"),
        history(group));
    assertEquals(
        List.of("i-1"),
        Host.now(group.status()).instances().stream().map(GroupStatus.Instance::id).toList());
    assertEquals(CommandResult.Unchanged.INSTANCE, Host.now(group.ending("i-2")));
    assertEquals(
        "BeforeBlockTraffic, BlockTraffic, AfterBlockTraffic, ApplicationStop",
        DeploymentPlatform.SERVER_BALANCED.terminationEvents().stream()
            .map(LifecycleEvent::text)
            .collect(java.util.stream.Collectors.joining(", ")));

    host.failing.add("r1 i-1 ApplicationStop"); // it goes all the same
    Host.now(group.ending("i-1"));
    assertEquals("CONTINUE i-1 ending", host.signals.get(1));
    Host.now(group.ending("i-77")); // nothing is known to be on it
    assertEquals("CONTINUE i-77 ending", host.signals.get(2));
    assertEquals(3, Host.now(group.status()).history().size());
  }

  @Test
  @DisplayName("answers again when an answer was not taken, five times in all, and after a restart")
  void answersAgain() {
    host.isHolding = true;
    DeploymentGroup definition = web().build();
    OpenGroup group = host.start().open(definition);
    host.signalsToFail = 2;
    Host.now(group.launched(scaled("i-1")));
    assertEquals(1, host.signals.size());
    host.time.advance(Duration.ofMinutes(1));
    assertEquals(2, host.signals.size());
    host.start().open(definition);
    host.time.advance(Duration.ofMinutes(1));
    assertEquals(3, host.signals.size());
    host.time.advance(Duration.ofHours(1));
    assertEquals(3, host.signals.size());

    host.signalsToFail = 100;
    host.signals.clear();
    Host.now(host.deployments().group("web").orElseThrow().launched(scaled("i-2")));
    host.time.advance(Duration.ofHours(1));
    assertEquals(5, host.signals.size());
  }

  @Test
  @DisplayName("knows the revisions that were installed last, and deployed last, on each instance")
  @Covers("D-463")
  void pointers() {
    DeploymentEngine engine = host.start();
    for (RevisionPointer pointer : RevisionPointer.values()) {
      OpenGroup group =
          engine.open(
              DeploymentGroup.builder("web-" + pointer)
                  .side("hosts", FleetSelection.builder().autoScalingGroups("asg-1").build())
                  .lastSuccessfulRevision(pointer)
                  .build());
      host.failing.clear();
      fleet("i-1");
      deploy(group, "r1");
      host.failing.add("r2 i-1 ValidateService");
      deploy(group, "r2");
      GroupStatus.Instance instance = Host.now(group.status()).instances().get(0);
      assertEquals(Optional.empty(), instance.revision());
      assertEquals(Optional.of("r2"), instance.lastInstalled());
      assertEquals(Optional.of("r1"), instance.lastDeployed());
      host.failing.add("r3 i-1 BeforeInstall");
      deploy(group, "r3");
      instance = Host.now(group.status()).instances().get(0);
      assertEquals(Optional.of("r2"), instance.lastInstalled());
      assertEquals(Optional.of("r1"), instance.lastDeployed());
      host.ran.clear();
      Host.now(group.ending("i-1"));
      assertEquals(
          List.of((pointer == RevisionPointer.INSTALL ? "r2" : "r1") + " i-1 ApplicationStop"),
          host.ran);
    }
    assertEquals(
        RevisionPointer.INSTALL,
        DeploymentGroup.builder("x").side("hosts", "i").build().lastSuccessfulRevision());
  }
}
