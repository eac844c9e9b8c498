package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineCommand.AnswerApproval;
import dev.penstock.pipeline.execution.PipelineCommand.BeginExecution;
import dev.penstock.pipeline.execution.PipelineCommand.DefinePipeline;
import dev.penstock.pipeline.execution.PipelineCommand.DisableTransition;
import dev.penstock.pipeline.execution.PipelineCommand.EnableTransition;
import dev.penstock.pipeline.execution.PipelineCommand.HandOnTransitions;
import dev.penstock.pipeline.execution.PipelineCommand.OverrideCondition;
import dev.penstock.pipeline.execution.PipelineCommand.ReportCheckpoint;
import dev.penstock.pipeline.execution.PipelineCommand.ReportExecutionEnd;
import dev.penstock.pipeline.execution.PipelineCommand.ReportResult;
import dev.penstock.pipeline.execution.PipelineCommand.ReportRule;
import dev.penstock.pipeline.execution.PipelineCommand.ResumeExecution;
import dev.penstock.pipeline.execution.PipelineCommand.RetryStage;
import dev.penstock.pipeline.execution.PipelineCommand.RollBackStage;
import dev.penstock.pipeline.execution.PipelineCommand.StartExecution;
import dev.penstock.pipeline.execution.PipelineCommand.StopExecution;
import dev.penstock.pipeline.execution.PipelineCommand.TimerFired;
import dev.penstock.pipeline.execution.PipelineEffect.CancelAction;
import dev.penstock.pipeline.execution.PipelineEffect.CancelKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKind;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.process.Checkpointing;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import dev.penstock.process.Retention;
import dev.penstock.process.Timer;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a pipeline. In modes SUPERSEDED and QUEUED one process holds all its executions,
 * because they lock stages against each other. In mode PARALLEL the pipeline's process counts them,
 * hands stops and gates on, and hears of their ends; each is carried by a process of its own, which
 * follows these same rules with nobody beside it.
 *
 * <p>Immutable and safe for several threads. A pipeline is never terminal: one that rests waits for
 * a start. A process that carries one execution is terminal once that has ended and cannot be
 * retried.
 */
public final class PipelineDecider
    implements Decider<PipelineState, PipelineCommand, PipelineEvent, PipelineEffect>,
        Checkpointing<PipelineEvent> {

  /** How long an action that timed out may go on after it was asked to stop. */
  public static final Duration GRACE_PERIOD = Duration.ofMinutes(1);

  /** How the events are written. */
  public static final EventCodec<PipelineEvent> CODEC =
      RecordEventCodec.builder(PipelineEvent.class, MethodHandles.lookup()).buildLazily();

  /** Makes the decider. */
  public PipelineDecider() {}

  @Override
  public PipelineState initial() {
    return new PipelineState();
  }

  @Override
  public Decision<PipelineEvent> decide(PipelineState state, PipelineCommand command) {
    if (command instanceof ReportResult report) {
      return ActionReports.result(state, report);
    }
    if (command instanceof TimerFired timer) {
      return ActionReports.timer(state, timer);
    }
    if (command instanceof ReportCheckpoint checkpoint) {
      return ActionReports.checkpoint(state, checkpoint);
    }
    if (command instanceof ReportRule report) {
      return ConditionReports.answer(state, report);
    }
    Decision<PipelineEvent> refused = OrderTexts.refusal(command);
    if (refused != null) {
      return refused;
    }
    if (command instanceof OverrideCondition override) {
      return OverrideOrders.override(state, override);
    }
    if (command instanceof AnswerApproval answer) {
      return PipelineOrders.answer(state, answer);
    }
    if (command instanceof StopExecution stop) {
      return PipelineOrders.stop(state, stop);
    }
    if (command instanceof RetryStage retry) {
      return RetryOrders.retry(state, retry);
    }
    if (command instanceof ResumeExecution resume) {
      return RetryOrders.resume(state, resume);
    }
    if (command instanceof HandOnTransitions report) {
      return TransitionOrders.handOn(state, report);
    }
    if (command instanceof BeginExecution begin) {
      return StartOrders.begin(state, begin);
    }
    if (state.isOneExecution) {
      return PipelineRejection.ONE_EXECUTION.because(
          "this process carries one execution; tell its pipeline");
    }
    return ofPipeline(state, command);
  }

  /** What only a pipeline takes, not a process that carries one execution. */
  private static Decision<PipelineEvent> ofPipeline(PipelineState state, PipelineCommand command) {
    if (command instanceof StartExecution start) {
      return StartOrders.start(state, start);
    }
    if (command instanceof ReportExecutionEnd end) {
      return RetryOrders.reportEnd(state, end);
    }
    if (command instanceof RollBackStage rollback) {
      return RollbackOrders.rollBack(state, rollback);
    }
    if (command instanceof PipelineCommand.ForgetTargets forget) {
      return RollbackOrders.forget(state, forget);
    }
    if (command instanceof DisableTransition disable) {
      return TransitionOrders.disable(state, disable);
    }
    if (command instanceof EnableTransition enable) {
      return TransitionOrders.enable(state, enable);
    }
    return StartOrders.define(state, (DefinePipeline) command);
  }

  /** Of results, which are as many as actions. */
  @Override
  public @Nullable PipelineEvent decideOne(PipelineState state, PipelineCommand command) {
    return command instanceof ReportResult report ? ActionReports.end(state, report) : null;
  }

  @Override
  public Decision<PipelineEvent> advance(PipelineState state, Instant at) {
    LiveExecution execution = state.due.peekFirst();
    return execution == null ? unchanged() : NextSteps.of(state, execution, at);
  }

  @Override
  public Digest<PipelineEvent> digest(Retention retention) {
    return new PipelineDigest(this, retention);
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
    } else if (event instanceof PipelineEvent.StopRequested stop) {
      stop(after, stop, out);
    } else {
      StageEffects.of(after, event, out);
      ParallelEffects.of(after, event, out);
    }
  }

  private static void stop(
      PipelineState after, PipelineEvent.StopRequested stop, Effects<? super PipelineEffect> out) {
    ParallelExecution elsewhere = after.parallel.get(stop.execution());
    if (elsewhere != null) {
      elsewhere.emitStop(out);
    } else if (!stop.isAbandoning()) {
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
    if (run.timeout().isPresent()) {
      out.settle(new TimerKey(run.key(), TimerKind.TIMEOUT));
    }
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
    for (ActionRun run : execution.inside().runs) {
      if (run != null && run.isCancelled() && run.isInProgress() && run.timedOutAt() == null) {
        out.emit(new CancelAction(new CancelKey(run.key())));
      }
    }
  }

  @Override
  public void pending(PipelineState state, Consumer<? super PipelineEffect> out) {
    for (LiveExecution execution : state.live.values()) {
      StageEffects.pending(execution, out);
      if (execution.inProgress() > 0) {
        for (ActionRun run : execution.inside().runs) {
          if (run != null) {
            run.pending(GRACE_PERIOD, out);
          }
        }
      }
    }
    ParallelEffects.pending(state, out);
  }

  @Override
  public PipelineCommand wake(Timer timer, Instant at) {
    return new TimerFired(timer.key(), at);
  }

  @Override
  public boolean terminal(PipelineState state) {
    return state.isOneExecution && state.live.isEmpty();
  }

  @Override
  public @Nullable String awaited(PipelineState state) {
    if (!state.openApprovals.isEmpty()) {
      return "an approver: " + state.openApprovals.values();
    }
    if (state.isOneExecution && state.live.isEmpty()) {
      return null;
    }
    for (LiveExecution execution : state.live.values()) {
      if (execution.place == Place.WAITING) {
        return "whoever may enable the transition into stage "
            + execution.stageLayout().name()
            + ", for execution "
            + execution.id;
      }
    }
    if (state.isOneExecution) {
      return "whoever may retry the execution";
    }
    return state.layout == null ? "the host: a definition" : "the host: a start";
  }
}
