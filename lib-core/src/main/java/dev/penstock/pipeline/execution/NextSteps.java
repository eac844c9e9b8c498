package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows for one execution from where it is. */
final class NextSteps {
  private NextSteps() {}

  static Decision<PipelineEvent> of(PipelineState state, LiveExecution execution, Instant at) {
    if (execution.isCancelling) {
      return accepted(
          withoutConditions(
              execution,
              ConditionStatus.CANCELLED,
              new PipelineEvent.ExecutionCancelled(execution.id, at),
              at));
    }
    if (execution.status == ExecutionStatus.STOPPING) {
      return accepted(
          withoutConditions(execution, ConditionStatus.ABANDONED, stopped(execution, at), at));
    }
    return switch (execution.place) {
      case ARRIVED -> arrive(state, execution, at);
      case WAITING ->
          accepted(
              new PipelineEvent.StageEntered(execution.id, execution.stageLayout().name(), at));
      case INSIDE -> inside(state, execution, execution.inside(), at);
      case ENDED -> unchanged();
    };
  }

  /** An end, before which a condition that is being evaluated is given up. */
  private static List<PipelineEvent> withoutConditions(
      LiveExecution execution, ConditionStatus how, PipelineEvent end, Instant at) {
    StageRun inside = execution.inside;
    ConditionRun asked = inside == null ? null : inside.openCondition();
    return inside == null || asked == null
        ? List.of(end)
        : List.of(ConditionSteps.end(inside, asked, how, at), end);
  }

  private static PipelineEvent stopped(LiveExecution execution, Instant at) {
    StageRun inside = execution.inside;
    return new PipelineEvent.ExecutionStopped(
        execution.id,
        inside != null && inside.isRetryable()
            ? Optional.of(inside.layout.name())
            : Optional.empty(),
        at);
  }

  private static Decision<PipelineEvent> arrive(
      PipelineState state, LiveExecution execution, Instant at) {
    if (execution.isPastLastStage()) {
      return accepted(new PipelineEvent.ExecutionSucceeded(execution.id, at));
    }
    String stage = execution.stageLayout().name();
    StageSlot slot = execution.stageLayout().slot(state);
    boolean isSuperseding = execution.layout.mode() == ExecutionMode.SUPERSEDED;
    String newer = isSuperseding ? newer(slot, execution) : null;
    if (newer != null) {
      return accepted(new PipelineEvent.ExecutionSuperseded(execution.id, newer, at));
    }
    List<LiveExecution> replaced = isSuperseding ? slot.inbound() : List.of();
    if (slot.isFree() && slot.first() == null && replaced.isEmpty()) {
      return accepted(new PipelineEvent.StageEntered(execution.id, stage, at));
    }
    List<PipelineEvent> events = new ArrayList<>();
    for (LiveExecution older : replaced) {
      events.add(new PipelineEvent.ExecutionSuperseded(older.id, execution.id, at));
    }
    events.add(new PipelineEvent.ExecutionWaiting(execution.id, stage, at));
    return accepted(events);
  }

  /**
   * Who has entered or waits there and started later (P-606): it came past, because an update had
   * taken out a stage that the older one still had to go through. Null if there is none.
   */
  private static @Nullable String newer(StageSlot slot, LiveExecution execution) {
    long number = execution.started.number();
    for (LiveExecution each : slot.waiting()) {
      if (each.started.number() > number && each.layout.mode() == ExecutionMode.SUPERSEDED) {
        return each.id;
      }
    }
    return slot.newest > number
        ? DerivedIds.executionId(execution.layout.definition().name(), slot.newest)
        : null;
  }

  private static Decision<PipelineEvent> inside(
      PipelineState state, LiveExecution execution, StageRun inside, Instant at) {
    ConditionRun asked = inside.openCondition();
    if (asked != null) {
      return accepted(ConditionSteps.ended(state, inside, asked, at));
    }
    ConditionKind next = inside.nextCondition();
    if (next != null) {
      return accepted(ConditionSteps.start(inside, next, at));
    }
    String stage = inside.layout.name();
    if (inside.hasFailed()) {
      return accepted(ConditionSteps.failed(state, inside, at));
    }
    if (inside.hasSucceeded()) {
      return accepted(new PipelineEvent.StageSucceeded(execution.id, stage, at));
    }
    int[] starting = inside.toStart();
    List<PipelineEvent> events = new ArrayList<>(starting.length);
    for (int index : starting) {
      ActionKey key = inside.nextKey(index);
      events.add(new PipelineEvent.ActionStarted(key, at));
      String missing = inside.missingFor(index);
      if (missing != null) {
        events.add(new PipelineEvent.ActionFailed(key, missing, at));
      }
    }
    return accepted(events);
  }
}
