package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineCommand.OverrideCondition;
import dev.penstock.process.Decision;
import java.util.Optional;

/** What it means to override a condition (P-1211). */
final class OverrideOrders {
  private OverrideOrders() {}

  static Decision<PipelineEvent> override(PipelineState state, OverrideCondition order) {
    LiveExecution execution = state.live.get(order.execution());
    if (execution == null) {
      return elsewhere(state, order);
    }
    if (execution.layout.indexOf(order.stage()) < 0) {
      return PipelineOrders.unknownStage(execution.layout, order.stage());
    }
    if (order.condition() == ConditionKind.ON_FAILURE) {
      return refused(
          "the condition "
              + order.condition().field()
              + " cannot be overridden; allowed: "
              + ConditionKind.BEFORE_ENTRY
              + ", "
              + ConditionKind.ON_SUCCESS);
    }
    StageRun inside = execution.inside;
    ConditionRun run =
        inside == null || inside.conditions == null || !inside.layout.name().equals(order.stage())
            ? null
            : inside.conditions.latest(order.condition());
    if (inside == null || run == null) {
      return refused(
          "the condition "
              + order.condition().field()
              + " of stage \""
              + order.stage()
              + "\" was not evaluated for execution "
              + order.execution());
    }
    if (run.status == ConditionStatus.OVERRIDDEN) {
      return unchanged();
    }
    if (run.condition.result().equals(Optional.of(ConditionResult.SKIP))) {
      return refused("a condition that skips the stage cannot be overridden");
    }
    return overridden(state, execution, inside, run, order);
  }

  private static Decision<PipelineEvent> overridden(
      PipelineState state,
      LiveExecution execution,
      StageRun inside,
      ConditionRun run,
      OverrideCondition order) {
    if (run.isInProgress()) {
      return accepted(event(order, false));
    }
    boolean isEnded = execution.place == Place.ENDED && !execution.isOutdated;
    if (isEnded && inside.isOverridable(order.condition())) {
      return state.isFull() ? StartOrders.full(state) : accepted(event(order, true));
    }
    return refused("the condition is " + run.status + " and decides nothing any more");
  }

  private static Decision<PipelineEvent> elsewhere(PipelineState state, OverrideCondition order) {
    if (state.parallel.containsKey(order.execution())) {
      return PipelineRejection.OVERRIDE_OWN_PROCESS.because(
          "execution " + order.execution() + " is under way in a process of its own; ask that");
    }
    String by = state.overtaken.get(order.execution());
    if (by != null) {
      return PipelineRejection.OVERRIDE_NOT_LATEST.because(
          "execution " + by + " has entered the stage after execution " + order.execution());
    }
    return state.knows(order.execution())
        ? refused("execution " + order.execution() + " has ended")
        : PipelineOrders.unknownExecution(order.execution());
  }

  private static PipelineEvent event(OverrideCondition order, boolean isReopening) {
    return new PipelineEvent.ConditionOverridden(
        order.execution(), order.stage(), order.condition(), isReopening, order.by(), order.at());
  }

  private static Decision<PipelineEvent> refused(String reason) {
    return PipelineRejection.OVERRIDE_NOT_OVERRIDABLE.because(reason);
  }
}
