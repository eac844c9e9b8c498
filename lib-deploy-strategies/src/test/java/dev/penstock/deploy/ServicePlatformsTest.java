package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.ComputePlatform;
import dev.penstock.process.CommandResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment engine deploys to services and functions")
class ServicePlatformsTest {
  private final Host host = new Host();

  @AfterEach
  void close() {
    host.close();
  }

  private static DeploymentGroupBuilder service() {
    return DeploymentGroup.builder("shop")
        .platform(DeploymentPlatform.ECS_BLUE_GREEN)
        .service("cluster/web")
        .side("group-1", "tasks-1")
        .side("group-2", "tasks-2")
        .autoRollback(RollbackEvent.values());
  }

  private static DeploymentId deploy(OpenGroup group, String revision) {
    return Host.now(group.deploy(Host.revision(revision), revision));
  }

  private static Deployment end(OpenGroup group, DeploymentId id) {
    return Host.now(group.ended(id));
  }

  private static DeploymentId deploymentOf(OpenGroup group, DeploymentId id) {
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(id)).status());
    return id;
  }

  private static String rejected(
      OpenGroup group, DeploymentId id, String execution, LifecycleEventStatus status) {
    return ((CommandResult.Rejected) Host.now(group.reportHook(id, execution, status)))
        .rejection()
        .code();
  }

  @Test
  @DisplayName("alternates the two task sets of a service, and points the test listener at the new")
  @Covers({"D-171", "D-295"})
  void services() {
    OpenGroup group = host.start().open(service().testTraffic().build());
    end(group, deploymentOf(group, deploy(group, "r1")));
    assertEquals(
        List.of(
            "invoke BeforeInstall",
            "provide group-1",
            "invoke AfterInstall",
            "test {group-1=100 %, group-2=0 %}",
            "invoke AfterAllowTestTraffic",
            "invoke BeforeAllowTraffic",
            "route {group-1=100 %, group-2=0 %}",
            "invoke AfterAllowTraffic"),
        host.platforms.done);
    host.platforms.done.clear();
    end(group, deploymentOf(group, deploy(group, "r2")));
    assertEquals("provide group-2", host.platforms.done.get(1));
    assertTrue(host.platforms.done.contains("route {group-1=0 %, group-2=100 %}"));
    assertEquals("terminate group-1 [tasks-1]", host.platforms.done.get(8));
    host.platforms.done.clear();
    end(group, deploymentOf(group, deploy(group, "r3")));
    assertEquals("provide group-1", host.platforms.done.get(1), "the roles have changed again");
  }

  @Test
  @DisplayName("brings an old revision back by a new deployment once its task set is given up")
  @Covers("D-296")
  void oldRevisionAgain() {
    OpenGroup group = host.start().open(service().alarms("errors").build());
    deploymentOf(group, deploy(group, "r1"));
    host.platforms.done.clear();
    DeploymentId second = deploymentOf(group, deploy(group, "r2"));
    List<String> steps = List.copyOf(host.platforms.done);
    assertEquals("terminate group-1 [tasks-1]", steps.get(steps.size() - 1));
    host.alarm("errors", "too late");
    assertEquals(steps, host.platforms.done);
    assertEquals(Optional.empty(), Host.now(group.deployment(second)).rolledBackBy());

    host.platforms.done.clear();
    DeploymentId third =
        deploymentOf(group, Host.now(group.deploy(Host.revision("r1"), "r1 again")));
    assertEquals(steps.size(), host.platforms.done.size(), "all steps of a deployment");
    assertEquals("provide group-1", host.platforms.done.get(1));
    assertEquals("route {group-1=100 %, group-2=0 %}", host.platforms.done.get(4));
    Deployment again = Host.now(group.deployment(third));
    assertEquals("r1", again.revision().id());
    assertEquals(DeploymentCreator.USER, again.creator());
  }

  @Test
  @DisplayName("does nothing at the events of test traffic without a test listener")
  @Covers("D-171")
  void withoutTestListener() {
    OpenGroup group = host.start().open(service().build());
    Deployment end = end(group, deploymentOf(group, deploy(group, "r1")));
    assertTrue(
        host.platforms.done.stream()
            .noneMatch(each -> each.startsWith("test") || each.contains("TestTraffic")));
    assertEquals(8, end.targets().get(0).events().size());
    assertTrue(
        end.targets().get(0).events().stream()
            .allMatch(event -> event.status() == LifecycleEventStatus.SUCCEEDED));
  }

  @Test
  @DisplayName("gives a hook function its ids, waits for its report, and takes that once")
  @Covers("D-155")
  void hooks() {
    host.platforms.hooked.add(LifecycleEvent.BEFORE_ALLOW_TRAFFIC);
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("fn")
                    .platform(DeploymentPlatform.LAMBDA_ALIAS)
                    .side("odd", "fn-odd")
                    .side("even", "fn-even")
                    .build());
    DeploymentId id = deploy(group, "r1");
    assertEquals(List.of("invoke BeforeAllowTraffic"), host.platforms.done);
    HookInvocation invocation = host.platforms.invocations.get(0);
    assertEquals(id, invocation.deployment());
    assertEquals("fn-odd/BeforeAllowTraffic", invocation.executionId());
    assertEquals("r1", invocation.revision().id());
    assertFalse(invocation.isRepeat());

    OpenGroup again = host.start().open(group.group());
    assertTrue(host.platforms.invocations.get(1).isRepeat(), "known to be a repeat");
    assertEquals(invocation.executionId(), host.platforms.invocations.get(1).executionId());
    assertEquals(
        "hook.invalid-status",
        rejected(again, id, invocation.executionId(), LifecycleEventStatus.SKIPPED));
    assertInstanceOf(
        CommandResult.Accepted.class,
        Host.now(again.reportHook(id, invocation.executionId(), LifecycleEventStatus.SUCCEEDED)));
    assertEquals(DeploymentStatus.SUCCEEDED, end(again, id).status());
    assertEquals(
        "hook.already-completed",
        rejected(again, id, invocation.executionId(), LifecycleEventStatus.SUCCEEDED));
    assertEquals("invoke AfterAllowTraffic", host.platforms.done.get(3));

    host.platforms.hooked.add(LifecycleEvent.AFTER_ALLOW_TRAFFIC);
    DeploymentId silent = deploy(again, "r2");
    Host.now(
        again.reportHook(silent, "fn-even/BeforeAllowTraffic", LifecycleEventStatus.SUCCEEDED));
    host.time.advance(Ways.HOUR);
    assertEquals("HOOK_EXECUTION_FAILURE", end(again, silent).code());
    assertEquals("odd 100 %, even 0 %", host.routed.get(host.routed.size() - 1));
  }

  private static Application application(String name, String service) {
    return Application.builder(name)
        .platform(ComputePlatform.ECS)
        .group(
            "shop",
            group ->
                group.service(service).side("group-1", name + "-1").side("group-2", name + "-2"))
        .build();
  }

  @Test
  @DisplayName("lets a container service be deployed to by one group only")
  @Covers("D-445")
  void oneGroupForEachService() {
    DeploymentEngine engine = host.start();
    engine.open(service().build());
    assertEquals(
        "other: service cluster/web is deployed to by group shop; allowed: one group for each"
            + " service",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    engine.open(
                        DeploymentGroup.builder("other")
                            .platform(DeploymentPlatform.ECS_BLUE_GREEN)
                            .service("cluster/web")
                            .side("group-1", "tasks-1")
                            .side("group-2", "tasks-2")
                            .build()))
            .getMessage());
    engine.open(application("a", "cluster/api"));
    assertEquals(
        "shop@b: service cluster/api is deployed to by group shop@a; allowed: one group for each"
            + " service",
        assertThrows(
                IllegalArgumentException.class, () -> engine.open(application("b", "cluster/api")))
            .getMessage(),
        "of one name, and of two applications");
    assertEquals(1, DeploymentLimit.GROUPS_PER_ECS_SERVICE.documented());
    assertEquals(
        "service was set before, to cluster/web",
        assertThrows(IllegalStateException.class, () -> service().service("cluster/api"))
            .getMessage());
  }
}
