package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.execution.ActionQuery;
import dev.penstock.pipeline.execution.ActionQuery.Range;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ArtifactRevision;
import dev.penstock.pipeline.execution.ExecutionQuery;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionType;
import dev.penstock.pipeline.execution.Page;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.TriggerType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The history of a pipeline")
class HistoryTest {

  private static List<String> ids(Page<PipelineHistory.Execution> page) {
    return page.items().stream().map(PipelineHistory.Execution::id).toList();
  }

  @Test
  @DisplayName("lists executions newest first, in pages that stay good while others start")
  @Covers("P-1412")
  void pages() {
    try (Releases releases = new Releases(ExecutionMode.QUEUED)) {
      List<String> started = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        started.add(releases.start());
      }
      Collections.reverse(started);
      ExecutionQuery query = ExecutionQuery.all().withPageSize(2);
      Page<PipelineHistory.Execution> first = releases.pipeline.executions(query);
      assertEquals(started.subList(0, 2), ids(first));
      releases.start();
      Page<PipelineHistory.Execution> second =
          releases.pipeline.executions(query.after(first.nextToken().orElseThrow()));
      assertEquals(started.subList(2, 4), ids(second));
      Page<PipelineHistory.Execution> third =
          releases.pipeline.executions(query.after(second.nextToken().orElseThrow()));
      assertEquals(started.subList(4, 5), ids(third));
      assertEquals(Optional.empty(), third.nextToken());
      for (String none : List.of("x", "999", "0", "-1")) {
        assertEquals(
            "token \""
                + none
                + "\" is of no page of this list; allowed: the nextToken of a page of it, or none,"
                + " for the newest",
            assertThrows(
                    IllegalArgumentException.class,
                    () -> releases.pipeline.executions(query.after(none)))
                .getMessage());
        assertThrows(
            IllegalArgumentException.class,
            () -> releases.pipeline.actions(ActionQuery.of(started.get(0)).after(none)));
      }
      assertThrows(IllegalArgumentException.class, () -> query.withPageSize(0));
      assertThrows(IllegalArgumentException.class, () -> query.withPageSize(101));
      for (int i = 0; i < 100; i++) {
        releases.start();
      }
      Page<PipelineHistory.Execution> large = releases.pipeline.executions(ExecutionQuery.all());
      assertEquals(100, large.items().size());
      assertEquals(true, large.nextToken().isPresent());
    }
  }

  @Test
  @DisplayName("lists executions that are this far, or that succeeded in a stage")
  @Covers({"P-1111", "P-1412"})
  void filters() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String done = releases.release();
      String failed = releases.startAndBuild();
      releases.fail(failed, Releases.PROD);
      String early = releases.start();
      ExecutionQuery all = ExecutionQuery.all();
      assertEquals(List.of(early, failed, done), ids(releases.pipeline.executions(all)));
      assertEquals(
          List.of(failed),
          ids(releases.pipeline.executions(all.withStatus(ExecutionStatus.FAILED))));
      assertEquals(
          List.of(failed, done), ids(releases.pipeline.executions(all.withSuccessIn("Build"))));
      assertEquals(List.of(done), ids(releases.pipeline.executions(all.withSuccessIn("Prod"))));
      assertEquals(
          List.of(done),
          ids(
              releases.pipeline.executions(
                  all.withSuccessIn("Build").withStatus(ExecutionStatus.SUCCEEDED))));
    }
  }

  @Test
  @DisplayName("tells all of an execution, and the same after a restart")
  @Covers({"P-1412", "P-1413"})
  void execution() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline definition = Releases.definition(ExecutionMode.QUEUED).build();
    String execution;
    PipelineHistory before;
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      now(releases.pipeline.update(definition));
      execution =
          now(
              releases.pipeline.start(
                  StartRequest.of(TriggerType.WEBHOOK, "push").withStartedBy("ada")));
      releases.host.time.advance(Duration.ofMinutes(5));
      releases.pass(execution, Releases.SOURCE);
      now(releases.pipeline.stop(execution, "wrong branch", "bob"));
      releases.host.time.advance(Duration.ofMinutes(5));
      releases.fail(execution, Releases.BUILD);
      before = releases.pipeline.history();
    }
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      PipelineHistory.Execution past =
          releases.pipeline.executions(ExecutionQuery.all()).items().get(0);
      assertEquals(before.executions(), List.of(past));
      assertEquals(
          new PipelineHistory.Execution(
              execution,
              1,
              ExecutionStatus.STOPPED,
              ExecutionType.STANDARD,
              Optional.empty(),
              ExecutionMode.QUEUED,
              2,
              TriggerType.WEBHOOK,
              "push",
              Optional.of("ada"),
              Map.of("region", "north"),
              Map.of("fetch", "commit-1"),
              Map.of("fetch", RevisionDetails.NONE),
              List.of(new ArtifactRevision("sources", "commit-1", RevisionDetails.NONE)),
              TestHost.START,
              TestHost.START.plus(Duration.ofMinutes(10)),
              Optional.of(TestHost.START.plus(Duration.ofMinutes(10))),
              Optional.of("wrong branch"),
              Optional.of("bob"),
              Optional.empty(),
              Optional.empty(),
              List.of("Source"),
              past.actions(),
              List.of()),
          past);
    }
  }

  @Test
  @DisplayName(
      "lists attempts at actions newest first, with input and output, replaced ones on demand")
  @Covers({"P-505", "P-1414"})
  void actions() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String execution = releases.startAndBuild();
      releases.fail(execution, Releases.PROD);
      now(releases.pipeline.retry(execution, "Prod"));
      releases.startAndBuild();
      ActionQuery all = ActionQuery.of(execution);
      assertEquals(
          List.of("ship/2", "ship/1", "compile/1", "fetch/1"),
          names(releases.pipeline.actions(all)));
      assertEquals(
          List.of("ship/2", "compile/1", "fetch/1"),
          names(releases.pipeline.actions(all.withRange(Range.LATEST))));

      Page<PipelineHistory.Attempt> first =
          releases.pipeline.actions(all.withRange(Range.LATEST).withPageSize(2));
      assertEquals(List.of("ship/2", "compile/1"), names(first));
      Page<PipelineHistory.Attempt> second =
          releases.pipeline.actions(all.withPageSize(2).after(first.nextToken().orElseThrow()));
      assertEquals(List.of("fetch/1"), names(second));
      assertEquals(Optional.empty(), second.nextToken());

      PipelineHistory.Attempt compile = first.items().get(1);
      assertEquals(ActionStatus.SUCCEEDED, compile.status());
      assertEquals(Map.of("sources", Releases.artifact("1")), compile.inputs());
      assertEquals(Map.of("jar", Releases.artifact("1")), compile.outputs());
      assertEquals(Map.of("version", "1.1"), compile.outputVariables());
      PipelineHistory.Attempt ship = first.items().get(0);
      assertEquals(
          Map.of("what", "#{build.version} to #{variables.region}"), ship.action().configuration());
      assertEquals(Map.of("what", "1.1 to north"), ship.resolvedConfiguration());
      assertEquals(Optional.empty(), ship.endedAt());
    }
  }

  private static List<String> names(Page<PipelineHistory.Attempt> page) {
    return page.items().stream().map(a -> a.key().action() + "/" + a.key().attempt()).toList();
  }

  @Test
  @DisplayName("keeps output variables of actions without a namespace too")
  @Covers("P-503")
  void outputVariables() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String execution = releases.start();
      releases.work.end(
          execution + "/" + Releases.SOURCE,
          ActionResult.succeeded()
              .withVariable("branch", "main")
              .withArtifact("sources", Releases.artifact("1")));
      List<PipelineHistory.Attempt> attempts =
          releases.pipeline.actions(ActionQuery.of(execution)).items();
      assertEquals(Map.of("branch", "main"), attempts.get(1).outputVariables());
    }
  }
}
