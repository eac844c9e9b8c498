package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A call and all that is further in. Throws nothing: what fails completes exceptionally. */
@FunctionalInterface
interface Step {

  CompletionStage<ActionResult> run(Call call);

  /** The innermost step: the executor itself. */
  static Step of(ActionExecutor executor) {
    return call -> {
      CompletionStage<ActionResult> result;
      try {
        result = executor.execute(call.context());
      } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
        return CompletableFuture.failedFuture(e);
      }
      return result == null
          ? CompletableFuture.failedFuture(new IllegalStateException("the executor returned null"))
          : result.thenApply(Step::present);
    };
  }

  private static ActionResult present(ActionResult result) {
    if (result == null) {
      throw new IllegalStateException("the executor returned no result");
    }
    return result;
  }
}
