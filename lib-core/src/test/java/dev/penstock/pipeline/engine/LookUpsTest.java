package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.PipelineRejection;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.process.CommandResult;
import dev.penstock.process.RejectedCommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An order")
class LookUpsTest {

  private static String exception(CompletionStage<?> answer) {
    CompletableFuture<?> done = answer.toCompletableFuture();
    var rejection =
        done.isCompletedExceptionally()
            ? ((RejectedCommandException)
                    assertThrows(CompletionException.class, done::join).getCause())
                .rejection()
            : ((CommandResult.Rejected) done.getNow(null)).rejection();
    return PipelineRejection.of(rejection).flatMap(PipelineRejection::exception).orElse("");
  }

  @Test
  @DisplayName("about an unknown execution is answered as the service does, another pipeline's too")
  @Covers("P-1430")
  void executions() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED);
        TestHost other =
            new TestHost(
                new dev.penstock.journal.InMemoryJournal(),
                Pipeline.builder("other")
                    .stage("Build", stage -> stage.action("compile", SCRIPT))
                    .build(),
                new Scripted())) {
      releases.start();
      String foreign = now(other.pipeline.start());
      OpenPipeline pipeline = releases.pipeline;
      for (String id : List.of(foreign, "11111111-2222-3333-4444-555555555555")) {
        for (CompletionStage<?> answer :
            List.of(
                pipeline.stop(id, ""),
                pipeline.abandon(id, ""),
                pipeline.retry(id, "Prod"),
                pipeline.rollBack("Prod", id),
                pipeline.override(id, "Prod", ConditionKind.BEFORE_ENTRY, "ada"))) {
          assertEquals("PipelineExecutionNotFoundException", exception(answer));
        }
      }
    }
  }

  @Test
  @DisplayName("about an unknown stage or type of action is answered as the service does")
  @Covers("P-1430")
  void stages() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String released = releases.release();
      OpenPipeline pipeline = releases.pipeline;
      for (CompletionStage<?> answer :
          List.of(
              pipeline.rollBack("Nowhere", released),
              pipeline.disableTransition("Nowhere", "holiday", "ada"),
              pipeline.enableTransition("Nowhere", "ada"))) {
        assertEquals("StageNotFoundException", exception(answer));
      }
      Pipeline unknown =
          Releases.definition(ExecutionMode.SUPERSEDED)
              .stage(
                  "Last",
                  stage -> stage.action("x", ActionType.of(ActionCategory.BUILD, "Unheard")))
              .build();
      String message =
          assertThrows(InvalidDefinitionException.class, () -> pipeline.update(unknown))
              .getMessage();
      assertEquals(
          "pipeline release has 1 fault:\n"
              + "  release: stages[3].actions[0].type (Last/x): no executor is registered for"
              + " BUILD/Unheard; allowed: BUILD/Script, SOURCE/Git [pipeline.missing-executor]",
          message);
    }
  }

  @Test
  @DisplayName(
      "whose texts have the wrong length or pattern is no valid one for the service either")
  @Covers("P-1421")
  void texts() {
    Pipeline definition =
        Releases.definition(ExecutionMode.SUPERSEDED)
            .stage("Sign", stage -> stage.approval("sign-off"))
            .build();
    try (Releases releases =
        new Releases(new dev.penstock.journal.InMemoryJournal(), definition, engine -> {})) {
      OpenPipeline pipeline = releases.pipeline;
      String atApproval = releases.release();
      String token = now(pipeline.nextApproval(atApproval)).orElseThrow().approvalToken().get();
      String running = releases.start();
      List<CompletionStage<?>> answers = new ArrayList<>();
      answers.add(pipeline.stop(running, "x".repeat(201)));
      answers.add(pipeline.approve(token, "ada", "x".repeat(513)));
      answers.add(pipeline.disableTransition("Prod", "x".repeat(301), "ada"));
      answers.add(pipeline.disableTransition("Prod", "", "ada"));
      answers.add(pipeline.disableTransition("Prod", "50 %", "ada"));
      answers.add(pipeline.start(StartRequest.of("").withVariable("region", "x".repeat(1_001))));
      answers.add(
          pipeline.start(
              StartRequest.of("")
                  .withRevision("fetch", RevisionType.COMMIT_ID, "x".repeat(1_501))));
      for (CompletionStage<?> answer : answers) {
        assertEquals("ValidationException", exception(answer));
      }
    }
  }
}
