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
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution inside one stage, from its entry on; kept afterwards as the stage's latest.
 * Counters, so that no step walks all actions.
 */
final class StageRun {
  private static final int[] NONE = {};

  final LiveExecution execution;
  final StageLayout layout;
  private final int limit; // of actions in progress

  StageStatus status = StageStatus.IN_PROGRESS;
  final Instant enteredAt;
  Instant changedAt;
  int manualRetries;
  int automaticRetries;
  @Nullable RetryTrigger lastRetry;

  final @Nullable ActionRun[] runs; // by action, the newest attempt of each; null if not started
  int inProgress;
  int failed; // failed or abandoned, and not yet started again
  private int group = -1;
  private int[] members = NONE; // of the group
  private int started; // of the members; the others wait for room
  private int groupLeft; // members that have not succeeded

  /** Where the last look-up was: the next one is mostly for the same action or the one after it. */
  private int near = -1;

  private @Nullable BitSet restarts; // failed actions to run again; null if none
  private @Nullable FollowUps followUps; // null if no action runs after named ones

  final @Nullable StageConditions conditions; // null if the stage has none
  private final @Nullable StageClock clock; // null if the stage has no timeout
  boolean isTimedOut; // in this try

  StageRun(LiveExecution execution, StageLayout layout, int limit, Instant enteredAt) {
    this.execution = execution;
    this.layout = layout;
    this.limit = limit;
    this.enteredAt = enteredAt;
    this.changedAt = enteredAt;
    this.runs = new ActionRun[layout.size()];
    this.followUps = layout.hasFollowers() ? new FollowUps(layout) : null;
    this.conditions = StageConditions.of(layout.stage());
    this.clock =
        layout.stage().timeout().map(most -> new StageClock(most, enteredAt)).orElse(null);
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
    ConditionRun asked = openCondition();
    if (asked != null) {
      return asked.isAnswered();
    }
    if (failed > 0 || isTimedOut) {
      return inProgress == 0;
    }
    if (asks(ConditionKind.BEFORE_ENTRY)) {
      return true;
    }
    boolean hasRoom = inProgress < limit;
    if (restarts != null) {
      return hasRoom;
    }
    FollowUps later = followUps;
    if (later != null && later.isReady()) {
      return hasRoom;
    }
    if (groupLeft > 0) {
      return started < members.length && hasRoom;
    }
    return later == null || (isLastGroup() ? later.isDone() : hasRoom);
  }

  boolean hasFailed() {
    return inProgress == 0 && (failed > 0 || isTimedOut);
  }

  boolean hasSucceeded() {
    FollowUps later = followUps;
    return restarts == null
        && groupLeft == 0
        && isLastGroup()
        && (later == null || later.isDone());
  }

  private boolean isLastGroup() {
    return group == layout.groupCount() - 1;
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
        layout
            .stage()
            .onFailure()
            .flatMap(OnFailure::condition)
            .flatMap(Condition::result);
    return result.isPresent() && (result.get() != ConditionResult.RETRY || mayRetryItself());
  }

  /** Whether the stage may be retried without anybody asking: once (P-1022). */
  boolean mayRetryItself() {
    return automaticRetries == 0 && isRetryable();
  }

  /** The actions to start now: those to be run again, the rest of the group, or the next group. */
  int[] toStart() {
    if (restarts != null) {
      return fitting(restarts.stream().toArray(), 0);
    }
    int[] candidates = members;
    int from = started;
    if (groupLeft == 0) {
      candidates = isLastGroup() ? NONE : layout.group(group + 1);
      from = 0;
    }
    FollowUps later = followUps;
    if (later != null && later.isReady()) {
      int[] ready = later.ready();
      int[] both = Arrays.copyOf(ready, ready.length + candidates.length - from);
      System.arraycopy(candidates, from, both, ready.length, candidates.length - from);
      return fitting(both, 0);
    }
    return fitting(candidates, from);
  }

  private int[] fitting(int[] candidates, int from) {
    int room = limit - inProgress;
    return from == 0 && candidates.length <= room
        ? candidates
        : Arrays.copyOfRange(candidates, from, Math.min(candidates.length, from + room));
  }

  ActionKey nextKey(int action) {
    ActionRun last = runs[action];
    return new ActionKey(
        execution.id,
        layout.name(),
        layout.action(action).name(),
        last == null ? 1 : last.key().attempt() + 1);
  }

  ActionRun start(ActionKey key, Instant at) {
    int index = layout.indexOf(key.action(), near + 1);
    near = index;
    Action action = layout.action(index);
    Knowledge knowledge = execution.knowledge;
    boolean isRunnable = knowledge.missingFor(action) == null;
    ActionRun run =
        new ActionRun(
            new RunAction(
                key,
                action,
                isRunnable ? knowledge.resolved(action.configuration()) : action.configuration(),
                knowledge.inputsOf(action.inputArtifacts()),
                knowledge.context()),
            at,
            isRunnable);
    runs[index] = run;
    inProgress++;
    BitSet again = restarts;
    if (again != null && again.get(index)) {
      again.clear(index);
      restarts = again.isEmpty() ? null : again;
      return run;
    }
    FollowUps later = followUps;
    if (later != null && layout.groupOf(index) < 0) {
      later.start(index);
      return run;
    }
    if (layout.groupOf(index) != group) {
      group = layout.groupOf(index);
      members = layout.group(group);
      groupLeft = members.length;
      started = 0;
    }
    started++;
    return run;
  }

  void succeed(ActionRun run, ActionResult result) {
    inProgress--;
    FollowUps later = followUps;
    if (later == null) {
      groupLeft--;
    } else {
      int index = layout.indexOf(run.key().action());
      groupLeft -= layout.groupOf(index) < 0 ? 0 : 1;
      later.succeed(index);
    }
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
    restarts = null;
    if (isAutomatic) {
      automaticRetries++;
    } else {
      manualRetries++;
    }
    lastRetry = isAutomatic ? RetryTrigger.AUTOMATED_STAGE_RETRY : RetryTrigger.MANUAL_STAGE_RETRY;
    if (mode == RetryMode.ALL_ACTIONS) {
      group = -1;
      members = NONE;
      started = 0;
      groupLeft = 0;
      followUps = layout.hasFollowers() ? new FollowUps(layout) : null;
    } else {
      markRestarts();
    }
  }

  /**
   * Failed and abandoned actions are to run again: those of the present pass, not of older ones.
   */
  private void markRestarts() {
    BitSet again = new BitSet();
    for (int i = 0; i <= group; i++) {
      int[] those = layout.group(i);
      for (int j = 0; j < (i == group ? started : those.length); j++) {
        markIfFailed(those[j], again);
      }
    }
    if (followUps != null) {
      followUps.started().stream().forEach(i -> markIfFailed(i, again));
    }
    restarts = again.isEmpty() ? null : again;
  }

  private void markIfFailed(int action, BitSet again) {
    ActionRun run = runs[action];
    if (run != null
        && (run.status == ActionStatus.FAILED || run.status == ActionStatus.ABANDONED)) {
      again.set(action);
    }
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
    return conditions != null && failed == 0 && !isTimedOut && conditions.isOverridable(kind);
  }

  /** A condition is overridden after the stage has failed because of it. */
  void reopen(Instant at) {
    become(StageStatus.IN_PROGRESS, at);
    if (clock != null) {
      clock.restart(at);
    }
  }

  /** Everything as text, for comparing two states. */
  String describe() {
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
        + inProgress
        + "/"
        + failed
        + " "
        + group
        + "/"
        + started
        + "/"
        + groupLeft
        + " "
        + restarts
        + " "
        + (followUps == null ? "" : followUps.describe())
        + (conditions == null ? "" : conditions.describe())
        + (clock == null ? "" : clock.describe())
        + isTimedOut
        + " "
        + Arrays.stream(runs).map(run -> run == null ? "-" : run.describe()).toList();
  }
}
