package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows when conditions begin and end, and when a stage fails. */
final class ConditionSteps {
  private ConditionSteps() {}

  /** All rules are asked together; what follows from a question alone is answered at once. */
  static List<PipelineEvent> start(StageRun inside, ConditionKind kind, Instant at) {
    Condition condition =
        Objects.requireNonNull(inside.conditions, "no conditions").condition(kind).orElseThrow();
    List<RuleStart> starts = new ArrayList<>();
    List<PipelineEvent> answers = new ArrayList<>();
    for (Rule rule : condition.rules()) {
      RuleQuestion question = RuleQuestion.of(rule, inside.execution.knowledge, at);
      starts.add(question.start());
      RuleResult known = question.known();
      if (known != null) {
        answers.add(
            new PipelineEvent.RuleAnswered(
                ConditionRun.keyOf(inside, kind, rule), known.outcome(), known.summary(), at));
      }
    }
    List<PipelineEvent> events = new ArrayList<>();
    events.add(
        new PipelineEvent.ConditionStarted(
            inside.execution.id, inside.layout.name(), kind, starts, at));
    events.addAll(answers);
    return events;
  }

  static PipelineEvent end(
      StageRun inside, ConditionRun condition, ConditionStatus how, Instant at) {
    return new PipelineEvent.ConditionEnded(
        inside.execution.id, inside.layout.name(), condition.kind, how, at);
  }

  /** All rules have answered. */
  static List<PipelineEvent> ended(
      PipelineState state, StageRun inside, ConditionRun condition, Instant at) {
    ConditionStatus verdict = condition.verdict();
    List<PipelineEvent> events = new ArrayList<>();
    events.add(end(inside, condition, verdict, at));
    if (verdict.isFailed()) {
      events.addAll(broken(state, inside, condition, at));
    }
    return events;
  }

  private static List<PipelineEvent> broken(
      PipelineState state, StageRun inside, ConditionRun condition, Instant at) {
    ConditionResult result = condition.condition.result().orElse(ConditionResult.FAIL);
    return switch (condition.kind) {
      case BEFORE_ENTRY ->
          result == ConditionResult.SKIP
              ? List.of(
                  new PipelineEvent.StageSkipped(inside.execution.id, inside.layout.name(), at))
              : failed(state, inside, null, at);
      case ON_SUCCESS, ON_FAILURE -> failed(state, inside, result, at);
    };
  }

  /** The stage has failed and no condition is to be asked: what always follows does. */
  static List<PipelineEvent> failed(PipelineState state, StageRun inside, Instant at) {
    return failed(
        state,
        inside,
        inside.layout.stage().onFailure().flatMap(OnFailure::result).orElse(null),
        at);
  }

  private static List<PipelineEvent> failed(
      PipelineState state, StageRun inside, @Nullable ConditionResult result, Instant at) {
    String id = inside.execution.id;
    String stage = inside.layout.name();
    if (result == ConditionResult.RETRY && inside.mayRetryItself()) {
      RetryMode mode =
          inside
              .layout
              .stage()
              .onFailure()
              .flatMap(OnFailure::retryMode)
              .orElse(OnFailure.DEFAULT_RETRY_MODE);
      return List.of(
          new PipelineEvent.StageRetried(
              id, stage, mode == RetryMode.ALL_ACTIONS, true, 0, Optional.empty(), at));
    }
    boolean isRollingBack = result == ConditionResult.ROLLBACK;
    RollbackObstacle obstacle = isRollingBack ? obstacleTo(state, inside) : null;
    List<PipelineEvent> events = new ArrayList<>();
    events.add(new PipelineEvent.StageFailed(id, stage, Optional.ofNullable(obstacle), at));
    events.add(new PipelineEvent.ExecutionFailed(id, Optional.of(stage), at));
    if (isRollingBack && obstacle == null) {
      Rollback rollback = new Rollback(stage, targetOf(state, stage), true);
      events.addAll(RollbackOrders.events(state, rollback, Optional.empty(), Optional.empty(), at));
    }
    return events;
  }

  /** Why a stage cannot bring itself back; null if it can. One of sources never asks (P-214). */
  private static @Nullable RollbackObstacle obstacleTo(PipelineState state, StageRun inside) {
    if (inside.execution.isRollback()) {
      return RollbackObstacle.IS_ROLLBACK;
    }
    return state.slot(inside.layout.name()).succeeded().isEmpty()
        ? RollbackObstacle.NOTHING_SUCCEEDED
        : null;
  }

  /**
   * The execution to go back to: the last that succeeded in the stage under the present version
   * (P-1121).
   */
  private static String targetOf(PipelineState state, String stage) {
    String last = "";
    for (String each : state.slot(stage).succeeded().keySet()) {
      last = each;
    }
    return last;
  }
}
