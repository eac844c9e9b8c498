package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.RetentionPolicy;
import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.process.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A checkpoint of a pipeline whose actions export much")
class LargeCheckpointsTest {
  private static final RetentionPolicy ALL = RetentionPolicy.compactingAt(2);
  private static final int EXECUTIONS = 60;

  private static Pipeline pipeline(String region) {
    return Pipeline.builder("large")
        .variable("region", region)
        .stage("Build", stage -> stage.action("compile", SCRIPT))
        .stage("Prod", stage -> stage.action("ship", SCRIPT))
        .build();
  }

  private static TestHost host(Journal journal, String region) {
    String half = "é\"".repeat(100_000); // four bytes each two characters, and an escape
    return new TestHost(
        journal,
        pipeline(region),
        ActionExecutor.blocking(
            context ->
                context.action().equals("ship")
                    ? ActionResult.succeeded()
                    : ActionResult.succeeded().withVariable("report", half)));
  }

  private static List<String> ids(OpenPipeline pipeline) {
    return pipeline.history().executions().stream().map(PipelineHistory.Execution::id).toList();
  }

  @Test
  @DisplayName("keeps as many targets of rollbacks as fit, the newest, and forgets the rest")
  void targets(@TempDir Path directory) {
    try (Journal journal = FileJournal.open(directory);
        TestHost host = host(journal, "north")) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < EXECUTIONS; i++) {
        ids.add(now(host.pipeline.start()));
      }
      List<String> before = now(host.pipeline.until(state -> state.rollbackTargets("Prod")));
      assertEquals(ids, before);
      assertTrue(host.pipeline.compact(ALL.keepingEnded(0)).toCompletableFuture().join());
      List<String> kept = now(host.pipeline.until(state -> state.rollbackTargets("Prod")));
      assertTrue(kept.size() > 5 && kept.size() < 15, () -> "kept " + kept.size());
      assertEquals(ids.subList(EXECUTIONS - kept.size(), EXECUTIONS), kept);
      assertEquals(kept, ids(host.pipeline));
      assertEquals("rollback.not-succeeded", rejection(host.pipeline.rollBack("Prod", ids.get(0))));
      String rollback = now(host.pipeline.rollBack("Prod", kept.get(0)));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(rollback)));
    }
    try (Journal journal = FileJournal.open(directory);
        TestHost host = host(journal, "north")) {
      assertTrue(ids(host.pipeline).size() > 5);
    }
  }

  @Test
  @DisplayName("keeps as much of the history as fits, the newest")
  void history(@TempDir Path directory) {
    try (Journal journal = FileJournal.open(directory);
        TestHost host = host(journal, "north")) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < EXECUTIONS; i++) {
        ids.add(now(host.pipeline.start()));
      }
      now(host.pipeline.update(pipeline("south"))); // nobody is a target any more
      ids.add(now(host.pipeline.start()));
      assertTrue(host.pipeline.compact(ALL).toCompletableFuture().join());
      List<String> kept = ids(host.pipeline);
      assertTrue(kept.size() > 10 && kept.size() < 30, () -> "kept " + kept.size());
      assertEquals(ids.subList(ids.size() - kept.size(), ids.size()), kept);
    }
  }
}
