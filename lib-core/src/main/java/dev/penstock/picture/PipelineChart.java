package dev.penstock.picture;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.execution.StageView;
import dev.penstock.pipeline.execution.TransitionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a chart of a definition, the pipeline's state and one execution, as far as given. */
final class PipelineChart {
  private final Pipeline pipeline;
  private final Optional<PipelineView> state;
  private final Optional<PipelineHistory.Execution> execution;
  private final Optional<Progress> progress;
  private final Optional<String> rolledBack;

  PipelineChart(
      Pipeline pipeline,
      Optional<PipelineView> state,
      Optional<PipelineHistory.Execution> execution) {
    this.pipeline = pipeline;
    this.state = state;
    this.execution = execution;
    this.rolledBack = execution.flatMap(PipelineChart::rolledBack);
    this.progress = execution.map(Progress::of).or(() -> state.map(Progress::of));
  }

  Chart chart() {
    return new Chart(
        pipeline.name(),
        execution.map(this::subtitle).orElseGet(this::subtitle),
        execution.map(each -> Progress.markOf(each.status())),
        pipeline.stages().stream().map(this::stage).toList());
  }

  private String subtitle() {
    return "mode "
        + pipeline.executionMode()
        + state.map(view -> ", version " + view.version()).orElse("");
  }

  private String subtitle(PipelineHistory.Execution of) {
    return "execution "
        + of.number()
        + " "
        + Progress.markOf(of.status()).word()
        + of.endedAt()
            .map(end -> " after " + Durations.text(Duration.between(of.startedAt(), end)))
            .orElse(", started " + Durations.text(of.startedAt()))
        + of.rollbackTarget()
            .map(
                target ->
                    ", rollback of "
                        + rolledBack.map(name -> "stage " + name).orElse("one stage")
                        + " only, to execution "
                        + target)
            .orElse("")
        + state.map(view -> ", gates and who waits as they are now").orElse("");
  }

  /** The one stage that a rollback runs, as soon as it does. */
  private static Optional<String> rolledBack(PipelineHistory.Execution execution) {
    return execution
        .rollbackTarget()
        .flatMap(
            target ->
                execution.actions().stream()
                    .map(attempt -> attempt.key().stage())
                    .findFirst()
                    .or(() -> execution.succeededStages().stream().findFirst()));
  }

  private boolean isPart(Stage stage) {
    return rolledBack.isEmpty() || rolledBack.get().equals(stage.name());
  }

  private Chart.Stage stage(Stage stage) {
    StageGroups groups = new StageGroups(stage);
    List<Chart.Group> drawn =
        groups.groups().stream()
            .map(
                group ->
                    new Chart.Group(
                        group.label(),
                        group.cells().stream().map(cell -> card(stage, cell, groups)).toList()))
            .toList();
    List<Mark> marks =
        drawn.stream()
            .flatMap(group -> group.cards().stream())
            .flatMap(card -> card.mark().stream())
            .toList();
    Optional<StageView> view = state.flatMap(each -> each.stage(stage.name()));
    List<String> notes = new ArrayList<>(StageNotes.of(pipeline, stage));
    view.ifPresent(
        each ->
            each.inboundExecutions()
                .forEach(inbound -> notes.add("Waiting: execution " + inbound.execution())));
    return new Chart.Stage(
        stage.name(),
        progress.map(each -> isPart(stage) ? each.of(stage.name(), marks) : Mark.NOT_PART),
        view.map(StageView::inboundTransition).flatMap(PipelineChart::gate),
        notes,
        drawn);
  }

  private static Optional<String> gate(TransitionState transition) {
    return transition.isEnabled()
        ? Optional.empty()
        : Optional.of(
            transition.disabledReason()
                + (transition.lastChangedBy().isEmpty()
                    ? ""
                    : " (" + transition.lastChangedBy() + ")"));
  }

  private Chart.Card card(Stage stage, ActionCell cell, StageGroups groups) {
    Action action = cell.action();
    Optional<Progress.Attempt> attempt =
        progress.flatMap(each -> each.of(stage.name(), action.name()));
    String values = StageGroups.values(cell);
    return new Chart.Card(
        action.name(),
        action.name(),
        typeOf(action) + (values.isEmpty() ? "" : " · " + values),
        action.type().category() == ActionCategory.APPROVAL,
        progress.map(
            each ->
                attempt
                    .map(found -> Progress.markOf(found.status(), action.isManualApproval()))
                    .orElse(isPart(stage) ? Mark.PLANNED : Mark.NOT_PART)),
        attempt.map(PipelineChart::time).orElse(""),
        attempt.map(PipelineChart::note).orElse(""),
        groups.after(cell));
  }

  private static String typeOf(Action action) {
    if (action.isManualApproval()) {
      return "Approval by a person";
    }
    String category = action.type().category().name();
    return category.charAt(0)
        + category.substring(1).toLowerCase(Locale.ROOT)
        + " · "
        + action.type().provider();
  }

  private static String time(Progress.Attempt attempt) {
    return attempt
        .endedAt()
        .map(end -> "in " + Durations.text(Duration.between(attempt.startedAt(), end)))
        .orElse("");
  }

  private static String note(Progress.Attempt attempt) {
    String which = attempt.number() == 1 ? "" : "attempt " + attempt.number();
    String what =
        attempt.endedAt().isEmpty()
            ? "since " + Durations.text(attempt.startedAt())
            : attempt.status() == ActionStatus.FAILED ? attempt.summary() : "";
    return which.isEmpty() || what.isEmpty() ? which + what : which + ": " + what;
  }
}
