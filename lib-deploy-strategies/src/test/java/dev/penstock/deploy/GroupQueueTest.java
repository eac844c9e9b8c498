package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.pipeline.execution.Page;
import dev.penstock.revision.FileExistsBehavior;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A group that is asked for more than one deployment")
class GroupQueueTest {
  private final Host host = new Host();

  private static DeploymentGroupBuilder staging() {
    return DeploymentGroup.builder("staging")
        .side("hosts", "s-1")
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE);
  }

  private DeploymentId deploy(OpenGroup group, String revision) {
    return Host.now(group.deploy(Host.revision(revision), revision));
  }

  private void release(String revision) {
    host.hung.get(revision + " s-1 Install").complete(LifecycleResult.succeeded(""));
  }

  private static List<String> statuses(OpenGroup group) {
    return Host.now(group.status()).history().stream()
        .map(entry -> entry.revision().id() + " " + entry.status())
        .toList();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("refuses a second one while the first has not ended, unless told otherwise")
  @Covers("D-366")
  void refuses() {
    OpenGroup group = host.start().open(staging().build());
    host.hanging.add("r1 s-1 Install");
    DeploymentId first = deploy(group, "r1");
    assertEquals(
        "deployment staging-1 of group staging has not ended; a group has one deployment at a time"
            + " [group.busy]",
        Host.failure(group.deploy(Host.revision("r2"), "r2")));
    assertEquals(first, deploy(group, "r1"));
    release("r1");
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(first)).status());
    assertEquals(new DeploymentId("staging-2"), deploy(group, "r2"));
    assertEquals(
        1, DeploymentLimits.codeDeploy().value(DeploymentLimit.DEPLOYMENTS_PER_GROUP).orElse(0));
  }

  @Test
  @DisplayName("lets each have its turn, in the order of the requests, also after a restart")
  void queues() {
    DeploymentGroup definition = staging().newerRevision(NewerRevision.QUEUE).build();
    OpenGroup group = host.start().open(definition);
    host.hanging.addAll(List.of("r1 s-1 Install", "r2 s-1 Install"));
    DeploymentId first = deploy(group, "r1");
    DeploymentId second = deploy(group, "r2");
    DeploymentId third = deploy(group, "r3");
    DeploymentId fourth = deploy(group, "r4");
    Deployment waiting = Host.now(group.deployment(third));
    assertEquals(DeploymentStatus.QUEUED, waiting.status());
    assertEquals(List.of(), waiting.targets());
    assertEquals(List.of(second, third, fourth), Host.now(group.status()).waiting());
    assertEquals(
        "deployment staging-3 has not begun [deployment.not-waiting]",
        Host.now(group.continueDeployment(third, WaitKind.READY_WAIT))
            .<String>fold(a -> "", u -> "", r -> r.rejection().toString()));
    CompletionStage<Deployment> stopped = group.ended(third);
    Host.now(group.stop(third, "not needed", RollbackChoice.LEAVE));
    assertEquals("MANUAL_STOP", Host.now(stopped).code());
    assertEquals("not needed", Host.now(stopped).reason());
    assertEquals(
        "deployment staging-3 has ended: STOPPED [deployment.ended]",
        Host.now(group.stop(third, "again", RollbackChoice.LEAVE))
            .<String>fold(a -> "", u -> "", r -> r.rejection().toString()));

    group = host.start().open(definition);
    CompletionStage<Deployment> last = group.ended(fourth);
    release("r1");
    assertEquals(DeploymentStatus.IN_PROGRESS, Host.now(group.deployment(second)).status());
    assertFalse(last.toCompletableFuture().isDone());
    release("r2");
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(last).status());
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(first)).status());
    assertEquals(
        List.of("r1 SUCCEEDED", "r2 SUCCEEDED", "r3 STOPPED", "r4 SUCCEEDED"), statuses(group));
  }

  @Test
  @DisplayName("lets a rollback go before those that wait, and holds no more than 100 of them")
  void rollbackFirst() {
    OpenGroup group = host.start().open(staging().newerRevision(NewerRevision.QUEUE).build());
    deploy(group, "r1");
    host.hanging.add("r2 s-1 Install");
    deploy(group, "r2");
    for (int i = 0; i < 100; i++) {
      deploy(group, "q-" + i);
    }
    assertEquals(
        "100 deployments wait in group staging; allowed: at most 100 [group.queue-full]",
        Host.failure(group.deploy(Host.revision("more"), "more")));
    host.ran.clear();
    host.hung
        .get("r2 s-1 Install")
        .complete(LifecycleResult.failed(LifecycleErrorCode.SCRIPT_FAILED, "no", ""));
    assertEquals("r1 s-1 ApplicationStop", host.ran.get(0));
    assertEquals("q-0 s-1 ApplicationStop", host.ran.get(7));
    assertEquals("q-99", Host.now(group.status()).lastKnownGood().orElseThrow().id());
  }

  @Test
  @DisplayName("may keep none but the newest of those that wait")
  void supersedes() {
    OpenGroup group = host.start().open(staging().newerRevision(NewerRevision.SUPERSEDE).build());
    host.hanging.add("r1 s-1 Install");
    deploy(group, "r1");
    CompletionStage<Deployment> second = group.ended(deploy(group, "r2"));
    DeploymentId third = deploy(group, "r3");
    assertEquals("SUPERSEDED", Host.now(second).code());
    assertEquals("deployment staging-3 is newer", Host.now(second).reason());
    release("r1");
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(third)).status());
    assertEquals(List.of("r1 SUCCEEDED", "r2 STOPPED", "r3 SUCCEEDED"), statuses(group));
  }

  @Test
  @DisplayName(
      "knows what was asked for last, and what succeeded last, which alone is brought back")
  @Covers("D-364")
  void pointers() {
    OpenGroup group = host.start().open(staging().build());
    assertEquals(Optional.empty(), Host.now(group.status()).target());
    deploy(group, "r1");
    host.failing.add("r2 s-1 Install");
    deploy(group, "r2");
    GroupStatus status = Host.now(group.status());
    assertEquals("r2", status.target().orElseThrow().id());
    assertEquals("r1", status.lastKnownGood().orElseThrow().id());
    assertEquals(Optional.of(new DeploymentId("staging-3")), status.lastAttempted());
    assertEquals(Optional.of(new DeploymentId("staging-3")), status.lastSuccessful());
    assertEquals(
        List.of("r1 SUCCEEDED", "r2 FAILED", "r1 SUCCEEDED"), statuses(group)); // automatic
    deploy(group, "r3");
    status = Host.now(group.status());
    assertEquals("r3", status.target().orElseThrow().id());
    assertEquals("r3", status.lastKnownGood().orElseThrow().id());
  }

  @Test
  @DisplayName("links a rollback with what it rolls back; nothing reverts what scripts did")
  @Covers({"D-357", "D-358", "D-360"})
  void rollbacks() {
    OpenGroup group = host.start().open(staging().build());
    host.failing.add("r0 s-1 Install");
    Deployment first = Host.now(group.ended(deploy(group, "r0")));
    assertEquals(
        "no revision is known to be good: no deployment has succeeded yet",
        first.rollbackMessage());
    DeploymentOptions overwrite =
        DeploymentOptions.NONE.withFileExistsBehavior(FileExistsBehavior.OVERWRITE);
    Host.now(group.deploy(Host.revision("r1"), "r1", overwrite));
    host.failing.add("r2 s-1 ValidateService");
    host.failing.add("r1 s-1 BeforeInstall"); // so that the rollback fails too
    host.ran.clear();
    host.behaviors.clear();
    Deployment failed = Host.now(group.ended(deploy(group, "r2")));
    Deployment back = Host.now(group.ended(failed.rolledBackBy().orElseThrow()));
    assertEquals(Optional.of(failed.id()), back.rollbackOf());
    assertEquals(Optional.of(back.id()), failed.rolledBackBy());
    assertEquals("bringing back revision r1, the last known good one", failed.rollbackMessage());
    assertEquals("codeDeployRollback", back.creator().text());
    assertEquals(DeploymentStatus.FAILED, back.status());
    assertEquals(Optional.empty(), back.rolledBackBy());
    assertEquals("a rollback is not rolled back itself", back.rollbackMessage());
    // The scripts of the failed revision ran; its rollback runs those of the good one, no others.
    List<String> expected = new ArrayList<>();
    LifecycleEvent.IN_PLACE.forEach(event -> expected.add("r2 s-1 " + event));
    expected.addAll(
        List.of("r1 s-1 ApplicationStop", "r1 s-1 DownloadBundle", "r1 s-1 BeforeInstall"));
    assertEquals(expected, host.ran);
    assertEquals(FileExistsBehavior.DISALLOW, host.behaviors.get(0));
    assertEquals(FileExistsBehavior.OVERWRITE, host.behaviors.get(host.behaviors.size() - 1));
  }

  @Test
  @DisplayName("takes settings for one deployment: rollback, alarms, failures to stop, files")
  @Covers({"D-355", "D-356"})
  void overrides() {
    OpenGroup group = host.start().open(staging().alarms("errors").build());
    deploy(group, "r1");
    host.failing.addAll(List.of("r2 s-1 Install", "r3 s-1 ApplicationStop"));
    DeploymentOptions none = DeploymentOptions.NONE;
    Deployment left =
        Host.now(
            group
                .deploy(Host.revision("r2"), "r2", none.withAutoRollback(AutoRollback.DISABLED))
                .thenCompose(group::ended));
    assertEquals("the group does not roll back after this", left.rollbackMessage());
    assertEquals(
        DeploymentStatus.SUCCEEDED,
        Host.now(
                group
                    .deploy(
                        Host.revision("r3"), "r3", none.withIgnoredApplicationStopFailures(true))
                    .thenCompose(group::ended))
            .status());

    host.firing.add("errors");
    Deployment stopped = Host.now(group.ended(deploy(group, "r4")));
    assertEquals(DeploymentStatus.STOPPED, stopped.status());
    assertEquals("ALARM_ACTIVE", stopped.code());
    assertEquals("the group does not roll back after this", stopped.rollbackMessage());
    Deployment despite =
        Host.now(
            group
                .deploy(Host.revision("r4"), "again", none.withAlarms(AlarmSettings.DISABLED))
                .thenCompose(group::ended));
    assertEquals(DeploymentStatus.SUCCEEDED, despite.status());
    Deployment other =
        Host.now(
            group
                .deploy(
                    Host.revision("r5"),
                    "r5",
                    none.withAlarms(AlarmSettings.of("errors"))
                        .withAutoRollback(AutoRollback.on(RollbackEvent.DEPLOYMENT_STOP_ON_ALARM)))
                .thenCompose(group::ended));
    assertEquals("bringing back revision r4, the last known good one", other.rollbackMessage());
    assertEquals(
        "there are 11 alarms; allowed: at most 10",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    host.deployments()
                        .open(
                            DeploymentGroup.builder("strict")
                                .side("hosts", "i")
                                .limits(DeploymentLimits.codeDeploy())
                                .eventTimeout(Duration.ofHours(1))
                                .build())
                        .deploy(
                            Host.revision("r"),
                            "r",
                            none.withAlarms(
                                AlarmSettings.of(
                                    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"))))
            .getMessage());
  }

  @Test
  @DisplayName("retries what failed, with the same settings")
  void retries() {
    OpenGroup group = host.start().open(staging().build());
    deploy(group, "r1");
    host.failing.add("r2 s-1 Install");
    DeploymentOptions options =
        DeploymentOptions.NONE
            .withAutoRollback(AutoRollback.DISABLED)
            .withCreator(DeploymentCreator.CLOUD_FORMATION);
    DeploymentId failed = Host.now(group.deploy(Host.revision("r2"), "r2", options));
    host.failing.clear();
    Deployment again = Host.now(group.retry(failed, "retry").thenCompose(group::ended));
    assertEquals(DeploymentStatus.SUCCEEDED, again.status());
    assertEquals("r2", again.revision().id());
    assertEquals(DeploymentCreator.CLOUD_FORMATION, again.creator());
    assertEquals(
        "deployment staging-3 succeeded; one that somebody asked for and that failed or was stopped"
            + " can be retried [group.no-retry]",
        Host.failure(group.retry(again.id(), "no")));
    assertEquals(
        "group staging knows no deployment staging-9 [group.no-such-deployment]",
        Host.failure(group.retry(new DeploymentId("staging-9"), "no")));
  }

  @Test
  @DisplayName("lists deployments by status, creator and time, a page at a time")
  void history() {
    OpenGroup group = host.start().open(staging().build());
    for (int i = 1; i <= 5; i++) {
      if (i == 3) {
        host.failing.add("r3 s-1 Install");
      }
      deploy(group, "r" + i);
      host.time.advance(Duration.ofHours(1));
    }
    assertEquals("6 5 4 3 2 1", numbers(group, DeploymentQuery.ALL));
    assertEquals(
        "3", numbers(group, DeploymentQuery.ALL.withStatuses(Set.of(DeploymentStatus.FAILED))));
    assertEquals(
        "4", numbers(group, DeploymentQuery.ALL.withCreators(Set.of(DeploymentCreator.ROLLBACK))));
    assertEquals(
        "5 4 3 2",
        numbers(
            group,
            DeploymentQuery.ALL
                .createdFrom(Plans.START.plus(Duration.ofHours(1)))
                .createdUntil(Plans.START.plus(Duration.ofHours(4)))));
    DeploymentQuery small = DeploymentQuery.ALL.pageSize(4);
    Page<GroupStatus.Entry> page = Host.now(group.deployments(small));
    assertEquals("6 5 4 3", numbers(page));
    deploy(group, "r6"); // the token stays good
    Page<GroupStatus.Entry> rest =
        Host.now(group.deployments(small.startingAt(page.nextToken().orElseThrow())));
    assertEquals("2 1", numbers(rest));
    assertEquals(Optional.empty(), rest.nextToken());
    assertEquals(
        "a page of 101 is out of range; allowed: 1..100",
        assertThrows(IllegalArgumentException.class, () -> small.pageSize(101)).getMessage());
    assertEquals(
        "token \"x\" is of no page of deployments; allowed: the nextToken of a page of them, or none,"
            + " for the newest",
        assertThrows(IllegalArgumentException.class, () -> small.startingAt("x")).getMessage());
  }

  private static String numbers(OpenGroup group, DeploymentQuery query) {
    return numbers(Host.now(group.deployments(query)));
  }

  private static String numbers(Page<GroupStatus.Entry> page) {
    return String.join(
        " ",
        page.items().stream()
            .map(entry -> entry.id().text().substring("staging-".length()))
            .toList());
  }

  @Test
  @DisplayName("takes descriptions of up to 256 characters, and creators that are not itself")
  @Covers({"D-394", "D-432"})
  void optionRules() {
    String longest = "d".repeat(256);
    assertEquals(longest, DeploymentOptions.NONE.withDescription(longest).description());
    assertEquals(
        "description of 257 characters; allowed: at most 256",
        assertThrows(
                IllegalArgumentException.class,
                () -> DeploymentOptions.NONE.withDescription(longest + "d"))
            .getMessage());
    assertEquals(
        256, DeploymentLimits.codeDeploy().value(DeploymentLimit.DESCRIPTION_LENGTH).orElse(0));
    assertEquals(
        Set.of(
            "user",
            "autoscaling",
            "codeDeployRollback",
            "CodeDeploy",
            "CodeDeployAutoUpdate",
            "CloudFormation",
            "CloudFormationRollback",
            "autoscalingTermination"),
        Set.copyOf(
            Arrays.stream(DeploymentCreator.values()).map(DeploymentCreator::text).toList()));
    for (DeploymentCreator creator : DeploymentCreator.values()) {
      if (creator.isAutomatic()) {
        assertThrows(
            IllegalArgumentException.class, () -> DeploymentOptions.NONE.withCreator(creator));
      } else {
        assertEquals(creator, DeploymentOptions.NONE.withCreator(creator).creator());
      }
    }
  }
}
