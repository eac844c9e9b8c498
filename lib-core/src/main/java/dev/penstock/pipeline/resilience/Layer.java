package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One decorator, with what it remembers of all calls. Safe for several threads. */
@FunctionalInterface
interface Layer {

  CompletionStage<ActionResult> run(Call call, Step inner);

  /** This layer around what is further in; a scheduler or executor that throws fails the call. */
  default Step around(Step inner) {
    return call -> {
      try {
        return run(call, inner);
      } catch (RuntimeException | Error e) {
        return CompletableFuture.failedFuture(e);
      }
    };
  }
}
