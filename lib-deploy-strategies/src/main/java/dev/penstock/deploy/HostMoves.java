package dev.penstock.deploy;

import dev.penstock.engine.OpenProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait until hosts of one deployment have been moved by its plan. All look together, and
 * each time at those hosts alone that have ended since, so that a host costs no more beside many.
 * Safe for several threads.
 */
final class HostMoves {
  private final OpenProcess<DeploymentState, DeploymentCommand> deployment;
  private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
  private boolean isWatching; // guarded by this
  private int looked; // how many of those that ended were looked at; guarded by this

  HostMoves(OpenProcess<DeploymentState, DeploymentCommand> deployment) {
    this.deployment = deployment;
  }

  /**
   * What was seen.
   *
   * @param ends how hosts ended: empty if well
   * @param next how many of those that ended have been looked at
   */
  private record News(Map<String, String> ends, int next) {}

  /** Completes with how a host ended: empty if well; exceptionally if the process is closed. */
  CompletionStage<String> ended(String host) {
    CompletableFuture<String> end =
        waiting.computeIfAbsent(host, name -> new CompletableFuture<>()); // so that none is missed
    int from;
    synchronized (this) {
      from = isWatching ? -1 : looked;
      isWatching = true;
    }
    if (from >= 0) {
      watch(from);
    }
    return deployment
        .view(state -> Optional.ofNullable(endOf(state, host)))
        .thenCompose(
            seen -> {
              seen.ifPresent(text -> complete(host, text));
              return end;
            });
  }

  private void watch(int from) {
    deployment
        .<News>until(state -> news(state, from))
        .whenComplete(
            (news, failure) -> {
              if (failure == null) {
                news.ends.forEach(this::complete);
                if (isAwaited(news.next)) {
                  watch(news.next);
                }
              } else {
                List.copyOf(waiting.values()).forEach(each -> each.completeExceptionally(failure));
                waiting.clear();
              }
            });
  }

  private synchronized boolean isAwaited(int next) {
    looked = next;
    isWatching = !waiting.isEmpty();
    return isWatching;
  }

  private void complete(String host, String how) {
    CompletableFuture<String> end = waiting.remove(host);
    if (end != null) {
      end.complete(how);
    }
  }

  private @Nullable News news(DeploymentState state, int from) {
    List<String> ended = state.planned.ended;
    if (ended.size() <= from && !state.isEnded()) {
      return null;
    }
    List<String> hosts = new ArrayList<>(ended.subList(from, ended.size()));
    if (state.isEnded()) {
      hosts.addAll(waiting.keySet()); // nobody else will end
    }
    Map<String, String> ends = new LinkedHashMap<>();
    for (String host : hosts) {
      String end = endOf(state, host);
      if (end != null) {
        ends.put(host, end);
      }
    }
    return new News(ends, ended.size());
  }

  /** How a host ended: empty if well, null if it has not. */
  private static @Nullable String endOf(DeploymentState state, String instance) {
    TargetState target = state.target(instance);
    if (target == null || (target.isRunning() && !state.isEnded())) {
      return target == null ? "instance " + instance + " is unknown" : null;
    }
    return target.status == TargetStatus.SUCCEEDED
        ? ""
        : instance + " is " + target.status + whyOf(target);
  }

  private static String whyOf(TargetState target) {
    LifecycleResult result = target.result(target.event());
    return result == null || result.isSucceeded()
        ? ""
        : ", " + target.event() + ": " + result.message();
  }
}
