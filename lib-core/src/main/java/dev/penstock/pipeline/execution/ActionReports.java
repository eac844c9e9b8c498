package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.execution.PipelineCommand.ReportCheckpoint;
import dev.penstock.pipeline.execution.PipelineCommand.ReportResult;
import dev.penstock.pipeline.execution.PipelineCommand.TimerFired;
import dev.penstock.pipeline.execution.PipelineEffect.RuleTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.StageTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKind;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.process.Decision;
import org.jspecify.annotations.Nullable;

/** What the reports about actions mean. */
final class ActionReports {
  private static final int LONGEST_CHECKPOINT = 4_096;

  private ActionReports() {}

  static Decision<PipelineEvent> result(PipelineState state, ReportResult report) {
    PipelineEvent end = end(state, report);
    return end == null ? unchanged() : accepted(end);
  }

  /** How a result ends its attempt; null if it changes nothing. */
  static @Nullable PipelineEvent end(PipelineState state, ReportResult report) {
    ActionRun run = state.run(report.key());
    if (run == null || !run.isInProgress() || run.isApproval() || !run.isRunnable()) {
      return null;
    }
    String excess = ResultSize.excessOf(report.result());
    if (excess != null) {
      return new PipelineEvent.ActionFailed(run.key(), excess, report.at());
    }
    String fault = Results.faultOf(run, report.result());
    return fault == null
        ? new PipelineEvent.ActionSucceeded(run.key(), report.result(), report.at())
        : new PipelineEvent.ActionFailed(
            run.key(),
            fault,
            report.result().failureType(),
            report.result().external(),
            report.at());
  }

  static Decision<PipelineEvent> checkpoint(PipelineState state, ReportCheckpoint report) {
    ActionRun run = state.run(report.key());
    if (run == null || !run.isInProgress() || report.number() <= run.checkpoints()) {
      return unchanged();
    }
    if (report.text().isEmpty() || report.text().length() > LONGEST_CHECKPOINT) {
      return PipelineRejection.CHECKPOINT.because(
          "a checkpoint of "
              + report.text().length()
              + " characters; allowed: 1 to "
              + LONGEST_CHECKPOINT);
    }
    return accepted(
        new PipelineEvent.ActionCheckpointed(
            run.key(), report.number(), report.text(), report.at()));
  }

  static Decision<PipelineEvent> timer(PipelineState state, TimerFired fired) {
    if (fired.key() instanceof RuleTimerKey key) {
      return ConditionReports.timer(state, key, fired);
    }
    if (fired.key() instanceof StageTimerKey key) {
      return ConditionReports.timer(state, key, fired);
    }
    return fired.key() instanceof TimerKey key ? timer(state, key, fired) : unchanged();
  }

  private static Decision<PipelineEvent> timer(
      PipelineState state, TimerKey key, TimerFired fired) {
    ActionRun run = state.run(key.action());
    WakeAt timer =
        run == null || !run.isInProgress() ? null : run.timer(PipelineDecider.GRACE_PERIOD);
    if (run == null || timer == null || !timer.key().equals(key)) {
      return unchanged();
    }
    if (fired.at().isBefore(timer.due())) {
      return early(timer, fired);
    }
    if (key.kind() == TimerKind.TIMEOUT && !run.isApproval()) {
      return accepted(new PipelineEvent.ActionTimedOut(run.key(), fired.at()));
    }
    return accepted(new PipelineEvent.ActionFailed(run.key(), Results.timeoutOf(run), fired.at()));
  }

  static Decision<PipelineEvent> early(WakeAt timer, TimerFired fired) {
    return PipelineRejection.TIMER_EARLY.because(
        "the timer is due at " + timer.due() + ", it fired at " + fired.at());
  }
}
