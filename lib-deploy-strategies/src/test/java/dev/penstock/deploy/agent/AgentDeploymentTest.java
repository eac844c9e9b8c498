package dev.penstock.deploy.agent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.Deployment;
import dev.penstock.deploy.DeploymentEngine;
import dev.penstock.deploy.DeploymentGroup;
import dev.penstock.deploy.DeploymentStatus;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.OpenGroup;
import dev.penstock.deploy.RollbackEvent;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.revision.Digest;
import dev.penstock.revision.Revision;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A deployment by the agent")
class AgentDeploymentTest {

  AgentDeploymentTest() {}

  private static Revision revision(String id) {
    return new Revision(id, id, new Digest("0".repeat(64)), "");
  }

  @Test
  @DisplayName("installs with real files and scripts, and brings the old revision back")
  @Covers("RP-43")
  void deploysAndRollsBack(@TempDir Path directory) throws Exception {
    Bench bench = new Bench(directory);
    for (String id : new String[] {"r1", "r2"}) {
      bench
          .bundle(
              id,
              "app/version",
              id,
              "start.sh",
              "#!/bin/sh\ncp app/version running\n",
              "check.sh",
              "#!/bin/sh\nread v < running; echo $v; test \"$v\" != r2\n",
              "stop.sh",
              "#!/bin/sh\nmv running stopped-$DEPLOYMENT_ID\n")
          .copies(id, "app", "app")
          .hook(id, LifecycleEvent.APPLICATION_START, "start.sh")
          .hook(id, LifecycleEvent.VALIDATE_SERVICE, "check.sh")
          .hook(id, LifecycleEvent.APPLICATION_STOP, "stop.sh");
    }
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(bench.time)
            .clock(bench.time.clock())
            .build()) {
      OpenGroup group =
          DeploymentEngine.builder(processes, bench.time.clock())
              .lifecycleRunner(bench.agent)
              .build()
              .open(
                  DeploymentGroup.builder("shop")
                      .side("host", "i-1")
                      .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE)
                      .build());
      Deployment first = ended(group, "r1");
      assertEquals(DeploymentStatus.SUCCEEDED, first.status(), first::toString);
      Deployment bad = ended(group, "r2");
      assertEquals(DeploymentStatus.FAILED, bad.status());
      assertEquals(
          "[ValidateService check.sh] r2",
          bad.targets().get(0).events().get(6).logTail().lines().reduce((a, b) -> b).orElse(""));
      Deployment back =
          group.ended(bad.rolledBackBy().orElseThrow()).toCompletableFuture().get(60, SECONDS);
      assertEquals(DeploymentStatus.SUCCEEDED, back.status(), back::toString);
    }
    assertEquals(
        Map.of(
            "app/version", "r1", "running", "r1", "stopped-shop-2", "r1", "stopped-shop-3", "r2"),
        bench.files());
  }

  private static Deployment ended(OpenGroup group, String id) throws Exception {
    return group
        .deploy(revision(id), id)
        .thenCompose(group::ended)
        .toCompletableFuture()
        .get(60, SECONDS);
  }
}
