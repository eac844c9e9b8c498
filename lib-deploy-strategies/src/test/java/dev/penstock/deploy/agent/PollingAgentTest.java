package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.deploy.RevisionSource;
import dev.penstock.revision.FileExistsBehavior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An agent that polls")
class PollingAgentTest {
  private static final String SHELL = "#!/bin/sh\n";

  @TempDir Path directory;

  PollingAgentTest() {}

  private Bench bench(AgentConformance conformance) throws IOException {
    Bench bench = new Bench(directory, agent -> agent.conformance(conformance));
    return bench
        .bundle(
            "r1",
            "app/one",
            "1",
            "count.sh",
            SHELL + "echo ran >> runs\ntest ! -e wait || exec sleep 600\n")
        .copies("r1", "app", "app")
        .hook("r1", LifecycleEvent.AFTER_INSTALL, "count.sh");
  }

  private static LifecycleTask task(Bench bench, LifecycleEvent event) {
    return bench.task("d-1", "r1", event, FileExistsBehavior.DISALLOW);
  }

  private long runs(Bench bench) throws IOException {
    Path file = bench.root.resolve("runs");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /** Downloads and installs by polling. */
  private static void install(Bench bench, CommandQueue queue, PollingAgent agent) {
    for (LifecycleEvent event : List.of(LifecycleEvent.DOWNLOAD_BUNDLE, LifecycleEvent.INSTALL)) {
      CompletionStage<LifecycleResult> result = queue.run(task(bench, event));
      assertTrue(agent.poll().toCompletableFuture().join().isPresent());
      assertTrue(result.toCompletableFuture().join().isSucceeded());
    }
  }

  /** Begins the hook, and stops the agent's host while its script runs. */
  private PollingAgent interrupt(Bench bench, CommandQueue queue) throws Exception {
    PollingAgent agent = PollingAgent.of(bench.agent, "i-1", queue);
    install(bench, queue, agent);
    Files.writeString(bench.root.resolve("wait"), "");
    queue.run(task(bench, LifecycleEvent.AFTER_INSTALL));
    CompletableFuture<Optional<AgentReport>> step = agent.poll().toCompletableFuture();
    while (runs(bench) == 0) {
      Thread.onSpinWait();
    }
    assertFalse(step.isDone());
    Files.delete(bench.root.resolve("wait"));
    agent.close();
    assertEquals(Optional.empty(), step.join());
    assertEquals(Optional.empty(), agent.poll().toCompletableFuture().join(), "it is closed");
    return PollingAgent.of(bench.agent, "i-1", queue);
  }

  @Test
  @DisplayName("runs scripts that a restart cut short again, by default")
  void runsAgain() throws Exception {
    Bench bench = bench(AgentConformance.SENSE);
    CommandQueue queue = CommandQueue.builder(bench.time, bench.time.clock()).build();
    PollingAgent next = interrupt(bench, queue);
    AgentReport report = next.poll().toCompletableFuture().join().orElseThrow();
    assertTrue(report.result().isSucceeded(), report::toString);
    assertEquals(2, runs(bench));
  }

  @Test
  @DisplayName(
      "fails scripts that a restart cut short as soon as it is back, like the service's agent")
  @Covers("D-095")
  void failsAtOnce() throws Exception {
    Bench bench = bench(AgentConformance.AGENT);
    CommandQueue queue = CommandQueue.builder(bench.time, bench.time.clock()).build();
    Path running = bench.root.resolve(".penstock/group-production@shop/running");
    PollingAgent agent = PollingAgent.of(bench.agent, "i-1", queue);
    install(bench, queue, agent);
    CompletableFuture<LifecycleResult> result =
        queue.run(task(bench, LifecycleEvent.AFTER_INSTALL)).toCompletableFuture();
    // What a killed agent leaves: the command that it had, and the note that scripts were running.
    AgentCommand command = queue.poll(new AgentPoll("i-1")).orElseThrow();
    Files.writeString(
        bench.root.resolve(".penstock/agent/command.json"), AgentMessageCodec.encode(command));
    Files.delete(bench.root.resolve(".penstock/agent/report.json"));
    Files.writeString(running, "d-1 AfterInstall\n");

    PollingAgent next = PollingAgent.of(bench.agent, "i-1", queue);
    assertTrue(next.poll().toCompletableFuture().join().isPresent());
    assertEquals(
        LifecycleResult.failed(
            LifecycleErrorCode.UNKNOWN_ERROR,
            "AfterInstall: was cut short by a restart of the agent",
            ""),
        result.join());
    assertEquals(0, runs(bench), "it was not run again");
    assertFalse(Files.exists(running));
    assertTrue(bench.run("d-1", "r1", LifecycleEvent.AFTER_INSTALL).isSucceeded());
  }

  @Test
  @DisplayName("runs a command once that comes twice, and answers it twice")
  void duplicates() throws Exception {
    Bench bench = bench(AgentConformance.SENSE);
    CommandQueue queue = CommandQueue.builder(bench.time, bench.time.clock()).build();
    PollingAgent agent = PollingAgent.of(bench.agent, "i-1", queue);
    install(bench, queue, agent);
    queue.run(task(bench, LifecycleEvent.AFTER_INSTALL));
    AgentReport report = agent.poll().toCompletableFuture().join().orElseThrow();
    // The engine was restarted before it had stored the report, and asks again.
    CompletableFuture<LifecycleResult> again =
        queue.run(task(bench, LifecycleEvent.AFTER_INSTALL)).toCompletableFuture();
    PollingAgent next = PollingAgent.of(bench.agent, "i-1", queue);
    assertEquals(Optional.of(report), next.poll().toCompletableFuture().join());
    assertEquals(report.result(), again.join());
    assertEquals(1, runs(bench));
    assertEquals(Optional.empty(), next.poll().toCompletableFuture().join());
  }

  @Test
  @DisplayName("begins anew what was dropped and is asked for again")
  void dropped() throws Exception {
    Bench bench = bench(AgentConformance.SENSE);
    CommandQueue queue = CommandQueue.builder(bench.time, bench.time.clock()).build();
    PollingAgent agent = PollingAgent.of(bench.agent, "i-1", queue);
    install(bench, queue, agent);
    Files.writeString(bench.root.resolve("wait"), "");
    queue.run(task(bench, LifecycleEvent.AFTER_INSTALL));
    CompletableFuture<Optional<AgentReport>> step = agent.poll().toCompletableFuture();
    CompletableFuture<Optional<AgentReport>> following = agent.poll().toCompletableFuture();
    while (runs(bench) == 0) {
      Thread.onSpinWait();
    }
    Files.delete(bench.root.resolve("wait"));
    bench.abandoned.complete(null);
    assertEquals(Optional.empty(), step.join());
    assertEquals(Optional.empty(), following.join());
    assertFalse(Files.exists(bench.root.resolve(".penstock/agent/command.json")));

    LifecycleTask dropped = task(bench, LifecycleEvent.AFTER_INSTALL);
    CompletableFuture<LifecycleResult> again =
        queue
            .run(
                new LifecycleTask(
                    dropped.key(),
                    dropped.deployment(),
                    dropped.application(),
                    dropped.group(),
                    dropped.instance(),
                    dropped.event(),
                    dropped.revision(),
                    dropped.fileExistsBehavior(),
                    true,
                    new CompletableFuture<>()))
            .toCompletableFuture();
    assertTrue(agent.poll().toCompletableFuture().join().isPresent());
    assertTrue(again.join().isSucceeded());
    assertEquals(2, runs(bench));
  }

  @Test
  @DisplayName("loses nothing when its service cannot be reached, at whatever call")
  void brokenService() throws Exception {
    Bench bench = bench(AgentConformance.SENSE);
    CommandQueue queue = CommandQueue.builder(bench.time, bench.time.clock()).build();
    List<String> failing = new ArrayList<>();
    AgentService broken =
        new AgentService() {
          @Override
          public Optional<AgentCommand> poll(AgentPoll poll) throws IOException {
            fail("poll");
            return queue.poll(poll);
          }

          @Override
          public boolean start(AgentStart start) throws IOException {
            fail("start");
            return queue.start(start);
          }

          @Override
          public void report(AgentReport report) throws IOException {
            fail("report");
            queue.report(report);
          }

          private void fail(String call) throws IOException {
            if (failing.remove(call)) {
              throw new IOException(call + " failed");
            }
          }
        };
    PollingAgent agent = PollingAgent.of(bench.agent, "i-1", broken);
    install(bench, queue, agent);
    CompletableFuture<LifecycleResult> result =
        queue.run(task(bench, LifecycleEvent.AFTER_INSTALL)).toCompletableFuture();
    for (String call : List.of("poll", "start", "report")) {
      failing.add(call);
      CompletionException failure =
          assertThrows(CompletionException.class, () -> agent.poll().toCompletableFuture().join());
      assertEquals(call + " failed", failure.getCause().getMessage());
      assertFalse(result.isDone());
    }
    assertTrue(agent.poll().toCompletableFuture().join().isPresent());
    assertTrue(result.join().isSucceeded());
    assertEquals(1, runs(bench));
  }

  @Test
  @DisplayName("is only for instances that are there, and takes only their commands")
  void foreign() throws Exception {
    Bench bench = bench(AgentConformance.SENSE);
    CommandQueue queue = CommandQueue.builder(bench.time, bench.time.clock()).build();
    assertEquals(
        "instance \"i-9\"; allowed: [i-1]",
        assertThrows(
                IllegalArgumentException.class, () -> PollingAgent.of(bench.agent, "i-9", queue))
            .getMessage());
    AgentCommand foreign =
        new AgentCommand(
            "k",
            1,
            "i-2",
            "Install",
            Bench.specification("d-1", "r1").build(),
            RevisionSource.CURRENT,
            bench.time.now());
    AgentService confused =
        new AgentService() {
          @Override
          public Optional<AgentCommand> poll(AgentPoll poll) {
            return Optional.of(foreign);
          }

          @Override
          public boolean start(AgentStart start) {
            return true;
          }

          @Override
          public void report(AgentReport report) {
            throw new AssertionError("nothing was run");
          }
        };
    PollingAgent agent = PollingAgent.of(bench.agent, "i-1", confused);
    CompletionException failure =
        assertThrows(CompletionException.class, () -> agent.poll().toCompletableFuture().join());
    assertEquals(
        "the service gave the agent of i-1 a command for i-2", failure.getCause().getMessage());
  }
}
