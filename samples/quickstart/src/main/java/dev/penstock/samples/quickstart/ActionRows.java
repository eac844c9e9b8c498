package dev.penstock.samples.quickstart;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.samples.quickstart.report.ActionRow;
import dev.penstock.samples.quickstart.report.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes rows for people out of an execution's history. */
final class ActionRows {

  private ActionRows() {}

  /** A row for each action of the pipeline, also for those that have not begun. */
  static List<ActionRow> of(Pipeline pipeline, PipelineHistory.Execution execution) {
    List<ActionRow> rows = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      for (Action action : stage.actions()) {
        rows.add(row(execution, stage.name(), action.name()));
      }
    }
    return rows;
  }

  private static ActionRow row(PipelineHistory.Execution execution, String stage, String action) {
    return execution.actions().stream()
        .filter(each -> each.key().stage().equals(stage) && each.key().action().equals(action))
        .reduce((older, newer) -> newer)
        .map(
            newest ->
                new ActionRow(
                    execution.id(),
                    stage,
                    action,
                    state(newest.status()),
                    Optional.of(newest.startedAt()),
                    newest.endedAt(),
                    newest.summary()))
        .orElseGet(
            () ->
                new ActionRow(
                    execution.id(),
                    stage,
                    action,
                    RunState.WAITING,
                    Optional.empty(),
                    Optional.empty(),
                    ""));
  }

  static ActionRow withSummary(ActionRow row, String summary) {
    return new ActionRow(
        row.execution(),
        row.stage(),
        row.action(),
        row.state(),
        row.started(),
        row.ended(),
        summary);
  }

  private static RunState state(ActionStatus status) {
    return switch (status) {
      case IN_PROGRESS -> RunState.RUNNING;
      case SUCCEEDED -> RunState.SUCCEEDED;
      case FAILED -> RunState.FAILED;
      case ABANDONED -> RunState.STOPPED;
    };
  }
}
