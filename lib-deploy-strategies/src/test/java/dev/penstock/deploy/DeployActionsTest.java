package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.revision.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The deployment actions of a pipeline")
class DeployActionsTest {
  private static final ActionType SOURCE = ActionType.of(ActionCategory.SOURCE, "Fixed");
  private static final ActionType DEPLOY = ActionType.of(ActionCategory.DEPLOY, "Deploy");
  private static final ActionType CONTINUE = ActionType.of(ActionCategory.DEPLOY, "Continue");

  private final Host host = new Host();
  private int built;

  private static DeploymentGroup production() {
    return DeploymentGroup.builder("production")
        .side("blue", "b-1")
        .side("green", "g-1")
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .trafficStrategy(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)))
        .readyWait(Duration.ofHours(8))
        .alarms("errors")
        .autoRollback(RollbackEvent.values())
        .build();
  }

  private static Pipeline pipeline(boolean namesDeployment) {
    return Pipeline.builder("release")
        .stage(
            "Source",
            stage -> stage.action("fetch", SOURCE, fetch -> fetch.output("app").namespace("src")))
        .stage(
            "Production",
            stage ->
                stage
                    .action(
                        "install",
                        DEPLOY,
                        install ->
                            install
                                .input("app")
                                .namespace("install")
                                .configuration("DeploymentGroup", "production")
                                .configuration("Revision", "#{src.version}"))
                    .action(
                        "shift",
                        CONTINUE,
                        shift -> {
                          shift.runOrder(2).configuration("DeploymentGroup", "production");
                          if (namesDeployment) {
                            shift.configuration("DeploymentId", "#{install.DeploymentId}");
                          }
                        }))
        .build();
  }

  private ActionExecutor source() {
    return ActionExecutor.blocking(
        context -> {
          String version = "r" + ++built;
          return ActionResult.succeeded()
              .withArtifact(
                  "app", new ArtifactReference("bundle-" + version, new Digest("0".repeat(64))))
              .withVariable("version", version);
        });
  }

  private OpenPipeline start(boolean namesDeployment) {
    DeploymentEngine deployments = host.start();
    deployments.open(production());
    return PipelineEngine.builder(host.processes())
        .action(SOURCE, source())
        .action(DEPLOY, new DeployAction(deployments))
        .action(CONTINUE, new ContinueDeploymentAction(deployments))
        .build()
        .open(pipeline(namesDeployment));
  }

  private static String summary(OpenPipeline pipeline, String execution, int action) {
    PipelineHistory.Execution past = pipeline.history().execution(execution).orElseThrow();
    return past.actions().get(action).summary();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("install, wait for each other, and shift the traffic")
  void succeed() {
    OpenPipeline pipeline = start(true);
    String first = Host.now(pipeline.start());
    assertEquals(ExecutionStatus.SUCCEEDED, Host.now(pipeline.finished(first)));
    String second = Host.now(pipeline.start());
    host.time.advance(Duration.ofMinutes(5));
    assertEquals(ExecutionStatus.SUCCEEDED, Host.now(pipeline.finished(second)));
    assertEquals(
        "deployment production-2 of revision r2 is ready to be continued",
        summary(pipeline, second, 1));
    assertEquals("deployment production-2 of revision r2 succeeded", summary(pipeline, second, 2));
    assertEquals("blue 0 %, green 100 %", host.routed.get(host.routed.size() - 1));
  }

  @Test
  @DisplayName("fail with the reason and the rollback when an alarm fires")
  void rollBack() {
    OpenPipeline pipeline = start(false);
    Host.now(pipeline.start());
    String bad = Host.now(pipeline.start());
    host.alarm("errors", "7 % of requests fail");
    assertEquals(ExecutionStatus.FAILED, Host.now(pipeline.finished(bad)));
    assertEquals(
        "deployment production-2 of revision r2 was stopped: alarm errors fires: 7 % of requests"
            + " fail [ALARM_ACTIVE]; rolled back to r1 by deployment production-3",
        summary(pipeline, bad, 2));
  }

  @Test
  @DisplayName("fail with the reason when the installation fails, and say if the rollback does too")
  void installationFails() {
    OpenPipeline pipeline = start(true);
    Host.now(pipeline.start());
    host.failing.add("r2 g-1 Install");
    String bad = Host.now(pipeline.start());
    assertEquals(ExecutionStatus.FAILED, Host.now(pipeline.finished(bad)));
    assertEquals(
        "deployment production-2 of revision r2 failed: "
            + deploymentReason("production-2")
            + " [HEALTH_CONSTRAINTS]; rolled back to r1 by deployment production-3",
        summary(pipeline, bad, 1));
    host.failing.add("r3 g-1 Install");
    host.failing.add("r1 g-1 Install");
    String worse = Host.now(pipeline.start());
    assertEquals(
        "deployment production-4 of revision r3 failed: "
            + deploymentReason("production-4")
            + " [HEALTH_CONSTRAINTS]; the rollback to r1 by deployment production-5 did not succeed"
            + " either: "
            + deploymentReason("production-5"),
        summary(pipeline, worse, 1));
  }

  private String deploymentReason(String id) {
    OpenGroup group = host.deployments().group("production").orElseThrow();
    return Host.now(group.deployment(new DeploymentId(id))).reason();
  }

  @Test
  @DisplayName("stop their deployment when they are stopped")
  void stop() {
    OpenPipeline pipeline = start(true);
    Host.now(pipeline.start());
    String second = Host.now(pipeline.start());
    host.routed.clear();
    Host.now(pipeline.stop(second, "wrong ticket"));
    assertEquals(List.of("blue 100 %, green 0 %"), host.routed);
    assertEquals(
        "deployment production-2 of revision r2 was stopped: action Production/shift was stopped"
            + " [MANUAL_STOP]; rolled back to r1 by deployment production-3",
        summary(pipeline, second, 2));
  }

  @Test
  @DisplayName("leave their deployment alone when they are abandoned")
  void abandon() {
    OpenPipeline pipeline = start(true);
    Host.now(pipeline.start());
    String second = Host.now(pipeline.start());
    host.routed.clear();
    Host.now(pipeline.abandon(second, "wrong ticket"));
    assertEquals(ExecutionStatus.STOPPED, Host.now(pipeline.finished(second)));
    assertEquals(List.of(), host.routed);
    OpenGroup group = host.deployments().group("production").orElseThrow();
    Deployment left = Host.now(group.deployment(new DeploymentId("production-2")));
    assertEquals(false, left.status().isEnd());
  }

  @Test
  @DisplayName("find their deployment again after a restart")
  void restart() {
    OpenPipeline before = start(false);
    Host.now(before.start());
    host.hanging.add("r2 g-1 Install");
    String second = Host.now(before.start());
    host.hanging.clear();
    OpenPipeline during = start(false);
    assertEquals(
        Optional.of("shift"),
        Host.now(during.execution(second)).map(ExecutionView::actions).stream()
            .flatMap(List::stream)
            .map(ActionView::key)
            .map(key -> key.action())
            .reduce((a, b) -> b));
    OpenPipeline after = start(false);
    host.time.advance(Duration.ofMinutes(5));
    assertEquals(ExecutionStatus.SUCCEEDED, Host.now(after.finished(second)));
    assertEquals(List.of(), host.listeners);
  }

  @Test
  @DisplayName("name the open groups when theirs is none of them")
  void unknownGroup() {
    DeploymentEngine deployments = host.start();
    OpenPipeline pipeline =
        PipelineEngine.builder(host.processes())
            .action(SOURCE, source())
            .action(DEPLOY, new DeployAction(deployments))
            .action(CONTINUE, new ContinueDeploymentAction(deployments))
            .build()
            .open(pipeline(true));
    String execution = Host.now(pipeline.start());
    assertEquals(
        "install: configuration.DeploymentGroup: \"production\" is no open group; open: []",
        summary(pipeline, execution, 1));
  }
}
