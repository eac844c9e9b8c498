package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.ActionResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An executor whose actions go on until the test ends them. */
final class Scripted implements ActionExecutor {
  private final Map<String, CompletableFuture<ActionResult>> open =
      Collections.synchronizedMap(new LinkedHashMap<>());

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) {
    return open.computeIfAbsent(context.key(), key -> new CompletableFuture<>());
  }

  void succeed(String key) {
    end(key, ActionResult.succeeded());
  }

  void fail(String key) {
    end(key, ActionResult.failed("broken"));
  }

  void end(String key, ActionResult result) {
    CompletableFuture<ActionResult> action = open.get(key);
    if (action == null || action.isDone()) {
      throw new IllegalStateException(key + " is not under way; there are " + running());
    }
    action.complete(result);
  }

  /** The keys of the actions under way, in order of their start. */
  List<String> running() {
    synchronized (open) {
      return open.entrySet().stream()
          .filter(each -> !each.getValue().isDone())
          .map(Map.Entry::getKey)
          .toList();
    }
  }
}
