package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.AllocatedBytes;
import dev.penstock.pipeline.execution.ExecutionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The law of cost: waiting for an end or an approval")
class WaitingCostTest {
  private static final double HIGHEST_GROWTH = 1.5;

  /** Bytes per action that are allocated while actions end one by one and somebody waits. */
  private static double bytesPerAction(int actions) {
    List<CompletableFuture<ActionResult>> open = new ArrayList<>();
    ActionExecutor later =
        context -> {
          CompletableFuture<ActionResult> result = new CompletableFuture<>();
          open.add(result);
          return result;
        };
    Pipeline pipeline =
        Pipeline.builder("waited-for")
            .stage("First", stage -> stage.action("only", SCRIPT))
            .stage(
                "Build",
                stage -> {
                  for (int a = 0; a < actions; a++) {
                    stage.action("action-" + a, SCRIPT);
                  }
                })
            .build();
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, later)) {
      String execution = now(host.pipeline.start());
      var end = host.pipeline.finished(execution);
      var approval = host.pipeline.nextApproval(execution);
      open.get(0).complete(ActionResult.succeeded());
      List<CompletableFuture<ActionResult>> parallel = List.copyOf(open.subList(1, actions + 1));
      long before = AllocatedBytes.ofThisThread();
      parallel.forEach(result -> result.complete(ActionResult.succeeded()));
      long bytes = AllocatedBytes.ofThisThread() - before;
      assertEquals(ExecutionStatus.SUCCEEDED, now(end));
      assertEquals(Optional.empty(), now(approval));
      return (double) bytes / actions;
    }
  }

  /** Bytes per action that are allocated while actions end one by one and one hides a secret. */
  private static double bytesPerActionBesideSecret(int actions) {
    List<CompletableFuture<ActionResult>> open = new ArrayList<>();
    ActionExecutor later =
        context -> {
          if (context.action().equals("action-0")) {
            context.conceal("swordfish");
          }
          CompletableFuture<ActionResult> result = new CompletableFuture<>();
          open.add(result);
          return result;
        };
    Pipeline pipeline =
        Pipeline.builder("concealing")
            .stage(
                "Build",
                stage -> {
                  for (int a = 0; a < actions; a++) {
                    stage.action("action-" + a, SCRIPT);
                  }
                })
            .build();
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, later)) {
      String execution = now(host.pipeline.start());
      List<CompletableFuture<ActionResult>> parallel = List.copyOf(open);
      long before = AllocatedBytes.ofThisThread();
      parallel.forEach(result -> result.complete(ActionResult.succeeded()));
      long bytes = AllocatedBytes.ofThisThread() - before;
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
      return (double) bytes / actions;
    }
  }

  @Test
  @DisplayName("allocates as much for each of 900 actions as of 90 while one hides a secret")
  void concealing() {
    bytesPerActionBesideSecret(90); // so that classes are loaded
    double small = bytesPerActionBesideSecret(90);
    double large = bytesPerActionBesideSecret(900);
    assertTrue(
        large / small <= HIGHEST_GROWTH, () -> "bytes per action: " + small + ", then " + large);
  }

  @Test
  @DisplayName("allocates as much for each of 900 parallel actions as of 90")
  void waiting() {
    bytesPerAction(90); // so that classes are loaded
    double small = bytesPerAction(90);
    double large = bytesPerAction(900);
    assertTrue(
        large / small <= HIGHEST_GROWTH, () -> "bytes per action: " + small + ", then " + large);
  }
}
