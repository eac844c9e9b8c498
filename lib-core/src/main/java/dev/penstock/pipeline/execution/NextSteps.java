package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows for one execution from where it is. */
final class NextSteps {
  private NextSteps() {}

  static Decision<PipelineEvent> of(PipelineState state, LiveExecution execution, Instant at) {
    if (execution.isCancelling) {
      return accepted(new PipelineEvent.ExecutionCancelled(execution.id, at));
    }
    if (execution.status == ExecutionStatus.STOPPING) {
      return accepted(stopped(execution, at));
    }
    return switch (execution.place) {
      case ARRIVED -> arrive(state, execution, at);
      case WAITING ->
          accepted(
              new PipelineEvent.StageEntered(execution.id, execution.stageLayout().name(), at));
      case INSIDE -> inside(execution, execution.inside(), at);
      case ENDED -> unchanged();
    };
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
    List<LiveExecution> replaced = isSuperseding ? slot.inbound() : List.of();
    if (slot.isFree() && slot.waiting.isEmpty() && replaced.isEmpty()) {
      return accepted(new PipelineEvent.StageEntered(execution.id, stage, at));
    }
    List<PipelineEvent> events = new ArrayList<>();
    for (LiveExecution older : replaced) {
      events.add(new PipelineEvent.ExecutionSuperseded(older.id, execution.id, at));
    }
    events.add(new PipelineEvent.ExecutionWaiting(execution.id, stage, at));
    return accepted(events);
  }

  private static Decision<PipelineEvent> inside(
      LiveExecution execution, StageRun inside, Instant at) {
    String stage = inside.layout.name();
    if (inside.hasFailed()) {
      return accepted(
          List.of(
              new PipelineEvent.StageFailed(execution.id, stage, at),
              new PipelineEvent.ExecutionFailed(execution.id, Optional.of(stage), at)));
    }
    if (inside.hasSucceeded()) {
      return accepted(new PipelineEvent.StageSucceeded(execution.id, stage, at));
    }
    int[] starting = inside.toStart();
    List<PipelineEvent> events = new ArrayList<>(starting.length);
    for (int index : starting) {
      Action action = inside.layout.action(index);
      ActionKey key = inside.nextKey(index);
      events.add(new PipelineEvent.ActionStarted(key, at));
      String missing = execution.knowledge.missingFor(action);
      if (missing != null) {
        events.add(new PipelineEvent.ActionFailed(key, missing, at));
      }
    }
    return accepted(events);
  }
}
