package dev.penstock.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks of a run, however often it was killed: nothing finished was done again, nothing lost. */
final class OnceOnly {
  private static final int ACTIONS = 8;

  private OnceOnly() {}

  static void check(Path directory, int releases) throws IOException {
    List<Chronicle.Entry> chronicle = Chronicle.read(directory.resolve("chronicle.tsv"));
    PipelineHistory history = ChildRun.history(directory);
    assertEquals(releases, history.executions().size(), "one execution for each commit");
    for (PipelineHistory.Execution execution : history.executions()) {
      assertEquals(ACTIONS, execution.actions().size(), "one attempt at each action");
      for (PipelineHistory.Attempt attempt : execution.actions()) {
        check(attempt, chronicle);
      }
    }
    checkEvents(chronicle);
  }

  private static void check(PipelineHistory.Attempt attempt, List<Chronicle.Entry> chronicle) {
    assertEquals(1, attempt.key().attempt(), attempt.key()::text);
    assertTrue(attempt.status() != ActionStatus.IN_PROGRESS, attempt.key()::text);
    Instant end = attempt.endedAt().orElseThrow();
    List<Instant> calls =
        chronicle.stream()
            .filter(entry -> entry.kind() == Chronicle.Kind.ACTION_CALLED)
            .filter(entry -> entry.field(0).equals(attempt.key().text()))
            .map(Chronicle.Entry::at)
            .toList();
    boolean isApproval = attempt.key().stage().equals("Approval");
    assertEquals(isApproval, calls.isEmpty(), () -> attempt.key() + " was called: " + calls);
    for (Instant call : calls) {
      assertFalse(call.isAfter(end), () -> attempt.key() + " was called after its end");
    }
  }

  /** Once the next event of an instance has begun, the one before is durable and done. */
  private static void checkEvents(List<Chronicle.Entry> chronicle) {
    Map<String, Integer> reached = new HashMap<>();
    for (Chronicle.Entry entry : chronicle) {
      if (entry.kind() == Chronicle.Kind.EVENT_CALLED) {
        String target = entry.field(0) + "/" + entry.field(1);
        int position = position(entry.field(2));
        int before = reached.getOrDefault(target, -1);
        assertTrue(
            position == before || position == before + 1,
            () -> target + ": " + entry.field(2) + " after event " + before);
        reached.put(target, position);
      }
    }
    reached.forEach(
        (target, last) -> assertEquals(LifecycleEvent.IN_PLACE.size() - 1, last, target));
  }

  private static int position(String event) {
    return LifecycleEvent.IN_PLACE.stream().map(LifecycleEvent::text).toList().indexOf(event);
  }
}
