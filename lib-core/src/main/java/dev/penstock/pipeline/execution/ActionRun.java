package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.execution.PipelineEffect.CancelAction;
import dev.penstock.pipeline.execution.PipelineEffect.CancelKey;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKind;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.pipeline.execution.PipelineEvent.ActionAbandoned;
import dev.penstock.pipeline.execution.PipelineEvent.ActionCheckpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ApprovalAnswered;
import dev.penstock.pipeline.execution.PipelineLayout.StageLayout;
import dev.penstock.process.Effects;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest attempt at one action. There may be very many at once, so it holds the events that
 * tell of it rather than copies of what they say.
 */
final class ActionRun {
  final RunAction order;
  final Instant startedAt;

  /** False if a reference could not be resolved: it fails at once and nobody runs it. */
  final boolean isRunnable;

  /** Whether nothing of its action has to be looked at again; see {@link StageLayout#isPlain}. */
  final boolean isPlain;

  private final boolean isApproval;
  private boolean isCancelled;
  private @Nullable PipelineEvent end; // says how, too
  private @Nullable Notes notes;

  ActionRun(RunAction order, Instant startedAt, boolean isRunnable, boolean isPlain) {
    this.order = order;
    this.startedAt = startedAt;
    this.isRunnable = isRunnable;
    this.isPlain = isPlain;
    this.isApproval = !isPlain && order.action().isManualApproval();
  }

  ActionKey key() {
    return order.key();
  }

  boolean isInProgress() {
    return end == null;
  }

  ActionStatus status() {
    PipelineEvent how = end;
    if (how == null) {
      return ActionStatus.IN_PROGRESS;
    }
    if (how instanceof ActionSucceeded
        || (how instanceof ApprovalAnswered answered && answered.isApproved())) {
      return ActionStatus.SUCCEEDED;
    }
    return how instanceof ActionAbandoned ? ActionStatus.ABANDONED : ActionStatus.FAILED;
  }

  /** Whether it was asked to stop. */
  boolean isCancelled() {
    return isCancelled;
  }

  void cancel() {
    isCancelled = true;
  }

  void timeOut(Instant at) {
    isCancelled = true;
    notes().timedOutAt = at;
  }

  void note(ActionCheckpointed checkpoint) {
    notes().checkpoint = checkpoint;
  }

  @Nullable Instant timedOutAt() {
    Notes known = notes;
    return known == null ? null : known.timedOutAt;
  }

  /** Its last checkpoint. */
  @Nullable ActionCheckpointed noted() {
    Notes known = notes;
    return known == null ? null : known.checkpoint;
  }

  private Notes notes() {
    Notes known = notes;
    if (known == null) {
      known = new Notes();
      notes = known;
    }
    return known;
  }

  boolean isApproval() {
    return isApproval;
  }

  void end(PipelineEvent event) {
    end = event;
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(end).map(PipelineEvent::at);
  }

  /** What the end said, for a person; may be empty. */
  String summary() {
    if (end instanceof ActionSucceeded succeeded) {
      return succeeded.result().summary();
    }
    if (end instanceof ActionFailed failed) {
      return failed.reason();
    }
    return end instanceof ApprovalAnswered answered ? answered.summary() : "";
  }

  /** Who ended it, if a person did. */
  Optional<String> answeredBy() {
    return end instanceof ApprovalAnswered answered && !answered.by().isEmpty()
        ? Optional.of(answered.by())
        : Optional.empty();
  }

  /** What a source found; empty if it was none. */
  String revision() {
    return end instanceof ActionSucceeded succeeded ? succeeded.result().revision() : "";
  }

  /** What a source told of what it found; empty if it was none. */
  Optional<RevisionDetails> revisionDetails() {
    return end instanceof ActionSucceeded succeeded
        ? succeeded.result().revisionDetails()
        : Optional.empty();
  }

  /** The work that it caused outside, as far as its executor told. */
  Optional<ExternalExecution> external() {
    if (end instanceof ActionFailed failed) {
      return failed.external();
    }
    return end instanceof ActionSucceeded succeeded
        ? succeeded.result().external()
        : Optional.empty();
  }

  /** Why it failed, as far as its executor told. */
  Optional<FailureType> failureType() {
    return end instanceof ActionFailed failed ? failed.failureType() : Optional.empty();
  }

  Map<String, ArtifactReference> outputs() {
    return end instanceof ActionSucceeded succeeded ? succeeded.result().artifacts() : Map.of();
  }

  Map<String, String> outputVariables() {
    return end instanceof ActionSucceeded succeeded ? succeeded.result().variables() : Map.of();
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return key()
        + " "
        + order.configuration()
        + order.inputs()
        + startedAt
        + isRunnable
        + status()
        + isCancelled
        + timedOutAt()
        + noted()
        + end;
  }

  int checkpoints() {
    ActionCheckpointed last = noted();
    return last == null ? 0 : last.number();
  }

  Optional<Duration> timeout() {
    Optional<Duration> own = order.action().timeout();
    return own.isPresent() || !isApproval() ? own : Optional.of(Action.DEFAULT_APPROVAL_TIMEOUT);
  }

  /** Whether its own time is up, rather than its stage's. */
  boolean isLate(Instant at) {
    return timeout().filter(most -> !startedAt.plus(most).isAfter(at)).isPresent();
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
    Instant expired = timedOutAt();
    if (isPlain && expired == null) {
      return null;
    }
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

  /** What few attempts have. */
  private static final class Notes {
    @Nullable Instant timedOutAt;
    @Nullable ActionCheckpointed checkpoint;
  }
}
