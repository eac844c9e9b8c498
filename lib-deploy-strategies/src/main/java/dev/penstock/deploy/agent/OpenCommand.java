package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.process.Scheduler;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A command that has not ended. Its fields are guarded by the queue, its watch by itself. */
final class OpenCommand {
  final LifecycleTask task;
  final Instant startBy;
  final CompletableFuture<LifecycleResult> result = new CompletableFuture<>();
  final CompletableFuture<Void> settled = new CompletableFuture<>();
  int delivery;
  Instant hiddenUntil = Instant.MIN;
  @Nullable Instant endBy; // once it has started
  private final DeploymentSpecification specification;
  private Scheduler.@Nullable Scheduled watch; // guarded by this
  private boolean isSettled; // guarded by this

  OpenCommand(LifecycleTask task, DeploymentSpecification specification, Instant startBy) {
    this.task = task;
    this.specification = specification;
    this.startBy = startBy;
  }

  boolean isOf(String instance) {
    return task.instance().equals(instance);
  }

  AgentCommand toMessage() {
    return new AgentCommand(
        task.key(),
        delivery,
        task.instance(),
        task.event().text(),
        specification,
        task.revisionSource(),
        startBy);
  }

  /** Replaces what wakes for it. */
  synchronized void watch(Scheduler.Scheduled next) {
    if (watch != null) {
      watch.cancel();
    }
    watch = next;
    if (isSettled) {
      next.cancel();
    }
  }

  void settle(LifecycleResult end) {
    synchronized (this) {
      isSettled = true;
      if (watch != null) {
        watch.cancel();
      }
    }
    result.complete(end);
    settled.complete(null);
  }
}
