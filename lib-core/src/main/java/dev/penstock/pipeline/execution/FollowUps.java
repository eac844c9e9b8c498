package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.PipelineLayout.StageLayout;
import java.util.Arrays;
import java.util.BitSet;

/** The actions of one stage that run after named ones, in one try of the stage. */
final class FollowUps {
  private final StageLayout layout;
  private final int[] open; // by action: how many of those before it have not succeeded
  private final BitSet ready = new BitSet();
  private final BitSet started = new BitSet();
  private int left; // that have not succeeded

  FollowUps(StageLayout layout) {
    this.layout = layout;
    this.open = layout.predecessors();
    for (int i = 0; i < open.length; i++) {
      left += layout.groupOf(i) < 0 ? 1 : 0;
    }
  }

  boolean isReady() {
    return !ready.isEmpty();
  }

  boolean isDone() {
    return left == 0;
  }

  int[] ready() {
    return ready.stream().toArray();
  }

  /** Those that have started in this try. */
  BitSet started() {
    return started;
  }

  void start(int action) {
    ready.clear(action);
    started.set(action);
  }

  /** Any action of the stage has succeeded: those after it may be ready. */
  void succeed(int action) {
    if (layout.groupOf(action) < 0) {
      left--;
    }
    for (int follower : layout.followers(action)) {
      if (--open[follower] == 0) {
        ready.set(follower);
      }
    }
  }

  String describe() {
    return Arrays.toString(open) + ready + started + left;
  }
}
