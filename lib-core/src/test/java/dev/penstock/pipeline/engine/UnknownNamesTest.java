package dev.penstock.pipeline.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.execution.ActionQuery;
import dev.penstock.pipeline.execution.ExecutionQuery;
import dev.penstock.process.RejectedCommandException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An order about a stage or an execution that does not exist")
class UnknownNamesTest {
  private static final String NO_STAGE =
      "the pipeline has no stage \"Produktion\"; it has [Source, Build, Prod]"
          + " [pipeline.unknown-stage]";
  private static final String NO_EXECUTION =
      "no execution none of this pipeline is known; remembered are those under way and the last"
          + " 1000 [pipeline.unknown-execution]";

  private static String message(CompletionStage<?> answer) {
    CompletableFuture<?> done = answer.toCompletableFuture();
    assertTrue(done.isDone(), "it waits for ever");
    if (done.isCompletedExceptionally()) {
      return assertThrows(CompletionException.class, done::join).getCause().getMessage();
    }
    dev.penstock.process.CommandResult result =
        (dev.penstock.process.CommandResult) done.getNow(null);
    return assertThrows(RejectedCommandException.class, result::orThrow).getMessage();
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  @DisplayName("says which stages there are, or that the execution is unknown")
  @Covers("P-1430")
  void unknown(ExecutionMode mode) {
    try (Releases releases = new Releases(mode)) {
      OpenPipeline open = releases.pipeline;
      String ended = releases.startAndBuild();
      releases.fail(ended, Releases.PROD);
      String underWay = releases.start();
      List<BiFunction<String, String, CompletionStage<?>>> orders =
          List.of(
              open::retry,
              (id, stage) -> open.override(id, stage, ConditionKind.BEFORE_ENTRY, "ada"));
      for (BiFunction<String, String, CompletionStage<?>> order : orders) {
        assertEquals(NO_STAGE, message(order.apply(underWay, "Produktion")));
        assertEquals(NO_EXECUTION, message(order.apply("none", "Prod")));
      }
      assertEquals(NO_STAGE, message(open.retry(ended, "Produktion")));
      assertEquals(NO_EXECUTION, message(open.retry("none", "Produktion")));
      assertEquals(NO_EXECUTION, message(open.stop("none", "wrong branch")));
      assertEquals(NO_EXECUTION, message(open.abandon("none", "wrong branch")));
      assertEquals(NO_STAGE, message(open.disableTransition("Produktion", "freeze", "ada")));
      assertEquals(NO_STAGE, message(open.enableTransition("Produktion", "ada")));
      if (mode != ExecutionMode.PARALLEL) {
        assertEquals(NO_STAGE, message(open.rollBack("Produktion", ended)));
        assertEquals(NO_EXECUTION, message(open.rollBack("Prod", "none")));
      }
      String gone = "no execution none is under way or ended lately";
      assertEquals(gone, message(open.nextApproval("none")));
      assertEquals(gone, message(open.finished("none")));
      String near =
          "the pipeline has no stage \"prod\"; it has [Source, Build, Prod]; did you mean";
      assertEquals(near + " \"Prod\"?", message(open.rollbackTargets("prod")));
      assertEquals(
          near + " \"Prod\"?",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> open.executions(ExecutionQuery.all().withSuccessIn("prod")))
              .getMessage());
      int known = mode == ExecutionMode.PARALLEL ? 2 : open.history().executions().size();
      assertEquals(
          "the history has no execution none; allowed: one of the " + known + " that it lists",
          assertThrows(IllegalArgumentException.class, () -> open.actions(ActionQuery.of("none")))
              .getMessage());
    }
  }
}
