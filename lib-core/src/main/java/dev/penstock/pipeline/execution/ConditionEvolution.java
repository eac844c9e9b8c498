package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionEnded;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionOverridden;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.RuleAnswered;
import dev.penstock.pipeline.execution.PipelineEvent.RuleWindowMissed;
import dev.penstock.pipeline.execution.PipelineEvent.StageSkipped;
import dev.penstock.pipeline.execution.PipelineEvent.StageTimedOut;
import java.util.Objects;

/** How the events of conditions, and of stages that time out or are skipped, change the state. */
final class ConditionEvolution {
  private ConditionEvolution() {}

  static void apply(PipelineState state, PipelineEvent event) {
    if (event instanceof ConditionStarted started) {
      StageRun inside = live(state, started.execution()).inside();
      StageConditions conditions = conditions(inside);
      conditions.start(
          ConditionRun.of(
              inside, conditions.condition(started.condition()).orElseThrow(), started));
      state.reconsider(inside.execution);
    } else if (event instanceof RuleAnswered answered) {
      rule(state, answered.key()).end(answered);
      Objects.requireNonNull(state.openCondition(answered.key().execution())).answered();
      state.reconsider(live(state, answered.key().execution()));
    } else if (event instanceof RuleWindowMissed missed) {
      RuleRun run = rule(state, missed.key());
      run.waitAgain(
          missed
              .next()
              .orElseGet(
                  () ->
                      new RuleStart(
                          missed.key().rule(),
                          RuleStart.Answerer.WINDOW,
                          RuleQuestion.openingOf(run.order, missed.at()))));
    } else if (event instanceof ConditionEnded ended) {
      StageRun inside = live(state, ended.execution()).inside();
      ConditionRun run = Objects.requireNonNull(conditions(inside).latest(ended.condition()));
      run.end(ended.status(), ended.at());
      conditions(inside).ended(run);
      state.reconsider(inside.execution);
    } else if (event instanceof ConditionOverridden overridden) {
      overridden(state, overridden);
    } else if (event instanceof StageSkipped skipped) {
      LiveExecution execution = live(state, skipped.execution());
      execution.inside().become(StageStatus.SKIPPED, skipped.at());
      execution.inside().stopClock();
      ExecutionEvolution.free(state, execution);
      execution.leaveStage();
      state.reconsider(execution);
    } else if (event instanceof StageTimedOut late) {
      StageRun inside = live(state, late.execution()).inside();
      inside.isTimedOut = true;
      inside.stopClock();
      state.reconsider(inside.execution);
    }
  }

  private static void overridden(PipelineState state, ConditionOverridden overridden) {
    LiveExecution execution = live(state, overridden.execution());
    StageRun inside = execution.inside();
    ConditionRun run = Objects.requireNonNull(conditions(inside).latest(overridden.condition()));
    run.override(overridden.by(), overridden.at());
    conditions(inside).ended(run);
    if (overridden.isReopening()) {
      StageSlot slot = state.slot(overridden.stage());
      slot.occupant = execution;
      slot.retryable = null;
      state.ended.remove(execution.id);
      state.underWay++;
      execution.place = Place.INSIDE;
      execution.status = ExecutionStatus.IN_PROGRESS;
      inside.reopen(overridden.at());
      state.reconsider(slot.first());
    }
    state.reconsider(execution);
  }

  private static RuleRun rule(PipelineState state, RuleKey key) {
    ConditionRun condition =
        Objects.requireNonNull(state.openCondition(key.execution()), "no condition is open");
    return Objects.requireNonNull(condition.rule(key), "no such rule was asked");
  }

  private static StageConditions conditions(StageRun inside) {
    return Objects.requireNonNull(inside.conditions, "a stage without conditions");
  }

  private static LiveExecution live(PipelineState state, String id) {
    return Objects.requireNonNull(state.live(id), "no such execution under way");
  }
}
