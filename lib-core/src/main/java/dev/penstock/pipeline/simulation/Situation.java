package dev.penstock.pipeline.simulation;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.explain.RunExplanation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How a pipeline stands at one instant, and who owes what. */
final class Situation {
  private final Pipeline definition;
  private final Supplier<PipelineView> pipeline; // asked only when it is told of
  private final List<ExecutionView> executions;

  Situation(Pipeline definition, Supplier<PipelineView> pipeline, List<ExecutionView> executions) {
    this.definition = definition;
    this.pipeline = pipeline;
    this.executions = executions.stream().filter(each -> !each.status().isEnded()).toList();
  }

  boolean isOver() {
    return executions.isEmpty();
  }

  /** The open requests of a manual approval, oldest execution first. */
  List<ActionView> approvals(String action) {
    if (names().filter(named -> named.isNamed(action)).noneMatch(Named::isApproval)) {
      throw new IllegalArgumentException(
          "pipeline "
              + definition.name()
              + " has no manual approval "
              + action
              + "; it has "
              + listed(names().filter(Named::isApproval).map(Named::text).toList()));
    }
    return actions(action).stream().filter(each -> each.approvalToken().isPresent()).toList();
  }

  /** The newest attempts at an action by executions that are in its stage. */
  List<ActionView> actions(String action) {
    if (names().noneMatch(named -> named.isNamed(action))) {
      throw new IllegalArgumentException(
          "pipeline "
              + definition.name()
              + " has no action "
              + action
              + "; it has "
              + listed(names().map(Named::text).toList()));
    }
    return executions.stream()
        .flatMap(each -> each.actions().stream())
        .filter(
            each ->
                names()
                    .filter(named -> named.isNamed(action))
                    .anyMatch(named -> named.isOf(each.key().stage(), each.key().action())))
        .toList();
  }

  boolean isAwaiting(String stage) {
    if (definition.stage(stage).isEmpty()) {
      throw new IllegalArgumentException(
          "pipeline "
              + definition.name()
              + " has no stage "
              + stage
              + "; it has "
              + listed(definition.stages().stream().map(Stage::name).toList()));
    }
    return executions.stream()
        .anyMatch(each -> each.isWaiting() && each.stage().equals(Optional.of(stage)));
  }

  /** When the first open request expires, if there is one. */
  Optional<Instant> nextExpiry() {
    return executions.stream()
        .flatMap(each -> each.actions().stream())
        .flatMap(each -> each.expiresAt().stream())
        .min(Instant::compareTo);
  }

  /** Why each execution waits and who owes what, by the executions' numbers. */
  String text() {
    String text = RunExplanation.of(definition, pipeline.get(), executions).text();
    for (ExecutionView execution : executions) {
      text = text.replace(execution.id(), "#" + execution.number());
    }
    return text;
  }

  private Stream<Named> names() {
    return definition.stages().stream()
        .flatMap(
            stage ->
                stage.cells().stream()
                    .map(cell -> new Named(stage.name(), cell, cell.action().isManualApproval())));
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names.stream().distinct().toList());
  }

  /** An action of the definition, or a cell of it. */
  private record Named(String stage, ActionCell cell, boolean isApproval) {
    private Action action() {
      return cell.action();
    }

    boolean isNamed(String name) {
      return name.equals(action().name())
          || name.equals(cell.of())
          || name.equals(stage + "/" + action().name())
          || name.equals(stage + "/" + cell.of());
    }

    boolean isOf(String otherStage, String otherAction) {
      return stage.equals(otherStage) && action().name().equals(otherAction);
    }

    String text() {
      return stage + "/" + cell.of();
    }
  }
}
