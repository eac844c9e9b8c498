package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.PipelineLayout.StageLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which actions of a stage start next, in one try of it: group after group, and beside the groups
 * those that run after named actions. Counters, so that no step walks all actions.
 */
final class StageSchedule {
  private static final int[] NONE = {};

  private final StageLayout layout;
  private final int limit; // of actions in progress
  private int group = -1;
  private int[] members = NONE; // of the group
  private int started; // of the members; the others wait for room
  private int groupLeft; // members that have not succeeded
  private @Nullable BitSet restarts; // failed actions to run again; null if none
  private @Nullable FollowUps followUps; // null if no action runs after named ones

  StageSchedule(StageLayout layout, int limit) {
    this.layout = layout;
    this.limit = limit;
    this.followUps = layout.hasFollowers() ? new FollowUps(layout) : null;
  }

  /** Whether an action may start, or all have succeeded; if nothing has failed. */
  boolean isDue(int inProgress) {
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

  boolean isDone() {
    FollowUps later = followUps;
    return restarts == null && groupLeft == 0 && isLastGroup() && (later == null || later.isDone());
  }

  private boolean isLastGroup() {
    return group == layout.groupCount() - 1;
  }

  /** The actions to start now: those to be run again, those that others have made ready, groups. */
  int[] toStart(int inProgress) {
    int room = limit - inProgress;
    if (restarts != null) {
      return fitting(restarts.stream().toArray(), 0, room);
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
      return fitting(both, 0, room);
    }
    return fitting(candidates, from, room);
  }

  private static int[] fitting(int[] candidates, int from, int room) {
    return from == 0 && candidates.length <= room
        ? candidates
        : Arrays.copyOfRange(candidates, from, Math.min(candidates.length, from + room));
  }

  void start(int action) {
    BitSet again = restarts;
    if (again != null && again.get(action)) {
      again.clear(action);
      restarts = again.isEmpty() ? null : again;
      return;
    }
    FollowUps later = followUps;
    int itsGroup = layout.groupOf(action);
    if (later != null && itsGroup < 0) {
      later.start(action);
      return;
    }
    if (itsGroup != group) {
      group = itsGroup;
      members = layout.group(group);
      groupLeft = members.length;
      started = 0;
    }
    started++;
  }

  void succeed(String action) {
    FollowUps later = followUps;
    if (later == null) { // its name need not be looked up
      groupLeft--;
      return;
    }
    int index = layout.indexOf(action);
    groupLeft -= layout.groupOf(index) < 0 ? 0 : 1;
    later.succeed(index);
  }

  /** All actions are to run again. */
  void retryAll() {
    restarts = null;
    group = -1;
    members = NONE;
    started = 0;
    groupLeft = 0;
    followUps = layout.hasFollowers() ? new FollowUps(layout) : null;
  }

  /** Failed actions are to run again: those of the present pass, not of older ones. */
  void retry(IntPredicate isFailed) {
    BitSet again = new BitSet();
    for (int i = 0; i <= group; i++) {
      int[] those = layout.group(i);
      for (int j = 0; j < (i == group ? started : those.length); j++) {
        if (isFailed.test(those[j])) {
          again.set(those[j]);
        }
      }
    }
    if (followUps != null) {
      followUps.started().stream().filter(isFailed).forEach(again::set);
    }
    restarts = again.isEmpty() ? null : again;
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return group
        + "/"
        + started
        + "/"
        + groupLeft
        + " "
        + restarts
        + " "
        + (followUps == null ? "" : followUps.describe());
  }
}
