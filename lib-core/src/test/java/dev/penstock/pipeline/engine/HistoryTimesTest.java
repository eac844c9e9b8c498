package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineDecider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The times of a history, by a clock that is finer than milliseconds")
class HistoryTimesTest {
  private static final Duration BIT = Duration.ofNanos(300_000);

  @Test
  @DisplayName("are whole milliseconds, in order")
  void wholeMilliseconds() {
    CompletableFuture<ActionResult> result = new CompletableFuture<>();
    Pipeline pipeline =
        Pipeline.builder("p").stage("Work", stage -> stage.action("a", SCRIPT)).build();
    InMemoryJournal journal = new InMemoryJournal();
    try (TestHost host = new TestHost(journal, pipeline, context -> result)) {
      host.time.advance(BIT);
      String execution = now(host.pipeline.start());
      host.time.advance(BIT);
      result.complete(ActionResult.succeeded());
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
    }
    journal.read(
        journal.streams().get(0),
        PipelineDecider.CODEC,
        0,
        (sequence, event) -> assertEquals(TestHost.START, event.at()));
  }

  @Test
  @DisplayName("keep no timer from coming due within a millisecond")
  void dueWithinOne() {
    Pipeline pipeline =
        Pipeline.builder("p")
            .stage(
                "Work",
                stage -> stage.action("a", SCRIPT, a -> a.timeout(Duration.ofMinutes(1).plus(BIT))))
            .build();
    try (TestHost host =
        new TestHost(new InMemoryJournal(), pipeline, context -> new CompletableFuture<>())) {
      String execution = now(host.pipeline.start());
      host.time.advance(Duration.ofMinutes(1).plus(BIT));
      host.time.advance(PipelineDecider.GRACE_PERIOD);
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
    }
  }
}
