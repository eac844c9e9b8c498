package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.pipeline.execution.PipelineLayout.StageLayout;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
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

  StageRun(LiveExecution execution, StageLayout layout, int limit, Instant enteredAt) {
    this.execution = execution;
    this.layout = layout;
    this.limit = limit;
    this.enteredAt = enteredAt;
    this.changedAt = enteredAt;
    this.runs = new ActionRun[layout.size()];
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
    if (failed > 0) {
      return inProgress == 0;
    }
    if (restarts != null) {
      return inProgress < limit;
    }
    return groupLeft == 0 || (started < members.length && inProgress < limit);
  }

  boolean hasFailed() {
    return inProgress == 0 && failed > 0;
  }

  boolean hasSucceeded() {
    return restarts == null && groupLeft == 0 && group == layout.groupCount() - 1;
  }

  /** The actions to start now: those to be run again, the rest of the group, or the next group. */
  int[] toStart() {
    int[] candidates;
    int from = 0;
    if (restarts != null) {
      candidates = restarts.stream().toArray();
    } else if (groupLeft == 0) {
      candidates = layout.group(group + 1);
    } else {
      candidates = members;
      from = started;
    }
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
                isRunnable ? knowledge.resolved(action) : action.configuration(),
                knowledge.inputsOf(action),
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
    groupLeft--;
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
        ActionRun run = runs[those[j]];
        if (run != null
            && (run.status == ActionStatus.FAILED || run.status == ActionStatus.ABANDONED)) {
          again.set(those[j]);
        }
      }
    }
    restarts = again.isEmpty() ? null : again;
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
        + Arrays.stream(runs).map(run -> run == null ? "-" : run.status).toList();
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return summary()
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
        + Arrays.stream(runs).map(run -> run == null ? "-" : run.describe()).toList();
  }
}
