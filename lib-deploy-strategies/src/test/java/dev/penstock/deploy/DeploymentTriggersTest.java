package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.trigger.Trigger;
import dev.penstock.deploy.trigger.TriggerEvent;
import dev.penstock.deploy.trigger.TriggerEventType;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The triggers of a group")
class DeploymentTriggersTest {
  private static final Set<TriggerEventType> ALL = EnumSet.allOf(TriggerEventType.class);

  private final Host host = new Host();
  private final List<TriggerEvent> told = new ArrayList<>();

  private DeploymentGroupBuilder shop() {
    return DeploymentGroup.builder("production")
        .application("shop")
        .side("blue", "b-1", "b-2")
        .side("green", "g-1", "g-2")
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE);
  }

  private Deployment deploy(OpenGroup group, String revision) {
    return Host.now(group.deploy(Host.revision(revision), revision).thenCompose(group::ended));
  }

  private List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    for (TriggerEvent event : told) {
      String instance = event.fields().get("instanceId");
      kinds.add(event.type() + (instance == null ? "" : " " + instance));
    }
    told.clear();
    return kinds;
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("hear of deployments and instances by the service's ten names")
  @Covers("D-395")
  void events() {
    OpenGroup group =
        host.start()
            .open(
                shop()
                    .readyWait(Duration.ofHours(1))
                    .trigger(new Trigger("all", ALL, told::add))
                    .build());
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    assertEquals(
        List.of(
            "DeploymentStart",
            "InstanceStart b-1",
            "InstanceStart b-2",
            "InstanceSuccess b-1",
            "InstanceSuccess b-2",
            "InstanceReady b-1",
            "InstanceReady b-2",
            "DeploymentReady"),
        kinds());
    Host.now(group.continueDeployment(first, WaitKind.READY_WAIT));
    assertEquals(List.of("DeploymentSuccess"), kinds());

    host.failing.addAll(List.of("r2 g-1 Install", "r2 g-2 Install"));
    deploy(group, "r2");
    List<String> failed = kinds();
    assertEquals(
        List.of("InstanceFailure g-1", "InstanceFailure g-2", "DeploymentFailure"),
        failed.subList(3, 6));
    assertEquals(List.of("DeploymentRollback", "DeploymentStart"), failed.subList(6, 8));

    DeploymentId third = Host.now(group.deploy(Host.revision("r3"), "r3"));
    kinds();
    Host.now(group.stop(third, "no", RollbackChoice.LEAVE));
    assertTrue(kinds().contains("DeploymentStop"));
    assertEquals(
        Set.of(
            "DeploymentStart",
            "DeploymentSuccess",
            "DeploymentFailure",
            "DeploymentStop",
            "DeploymentRollback",
            "DeploymentReady",
            "InstanceStart",
            "InstanceSuccess",
            "InstanceFailure",
            "InstanceReady"),
        Set.copyOf(Arrays.stream(TriggerEventType.values()).map(TriggerEventType::text).toList()));
    for (TriggerEventType type : TriggerEventType.values()) {
      assertEquals(type, TriggerEventType.of(type.text()));
    }
    assertThrows(IllegalArgumentException.class, () -> TriggerEventType.of("deploymentstart"));
  }

  @Test
  @DisplayName("are told ids, statuses, times, counters, errors and lifecycle events")
  @Covers("D-402")
  void payloads() {
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("production")
                    .application("shop")
                    .side("hosts", "s-1", "s-2", "s-3")
                    .trigger(new Trigger("all", ALL, told::add))
                    .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE)
                    .build());
    deploy(group, "r1");
    told.clear();
    host.time.advance(Duration.ofHours(1));
    host.hanging.addAll(List.of("r2 s-1 ApplicationStop", "r2 s-1 DownloadBundle"));
    Host.now(group.deploy(Host.revision("r2"), "r2"));
    host.time.advance(Duration.ofMinutes(1));
    host.hung.get("r2 s-1 ApplicationStop").complete(LifecycleResult.succeeded(""));
    host.time.advance(Duration.ofMinutes(2));
    host.hung
        .get("r2 s-1 DownloadBundle")
        .complete(LifecycleResult.failed(LifecycleErrorCode.UNKNOWN_ERROR, "disk full", ""));
    assertEquals(
        """
        {"region":"eu-1","accountId":"123456789012","eventTriggerName":"all",\
        "applicationName":"shop","deploymentId":"production-2","deploymentGroupName":"production",\
        "createTime":"2026-03-02T09:00:00Z",\
        "deploymentOverview":"{\\"Pending\\":3,\\"InProgress\\":0,\\"Succeeded\\":0,\
        \\"Failed\\":0,\\"Skipped\\":0,\\"Ready\\":0}","status":"InProgress"}""",
        told.get(0).toJson());
    TriggerEvent instance =
        told.stream()
            .filter(event -> event.type() == TriggerEventType.INSTANCE_FAILURE)
            .findFirst()
            .orElseThrow();
    assertEquals(
        """
        {"region":"eu-1","accountId":"123456789012","eventTriggerName":"all",\
        "deploymentId":"production-2","instanceId":"s-1",\
        "lastUpdatedAt":"2026-03-02T09:03:00Z","instanceStatus":"Failed",\
        "lifecycleEvents":"[{\\"LifecycleEvent\\":\\"ApplicationStop\\",\
        \\"LifecycleEventStatus\\":\\"Succeeded\\",\\"StartTime\\":\\"2026-03-02T09:00:00Z\\",\
        \\"EndTime\\":\\"2026-03-02T09:01:00Z\\"},{\\"LifecycleEvent\\":\\"DownloadBundle\\",\
        \\"LifecycleEventStatus\\":\\"Failed\\",\\"StartTime\\":\\"2026-03-02T09:01:00Z\\",\
        \\"EndTime\\":\\"2026-03-02T09:03:00Z\\"}]"}""",
        instance.toJson());
    TriggerEvent failure =
        told.stream()
            .filter(event -> event.type() == TriggerEventType.DEPLOYMENT_FAILURE)
            .findFirst()
            .orElseThrow();
    assertEquals("2026-03-02T09:03:00Z", failure.fields().get("completeTime"));
    assertEquals("Failed", failure.fields().get("status"));
    assertTrue(failure.fields().get("deploymentOverview").contains("\"Failed\":1,\"Skipped\":2"));
    assertEquals(
        "{\"ErrorCode\":\"HEALTH_CONSTRAINTS\",\"ErrorMessage\":\"2 of 3 are healthy after 1 failed and 2 must"
            + " stay so; 2 not attempted\"}",
        failure.fields().get("errorInformation"));
    TriggerEvent rollback =
        told.stream()
            .filter(event -> event.type() == TriggerEventType.DEPLOYMENT_ROLLBACK)
            .findFirst()
            .orElseThrow();
    assertEquals("production-2", rollback.fields().get("deploymentId"));
    assertEquals(
        "{\"RollbackTriggeringDeploymentId\":\"production-2\",\"RollbackDeploymentId\":"
            + "\"production-3\",\"RollbackMessage\":\"bringing back revision r1, the last known"
            + " good one\"}",
        rollback.fields().get("rollbackInformation"));

    DeploymentGroupBuilder many =
        DeploymentGroup.builder("many").side("hosts", "i").limits(DeploymentLimits.codeDeploy());
    for (int i = 0; i < 10; i++) {
      many.trigger(new Trigger("t-" + i, ALL, told::add));
    }
    assertEquals(10, many.build().triggers().size());
    many.trigger(new Trigger("t-9", ALL, told::add));
    assertEquals(
        """
        deployment group many has 2 faults:
          triggers[10]: "t-9" is there twice [group.trigger]
          triggers: there are 11 triggers; allowed: at most 10 [group.limit]""",
        assertThrows(InvalidDefinitionException.class, many::build).getMessage());
  }

  @Test
  @DisplayName("do no harm when a target throws, and get what they asked for only")
  void throwingTargets() {
    OpenGroup group =
        host.start()
            .open(
                shop()
                    .trigger(
                        new Trigger(
                            "broken",
                            Set.of(TriggerEventType.DEPLOYMENT_START),
                            event -> {
                              throw new java.io.IOException("chat is away");
                            }))
                    .trigger(
                        new Trigger("ends", Set.of(TriggerEventType.DEPLOYMENT_SUCCESS), told::add))
                    .build());
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r1").status());
    assertEquals(List.of("broken DeploymentStart chat is away"), host.undelivered);
    assertEquals(List.of("DeploymentSuccess"), kinds());
  }

  @Test
  @DisplayName("are told in full after a restart, and nothing twice")
  void afterRestart() {
    DeploymentGroup definition = shop().trigger(new Trigger("all", ALL, told::add)).build();
    OpenGroup group = host.start().open(definition);
    deploy(group, "r1");
    host.hanging.add("r2 g-1 Install");
    DeploymentId second = Host.now(group.deploy(Host.revision("r2"), "r2"));
    told.clear();
    host.hanging.clear();
    group = host.start().open(definition);
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(second)).status());
    List<TriggerEvent> all = List.copyOf(told);
    assertEquals(List.of("InstanceSuccess g-1", "DeploymentSuccess"), kinds());
    assertTrue(all.get(0).fields().get("lifecycleEvents").contains("ApplicationStop"));
  }

  @Test
  @DisplayName(
      "hear of a deployment that ended without having begun, and need an engine that tells")
  void unbegun() {
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("web")
                    .side("hosts", FleetSelection.builder().autoScalingGroups("asg").build())
                    .trigger(new Trigger("all", ALL, told::add))
                    .build());
    deploy(group, "r1");
    assertEquals(1, told.size());
    assertEquals(TriggerEventType.DEPLOYMENT_FAILURE, told.get(0).type());
    assertEquals(
        "{\"ErrorCode\":\"NO_INSTANCES\",\"ErrorMessage\":\"no instance matches what the group"
            + " selects\"}",
        told.get(0).fields().get("errorInformation"));
    assertFalse(told.get(0).fields().containsKey("createTime"));
    DeploymentEngine bare =
        DeploymentEngine.builder(host.processes(), host.time.clock())
            .lifecycleRunner(task -> new java.util.concurrent.CompletableFuture<>())
            .build();
    assertEquals(
        "other: triggers need somebody who hands them out; give the engine's builder one",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    bare.open(
                        DeploymentGroup.builder("other")
                            .side("hosts", "i")
                            .trigger(new Trigger("all", ALL, told::add))
                            .build()))
            .getMessage());
  }

  @Test
  @DisplayName("say why a deployment failed in the service's closed list of codes")
  @Covers("D-396")
  void codes() {
    String listed =
        "AGENT_ISSUE, ALARM_ACTIVE, APPLICATION_MISSING, AUTOSCALING_VALIDATION_ERROR,"
            + " AUTO_SCALING_CONFIGURATION, AUTO_SCALING_IAM_ROLE_PERMISSIONS,"
            + " CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND, CUSTOMER_APPLICATION_UNHEALTHY,"
            + " DEPLOYMENT_GROUP_MISSING, ECS_UPDATE_ERROR, ELASTIC_LOAD_BALANCING_INVALID,"
            + " ELB_INVALID_INSTANCE, HEALTH_CONSTRAINTS, HEALTH_CONSTRAINTS_INVALID,"
            + " HOOK_EXECUTION_FAILURE, IAM_ROLE_MISSING, IAM_ROLE_PERMISSIONS, INTERNAL_ERROR,"
            + " INVALID_ECS_SERVICE, INVALID_LAMBDA_CONFIGURATION, INVALID_LAMBDA_FUNCTION,"
            + " INVALID_REVISION, MANUAL_STOP, MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION,"
            + " MISSING_ELB_INFORMATION, MISSING_GITHUB_TOKEN, NO_EC2_SUBSCRIPTION, NO_INSTANCES,"
            + " OVER_MAX_INSTANCES, RESOURCE_LIMIT_EXCEEDED, REVISION_MISSING, THROTTLED, TIMEOUT,"
            + " CLOUDFORMATION_STACK_FAILURE";
    assertEquals(
        listed,
        String.join(
            ", ",
            Arrays.stream(DeploymentErrorCode.values()).map(DeploymentErrorCode::name).toList()));
    for (DeploymentErrorCode code : DeploymentErrorCode.values()) {
      assertEquals(code, DeploymentErrorCode.nearest(code.name()));
    }
    assertEquals(DeploymentErrorCode.ALARM_ACTIVE, DeploymentErrorCode.nearest("ALARM_UNREADABLE"));
    assertEquals(DeploymentErrorCode.MANUAL_STOP, DeploymentErrorCode.nearest("SUPERSEDED"));
    assertEquals(
        DeploymentErrorCode.INTERNAL_ERROR, DeploymentErrorCode.nearest("STRATEGY_CHANGED"));
  }
}
