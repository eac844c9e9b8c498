package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.process.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Pipelines that wait for an approval")
class WaitingPipelinesTest {
  private static final long MOST_BYTES = 20_000;

  @Test
  @DisplayName("hold no thread and under 20 KB each, 1,000 of them")
  void thousand() {
    wait(1_000);
  }

  @Test
  @Tag("thorough")
  @DisplayName("hold no thread and under 20 KB each, 10,000 of them")
  void tenThousand() {
    wait(10_000);
  }

  private static Pipeline release(int number) {
    return Pipeline.builder("release-" + number)
        .variable("region", "north")
        .stage("Build", stage -> stage.action("compile", SCRIPT).action("test", SCRIPT))
        .stage(
            "Prod",
            stage -> stage.approval("sign-off").action("ship", SCRIPT, ship -> ship.runOrder(2)))
        .build();
  }

  /** Everything counts: the definition of each, its state, its timer, and its events in memory. */
  private static void wait(int count) {
    VirtualTime time = VirtualTime.startingAt(TestHost.START);
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      PipelineEngine engine =
          PipelineEngine.builder(processes)
              .action(
                  SCRIPT, context -> CompletableFuture.completedFuture(ActionResult.succeeded()))
              .build();
      for (int i = 0; i < 20; i++) {
        engine.open(release(-1 - i)).start(); // loads classes
      }
      Set<Thread> threads = Thread.getAllStackTraces().keySet();
      long before = usedBytes();
      List<OpenPipeline> waiting = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        OpenPipeline pipeline = engine.open(release(i));
        var unused = pipeline.start();
        waiting.add(pipeline);
      }
      long each = (usedBytes() - before) / count;
      List<String> begun = new ArrayList<>();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (!threads.contains(thread) && !thread.isDaemon()) {
          begun.add(thread.getName());
        }
      }
      assertEquals(List.of(), begun);
      assertTrue(each < MOST_BYTES, each + " bytes each");
      assertEquals(0, processes.gauges().effectsInFlight());
      assertEquals(count + 20, processes.gauges().openProcesses());
      OpenPipeline last = waiting.get(count - 1);
      String execution = now(last.executions()).get(0).id();
      ActionView asked = now(last.nextApproval(execution)).orElseThrow();
      last.approve(asked.approvalToken().orElseThrow(), "ada", "fine");
      assertEquals(ExecutionStatus.SUCCEEDED, now(last.finished(execution)));
    }
  }

  private static <T> T now(java.util.concurrent.CompletionStage<T> stage) {
    return TestHost.now(stage);
  }

  /** What is reachable, as far as a few collections tell: the least of several looks. */
  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
