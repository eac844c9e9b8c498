package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.DeploymentWindow;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineCommand.ReportRule;
import dev.penstock.pipeline.execution.PipelineCommand.TimerFired;
import dev.penstock.pipeline.execution.PipelineEffect.RuleTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.RuleTimerKind;
import dev.penstock.pipeline.execution.PipelineEffect.StageTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the reports about rules and stages mean. */
final class ConditionReports {
  private ConditionReports() {}

  static Decision<PipelineEvent> answer(PipelineState state, ReportRule report) {
    RuleRun run = openRule(state, report.key());
    if (run == null || !run.isHosted()) {
      return unchanged();
    }
    RuleResult answer = ResultSize.fitting(report.result());
    return accepted(
        new PipelineEvent.RuleAnswered(run.key(), answer.outcome(), answer.summary(), report.at()));
  }

  static Decision<PipelineEvent> timer(PipelineState state, RuleTimerKey key, TimerFired fired) {
    RuleRun run = openRule(state, key.rule());
    WakeAt timer = run == null ? null : run.timer();
    if (run == null || timer == null || !timer.key().equals(key)) {
      return unchanged();
    }
    if (fired.at().isBefore(timer.due())) {
      return ActionReports.early(timer, fired);
    }
    if (key.kind() == RuleTimerKind.TIMEOUT) {
      return accepted(
          new PipelineEvent.RuleAnswered(
              run.key(),
              RuleResult.Outcome.FAILED,
              "timed out after " + Results.words(run.order.rule().timeout().orElseThrow()),
              fired.at()));
    }
    DeploymentWindow window;
    try {
      window = DeploymentWindow.of(run.order.configuration());
    } catch (IllegalArgumentException e) { // its time zone is not known any more
      return answered(run, RuleResult.errored(String.valueOf(e.getMessage())), fired);
    }
    return window.contains(fired.at())
        ? answered(run, RuleResult.succeeded("the window has opened"), fired)
        : missed(run, window.next(fired.at()), fired);
  }

  private static Decision<PipelineEvent> answered(
      RuleRun run, RuleResult answer, TimerFired fired) {
    return accepted(
        new PipelineEvent.RuleAnswered(run.key(), answer.outcome(), answer.summary(), fired.at()));
  }

  /** The timer came late, and the window is closed again. */
  private static Decision<PipelineEvent> missed(
      RuleRun run, Optional<Instant> opening, TimerFired fired) {
    RuleStart next = new RuleStart(run.key().rule(), RuleStart.Answerer.WINDOW, opening);
    return opening.isPresent() || run.isBounded()
        ? accepted(new PipelineEvent.RuleWindowMissed(run.key(), Optional.of(next), fired.at()))
        : answered(run, RuleResult.failed("the window never opens again"), fired);
  }

  private static @Nullable RuleRun openRule(PipelineState state, RuleKey key) {
    ConditionRun condition = state.openCondition(key.execution());
    RuleRun run = condition == null ? null : condition.rule(key);
    return run != null && run.isInProgress() ? run : null;
  }

  static Decision<PipelineEvent> timer(PipelineState state, StageTimerKey key, TimerFired fired) {
    LiveExecution execution = state.live.get(key.execution());
    StageRun inside =
        execution == null || execution.place != Place.INSIDE ? null : execution.inside;
    WakeAt timer = inside == null ? null : inside.timer();
    if (inside == null || timer == null || !timer.key().equals(key)) {
      return unchanged();
    }
    if (fired.at().isBefore(timer.due())) {
      return ActionReports.early(timer, fired);
    }
    List<PipelineEvent> events = new ArrayList<>();
    events.add(new PipelineEvent.StageTimedOut(key.execution(), key.stage(), fired.at()));
    ConditionRun condition = inside.openCondition();
    if (condition != null) {
      events.add(ConditionSteps.end(inside, condition, ConditionStatus.ABANDONED, fired.at()));
    }
    for (ActionRun run : inside.runs) {
      if (run != null && run.isInProgress() && run.isApproval()) {
        events.add(new PipelineEvent.ActionFailed(run.key(), Results.STAGE_TIMED_OUT, fired.at()));
      } else if (run != null && run.isInProgress() && run.timedOutAt() == null) {
        events.add(new PipelineEvent.ActionTimedOut(run.key(), fired.at()));
      }
    }
    return accepted(events);
  }
}
