package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.PipelineEffect.StageTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long an execution is inside a stage; each try of the stage has the whole time anew. */
final class StageClock {
  private final Duration timeout;
  private Instant startedAt;
  private int number = 1; // counts the tries
  private int open = 1; // the number of the timer that runs; 0 if none does
  private int closed; // the number of the one that the last event ended; 0 if it ended none

  StageClock(Duration timeout, Instant at) {
    this.timeout = timeout;
    this.startedAt = at;
  }

  void restart(Instant at) {
    number++;
    closed = open;
    open = number;
    startedAt = at;
  }

  void stop() {
    closed = open;
    open = 0;
  }

  /** The key of the timer that the last start or end of a try has ended; null if none. */
  @Nullable StageTimerKey closed(String execution, String stage) {
    return closed == 0 ? null : new StageTimerKey(execution, stage, closed);
  }

  @Nullable WakeAt timer(String execution, String stage) {
    return open == 0
        ? null
        : new WakeAt(new StageTimerKey(execution, stage, open), startedAt.plus(timeout));
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return startedAt + "/" + number + "/" + open;
  }
}
