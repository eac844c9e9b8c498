package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.pipeline.execution.PipelineEffect.StageTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.pipeline.execution.PipelineLayout.StageLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution inside one stage, from its entry on; kept afterwards as the stage's latest.
 * Counters, so that no step walks all actions.
 */
final class StageRun {
  final LiveExecution execution;
  final StageLayout layout;

  StageStatus status = StageStatus.IN_PROGRESS;
  final Instant enteredAt;
  Instant changedAt;
  int manualRetries;
  int automaticRetries;
  @Nullable RetryTrigger lastRetry;

  final @Nullable ActionRun[] runs; // by action, the newest attempt of each; null if not started
  int inProgress;
  int failed; // failed or abandoned, and not yet started again
  private final StageSchedule schedule;

  /** Where the last look-up was: the next one is mostly for the same action or the one after it. */
  private int near = -1;

  final @Nullable StageConditions conditions; // null if the stage has none
  private final @Nullable StageClock clock; // null if the stage has no timeout
  boolean isTimedOut; // in this try

  StageRun(LiveExecution execution, StageLayout layout, int limit, Instant enteredAt) {
    this.execution = execution;
    this.layout = layout;
    this.enteredAt = enteredAt;
    this.changedAt = enteredAt;
    this.runs = new ActionRun[layout.size()];
    this.schedule = new StageSchedule(layout, limit);
    this.conditions = StageConditions.of(layout.stage());
    Optional<Duration> most = layout.stage().timeout();
    this.clock = most.isEmpty() ? null : new StageClock(most.get(), enteredAt);
  }

  void become(StageStatus next, Instant at) {
    status = next;
    changedAt = at;
  }

  /** The attempt that a key names, if it is the newest one of its action. */
  @Nullable ActionRun run(ActionKey key) {
    if (isKeyOf(near, key)) {
      return runs[near];
    }
    int following = near + 1 < runs.length ? near + 1 : 0;
    if (isKeyOf(following, key)) {
      near = following;
      return runs[following];
    }
    if (!layout.name().equals(key.stage())) {
      return null;
    }
    int index = layout.indexOf(key.action());
    ActionRun run = index < 0 ? null : runs[index];
    if (run == null || run.key().attempt() != key.attempt()) {
      return null;
    }
    near = index;
    return run;
  }

  @SuppressWarnings("ReferenceEquality") // who runs an action reports under the key it was given
  private boolean isKeyOf(int index, ActionKey key) {
    ActionRun run = 0 <= index && index < runs.length ? runs[index] : null;
    return run != null && run.key() == key;
  }

  /** Whether something follows from this run alone; constant time. */
  boolean isDue() {
    StageConditions asking = conditions;
    ConditionRun asked = asking == null ? null : asking.open();
    if (asked != null) {
      return asked.isAnswered();
    }
    if (failed > 0) {
      return inProgress == 0;
    }
    return asks(ConditionKind.BEFORE_ENTRY) || schedule.isDue(inProgress);
  }

  /** Whether the stage fails now; asked when something follows, so nothing is in progress. */
  boolean hasFailed() {
    return failed > 0 || isTimedOut;
  }

  boolean hasSucceeded() {
    return schedule.isDone();
  }

  @Nullable ConditionRun openCondition() {
    return conditions == null ? null : conditions.open();
  }

  boolean asks(ConditionKind kind) {
    return conditions != null && conditions.asks(kind);
  }

  int nextAttempt(ConditionKind kind) {
    return conditions == null ? 1 : conditions.nextAttempt(kind);
  }

  /** The condition to evaluate now; null if there is none. */
  @Nullable ConditionKind nextCondition() {
    if (conditions == null) {
      return null;
    }
    if (hasFailed()) {
      return asks(ConditionKind.ON_FAILURE) && mayFollowFailure() ? ConditionKind.ON_FAILURE : null;
    }
    if (asks(ConditionKind.BEFORE_ENTRY)) {
      return ConditionKind.BEFORE_ENTRY;
    }
    return hasSucceeded() && asks(ConditionKind.ON_SUCCESS) ? ConditionKind.ON_SUCCESS : null;
  }

  /** Whether the condition after a failure has a result, and one that can still be carried out. */
  private boolean mayFollowFailure() {
    Optional<ConditionResult> result =
        layout.stage().onFailure().flatMap(OnFailure::condition).flatMap(Condition::result);
    return result.isPresent() && (result.get() != ConditionResult.RETRY || mayRetryItself());
  }

  /** Whether the stage may be retried without anybody asking: once (P-1022). */
  boolean mayRetryItself() {
    return automaticRetries == 0 && isRetryable();
  }

  /** The actions to start now. */
  int[] toStart() {
    return schedule.toStart(inProgress);
  }

  ActionKey nextKey(int action) {
    ActionRun last = runs[action];
    return new ActionKey(
        execution.id,
        layout.name(),
        layout.nameOf(action),
        last == null ? 1 : last.key().attempt() + 1);
  }

  /** What an action needs that does not exist, for a person; null if it can start. */
  @Nullable String missingFor(int action) {
    return layout.isPlain(action) ? null : execution.knowledge.missingFor(layout.action(action));
  }

  ActionRun start(ActionKey key, Instant at) {
    int index = layout.indexOf(key.action(), near + 1);
    near = index;
    boolean isPlain = layout.isPlain(index);
    boolean isRunnable = missingFor(index) == null;
    ActionRun run = ActionRun.of(order(key, index, isRunnable), at, isRunnable, isPlain);
    runs[index] = run;
    inProgress++;
    schedule.start(index);
    return run;
  }

  private RunAction order(ActionKey key, int index, boolean isRunnable) {
    Action action = layout.action(index);
    Knowledge knowledge = execution.knowledge;
    if (layout.isPlain(index)) {
      return new RunAction(key, action, Map.of(), Map.of(), knowledge.context());
    }
    return new RunAction(
        key,
        action,
        isRunnable ? knowledge.resolved(action) : action.configuration(),
        knowledge.inputsOf(action.inputArtifacts()),
        knowledge.context());
  }

  void succeed(ActionRun run, ActionResult result) {
    inProgress--;
    schedule.succeed(run.key().action());
    execution.knowledge.add(run.order.action(), result);
  }

  void fail() {
    inProgress--;
    failed++;
  }

  /** Whether a stop leaves something behind that can be retried. */
  boolean isRetryable() {
    return failed > 0;
  }

  void retry(RetryMode mode, boolean isAutomatic, Instant at) {
    become(StageStatus.IN_PROGRESS, at);
    if (clock != null) {
      clock.restart(at);
    }
    isTimedOut = false;
    if (conditions != null) {
      conditions.retry();
    }
    failed = 0;
    if (isAutomatic) {
      automaticRetries++;
    } else {
      manualRetries++;
    }
    lastRetry = isAutomatic ? RetryTrigger.AUTOMATED_STAGE_RETRY : RetryTrigger.MANUAL_STAGE_RETRY;
    if (mode == RetryMode.ALL_ACTIONS) {
      schedule.retryAll();
    } else {
      schedule.retry(this::isFailed);
    }
  }

  private boolean isFailed(int action) {
    ActionRun run = runs[action];
    return run != null
        && (run.status() == ActionStatus.FAILED || run.status() == ActionStatus.ABANDONED);
  }

  /** The time of this try is no longer counted. */
  void stopClock() {
    if (clock != null) {
      clock.stop();
    }
  }

  /** The timer that runs; null if none does. */
  @Nullable WakeAt timer() {
    return clock == null ? null : clock.timer(execution.id, layout.name());
  }

  /** The key of the timer that the last start or end of a try has ended; null if none. */
  @Nullable StageTimerKey closedTimer() {
    return clock == null ? null : clock.closed(execution.id, layout.name());
  }

  /** Whether somebody may still let the execution go on in spite of a condition. */
  boolean isOverridable(ConditionKind kind) {
    return conditions != null && conditions.isOverridable(kind);
  }

  /** A condition is overridden after the stage has failed because of it. */
  void reopen(Instant at) {
    become(StageStatus.IN_PROGRESS, at);
    if (clock != null) {
      clock.restart(at);
    }
  }

  /** What a stage shows of its latest execution as text, for comparing two states. */
  String summary() {
    return execution.id
        + " "
        + layout.name()
        + " "
        + status
        + " "
        + enteredAt
        + " "
        + changedAt
        + " "
        + manualRetries
        + "/"
        + automaticRetries
        + " "
        + lastRetry
        + " "
        + Arrays.stream(runs).map(run -> run == null ? "-" : run.status()).toList();
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return summary()
        + " "
        + inProgress
        + "/"
        + failed
        + " "
        + schedule.describe()
        + (conditions == null ? "" : conditions.describe())
        + (clock == null ? "" : clock.describe())
        + isTimedOut
        + " "
        + Arrays.stream(runs).map(run -> run == null ? "-" : run.describe()).toList();
  }
}
