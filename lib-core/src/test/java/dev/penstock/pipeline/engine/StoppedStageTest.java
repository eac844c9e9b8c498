package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.process.CommandResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The stage of an execution that is stopped")
class StoppedStageTest {
  private final Map<String, CompletableFuture<ActionResult>> open = new LinkedHashMap<>();

  private TestHost host() {
    Pipeline pipeline =
        Pipeline.builder("jobs").stage("Work", stage -> stage.action("a", SCRIPT)).build();
    ActionExecutor controlled =
        context -> open.computeIfAbsent(context.key(), key -> new CompletableFuture<>());
    return new TestHost(new InMemoryJournal(), pipeline, controlled);
  }

  private static String key(String execution) {
    return execution + "/Work/a/1";
  }

  @Test
  @DisplayName("is locked while its action runs, and then taken by the one that waits")
  @Covers("P-826")
  void stopped() {
    try (TestHost host = host()) {
      String first = now(host.pipeline.start());
      String second = now(host.pipeline.start());
      now(host.pipeline.stop(first, "wrong branch"));
      assertEquals(List.of(key(first)), List.copyOf(open.keySet()));
      open.get(key(first)).complete(ActionResult.succeeded());
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(first)));
      assertEquals(List.of(key(first), key(second)), List.copyOf(open.keySet()));
    }
  }

  @Test
  @DisplayName("is taken at once by the one that waits, if its action is abandoned")
  @Covers("P-826")
  void abandoned() {
    try (TestHost host = host()) {
      String first = now(host.pipeline.start());
      String second = now(host.pipeline.start());
      now(host.pipeline.abandon(first, "now"));
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(first)));
      assertEquals(List.of(key(first), key(second)), List.copyOf(open.keySet()));
    }
  }

  @Test
  @DisplayName("is not entered by one that was stopped in front of it, nor by a retry of that one")
  @Covers({"P-604", "P-827"})
  void stoppedWhileWaiting() {
    try (TestHost host = host()) {
      String first = now(host.pipeline.start());
      String second = now(host.pipeline.start());
      now(host.pipeline.stop(second, "not needed"));
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(second)));
      CommandResult.Rejected retry =
          assertInstanceOf(CommandResult.Rejected.class, now(host.pipeline.retry(second, "Work")));
      assertEquals("retry.not-retryable", retry.rejection().code());
      String third = now(host.pipeline.start());
      open.get(key(first)).complete(ActionResult.succeeded());
      open.get(key(third)).complete(ActionResult.succeeded());
      assertEquals(List.of(key(first), key(third)), List.copyOf(open.keySet()));
    }
  }
}
