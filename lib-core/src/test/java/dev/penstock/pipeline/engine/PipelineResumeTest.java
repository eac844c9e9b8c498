package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineDecider;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pipeline after a crash")
class PipelineResumeTest {
  private static final String STREAM = "pipeline/release";

  private static final Pipeline RELEASE =
      Pipeline.builder("release")
          .stage("Build", stage -> stage.action("compile", SCRIPT).action("lint", SCRIPT))
          .stage(
              "Test",
              stage -> stage.action("unit", SCRIPT).action("ui", SCRIPT, ui -> ui.runOrder(2)))
          .stage(
              "Prod",
              stage -> stage.approval("sign-off").action("ship", SCRIPT, ship -> ship.runOrder(2)))
          .build();

  @Test
  @DisplayName(
      "goes on from every record boundary to the same end, and runs no finished action again")
  void resumesFromEveryRecord() {
    RecordedAppends recorded = new RecordedAppends();
    finish(recorded, new ArrayList<>());
    List<PipelineEvent> whole = events(recorded);
    assertTrue(recorded.count() > 5, recorded.count() + " appends");
    for (int appends = 0; appends <= recorded.count(); appends++) {
      InMemoryJournal journal = recorded.upTo(appends);
      List<PipelineEvent> prefix = events(journal);
      int length = prefix.size();
      List<String> calls = new ArrayList<>();
      finish(journal, calls);
      List<PipelineEvent> resumed = events(journal);
      assertEquals(prefix, resumed.subList(0, length), "what was durable still is");
      assertEquals(ends(whole), ends(resumed), "after a crash at record " + length);
      for (PipelineEvent event : prefix) {
        if (event instanceof PipelineEvent.ActionSucceeded succeeded) {
          String call = succeeded.key().stage() + "/" + succeeded.key().action() + "/1";
          assertTrue(!calls.contains(call), call + " ran again after a crash at record " + length);
        }
      }
      assertEquals(new TreeSet<>(calls).size(), calls.size(), "each action once: " + calls);
    }
  }

  @Test
  @DisplayName(
      "hands an action its last checkpoint, so that it re-attaches instead of starting again")
  void resumesFromCheckpoint() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline pipeline =
        Pipeline.builder("release").stage("Work", stage -> stage.action("job", SCRIPT)).build();
    ActionExecutor crashes =
        context -> {
          context.checkpoint("first");
          context.checkpoint("job 42");
          return new CompletableFuture<>();
        };
    try (TestHost host = new TestHost(journal, pipeline, crashes)) {
      now(host.pipeline.start());
    }
    List<String> seen = new ArrayList<>();
    ActionExecutor resumes =
        context -> {
          seen.add(context.isRepeat() + " " + context.checkpoint());
          context.checkpoint("job 42 again");
          seen.add(context.checkpoint().toString());
          return CompletableFuture.completedFuture(ActionResult.succeeded());
        };
    try (TestHost host = new TestHost(journal, pipeline, resumes)) {
      assertEquals(
          List.of("true " + Optional.of("job 42"), Optional.of("job 42 again").toString()), seen);
      assertEquals(ExecutionStatus.SUCCEEDED, host.pipeline.history().executions().get(0).status());
    }
  }

  private static void finish(Journal journal, List<String> calls) {
    try (TestHost host =
        new TestHost(
            journal, RELEASE, ActionExecutor.blocking(context -> ActionResult.succeeded()))) {
      if (host.pipeline.history().executions().isEmpty()) {
        now(host.pipeline.start(StartRequest.of("push").withToken("commit-1")));
      }
      Optional<String> token =
          now(host.pipeline.executions()).stream()
              .flatMap(execution -> execution.actions().stream())
              .flatMap(action -> action.approvalToken().stream())
              .findFirst();
      token.ifPresent(open -> now(host.pipeline.approve(open, "ada", "")));
      calls.addAll(host.calls);
    }
  }

  private static List<PipelineEvent> events(Journal journal) {
    List<PipelineEvent> events = new ArrayList<>();
    EventStream<PipelineEvent> stream = journal.open(STREAM, PipelineDecider.CODEC);
    stream.read(0, (sequence, event) -> events.add(event));
    return events;
  }

  /** Every end of an action or execution, sorted: what must be the same whatever crashed. */
  private static List<String> ends(List<PipelineEvent> events) {
    List<String> ends = new ArrayList<>();
    for (PipelineEvent event : events) {
      if (event instanceof PipelineEvent.ActionSucceeded succeeded) {
        ends.add(succeeded.key() + " " + ActionStatus.SUCCEEDED);
      } else if (event instanceof PipelineEvent.ApprovalAnswered answered) {
        ends.add(answered.key() + " answered");
      } else if (event instanceof PipelineEvent.ExecutionSucceeded succeeded) {
        ends.add(succeeded.execution() + " " + ExecutionStatus.SUCCEEDED);
      } else if (event instanceof PipelineEvent.ActionFailed
          || event instanceof PipelineEvent.ExecutionFailed) {
        ends.add("unexpected " + event);
      }
    }
    ends.sort(null);
    return ends;
  }
}
