package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.engine.ActionContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One call of an executor on its way through the layers. */
record Call(ActionContext context) {

  /** The same attempt, called once more. */
  Call again() {
    return new Call(new CallContext(context, true, Optional.empty()));
  }

  /** The same call, which can also be stopped by this. */
  Call stoppedBy(CompletableFuture<Void> stop) {
    return new Call(new CallContext(context, context.isRepeat(), Optional.of(stop)));
  }

  /** How a call ends whose action was asked to stop while it waited. */
  static ResilienceException stopped(String waitedFor) {
    return ResilienceException.of(
        ResilienceException.Reason.STOPPED, "asked to stop while waiting for " + waitedFor);
  }
}
