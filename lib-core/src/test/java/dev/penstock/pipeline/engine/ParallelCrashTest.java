package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.process.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pipeline of mode PARALLEL that crashed")
class ParallelCrashTest {
  private static final Pipeline RELEASE =
      Pipeline.builder("release")
          .executionMode(ExecutionMode.PARALLEL)
          .stage("Build", stage -> stage.action("compile", SCRIPT))
          .stage(
              "Prod",
              stage -> stage.approval("sign-off").action("ship", SCRIPT, ship -> ship.runOrder(2)))
          .build();

  @Test
  @DisplayName(
      "goes on after every append of any of its processes to the same end, each action done once")
  void everyAppend() {
    RecordedAppends recorded = new RecordedAppends();
    List<String> expected = finish(recorded, new ArrayList<>());
    assertTrue(recorded.count() > 15, "appends: " + recorded.count());
    for (int crash = 0; crash <= recorded.count(); crash++) {
      String when = "after a crash at append " + crash + " of " + recorded.count();
      List<String> calls = new ArrayList<>();
      Journal journal = recorded.upTo(crash);
      assertEquals(expected, finish(journal, calls), when);
      assertEquals(new TreeSet<>(calls).size(), calls.size(), when + " each once: " + calls);
      List<String> more = new ArrayList<>();
      assertEquals(expected, finish(journal, more), when + ", opened again");
      assertEquals(List.of(), more, when + ", opened again");
    }
  }

  /**
   * Brings two executions to their ends, whatever is done already: one ships at its second attempt,
   * one is stopped. Tells how all ended.
   */
  private static List<String> finish(Journal journal, List<String> calls) {
    ActionExecutor flaky =
        ActionExecutor.blocking(
            context -> {
              calls.add(context.key());
              return context.action().equals("ship") && context.attempt() == 1
                  ? ActionResult.failed("no route")
                  : ActionResult.succeeded();
            });
    try (TestHost host = new TestHost(journal, RELEASE, flaky)) {
      String first = start(host, "one");
      String second = start(host, "two");
      approve(host, first);
      if (now(host.pipeline.finished(first)) == ExecutionStatus.FAILED) {
        now(host.pipeline.retry(first, "Prod"));
      }
      if (now(host.pipeline.finished(second)) == null) {
        now(host.pipeline.abandon(second, "enough"));
      }
      List<String> ends = new ArrayList<>();
      for (PipelineHistory.Execution execution : host.pipeline.history().executions()) {
        ends.add(execution.id() + " " + execution.status());
        execution.actions().forEach(each -> ends.add(each.key() + " " + each.status()));
      }
      return ends;
    }
  }

  private static String start(TestHost host, String token) {
    return now(host.pipeline.start(StartRequest.of("push").withToken(token)));
  }

  private static void approve(TestHost host, String execution) {
    now(host.pipeline.execution(execution)).map(ExecutionView::actions).stream()
        .flatMap(List::stream)
        .flatMap(action -> action.approvalToken().stream())
        .forEach(token -> now(host.pipeline.approve(token, "ada", "")));
  }
}
