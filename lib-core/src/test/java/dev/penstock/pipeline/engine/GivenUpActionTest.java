package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.ExecutionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An executor at work")
class GivenUpActionTest {
  private static final Pipeline BUILD =
      Pipeline.builder("build").stage("Work", stage -> stage.action("a", SCRIPT)).build();

  private final InMemoryJournal journal = new InMemoryJournal();
  private final List<ActionContext> contexts = new ArrayList<>();
  private final List<CompletableFuture<ActionResult>> results = new ArrayList<>();

  private CompletionStage<ActionResult> begin(ActionContext context) {
    contexts.add(context);
    results.add(new CompletableFuture<>());
    return results.get(results.size() - 1);
  }

  private TestHost host() {
    return new TestHost(journal, BUILD, this::begin);
  }

  private static String failure(CompletionStage<?> stage) {
    assertTrue(stage.toCompletableFuture().isDone());
    return assertInstanceOf(
            IllegalStateException.class,
            assertThrows(CompletionException.class, stage.toCompletableFuture()::join).getCause())
        .getMessage();
  }

  @Test
  @DisplayName("hears that it was abandoned, and notes nothing any more")
  void abandoned() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      ActionContext context = contexts.get(0);
      assertFalse(context.isCancelled());
      assertFalse(context.isGivenUp());
      assertTrue(context.checkpoint("half").toCompletableFuture().isDone());
      now(host.pipeline.abandon(execution, "enough"));
      assertTrue(context.cancellation().toCompletableFuture().isDone());
      assertTrue(context.isCancelled());
      assertTrue(context.isGivenUp());
      assertEquals(
          "nothing is noted: attempt "
              + execution
              + "/Work/a/1 has ended, or was given up, and nobody waits for it; allowed: while it"
              + " is in progress",
          failure(context.checkpoint("more")));
      results.get(0).complete(ActionResult.succeeded());
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName("that looks only afterwards finds that it was abandoned")
  void looksLate() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      now(host.pipeline.abandon(execution, "enough"));
      assertTrue(contexts.get(0).isGivenUp());
      assertTrue(contexts.get(0).isCancelled());
    }
  }

  @Test
  @DisplayName("tells a stop, after which it is waited for, from being given up")
  void stopped() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      ActionContext context = contexts.get(0);
      now(host.pipeline.stop(execution, "enough"));
      assertTrue(context.isCancelled());
      assertFalse(context.isGivenUp());
      now(host.pipeline.abandon(execution, "more than enough"));
      assertTrue(context.isGivenUp());
    }
  }

  @Test
  @DisplayName("is not asked to stop by its own result")
  void ownResult() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      ActionContext context = contexts.get(0);
      CompletableFuture<Void> asked = context.cancellation().toCompletableFuture();
      results.get(0).complete(ActionResult.succeeded());
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
      assertFalse(asked.isDone());
      assertFalse(context.isCancelled());
      assertFalse(context.isGivenUp());
      assertTrue(failure(context.checkpoint("late")).contains("has ended"));
    }
  }

  @Test
  @DisplayName("is left alone when the engine is closed, and hears so with its next note")
  void engineClosed() {
    TestHost host = host();
    String execution = now(host.pipeline.start());
    ActionContext context = contexts.get(0);
    assertFalse(context.isCancelled());
    host.close();
    assertFalse(context.isCancelled());
    assertFalse(context.isGivenUp());
    assertEquals("process pipeline/build is closed", failure(context.checkpoint("late")));
    try (TestHost again = host()) {
      assertEquals(2, contexts.size());
      assertEquals(context.key(), contexts.get(1).key());
      assertTrue(contexts.get(1).isRepeat());
      assertEquals(Optional.empty(), contexts.get(1).checkpoint());
      results.get(0).complete(ActionResult.failed("of the old one"));
      results.get(1).complete(ActionResult.succeeded());
      assertEquals(ExecutionStatus.SUCCEEDED, now(again.pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName("of a waiting invocation leaves the other execution alone when it is abandoned")
  void abandonIsNotPassedOn() {
    Pipeline calls =
        Pipeline.builder("calls")
            .stage(
                "Call",
                stage ->
                    stage.action(
                        "other",
                        PipelineInvocation.TYPE,
                        call -> call.configuration("PipelineName", "build")))
            .build();
    List<OpenPipeline> known = new ArrayList<>();
    try (TestHost host = host()) {
      known.add(host.pipeline);
      OpenPipeline calling =
          PipelineEngine.builder(host.processes)
              .action(
                  PipelineInvocation.TYPE,
                  PipelineInvocation.of(name -> Optional.of(known.get(0))).waiting())
              .build()
              .open(calls);
      String abandoned = now(calling.start());
      now(calling.abandon(abandoned, "enough"));
      assertEquals(ExecutionStatus.IN_PROGRESS, now(host.pipeline.executions()).get(0).status());
      results.get(0).complete(ActionResult.succeeded());
      String stopped = now(calling.start());
      now(calling.stop(stopped, "enough"));
      assertEquals(ExecutionStatus.STOPPING, now(host.pipeline.executions()).get(0).status());
    }
  }

  @Test
  @DisplayName("that returns no stage fails its action, and says why")
  @SuppressWarnings("NullAway") // that is the point
  void noStage() {
    RuleType ask = RuleType.of("Ask");
    Pipeline asked =
        Pipeline.builder("asked")
            .stage("First", stage -> stage.action("a", SCRIPT))
            .stage(
                "Work",
                stage ->
                    stage
                        .action("a", SCRIPT)
                        .beforeEntry(entry -> entry.rule("nobody", ask, rule -> {})))
            .build();
    try (TestHost host = new TestHost(journal, BUILD, context -> null)) {
      String execution = now(host.pipeline.start());
      assertEquals(
          ActionEffects.NO_STAGE,
          now(host.pipeline.execution(execution))
              .orElseThrow()
              .action("a")
              .orElseThrow()
              .summary());
    }
    assertEquals(
        "the executor returned no stage; allowed: one that completes with the result",
        ActionEffects.NO_STAGE);
    try (TestHost host =
        new TestHost(
            new InMemoryJournal(),
            asked,
            ActionExecutor.blocking(context -> ActionResult.succeeded()),
            options -> options.rule(ask, context -> null))) {
      String execution = now(host.pipeline.start());
      assertEquals(
          ActionEffects.NO_STAGE,
          now(host.pipeline.execution(execution))
              .orElseThrow()
              .conditions()
              .get(0)
              .rules()
              .get(0)
              .summary());
    }
  }
}
