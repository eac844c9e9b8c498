package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import java.util.concurrent.CompletionStage;

/** One decorator, with what it remembers of all calls. Safe for several threads. */
@FunctionalInterface
interface Layer {

  CompletionStage<ActionResult> run(Call call, Step inner);

  default Step around(Step inner) {
    return call -> run(call, inner);
  }
}
