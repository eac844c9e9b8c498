package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.execution.PipelineEvent.ActionAbandoned;
import dev.penstock.pipeline.execution.PipelineEvent.ActionCheckpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ActionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ActionTimedOut;
import dev.penstock.pipeline.execution.PipelineEvent.ApprovalAnswered;
import dev.penstock.pipeline.execution.PipelineEvent.Checkpointed;
import java.util.Objects;

/** How the events of actions change the state, in constant time. */
final class PipelineEvolution {
  private PipelineEvolution() {}

  static void apply(PipelineState state, PipelineEvent event) {
    if (event instanceof ActionStarted started) {
      actionStarted(state, started);
    } else if (event instanceof ActionSucceeded succeeded) {
      LiveExecution execution = live(state, succeeded.key().execution());
      ActionRun run = run(state, succeeded.key());
      run.end(succeeded);
      execution.inside().succeed(run, succeeded.result());
      state.reconsider(execution);
    } else if (event instanceof ActionFailed failed) {
      endBadly(state, failed.key(), failed);
    } else if (event instanceof ActionAbandoned abandoned) {
      endBadly(state, abandoned.key(), abandoned);
    } else if (event instanceof ApprovalAnswered answered) {
      approvalAnswered(state, answered);
    } else if (event instanceof ActionTimedOut late) {
      ActionRun run = run(state, late.key());
      run.timeOut(late.at());
    } else if (event instanceof ActionCheckpointed checkpointed) {
      run(state, checkpointed.key()).note(checkpointed);
    } else if (event instanceof PipelineEvent.TargetsForgotten forgotten) {
      state.slots.values().forEach(slot -> slot.forget(forgotten.executions()));
    } else if (event instanceof Checkpointed checkpointed) {
      Remnant.restore(state, checkpointed, each -> apply(state, each));
    } else {
      ExecutionEvolution.apply(state, event);
    }
  }

  private static void actionStarted(PipelineState state, ActionStarted started) {
    LiveExecution execution = live(state, started.key().execution());
    ActionRun run = execution.inside().start(started.key(), started.at());
    if (run.isApproval() && run.isRunnable()) {
      state.openApprovals.put(DerivedIds.approvalToken(run.key()), run.key());
    }
    state.reconsider(execution);
  }

  private static void approvalAnswered(PipelineState state, ApprovalAnswered answered) {
    state.answeredApprovals.put(
        answered.token(),
        Remnant.Answer.of(
            answered.token(), answered.isApproved(), answered.by(), answered.summary()));
    if (!answered.isApproved()) {
      endBadly(state, answered.key(), answered);
      return;
    }
    LiveExecution execution = live(state, answered.key().execution());
    ActionRun run = run(state, answered.key());
    state.openApprovals.remove(answered.token());
    run.end(answered);
    execution.inside().succeed(run, ActionResult.succeeded());
    state.reconsider(execution);
  }

  private static void endBadly(PipelineState state, ActionKey key, PipelineEvent event) {
    LiveExecution execution = live(state, key.execution());
    ActionRun run = run(state, key);
    if (run.isApproval()) {
      state.openApprovals.remove(DerivedIds.approvalToken(key));
    }
    run.end(event);
    execution.inside().fail();
    state.reconsider(execution);
  }

  private static LiveExecution live(PipelineState state, String id) {
    return Objects.requireNonNull(state.live(id), "no such execution under way");
  }

  private static ActionRun run(PipelineState state, ActionKey key) {
    return Objects.requireNonNull(state.run(key), "no such attempt under way");
  }
}
