package dev.penstock.pipeline.explain;

import static dev.penstock.pipeline.explain.ExplainedRun.MAVEN;
import static dev.penstock.pipeline.explain.ExplainedRun.now;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An action that no executor was given yet")
class WaitForPlaceTest {
  private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T09:00:00Z"));
  private final List<CompletableFuture<ActionResult>> begun = new ArrayList<>();
  private boolean isFull;

  private ProcessEngine processes(int most) {
    return ProcessEngine.builder()
        .journal(new InMemoryJournal())
        .executor(
            task -> {
              if (isFull) {
                throw new RejectedExecutionException("full");
              }
              task.run();
            })
        .scheduler(time)
        .clock(time.clock())
        .maxInFlight(most)
        .build();
  }

  private OpenPipeline open(ProcessEngine processes, ExecutionMode mode) {
    return PipelineEngine.builder(processes)
        .action(
            MAVEN,
            context -> {
              begun.add(new CompletableFuture<>());
              return begun.get(begun.size() - 1);
            })
        .build()
        .open(
            Pipeline.builder("shop")
                .executionMode(mode)
                .stage("B", stage -> stage.action("one", MAVEN).action("two", MAVEN))
                .build());
  }

  private static String text(OpenPipeline pipeline) {
    return now(RunExplanation.of(pipeline)).text();
  }

  @Test
  @DisplayName("waits for a place while all are taken")
  void noPlace() {
    try (ProcessEngine processes = processes(1)) {
      OpenPipeline pipeline = open(processes, ExecutionMode.SUPERSEDED);
      String execution = now(pipeline.start());
      assertEquals(1, begun.size());
      String taken =
          "execution "
              + execution
              + ": B/one is carried out by BUILD/Maven since 2026-01-05 09:00:00Z";
      assertEquals(
          taken
              + "\nexecution "
              + execution
              + ": B/two waits for a place: 1 of 1 effects under way, since 2026-01-05 09:00:00Z",
          text(pipeline));
      begun.get(0).complete(ActionResult.succeeded());
      assertEquals(
          "execution "
              + execution
              + ": B/two is carried out by BUILD/Maven since 2026-01-05 09:00:00Z",
          text(pipeline));
    }
  }

  @Test
  @DisplayName("waits for the host's threads while they take nothing")
  void noThread() {
    try (ProcessEngine processes = processes(5)) {
      OpenPipeline pipeline = open(processes, ExecutionMode.SUPERSEDED);
      isFull = true;
      String execution = now(pipeline.start());
      assertEquals(0, begun.size());
      assertEquals(
          "execution "
              + execution
              + ": B/one waits for a place: 0 of 5 effects under way, and the host's executor takes"
              + " no more, since 2026-01-05 09:00:00Z",
          text(pipeline).split("\n", -1)[0]);
    }
  }

  @Test
  @DisplayName("of mode PARALLEL is looked for in its own process")
  void parallel() {
    try (ProcessEngine processes = processes(2)) { // the execution has one of them
      OpenPipeline pipeline = open(processes, ExecutionMode.PARALLEL);
      now(pipeline.start());
      assertEquals(1, begun.size());
      assertEquals(1, now(pipeline.deferredActions()).actions().size());
      assertEquals("two", now(pipeline.deferredActions()).actions().iterator().next().action());
      assertEquals(2, now(pipeline.deferredActions()).underWay());
      assertEquals(2, now(pipeline.deferredActions()).most());
    }
  }
}
