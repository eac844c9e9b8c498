package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.execution.PipelineEffect.CancelAction;
import dev.penstock.pipeline.execution.PipelineEffect.CancelKey;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKind;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.process.Effects;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The newest attempt at one action. */
final class ActionRun {
  final RunAction order;
  final Instant startedAt;
  final boolean
      isRunnable; // false if a reference could not be resolved: it fails at once and nobody runs it
  ActionStatus status = ActionStatus.IN_PROGRESS;
  boolean isCancelled; // asked to stop
  @Nullable Instant timedOutAt;
  @Nullable Instant endedAt;
  String checkpoint = "";
  int checkpoints;
  String summary = "";

  ActionRun(RunAction order, Instant startedAt, boolean isRunnable) {
    this.order = order;
    this.startedAt = startedAt;
    this.isRunnable = isRunnable;
  }

  ActionKey key() {
    return order.key();
  }

  boolean isInProgress() {
    return status == ActionStatus.IN_PROGRESS;
  }

  boolean isApproval() {
    return order.action().isManualApproval();
  }

  void end(ActionStatus how, String why, Instant at) {
    status = how;
    summary = why;
    endedAt = at;
  }

  Optional<Duration> timeout() {
    Optional<Duration> own = order.action().timeout();
    return own.isPresent() || !isApproval() ? own : Optional.of(Action.DEFAULT_APPROVAL_TIMEOUT);
  }

  /** Everything that is open while the attempt is in progress. */
  void pending(Duration grace, Consumer<? super PipelineEffect> out) {
    if (!isInProgress() || !isRunnable) {
      return;
    }
    if (!isApproval()) {
      out.accept(order);
    }
    if (isCancelled) {
      out.accept(new CancelAction(new CancelKey(key())));
    }
    WakeAt timer = timer(grace);
    if (timer != null) {
      out.accept(timer);
    }
  }

  /** The attempt has just started: asks for what it needs. */
  void open(Duration grace, Effects<? super PipelineEffect> out) {
    if (!isRunnable) {
      return;
    }
    if (!isApproval()) {
      out.emit(order);
    }
    WakeAt timer = timer(grace);
    if (timer != null) {
      out.emit(timer);
    }
  }

  /** The timer that runs now: the timeout, or the grace period after it. */
  @Nullable WakeAt timer(Duration grace) {
    Instant expired = timedOutAt;
    if (expired != null) {
      return new WakeAt(new TimerKey(key(), TimerKind.GRACE), expired.plus(grace));
    }
    Optional<Duration> timeout = timeout();
    return timeout.isEmpty()
        ? null
        : new WakeAt(new TimerKey(key(), TimerKind.TIMEOUT), startedAt.plus(timeout.get()));
  }

  /** The attempt has just ended: settles what was open. */
  void settle(Duration grace, Effects<?> out) {
    if (!isRunnable) {
      return;
    }
    if (!isApproval()) {
      out.settle(key());
      if (isCancelled) {
        out.settle(new CancelKey(key()));
      }
    }
    WakeAt timer = timer(grace);
    if (timer != null) {
      out.settle(timer.key());
    }
  }
}
