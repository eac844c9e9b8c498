package dev.penstock.pipeline.simulation;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.process.Scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The world outside the engine: what each attempt does there. It survives crashes of the engine,
 * and so it knows an attempt again.
 */
final class ScriptedActions {
  private final Scripts scripts;
  private final Map<String, Integer> turns = new HashMap<>();
  private final Map<String, Attempt> attempts = new HashMap<>();

  ScriptedActions(Scripts scripts) {
    this.scripts = scripts;
  }

  /** Carries out actions of a type with a host's clock. */
  ActionExecutor on(SimulatedHost host, ActionType type) {
    return context -> {
      ActionScript script = scripts.find(context.stage(), context.action(), type);
      return script == null
          ? CompletableFuture.completedFuture(ActionResult.failed(scripts.missing(context, type)))
          : begin(context, script, host);
    };
  }

  private CompletableFuture<ActionResult> begin(
      ActionContext context, ActionScript script, SimulatedHost host) {
    Attempt known = attempts.get(context.key());
    Attempt attempt =
        known == null
            ? new Attempt(script.step(nextTurn(context.stage(), context.action())), host.now())
            : known;
    attempts.put(context.key(), attempt);
    CompletableFuture<ActionResult> result = new CompletableFuture<>();
    Duration takes = attempt.step().takes();
    if (takes == null) {
      stopWhenAsked(context, script, result, null);
      return result;
    }
    Duration left =
        known != null && script.isReattaching()
            ? Duration.between(host.now(), known.since().plus(takes))
            : takes;
    if (left.isNegative() || left.isZero()) {
      end(context, attempt.step(), result);
    } else {
      Scheduled end = host.work(left, () -> end(context, attempt.step(), result));
      stopWhenAsked(context, script, result, end);
    }
    return result;
  }

  private int nextTurn(String stage, String action) {
    return turns.merge(stage + "/" + action, 1, Integer::sum) - 1;
  }

  private static void stopWhenAsked(
      ActionContext context,
      ActionScript script,
      CompletableFuture<ActionResult> result,
      @Nullable Scheduled end) {
    if (!script.isStoppable()) {
      return;
    }
    var unused =
        context
            .cancellation()
            .thenRun(
                () -> {
                  if (end != null) {
                    end.cancel();
                  }
                  result.complete(ActionResult.failed("stopped on request"));
                });
  }

  private static void end(
      ActionContext context, ScriptStep step, CompletableFuture<ActionResult> result) {
    try {
      result.complete(step.work().execute(context));
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      result.completeExceptionally(e);
    }
  }

  private record Attempt(ScriptStep step, Instant since) {}
}
