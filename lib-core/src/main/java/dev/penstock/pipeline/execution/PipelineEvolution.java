package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineEvent.ActionAbandoned;
import dev.penstock.pipeline.execution.PipelineEvent.ActionCheckpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ActionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ActionTimedOut;
import dev.penstock.pipeline.execution.PipelineEvent.ApprovalAnswered;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStopped;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSuperseded;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionWaiting;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import dev.penstock.pipeline.execution.PipelineEvent.StageEntered;
import dev.penstock.pipeline.execution.PipelineEvent.StageFailed;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineEvent.StageSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.StopRequested;
import java.util.Objects;

/**
 * How each event changes the state. Constant time for each, but for the few that touch all actions
 * of a stage.
 */
final class PipelineEvolution {
  private PipelineEvolution() {}

  static void apply(PipelineState state, PipelineEvent event) {
    if (event instanceof ActionStarted started) {
      actionStarted(state, started);
    } else if (event instanceof ActionSucceeded succeeded) {
      LiveExecution execution = live(state, succeeded.key().execution());
      ActionRun run = run(state, succeeded.key());
      run.end(ActionStatus.SUCCEEDED, succeeded);
      execution.succeed(run, succeeded.result());
      state.reconsider(execution);
    } else if (event instanceof ActionFailed failed) {
      endBadly(state, failed.key(), ActionStatus.FAILED, failed);
    } else if (event instanceof ActionAbandoned abandoned) {
      endBadly(state, abandoned.key(), ActionStatus.ABANDONED, abandoned);
    } else if (event instanceof ApprovalAnswered answered) {
      approvalAnswered(state, answered);
    } else if (event instanceof ActionTimedOut late) {
      ActionRun run = run(state, late.key());
      run.timedOutAt = late.at();
      run.isCancelled = true;
    } else if (event instanceof ActionCheckpointed checkpointed) {
      run(state, checkpointed.key()).noted = checkpointed;
    } else {
      applyToExecution(state, event);
    }
  }

  private static void applyToExecution(PipelineState state, PipelineEvent event) {
    if (event instanceof PipelineDefined defined) {
      state.layout = new PipelineLayout(defined.definition());
      state.version = defined.version();
    } else if (event instanceof ExecutionStarted started) {
      executionStarted(state, started);
    } else if (event instanceof StageEntered entered) {
      stageEntered(state, entered);
    } else if (event instanceof StageSucceeded succeeded) {
      LiveExecution execution = live(state, succeeded.execution());
      free(state, execution);
      execution.leaveStage();
      state.reconsider(execution);
    } else if (event instanceof StageFailed failed) {
      LiveExecution execution = live(state, failed.execution());
      endInside(state, execution);
    } else if (event instanceof StageRetried retried) {
      stageRetried(state, retried);
    } else if (event instanceof ExecutionWaiting waiting) {
      LiveExecution execution = live(state, waiting.execution());
      execution.place = Place.WAITING;
      execution.stageLayout().slot(state).waiting = execution;
      state.reconsider(execution);
    } else if (event instanceof ExecutionSuperseded superseded) {
      end(state, superseded.execution(), ExecutionStatus.SUPERSEDED);
    } else if (event instanceof ExecutionSucceeded succeeded) {
      end(state, succeeded.execution(), ExecutionStatus.SUCCEEDED);
    } else if (event instanceof ExecutionFailed failed) {
      live(state, failed.execution()).status = ExecutionStatus.FAILED;
      state.ended.put(failed.execution(), ExecutionStatus.FAILED);
    } else if (event instanceof StopRequested stop) {
      stopRequested(state, stop);
    } else if (event instanceof ExecutionStopped stopped) {
      executionStopped(state, stopped);
    }
  }

  private static void executionStarted(PipelineState state, ExecutionStarted started) {
    PipelineLayout layout =
        Objects.requireNonNull(state.layout, "an execution before its definition");
    LiveExecution execution =
        new LiveExecution(
            started.execution(), started.number(), layout, started.variables(), started.at());
    state.started = started.number();
    state.live.put(execution.id, execution);
    started.token().ifPresent(token -> state.startTokens.put(token, execution.id));
    state.reconsider(execution);
  }

  private static void stageEntered(PipelineState state, StageEntered entered) {
    LiveExecution execution = live(state, entered.execution());
    StageSlot slot = execution.stageLayout().slot(state);
    slot.occupant = execution;
    if (execution.equals(slot.waiting)) {
      slot.waiting = null;
    }
    LiveExecution before = slot.retryable;
    if (before != null) { // overtaken: it can no longer be retried, and leaves for the history
      slot.retryable = null;
      state.remove(before);
    }
    execution.enterStage();
    state.reconsider(execution);
  }

  private static void stageRetried(PipelineState state, StageRetried retried) {
    LiveExecution execution = live(state, retried.execution());
    StageSlot slot = state.slot(retried.stage());
    slot.occupant = execution;
    slot.retryable = null;
    state.ended.remove(execution.id);
    execution.retry();
    state.reconsider(execution);
    state.reconsider(slot.waiting);
  }

  private static void stopRequested(PipelineState state, StopRequested stop) {
    LiveExecution execution = live(state, stop.execution());
    execution.status = ExecutionStatus.STOPPING;
    execution.isAbandoning = stop.isAbandoning();
    if (!stop.isAbandoning()) {
      for (ActionRun run : execution.runs) {
        if (run != null && run.isInProgress() && !run.isApproval()) {
          run.isCancelled = true;
        }
      }
    }
    state.reconsider(execution);
  }

  private static void executionStopped(PipelineState state, ExecutionStopped stopped) {
    LiveExecution execution = live(state, stopped.execution());
    if (execution.place == Place.INSIDE && execution.failed > 0) {
      execution.status = ExecutionStatus.STOPPED;
      state.ended.put(execution.id, ExecutionStatus.STOPPED);
      endInside(state, execution);
      return;
    }
    if (execution.place == Place.INSIDE) {
      free(state, execution);
    }
    end(state, execution.id, ExecutionStatus.STOPPED);
  }

  private static void actionStarted(PipelineState state, ActionStarted started) {
    LiveExecution execution = live(state, started.key().execution());
    ActionRun run = execution.start(started.key(), started.at());
    if (run.isApproval() && run.isRunnable) {
      state.openApprovals.put(DerivedIds.approvalToken(run.key()), run.key());
    }
    state.reconsider(execution);
  }

  private static void approvalAnswered(PipelineState state, ApprovalAnswered answered) {
    state.answeredApprovals.put(answered.token(), answered.isApproved());
    if (!answered.isApproved()) {
      endBadly(state, answered.key(), ActionStatus.FAILED, answered);
      return;
    }
    LiveExecution execution = live(state, answered.key().execution());
    ActionRun run = run(state, answered.key());
    state.openApprovals.remove(answered.token());
    run.end(ActionStatus.SUCCEEDED, answered);
    execution.succeed(run, dev.penstock.pipeline.ActionResult.succeeded());
    state.reconsider(execution);
  }

  private static void endBadly(
      PipelineState state, ActionKey key, ActionStatus how, PipelineEvent event) {
    LiveExecution execution = live(state, key.execution());
    ActionRun run = run(state, key);
    if (run.isApproval()) {
      state.openApprovals.remove(DerivedIds.approvalToken(key));
    }
    run.end(how, event);
    execution.fail();
    state.reconsider(execution);
  }

  /** The execution ends inside its stage and may be retried there; the stage is free. */
  private static void endInside(PipelineState state, LiveExecution execution) {
    execution.place = Place.ENDED;
    execution.stageLayout().slot(state).retryable = execution;
    state.reconsider(execution);
    free(state, execution);
  }

  /** The stage that an execution is in is no longer its own. */
  private static void free(PipelineState state, LiveExecution execution) {
    StageSlot slot = execution.stageLayout().slot(state);
    slot.occupant = null;
    state.reconsider(slot.waiting);
  }

  /** The execution leaves the state for good. */
  private static void end(PipelineState state, String id, ExecutionStatus how) {
    LiveExecution execution = live(state, id);
    execution.status = how;
    if (execution.place == Place.WAITING) {
      execution.stageLayout().slot(state).waiting = null;
    }
    state.remove(execution);
    state.ended.put(id, how);
  }

  private static LiveExecution live(PipelineState state, String id) {
    return Objects.requireNonNull(state.live(id), "no such execution under way");
  }

  private static ActionRun run(PipelineState state, ActionKey key) {
    return Objects.requireNonNull(state.run(key), "no such attempt under way");
  }
}
