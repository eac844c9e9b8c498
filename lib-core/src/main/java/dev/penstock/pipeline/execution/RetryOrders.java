package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineCommand.ReportExecutionEnd;
import dev.penstock.pipeline.execution.PipelineCommand.ResumeExecution;
import dev.penstock.pipeline.execution.PipelineCommand.RetryStage;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.List;

/** What it means to retry a stage (P-1001), here or in a process of its own. */
final class RetryOrders {
  private RetryOrders() {}

  static Decision<PipelineEvent> retry(PipelineState state, RetryStage retry) {
    LiveExecution execution = state.live.get(retry.execution());
    if (execution == null) {
      return retryElsewhere(state, retry);
    }
    if (execution.layout.indexOf(retry.stage()) < 0) {
      return PipelineOrders.unknownStage(execution.layout, retry.stage());
    }
    if (state.isOneExecution && execution.place == Place.ENDED) {
      return PipelineRejection.RETRY_IN_PROGRESS.because(
          "execution " + retry.execution() + " is just ending; ask its pipeline to retry it");
    }
    if (state.isFull() && execution.status.isEnded()) {
      return orFull(state, retryHere(state, execution, retry, 0));
    }
    return retryHere(state, execution, retry, 0);
  }

  /** A retry that is refused anyway tells its own reason rather than that of the limit. */
  private static Decision<PipelineEvent> orFull(
      PipelineState state, Decision<PipelineEvent> otherwise) {
    return otherwise instanceof Decision.Accepted ? StartOrders.full(state) : otherwise;
  }

  /** The pipeline has decided that the execution that this process carries is retried. */
  static Decision<PipelineEvent> resume(PipelineState state, ResumeExecution resume) {
    LiveExecution execution = state.live.get(resume.key().execution());
    if (execution == null || !state.isOneExecution) {
      return notRetryable(state, resume.key().execution(), resume.stage());
    }
    if (resume.key().run() <= execution.run) {
      return unchanged();
    }
    RetryStage retry =
        new RetryStage(execution.id, resume.stage(), resume.mode(), resume.by(), resume.at());
    return retryHere(state, execution, retry, resume.key().run());
  }

  private static Decision<PipelineEvent> retryHere(
      PipelineState state, LiveExecution execution, RetryStage retry, int run) {
    if (execution.isCancelling || execution.isOutdated) {
      return PipelineRejection.RETRY_OUTDATED.because(
          "the definition was updated after version "
              + execution.layout.version()
              + ", which execution "
              + execution.id
              + " follows; start a new execution");
    }
    StageRun inside = execution.inside;
    if (inside == null
        || !inside.layout.name().equals(retry.stage())
        || !inside.isRetryable()
        || execution.status == ExecutionStatus.STOPPING) {
      return notRetryable(state, execution.id, retry.stage());
    }
    if (retry.mode() == RetryMode.ALL_ACTIONS && inside.inProgress > 0) {
      return PipelineRejection.RETRY_IN_PROGRESS.because(
          inside.inProgress
              + " actions of stage \""
              + retry.stage()
              + "\" are in progress; wait for them, or retry "
              + RetryMode.FAILED_ACTIONS);
    }
    PipelineEvent retried = event(retry, run, retry.at());
    ConditionRun asked = inside.openCondition(); // after the failure, and of no use any more
    return asked == null
        ? accepted(retried)
        : accepted(
            List.of(
                ConditionSteps.end(inside, asked, ConditionStatus.CANCELLED, retry.at()), retried));
  }

  private static Decision<PipelineEvent> retryElsewhere(PipelineState state, RetryStage retry) {
    if (state.parallel.containsKey(retry.execution())) {
      return PipelineRejection.RETRY_OWN_PROCESS.because(
          "execution " + retry.execution() + " is under way in a process of its own; ask that");
    }
    PipelineLayout layout = state.layout;
    if (layout != null && layout.indexOf(retry.stage()) < 0 && !isRetryable(state, retry)) {
      return state.knows(retry.execution())
          ? PipelineOrders.unknownStage(layout, retry.stage())
          : PipelineOrders.unknownExecution(retry.execution());
    }
    String by = state.overtaken.get(retry.execution());
    if (by != null) {
      return PipelineRejection.RETRY_NOT_LATEST.because(
          "execution " + by + " has entered the stage after execution " + retry.execution());
    }
    ParallelExecution ended = state.endedParallel.get(retry.execution());
    if (ended == null || !isRetryable(state, retry)) {
      return state.knows(retry.execution())
          ? notRetryable(state, retry.execution(), retry.stage())
          : PipelineOrders.unknownExecution(retry.execution());
    }
    return state.isFull()
        ? StartOrders.full(state)
        : accepted(event(retry, ended.nextRun(), retry.at()));
  }

  /** Whether it is in this stage that an execution ended which has a process of its own. */
  private static boolean isRetryable(PipelineState state, RetryStage retry) {
    ParallelExecution ended = state.endedParallel.get(retry.execution());
    return ended != null && retry.stage().equals(ended.retryable);
  }

  /** The pipeline hears of the end of an execution that has a process of its own. */
  static Decision<PipelineEvent> reportEnd(PipelineState state, ReportExecutionEnd end) {
    ParallelExecution execution = state.parallel.get(end.key().execution());
    if (execution == null || !execution.key().equals(end.key())) {
      return unchanged();
    }
    String id = end.key().execution();
    return switch (end.status()) {
      case SUCCEEDED -> accepted(new PipelineEvent.ExecutionSucceeded(id, end.at()));
      case FAILED -> accepted(new PipelineEvent.ExecutionFailed(id, end.stage(), end.at()));
      case STOPPED -> accepted(new PipelineEvent.ExecutionStopped(id, end.stage(), end.at()));
      case CANCELLED, SUPERSEDED -> accepted(new PipelineEvent.ExecutionCancelled(id, end.at()));
      case IN_PROGRESS, STOPPING -> unchanged();
    };
  }

  private static PipelineEvent event(RetryStage retry, int run, Instant at) {
    return new PipelineEvent.StageRetried(
        retry.execution(),
        retry.stage(),
        retry.mode() == RetryMode.ALL_ACTIONS,
        false,
        run,
        retry.by(),
        at);
  }

  private static Decision<PipelineEvent> notRetryable(
      PipelineState state, String execution, String stage) {
    LiveExecution live = state.live.get(execution);
    StageRun inside = live == null ? null : live.inside;
    return PipelineRejection.RETRY_NOT_RETRYABLE.because(
        "execution "
            + execution
            + " has no failed action in stage \""
            + stage
            + "\"; it is "
            + PipelineOrders.statusOf(state, execution)
            + (inside == null ? "" : " in stage \"" + inside.layout.name() + "\"")
            + "; allowed: the stage in which it failed or was stopped");
  }
}
