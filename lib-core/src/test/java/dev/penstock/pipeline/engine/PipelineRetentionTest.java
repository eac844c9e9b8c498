package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory.Execution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The history of a pipeline that is compacted")
class PipelineRetentionTest {
  private static final RetentionPolicy NONE = RetentionPolicy.compactingAt(1_000).keepingEnded(0);

  private static List<String> ids(List<Execution> executions) {
    return executions.stream().map(Execution::id).toList();
  }

  /** Three releases of an older version, two of the present one, and one under way. */
  private static List<String> releases(Releases releases) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      if (i == 3) {
        releases.pipeline.update(Releases.definition(ExecutionMode.SUPERSEDED).build());
      }
      releases.host.time.advance(Duration.ofDays(1));
      ids.add(releases.release());
    }
    ids.add(releases.startAndBuild());
    return ids;
  }

  @Test
  @DisplayName("keeps whole what is under way and what may be rolled back to, whatever the policy")
  void keepsWhatIsNeeded() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline definition = Releases.definition(ExecutionMode.SUPERSEDED).build();
    List<String> ids;
    List<Execution> before;
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      ids = releases(releases);
      before = releases.pipeline.history().executions();
      assertEquals(ids, ids(before));
      assertTrue(now(releases.pipeline.compact(NONE)));
      assertEquals(before.subList(3, 6), releases.pipeline.history().executions());
      assertFalse(now(releases.pipeline.compact(NONE)), "nothing is left to replace");
      releases.pass(ids.get(5), Releases.PROD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(ids.get(5)));
    }
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      assertEquals(before.subList(3, 5), releases.pipeline.history().executions().subList(0, 2));
      String rollback = now(releases.pipeline.rollBack("Prod", ids.get(3)));
      releases.pass(rollback, Releases.PROD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(rollback));
      assertTrue(now(releases.pipeline.compact(NONE)));
      assertEquals(
          List.of(ids.get(3), ids.get(4), ids.get(5), rollback),
          ids(releases.pipeline.history().executions()));
    }
  }

  @Test
  @DisplayName("keeps the newest of those that ended, and those that ended lately, as told")
  void keepsWhatIsAskedFor() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      List<String> ids = releases(releases);
      List<Execution> before = releases.pipeline.history().executions();
      assertTrue(now(releases.pipeline.compact(NONE.keepingEnded(4))));
      assertEquals(before.subList(1, 6), releases.pipeline.history().executions());
      releases.pass(ids.get(5), Releases.PROD);
      // The third ended two days ago.
      assertTrue(
          now(releases.pipeline.compact(NONE.keepingEnded(100).keepingFor(Duration.ofHours(49)))));
      assertEquals(ids.subList(2, 6), ids(releases.pipeline.history().executions()));
    }
  }

  @Test
  @DisplayName("shows what started a year ago, unless told to keep less")
  @Covers("P-1411")
  void aYear() {
    for (RetentionPolicy policy :
        List.of(
            NONE.keepingEnded(Integer.MAX_VALUE).keepingFor(Duration.ofDays(366)),
            RetentionPolicy.compactingAt(2))) {
      try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
        String old = releases.release();
        now(releases.pipeline.update(Releases.definition(ExecutionMode.SUPERSEDED).build()));
        releases.host.time.advance(Duration.ofDays(365));
        String young = releases.release();
        assertTrue(now(releases.pipeline.compact(policy)));
        assertEquals(List.of(old, young), ids(releases.pipeline.history().executions()));
      }
    }
  }

  @Test
  @DisplayName("loses the journals of executions with a process of their own together with them")
  void ownProcesses() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline jobs =
        Pipeline.builder("jobs")
            .executionMode(ExecutionMode.PARALLEL)
            .stage("Build", stage -> stage.action("compile", SCRIPT))
            .stage("Prod", stage -> stage.action("ship", SCRIPT))
            .build();
    ActionExecutor succeeds =
        context -> CompletableFuture.completedFuture(ActionResult.succeeded());
    try (TestHost host = new TestHost(journal, jobs, succeeds)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 1_004; i++) {
        ids.add(now(host.pipeline.start()));
      }
      assertEquals(1_005, journal.streams().size());
      assertTrue(now(host.pipeline.compact(NONE)));
      assertEquals(1_001, journal.streams().size(), "1,000 are remembered by the rules");
      assertEquals(ids.subList(4, 1_004), ids(host.pipeline.history().executions()));
      assertFalse(journal.streams().contains("pipeline/jobs/" + ids.get(3)));
      assertTrue(journal.streams().contains("pipeline/jobs/" + ids.get(4)));
    }
  }
}
