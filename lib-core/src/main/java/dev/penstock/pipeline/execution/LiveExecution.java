package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineLayout.StageLayout;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One execution under way, or one that ended badly and may be retried. */
final class LiveExecution {
  final String id;
  final ExecutionStarted started;
  final PipelineLayout layout;
  final Knowledge knowledge;

  boolean isLive = true; // in the state's map
  boolean isDue; // in the state's queue of those from which something follows
  Place place = Place.ARRIVED;
  ExecutionStatus status = ExecutionStatus.IN_PROGRESS;
  boolean isAbandoning;

  /** The definition was updated: it is cancelled as soon as no action is in progress (P-641). */
  boolean isCancelling;

  /** The definition was updated after it had ended: it cannot be retried (P-1007). */
  boolean isOutdated;

  int run = 1; // counts its runs, if it has a process of its own
  int retries;
  Instant waitingSince = Instant.EPOCH; // while it waits
  private int stage; // where it is, or in front of which it is
  private @Nullable StageLayout here; // that stage's; null past the last one
  @Nullable StageRun inside; // what it does there, or did when it ended; null in front of it

  LiveExecution(ExecutionStarted started, PipelineLayout layout, Knowledge knowledge) {
    this.id = started.execution();
    this.started = started;
    this.layout = layout;
    this.knowledge = knowledge;
    this.stage =
        started.rollback().isPresent() ? layout.indexOf(started.rollback().get().stage()) : 0;
    this.here = layout.stage(stage);
  }

  /** Where an execution is. */
  enum Place {
    /** In front of a stage, about to enter or to wait. */
    ARRIVED,
    /** In front of a stage that is locked or whose gate is closed. */
    WAITING,
    /** Inside a stage, which it has locked. */
    INSIDE,
    /** Ended inside a stage, and may be retried there. */
    ENDED
  }

  boolean isRollback() {
    return started.rollback().isPresent();
  }

  boolean isPastLastStage() {
    return here == null;
  }

  StageLayout stageLayout() {
    return Objects.requireNonNull(here, "past the last stage");
  }

  StageRun inside() {
    return Objects.requireNonNull(inside, "not inside a stage");
  }

  int inProgress() {
    StageRun now = inside;
    return now == null ? 0 : now.inProgress;
  }

  @Nullable ActionRun run(ActionKey key) {
    StageRun now = inside;
    return now == null ? null : now.run(key);
  }

  void enterStage(Instant at) {
    place = Place.INSIDE;
    inside = new StageRun(this, stageLayout(), layout.actionLimit(), at);
  }

  /** A rollback ends with its one stage (P-1109). */
  void leaveStage() {
    place = Place.ARRIVED;
    inside = null;
    stage = isRollback() ? layout.size() : stage + 1;
    here = stage < layout.size() ? layout.stage(stage) : null;
  }

  void retry(StageRetried retried) {
    place = Place.INSIDE;
    status = ExecutionStatus.IN_PROGRESS;
    isAbandoning = false;
    retries++;
    run = Math.max(run, retried.run());
    RetryMode mode = retried.mode();
    inside().retry(mode, retried.isAutomatic(), retried.at());
  }
}
