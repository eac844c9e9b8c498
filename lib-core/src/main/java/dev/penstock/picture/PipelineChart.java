package dev.penstock.picture;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a chart of a definition and, if there is one, an execution. */
final class PipelineChart {
  private final Pipeline pipeline;
  private final PipelineHistory.@Nullable Execution execution;
  private final Map<String, PipelineHistory.Attempt> newest = new HashMap<>(); // by stage/action

  PipelineChart(Pipeline pipeline, PipelineHistory.@Nullable Execution execution) {
    this.pipeline = pipeline;
    this.execution = execution;
    if (execution != null) {
      execution
          .actions()
          .forEach(
              attempt -> newest.put(attempt.key().stage() + "/" + attempt.key().action(), attempt));
    }
  }

  Chart chart() {
    return new Chart(
        pipeline.name(),
        subtitle(),
        Optional.ofNullable(execution).map(each -> markOf(each.status())),
        pipeline.stages().stream().map(this::stage).toList());
  }

  private String subtitle() {
    if (execution == null) {
      return "mode " + pipeline.executionMode();
    }
    return "execution "
        + execution.number()
        + " "
        + markOf(execution.status()).word()
        + execution
            .endedAt()
            .map(end -> " after " + Durations.text(Duration.between(execution.startedAt(), end)))
            .orElse(", started " + Durations.text(execution.startedAt()));
  }

  private Chart.Stage stage(Stage stage) {
    List<Chart.Group> groups = groups(stage);
    List<Mark> marks =
        groups.stream()
            .flatMap(group -> group.cards().stream())
            .flatMap(card -> card.mark().stream())
            .toList();
    return new Chart.Stage(
        stage.name(),
        execution == null ? Optional.empty() : Optional.of(markOf(marks)),
        Optional.empty(),
        List.of(),
        groups);
  }

  private List<Chart.Group> groups(Stage stage) {
    Map<Integer, List<Action>> byOrder = new TreeMap<>();
    stage
        .actions()
        .forEach(
            action ->
                byOrder.computeIfAbsent(action.runOrder(), order -> new ArrayList<>()).add(action));
    return byOrder.entrySet().stream()
        .map(
            group ->
                new Chart.Group(
                    "run order "
                        + group.getKey()
                        + ", "
                        + group.getValue().size()
                        + " side by side",
                    group.getValue().stream().map(action -> card(stage, action)).toList()))
        .toList();
  }

  private Chart.Card card(Stage stage, Action action) {
    PipelineHistory.Attempt attempt = newest.get(stage.name() + "/" + action.name());
    return new Chart.Card(
        action.name(),
        action.name(),
        action.isManualApproval() ? "Approval by a person" : typeOf(action),
        action.type().category() == ActionCategory.APPROVAL,
        execution == null
            ? Optional.empty()
            : Optional.of(attempt == null ? Mark.PLANNED : markOf(attempt.status(), action)),
        attempt == null ? "" : time(attempt),
        attempt == null ? "" : note(attempt),
        List.of());
  }

  private static String typeOf(Action action) {
    String category = action.type().category().name();
    return category.charAt(0)
        + category.substring(1).toLowerCase(Locale.ROOT)
        + " · "
        + action.type().provider();
  }

  private static String time(PipelineHistory.Attempt attempt) {
    String took =
        attempt
            .endedAt()
            .map(end -> "in " + Durations.text(Duration.between(attempt.startedAt(), end)))
            .orElse("");
    int number = attempt.key().attempt();
    String which = number == 1 ? "" : "at attempt " + number;
    return took.isEmpty() || which.isEmpty() ? took + which : took + " " + which;
  }

  private static String note(PipelineHistory.Attempt attempt) {
    if (attempt.endedAt().isEmpty()) {
      return "since " + Durations.text(attempt.startedAt());
    }
    return attempt.status() == ActionStatus.FAILED ? attempt.summary() : "";
  }

  private static Mark markOf(ExecutionStatus status) {
    return switch (status) {
      case IN_PROGRESS, STOPPING -> Mark.IN_PROGRESS;
      case STOPPED -> Mark.STOPPED;
      case SUCCEEDED -> Mark.SUCCEEDED;
      case SUPERSEDED -> Mark.SUPERSEDED;
      case FAILED -> Mark.FAILED;
    };
  }

  private static Mark markOf(ActionStatus status, Action action) {
    return switch (status) {
      case IN_PROGRESS -> action.isManualApproval() ? Mark.NEEDS_ANSWER : Mark.IN_PROGRESS;
      case SUCCEEDED -> Mark.SUCCEEDED;
      case FAILED -> Mark.FAILED;
      case ABANDONED -> Mark.ABANDONED;
    };
  }

  /** A stage's mark by those of its actions: what is under way first, then what went wrong. */
  private static Mark markOf(List<Mark> actions) {
    for (Mark mark : List.of(Mark.IN_PROGRESS, Mark.NEEDS_ANSWER, Mark.FAILED, Mark.ABANDONED)) {
      if (actions.contains(mark)) {
        return mark == Mark.NEEDS_ANSWER ? Mark.IN_PROGRESS : mark;
      }
    }
    if (actions.stream().allMatch(Mark.SUCCEEDED::equals)) {
      return Mark.SUCCEEDED;
    }
    return actions.contains(Mark.SUCCEEDED) ? Mark.WAITING : Mark.PLANNED;
  }
}
