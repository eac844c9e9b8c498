package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.Deployment;
import dev.penstock.deploy.DeploymentEngine;
import dev.penstock.deploy.DeploymentGroup;
import dev.penstock.deploy.DeploymentStatus;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.OpenGroup;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.revision.Digest;
import dev.penstock.revision.Revision;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Agents behind an unreliable wire")
class WireLawsTest {
  private static final int ROUNDS = 40;
  private static final List<LifecycleEvent> HOOKS =
      List.of(
          LifecycleEvent.BEFORE_INSTALL,
          LifecycleEvent.AFTER_INSTALL,
          LifecycleEvent.APPLICATION_START,
          LifecycleEvent.VALIDATE_SERVICE);

  @TempDir Path directory;

  WireLawsTest() {}

  private Bench bench(Path place, List<String> ran) throws Exception {
    Bench bench =
        new Bench(
            place,
            agent ->
                agent
                    .shell(command -> noted(command, ran))
                    .files(new InstanceFiles((change, path) -> {}, false)));
    for (String revision : List.of("r1", "r2")) {
      bench.bundle(revision, "app/version", revision, "x.sh", "#!/bin/sh\n");
      bench.copies(revision, "app", "app");
      HOOKS.forEach(
          event -> {
            try {
              bench.hook(revision, event, "x.sh");
            } catch (RuntimeException e) {
              throw new AssertionError(e);
            }
          });
    }
    return bench;
  }

  private static ShellProcess noted(ShellCommand command, List<String> ran) {
    ran.add(
        command.environment().get("DEPLOYMENT_ID")
            + " "
            + command.environment().get("LIFECYCLE_EVENT"));
    return new ShellProcess() {
      @Override
      public CompletionStage<Integer> exit() {
        return CompletableFuture.completedFuture(0);
      }

      @Override
      public void terminate() {}
    };
  }

  @Test
  @DisplayName("run every script once, in order, whatever is lost, doubled or late")
  void once() throws Exception {
    int losses = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<String> ran = new ArrayList<>();
      Bench bench = bench(Files.createDirectory(directory.resolve("round" + round)), ran);
      CommandQueue queue =
          CommandQueue.builder(bench.time, bench.time.clock()).lease(Duration.ofSeconds(5)).build();
      UnreliableWire wire = new UnreliableWire(queue, new Random(20260302L + round));
      try (ProcessEngine processes =
          ProcessEngine.builder()
              .journal(new InMemoryJournal())
              .executor(Runnable::run)
              .scheduler(bench.time)
              .clock(bench.time.clock())
              .build()) {
        OpenGroup group =
            DeploymentEngine.builder(processes, bench.time.clock())
                .lifecycleRunner(queue)
                .build()
                .open(DeploymentGroup.builder("shop").side("host", "i-1").build());
        for (String revision : List.of("r1", "r2")) {
          Deployment ended = deploy(group, revision, bench, wire, round);
          assertEquals(DeploymentStatus.SUCCEEDED, ended.status(), ended::toString);
        }
      }
      List<String> expected = new ArrayList<>();
      for (String deployment : List.of("shop-1", "shop-2")) {
        HOOKS.forEach(event -> expected.add(deployment + " " + event));
      }
      assertEquals(expected, ran, "round " + round);
      assertEquals(Map.of("app/version", "r2"), bench.files());
      losses += wire.losses;
    }
    assertTrue(losses > ROUNDS * 5, () -> "a wire that loses next to nothing proves nothing");
  }

  /** A new agent now and then, as after a kill between two steps. */
  private static Deployment deploy(
      OpenGroup group, String revision, Bench bench, UnreliableWire wire, int round) {
    Random random = new Random(round);
    CompletableFuture<Deployment> ended =
        group
            .deploy(new Revision(revision, revision, new Digest("0".repeat(64)), ""), revision)
            .thenCompose(group::ended)
            .toCompletableFuture();
    PollingAgent agent = PollingAgent.of(bench.agent, "i-1", wire);
    for (int step = 0; step < 2_000 && !ended.isDone(); step++) {
      if (random.nextInt(3) == 0) {
        agent.close();
        agent = PollingAgent.of(bench.agent, "i-1", wire);
      }
      agent.poll().exceptionally(lost -> java.util.Optional.empty());
      bench.time.advance(Duration.ofSeconds(random.nextInt(15)));
    }
    return ended.join();
  }
}
