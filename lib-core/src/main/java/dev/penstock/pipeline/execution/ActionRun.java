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
 * tell of it rather than copies of what they say, and apart only what few attempts have.
 */
sealed class ActionRun {
  final RunAction order;
  final Instant startedAt;

  /** How it ended, null while it is in progress; or {@link Details}, which tell that too. */
  private @Nullable Object rest;

  private ActionRun(RunAction order, Instant startedAt, @Nullable Details details) {
    this.order = order;
    this.startedAt = startedAt;
    this.rest = details;
  }

  /**
   * An attempt that has just started.
   *
   * @param isRunnable false if a reference could not be resolved: it fails at once and nobody runs
   *     it
   * @param isPlain whether nothing of its action has to be looked at again; see {@link
   *     StageLayout#isPlain}
   */
  static ActionRun of(RunAction order, Instant startedAt, boolean isRunnable, boolean isPlain) {
    if (isPlain) {
      return new Plain(order, startedAt);
    }
    boolean isApproval = order.action().isManualApproval();
    return new ActionRun(
        order,
        startedAt,
        isRunnable && !isApproval ? null : new Details(isRunnable, isApproval, null));
  }

  /**
   * Of an action that needs no second look: a class of its own, since a field would cost 8 bytes.
   */
  private static final class Plain extends ActionRun {
    Plain(RunAction order, Instant startedAt) {
      super(order, startedAt, null);
    }

    @Override
    boolean isPlain() {
      return true;
    }
  }

  /** Whether nothing of its action has to be looked at again. */
  boolean isPlain() {
    return false;
  }

  ActionKey key() {
    return order.key();
  }

  private @Nullable PipelineEvent end() {
    return rest instanceof Details details ? details.end : (PipelineEvent) rest;
  }

  boolean isInProgress() {
    return end() == null;
  }

  /** False if a reference could not be resolved: it fails at once and nobody runs it. */
  boolean isRunnable() {
    return !(rest instanceof Details details) || details.isRunnable;
  }

  ActionStatus status() {
    PipelineEvent how = end();
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
    return rest instanceof Details details && details.isCancelled;
  }

  void cancel() {
    details().isCancelled = true;
  }

  void timeOut(Instant at) {
    details().isCancelled = true;
    details().timedOutAt = at;
  }

  void note(ActionCheckpointed checkpoint) {
    details().checkpoint = checkpoint;
  }

  @Nullable Instant timedOutAt() {
    return rest instanceof Details details ? details.timedOutAt : null;
  }

  /** Its last checkpoint. */
  @Nullable ActionCheckpointed noted() {
    return rest instanceof Details details ? details.checkpoint : null;
  }

  /** Its details, from now on if there were none. */
  private Details details() {
    if (rest instanceof Details known) {
      return known;
    }
    Details made = new Details(true, false, (PipelineEvent) rest);
    rest = made;
    return made;
  }

  boolean isApproval() {
    return rest instanceof Details details && details.isApproval;
  }

  void end(PipelineEvent event) {
    if (rest instanceof Details details) {
      details.end = event;
    } else {
      rest = event;
    }
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(end()).map(PipelineEvent::at);
  }

  /** What the end said, for a person; may be empty. */
  String summary() {
    if (end() instanceof ActionSucceeded succeeded) {
      return succeeded.result().summary();
    }
    if (end() instanceof ActionFailed failed) {
      return failed.reason();
    }
    return end() instanceof ApprovalAnswered answered ? answered.summary() : "";
  }

  /** Who ended it, if a person did. */
  Optional<String> answeredBy() {
    return end() instanceof ApprovalAnswered answered && !answered.by().isEmpty()
        ? Optional.of(answered.by())
        : Optional.empty();
  }

  /** What a source found; empty if it was none. */
  String revision() {
    return end() instanceof ActionSucceeded succeeded ? succeeded.result().revision() : "";
  }

  /** What a source told of what it found; empty if it was none. */
  Optional<RevisionDetails> revisionDetails() {
    return end() instanceof ActionSucceeded succeeded
        ? succeeded.result().revisionDetails()
        : Optional.empty();
  }

  /** The work that it caused outside, as far as its executor told. */
  Optional<ExternalExecution> external() {
    if (end() instanceof ActionFailed failed) {
      return failed.external();
    }
    return end() instanceof ActionSucceeded succeeded
        ? succeeded.result().external()
        : Optional.empty();
  }

  /** Why it failed, as far as its executor told. */
  Optional<FailureType> failureType() {
    return end() instanceof ActionFailed failed ? failed.failureType() : Optional.empty();
  }

  Map<String, ArtifactReference> outputs() {
    return end() instanceof ActionSucceeded succeeded ? succeeded.result().artifacts() : Map.of();
  }

  Map<String, String> outputVariables() {
    return end() instanceof ActionSucceeded succeeded ? succeeded.result().variables() : Map.of();
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return key()
        + " "
        + order.configuration()
        + order.inputs()
        + startedAt
        + isRunnable()
        + status()
        + isCancelled()
        + timedOutAt()
        + noted()
        + end();
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
    if (!isInProgress() || !isRunnable()) {
      return;
    }
    if (!isApproval()) {
      out.accept(order);
    }
    if (isCancelled()) {
      out.accept(new CancelAction(new CancelKey(key())));
    }
    WakeAt timer = timer(grace);
    if (timer != null) {
      out.accept(timer);
    }
  }

  /** The attempt has just started: asks for what it needs. */
  void open(Duration grace, Effects<? super PipelineEffect> out) {
    if (!isRunnable()) {
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
    if (isPlain() && expired == null) {
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
    if (!isRunnable()) {
      return;
    }
    if (!isApproval()) {
      out.settle(key());
      if (isCancelled()) {
        out.settle(new CancelKey(key()));
      }
    }
    WakeAt timer = timer(grace);
    if (timer != null) {
      out.settle(timer.key());
    }
  }

  /** Of an attempt that is an approval, cannot run, was asked to stop or noted something. */
  private static final class Details {
    final boolean isRunnable;
    final boolean isApproval;
    boolean isCancelled;
    @Nullable PipelineEvent end; // says how, too
    @Nullable Instant timedOutAt;
    @Nullable ActionCheckpointed checkpoint;

    Details(boolean isRunnable, boolean isApproval, @Nullable PipelineEvent end) {
      this.isRunnable = isRunnable;
      this.isApproval = isApproval;
      this.end = end;
    }
  }
}
