package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionCancelled;
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
import dev.penstock.pipeline.execution.PipelineEvent.TransitionDisabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionEnabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionsHandedOn;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the events of executions, stages and gates change the state. Constant time for each, but for
 * the few that touch all actions of a stage or all executions.
 */
final class ExecutionEvolution {
  private ExecutionEvolution() {}

  static void apply(PipelineState state, PipelineEvent event) {
    if (event instanceof StageEntered entered) {
      stageEntered(state, entered);
    } else if (event instanceof StageSucceeded succeeded) {
      stageSucceeded(state, succeeded);
    } else if (event instanceof StageFailed failed) {
      stageFailed(state, failed);
    } else if (event instanceof StageRetried retried) {
      stageRetried(state, retried);
    } else if (event instanceof ExecutionWaiting waiting) {
      LiveExecution execution = live(state, waiting.execution());
      execution.place = Place.WAITING;
      execution.waitingSince = waiting.at();
      execution.stageLayout().slot(state).join(execution);
      state.reconsider(execution);
    } else if (event instanceof PipelineDefined defined) {
      defined(state, defined);
    } else if (event instanceof ExecutionStarted started) {
      executionStarted(state, started);
    } else if (event instanceof StopRequested stop) {
      stopRequested(state, stop);
    } else if (event instanceof TransitionDisabled disabled) {
      TransitionState closed =
          new TransitionState(false, disabled.by(), Optional.of(disabled.at()), disabled.reason());
      moveGate(state, disabled.stage(), closed);
    } else if (event instanceof TransitionEnabled enabled) {
      TransitionState open = new TransitionState(true, enabled.by(), Optional.of(enabled.at()), "");
      moveGate(state, enabled.stage(), open);
    } else if (event instanceof TransitionsHandedOn handedOn) {
      state.transitionChanges = handedOn.number();
      handedOn.transitions().forEach(each -> move(state, each.stage(), each.state()));
    } else {
      ended(state, event);
    }
  }

  private static void ended(PipelineState state, PipelineEvent event) {
    if (event instanceof ExecutionSucceeded succeeded) {
      end(state, succeeded.execution(), ExecutionStatus.SUCCEEDED, Optional.empty());
    } else if (event instanceof ExecutionFailed failed) {
      end(state, failed.execution(), ExecutionStatus.FAILED, failed.stage());
    } else if (event instanceof ExecutionStopped stopped) {
      executionStopped(state, stopped);
    } else if (event instanceof ExecutionSuperseded superseded) {
      end(state, superseded.execution(), ExecutionStatus.SUPERSEDED, Optional.empty());
    } else if (event instanceof ExecutionCancelled cancelled) {
      LiveExecution execution = state.live.get(cancelled.execution());
      if (execution != null && execution.place == Place.INSIDE) {
        execution.inside().become(StageStatus.CANCELLED, cancelled.at());
        execution.inside().stopClock();
        free(state, execution);
      }
      end(state, cancelled.execution(), ExecutionStatus.CANCELLED, Optional.empty());
    } else {
      ConditionEvolution.apply(state, event);
    }
  }

  private static void defined(PipelineState state, PipelineDefined defined) {
    if (state.createdAt == null) {
      state.createdAt = defined.at();
    }
    if (state.version() != defined.version()) {
      state.updatedAt = defined.at();
      for (StageSlot slot : state.slots.values()) {
        slot.forgetSuccesses(); // P-1103
      }
    }
    state.layout = new PipelineLayout(defined);
    state.expectStages(defined.definition().stages().size());
    if (defined.isCancelling()) {
      for (LiveExecution execution : state.live.values()) {
        if (execution.status.isEnded()) {
          execution.isOutdated = true;
        } else {
          execution.isCancelling = true;
          state.reconsider(execution);
        }
      }
    }
  }

  private static void executionStarted(PipelineState state, ExecutionStarted started) {
    PipelineLayout layout =
        Objects.requireNonNull(state.layout, "an execution before its definition");
    String id = started.execution();
    state.started = Math.max(state.started, started.number());
    state.underWay++;
    state.origins.put(
        id, new PipelineState.Origin(layout.version(), started.rollback().isPresent()));
    if (started.token().isPresent()) {
      state.startTokens.put(started.token().get(), id);
    }
    if (started.isOwnProcess()) {
      state.parallel.put(id, new ParallelExecution(layout.defined(), started));
      return;
    }
    state.isOneExecution = layout.mode() == ExecutionMode.PARALLEL;
    Rollback rollback = started.rollback().orElse(null);
    Knowledge target =
        rollback == null ? null : state.slot(rollback.stage()).succeeded().get(rollback.target());
    Knowledge knowledge =
        target == null
            ? new Knowledge(id, started.variables(), started.revisions(), started.nesting())
            : target.copyFor(id);
    LiveExecution execution = new LiveExecution(started, layout, knowledge);
    state.live.put(id, execution);
    state.reconsider(execution);
  }

  private static void stageEntered(PipelineState state, StageEntered entered) {
    LiveExecution execution = live(state, entered.execution());
    StageSlot slot = execution.stageLayout().slot(state);
    slot.occupant = execution;
    if (execution.layout.mode() == ExecutionMode.SUPERSEDED && !execution.isRollback()) {
      slot.newest = Math.max(slot.newest, execution.started.number());
    }
    if (execution.place == Place.WAITING) {
      slot.leave(execution);
    }
    LiveExecution before = slot.retryable;
    if (before != null) { // overtaken: it can no longer be retried, and leaves for the history
      slot.retryable = null;
      state.overtaken.put(before.id, execution.id);
      state.remove(before);
    }
    execution.enterStage(entered.at());
    slot.latest = execution.inside;
    state.reconsider(execution);
    state.reconsider(slot.first());
  }

  private static void stageSucceeded(PipelineState state, StageSucceeded succeeded) {
    LiveExecution execution = live(state, succeeded.execution());
    execution.inside().become(StageStatus.SUCCEEDED, succeeded.at());
    execution.inside().stopClock();
    if (!execution.isRollback()
        && execution.layout.version() == state.version()) { // P-1103, P-1104
      execution.stageLayout().slot(state).succeeded(execution.id, execution.knowledge);
    }
    free(state, execution);
    execution.leaveStage();
    state.reconsider(execution);
  }

  /** The execution stays in the state while somebody may retry it, or override why it failed. */
  private static void stageFailed(PipelineState state, StageFailed failed) {
    LiveExecution execution = live(state, failed.execution());
    StageRun inside = execution.inside();
    inside.become(StageStatus.FAILED, failed.at());
    inside.stopClock();
    boolean isOverridable =
        inside.isOverridable(ConditionKind.BEFORE_ENTRY)
            || inside.isOverridable(ConditionKind.ON_SUCCESS);
    if (inside.isRetryable() || (isOverridable && !state.isOneExecution)) {
      endInside(state, execution);
    } else {
      free(state, execution);
    }
  }

  private static void stageRetried(PipelineState state, StageRetried retried) {
    LiveExecution execution = state.live.get(retried.execution());
    if (execution == null) {
      parallelRetried(state, retried);
      return;
    }
    StageSlot slot = state.slot(retried.stage());
    if (execution.place == Place.ENDED) {
      slot.occupant = execution;
      slot.retryable = null;
      state.ended.remove(execution.id);
      state.underWay++;
    }
    execution.retry(retried);
    state.reconsider(execution);
    state.reconsider(slot.first());
  }

  private static void parallelRetried(PipelineState state, StageRetried retried) {
    ParallelExecution again = state.endedParallel.remove(retried.execution());
    if (again != null) {
      again.retry(retried);
      state.parallel.put(retried.execution(), again);
      state.ended.remove(retried.execution());
      state.underWay++;
    }
  }

  private static void stopRequested(PipelineState state, StopRequested stop) {
    ParallelExecution elsewhere = state.parallel.get(stop.execution());
    if (elsewhere != null) {
      elsewhere.askToStop(stop);
      return;
    }
    LiveExecution execution = live(state, stop.execution());
    execution.status = ExecutionStatus.STOPPING;
    execution.isAbandoning = stop.isAbandoning();
    if (execution.place == Place.INSIDE) {
      execution.inside().become(StageStatus.STOPPING, stop.at());
      if (!stop.isAbandoning()) {
        cancelActions(execution.inside());
      }
    }
    state.reconsider(execution);
  }

  private static void cancelActions(StageRun inside) {
    for (ActionRun run : inside.runs) {
      if (run != null && run.isInProgress() && !run.isApproval()) {
        run.cancel();
      }
    }
  }

  private static void executionStopped(PipelineState state, ExecutionStopped stopped) {
    LiveExecution execution = state.live.get(stopped.execution());
    if (execution != null && execution.place == Place.INSIDE) {
      execution.inside().become(StageStatus.STOPPED, stopped.at());
      execution.inside().stopClock();
      if (execution.inside().isRetryable()) {
        endInside(state, execution);
      } else {
        free(state, execution);
      }
    }
    end(state, stopped.execution(), ExecutionStatus.STOPPED, stopped.stage());
  }

  private static void moveGate(PipelineState state, String stage, TransitionState next) {
    state.transitionChanges++;
    move(state, stage, next);
    state.parallel.values().forEach(each -> each.tell(state.transitionChanges));
  }

  private static void move(PipelineState state, String stage, TransitionState next) {
    StageSlot slot = state.slot(stage);
    @Nullable LiveExecution first = slot.first();
    slot.move(next);
    state.reconsider(first);
    state.reconsider(slot.first());
  }

  /** The execution ends inside its stage and may be retried there; the stage is free. */
  private static void endInside(PipelineState state, LiveExecution execution) {
    execution.place = Place.ENDED;
    execution.stageLayout().slot(state).retryable = execution;
    state.reconsider(execution);
    free(state, execution);
  }

  /** The stage that an execution is in is no longer its own. */
  static void free(PipelineState state, LiveExecution execution) {
    StageSlot slot = execution.stageLayout().slot(state);
    slot.occupant = null;
    state.reconsider(slot.first());
  }

  /** The execution has ended: it leaves the state, unless it may be retried where it is. */
  private static void end(
      PipelineState state, String id, ExecutionStatus how, Optional<String> retryable) {
    state.ended.put(id, how);
    state.underWay--;
    ParallelExecution elsewhere = state.parallel.remove(id);
    if (elsewhere != null) {
      elsewhere.status = how;
      elsewhere.retryable = retryable.orElse(null);
      state.endedParallel.put(id, elsewhere);
      return;
    }
    LiveExecution execution = live(state, id);
    execution.status = how;
    if (execution.place == Place.ENDED) {
      state.reconsider(execution);
      return;
    }
    if (execution.place == Place.WAITING) {
      StageSlot slot = execution.stageLayout().slot(state);
      slot.leave(execution);
      state.remove(execution);
      state.reconsider(slot.first());
    } else {
      state.remove(execution);
    }
  }

  private static LiveExecution live(PipelineState state, String id) {
    return Objects.requireNonNull(state.live(id), "no such execution under way");
  }
}
