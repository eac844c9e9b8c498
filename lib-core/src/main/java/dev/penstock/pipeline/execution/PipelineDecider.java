package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.rejected;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineCommand.AnswerApproval;
import dev.penstock.pipeline.execution.PipelineCommand.DefinePipeline;
import dev.penstock.pipeline.execution.PipelineCommand.ReportCheckpoint;
import dev.penstock.pipeline.execution.PipelineCommand.ReportResult;
import dev.penstock.pipeline.execution.PipelineCommand.RetryStage;
import dev.penstock.pipeline.execution.PipelineCommand.StartExecution;
import dev.penstock.pipeline.execution.PipelineCommand.StopExecution;
import dev.penstock.pipeline.execution.PipelineCommand.TimerFired;
import dev.penstock.pipeline.execution.PipelineEffect.CancelAction;
import dev.penstock.pipeline.execution.PipelineEffect.CancelKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKind;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import dev.penstock.process.Timer;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a pipeline in SUPERSEDED mode: one process that holds all its executions, because
 * they lock stages against each other.
 *
 * <p>Immutable and safe for several threads. Never terminal: a pipeline that rests waits for a
 * start.
 */
public final class PipelineDecider
    implements Decider<PipelineState, PipelineCommand, PipelineEvent, PipelineEffect> {

  /** How long an action that timed out may go on after it was asked to stop. */
  public static final Duration GRACE_PERIOD = Duration.ofMinutes(1);

  /** How the events are written. */
  public static final EventCodec<PipelineEvent> CODEC =
      RecordEventCodec.builder(PipelineEvent.class, MethodHandles.lookup()).build();

  private static final int LONGEST_CHECKPOINT = 4_096;

  /** Makes the decider. */
  public PipelineDecider() {}

  @Override
  public PipelineState initial() {
    return new PipelineState();
  }

  @Override
  public Decision<PipelineEvent> decide(PipelineState state, PipelineCommand command) {
    if (command instanceof ReportResult report) {
      return result(state, report);
    }
    if (command instanceof TimerFired timer) {
      return timer(state, timer);
    }
    if (command instanceof StartExecution start) {
      return PipelineOrders.start(state, start);
    }
    if (command instanceof AnswerApproval answer) {
      return PipelineOrders.answer(state, answer);
    }
    if (command instanceof StopExecution stop) {
      return PipelineOrders.stop(state, stop);
    }
    if (command instanceof RetryStage retry) {
      return PipelineOrders.retry(state, retry);
    }
    if (command instanceof ReportCheckpoint checkpoint) {
      return checkpoint(state, checkpoint);
    }
    return PipelineOrders.define(state, (DefinePipeline) command);
  }

  private static Decision<PipelineEvent> result(PipelineState state, ReportResult report) {
    ActionRun run = state.run(report.key());
    if (run == null || !run.isInProgress() || run.isApproval() || !run.isRunnable) {
      return unchanged();
    }
    String fault = Results.faultOf(run, report.result());
    return accepted(
        fault == null
            ? new PipelineEvent.ActionSucceeded(run.key(), report.result(), report.at())
            : new PipelineEvent.ActionFailed(run.key(), fault, report.at()));
  }

  private static Decision<PipelineEvent> checkpoint(PipelineState state, ReportCheckpoint report) {
    ActionRun run = state.run(report.key());
    if (run == null || !run.isInProgress() || report.number() <= run.checkpoints()) {
      return unchanged();
    }
    if (report.text().isEmpty() || report.text().length() > LONGEST_CHECKPOINT) {
      return rejected(
          "action.checkpoint",
          "a checkpoint of "
              + report.text().length()
              + " characters; allowed: 1 to "
              + LONGEST_CHECKPOINT);
    }
    return accepted(
        new PipelineEvent.ActionCheckpointed(
            run.key(), report.number(), report.text(), report.at()));
  }

  private static Decision<PipelineEvent> timer(PipelineState state, TimerFired fired) {
    if (!(fired.key() instanceof TimerKey key)) {
      return unchanged();
    }
    ActionRun run = state.run(key.action());
    WakeAt timer = run == null || !run.isInProgress() ? null : run.timer(GRACE_PERIOD);
    if (run == null || timer == null || !timer.key().equals(key)) {
      return unchanged();
    }
    if (fired.at().isBefore(timer.due())) {
      return rejected(
          "timer.early", "the timer is due at " + timer.due() + ", it fired at " + fired.at());
    }
    if (key.kind() == TimerKind.TIMEOUT && !run.isApproval()) {
      return accepted(new PipelineEvent.ActionTimedOut(run.key(), fired.at()));
    }
    return accepted(new PipelineEvent.ActionFailed(run.key(), Results.timeoutOf(run), fired.at()));
  }

  @Override
  public Decision<PipelineEvent> advance(PipelineState state, Instant at) {
    LiveExecution execution = state.due.peekFirst();
    if (execution == null) {
      return unchanged();
    }
    if (execution.status == ExecutionStatus.STOPPING) {
      return accepted(new PipelineEvent.ExecutionStopped(execution.id, at));
    }
    return switch (execution.place) {
      case ARRIVED -> arrive(state, execution, at);
      case WAITING ->
          accepted(
              new PipelineEvent.StageEntered(execution.id, execution.stageLayout().name(), at));
      case INSIDE -> inside(execution, at);
      case ENDED -> unchanged();
    };
  }

  private static Decision<PipelineEvent> arrive(
      PipelineState state, LiveExecution execution, Instant at) {
    if (execution.isPastLastStage()) {
      return accepted(new PipelineEvent.ExecutionSucceeded(execution.id, at));
    }
    String stage = execution.stageLayout().name();
    StageSlot slot = execution.stageLayout().slot(state);
    if (slot.occupant == null && slot.waiting == null) {
      return accepted(new PipelineEvent.StageEntered(execution.id, stage, at));
    }
    List<PipelineEvent> events = new ArrayList<>();
    if (slot.waiting != null) {
      events.add(new PipelineEvent.ExecutionSuperseded(slot.waiting.id, execution.id, at));
    }
    events.add(new PipelineEvent.ExecutionWaiting(execution.id, stage, at));
    return accepted(events);
  }

  private static Decision<PipelineEvent> inside(LiveExecution execution, Instant at) {
    if (execution.inProgress == 0 && execution.failed > 0) {
      return accepted(
          List.of(
              new PipelineEvent.StageFailed(execution.id, execution.stageLayout().name(), at),
              new PipelineEvent.ExecutionFailed(execution.id, at)));
    }
    if (!execution.isRestarting() && execution.isLastGroup()) {
      return accepted(
          new PipelineEvent.StageSucceeded(execution.id, execution.stageLayout().name(), at));
    }
    int[] starting = execution.toStart();
    List<PipelineEvent> events = new ArrayList<>(starting.length);
    for (int index : starting) {
      Action action = execution.stageLayout().action(index);
      ActionKey key = execution.nextKey(index);
      events.add(new PipelineEvent.ActionStarted(key, at));
      String missing = execution.missingFor(action);
      if (missing != null) {
        events.add(new PipelineEvent.ActionFailed(key, missing, at));
      }
    }
    return accepted(events);
  }

  @Override
  public PipelineState evolve(PipelineState state, PipelineEvent event) {
    PipelineEvolution.apply(state, event);
    return state;
  }

  @Override
  public void effects(
      PipelineState after, PipelineEvent event, Effects<? super PipelineEffect> out) {
    if (event instanceof PipelineEvent.ActionStarted started) {
      ActionRun run = after.run(started.key());
      if (run != null) {
        run.open(GRACE_PERIOD, out);
      }
    } else if (event instanceof PipelineEvent.ActionSucceeded succeeded) {
      settle(after.run(succeeded.key()), out);
    } else if (event instanceof PipelineEvent.ActionFailed failed) {
      settle(after.run(failed.key()), out);
    } else if (event instanceof PipelineEvent.ApprovalAnswered answered) {
      settle(after.run(answered.key()), out);
    } else if (event instanceof PipelineEvent.ActionAbandoned abandoned) {
      settle(after.run(abandoned.key()), out);
    } else if (event instanceof PipelineEvent.ActionTimedOut late) {
      timedOut(after, late.key(), out);
    } else if (event instanceof PipelineEvent.StopRequested stop && !stop.isAbandoning()) {
      cancelAll(after.live.get(stop.execution()), out);
    }
  }

  private static void settle(@Nullable ActionRun run, Effects<?> out) {
    if (run != null) {
      run.settle(GRACE_PERIOD, out);
    }
  }

  private static void timedOut(
      PipelineState state, ActionKey key, Effects<? super PipelineEffect> out) {
    LiveExecution execution = state.live.get(key.execution());
    ActionRun run = state.run(key);
    if (execution == null || run == null) {
      return;
    }
    out.settle(new TimerKey(run.key(), TimerKind.TIMEOUT));
    if (execution.status != ExecutionStatus.STOPPING) { // a stop has asked before
      out.emit(new CancelAction(new CancelKey(run.key())));
    }
    WakeAt grace = run.timer(GRACE_PERIOD);
    if (grace != null) {
      out.emit(grace);
    }
  }

  private static void cancelAll(
      @Nullable LiveExecution execution, Effects<? super PipelineEffect> out) {
    if (execution == null || execution.place != Place.INSIDE) {
      return;
    }
    for (ActionRun run : execution.runs) {
      if (run != null && run.isCancelled && run.isInProgress() && run.timedOutAt == null) {
        out.emit(new CancelAction(new CancelKey(run.key())));
      }
    }
  }

  @Override
  public void pending(PipelineState state, Consumer<? super PipelineEffect> out) {
    for (LiveExecution execution : state.live.values()) {
      if (execution.inProgress > 0) {
        for (ActionRun run : execution.runs) {
          if (run != null) {
            run.pending(GRACE_PERIOD, out);
          }
        }
      }
    }
  }

  @Override
  public PipelineCommand wake(Timer timer, Instant at) {
    return new TimerFired(timer.key(), at);
  }

  @Override
  public boolean terminal(PipelineState state) {
    return false;
  }

  @Override
  public @Nullable String awaited(PipelineState state) {
    if (!state.openApprovals.isEmpty()) {
      return "an approver: " + state.openApprovals.values();
    }
    return state.layout == null ? "the host: a definition" : "the host: a start";
  }
}
