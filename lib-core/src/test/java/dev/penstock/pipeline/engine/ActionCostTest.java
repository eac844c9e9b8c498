package dev.penstock.pipeline.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.AllocatedBytes;
import dev.penstock.pipeline.execution.ExecutionStatus;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the engine allocates for an action")
class ActionCostTest {
  private static final ActionType SCRIPT = ActionType.of(ActionCategory.BUILD, "Script");
  private static final int ACTIONS = 10_000;

  /**
   * Interpreted, they are 216: two events and their key, attempt, request, task, context, report.
   */
  private static final long MOST_BYTES = 248;

  @Test
  @DisplayName("is bounded by what its events, its attempt and its task take")
  void bounded() {
    Pipeline pipeline = pipeline();
    run(pipeline); // whatever is made once
    long before = AllocatedBytes.ofThisThread();
    run(pipeline);
    long bytes = (AllocatedBytes.ofThisThread() - before) / ACTIONS;
    assertTrue(bytes < MOST_BYTES, () -> "bytes for an action: " + bytes);
  }

  private static Pipeline pipeline() {
    return Pipeline.builder("wide")
        .stage(
            "Build",
            stage -> {
              for (int i = 0; i < ACTIONS; i++) {
                stage.action("action-" + i, SCRIPT);
              }
            })
        .build();
  }

  private static void run(Pipeline pipeline) {
    CompletionStage<ActionResult> done =
        CompletableFuture.completedFuture(ActionResult.succeeded());
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler((due, task) -> () -> {})
            .clock(Clock.systemUTC())
            .maxInFlight(ACTIONS)
            .build()) {
      OpenPipeline open =
          PipelineEngine.builder(processes).action(SCRIPT, context -> done).build().open(pipeline);
      assertEquals(
          ExecutionStatus.SUCCEEDED,
          open.start().thenCompose(open::finished).toCompletableFuture().join());
    }
  }
}
