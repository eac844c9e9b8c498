package dev.penstock.picture;

import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.execution.StageExecutionView;
import dev.penstock.pipeline.execution.StageStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far actions and stages are: in one execution, or in whichever entered each stage last. */
final class Progress {
  private final Map<String, Attempt> newest = new HashMap<>(); // by stage/action
  private final Map<String, Mark> stages = new HashMap<>(); // where they are known

  /** The newest attempt at an action. */
  record Attempt(
      ActionStatus status,
      Instant startedAt,
      Optional<Instant> endedAt,
      int number,
      String summary) {}

  static Progress of(PipelineHistory.Execution execution) {
    Progress progress = new Progress();
    for (PipelineHistory.Attempt each : execution.actions()) {
      progress.newest.put(
          each.key().stage() + "/" + each.key().action(),
          new Attempt(
              each.status(),
              each.startedAt(),
              each.endedAt(),
              each.key().attempt(),
              each.summary()));
    }
    for (String stage : execution.succeededStages()) {
      boolean hasRun =
          execution.actions().stream().anyMatch(each -> each.key().stage().equals(stage));
      progress.stages.put(stage, hasRun ? Mark.SUCCEEDED : Mark.SKIPPED);
    }
    return progress;
  }

  static Progress of(PipelineView state) {
    Progress progress = new Progress();
    state
        .stages()
        .forEach(
            stage -> {
              stage
                  .latestExecution()
                  .map(StageExecutionView::status)
                  .ifPresent(status -> progress.stages.put(stage.name(), markOf(status)));
              stage
                  .actions()
                  .forEach(
                      action ->
                          action
                              .latestExecution()
                              .ifPresent(
                                  view ->
                                      progress.newest.put(
                                          stage.name() + "/" + action.name(), of(view))));
            });
    return progress;
  }

  private static Attempt of(ActionView view) {
    return new Attempt(
        view.status(), view.startedAt(), view.endedAt(), view.key().attempt(), view.summary());
  }

  Optional<Attempt> of(String stage, String action) {
    return Optional.ofNullable(newest.get(stage + "/" + action));
  }

  /** A stage's mark; where it is not known, by those of its actions: what is under way first. */
  Mark of(String stage, List<Mark> actions) {
    if (actions.contains(Mark.IN_PROGRESS) || actions.contains(Mark.NEEDS_ANSWER)) {
      return Mark.IN_PROGRESS;
    }
    Mark known = stages.get(stage);
    if (known != null) {
      return known;
    }
    for (Mark mark : List.of(Mark.FAILED, Mark.ABANDONED)) {
      if (actions.contains(mark)) {
        return mark;
      }
    }
    return actions.contains(Mark.SUCCEEDED) ? Mark.WAITING : Mark.PLANNED;
  }

  static Mark markOf(ExecutionStatus status) {
    return switch (status) {
      case IN_PROGRESS, STOPPING -> Mark.IN_PROGRESS;
      case STOPPED -> Mark.STOPPED;
      case SUCCEEDED -> Mark.SUCCEEDED;
      case SUPERSEDED -> Mark.SUPERSEDED;
      case FAILED -> Mark.FAILED;
      case CANCELLED -> Mark.CANCELLED;
    };
  }

  private static Mark markOf(StageStatus status) {
    return switch (status) {
      case IN_PROGRESS, STOPPING -> Mark.IN_PROGRESS;
      case STOPPED -> Mark.STOPPED;
      case SUCCEEDED -> Mark.SUCCEEDED;
      case FAILED -> Mark.FAILED;
      case CANCELLED -> Mark.CANCELLED;
      case SKIPPED -> Mark.SKIPPED;
    };
  }

  static Mark markOf(ActionStatus status, boolean isApproval) {
    return switch (status) {
      case IN_PROGRESS -> isApproval ? Mark.NEEDS_ANSWER : Mark.IN_PROGRESS;
      case SUCCEEDED -> Mark.SUCCEEDED;
      case FAILED -> Mark.FAILED;
      case ABANDONED -> Mark.ABANDONED;
    };
  }
}
