package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An execution under way. It follows the definition with which it started, so whoever drives the
 * pipeline must be able to carry out what is left of that one, see {@link
 * PipelineState#unfinished()}.
 *
 * @param execution its id
 * @param version the version of the definition that it follows
 * @param definition that definition
 * @param firstStage the index of the stage that it is in, or in front of; 0 if it has a process of
 *     its own, which alone knows
 * @param lastStage the index of the last stage that it can reach
 * @param inProgress the types of its actions in progress; empty if it has a process of its own
 * @param isCancelling whether only what is in progress is waited for, and nothing else begins
 * @param hasOwnProcess whether it is of mode PARALLEL
 */
public record UnfinishedExecution(
    String execution,
    int version,
    Pipeline definition,
    int firstStage,
    int lastStage,
    Set<ActionType> inProgress,
    boolean isCancelling,
    boolean hasOwnProcess) {

  /** Copies the set. */
  public UnfinishedExecution {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(definition, "definition");
    inProgress = Set.copyOf(inProgress);
  }

  static Optional<UnfinishedExecution> of(LiveExecution execution) {
    if (execution.place == Place.ENDED || execution.isPastLastStage()) {
      return Optional.empty();
    }
    Set<ActionType> inProgress = new LinkedHashSet<>();
    StageRun inside = execution.inside;
    if (inside != null) {
      for (ActionRun run : inside.runs) {
        if (run != null && run.isInProgress()) {
          inProgress.add(run.order.action().type());
        }
      }
    }
    PipelineLayout layout = execution.layout;
    int first = layout.indexOf(execution.stageLayout().name());
    return Optional.of(
        new UnfinishedExecution(
            execution.id,
            layout.version(),
            layout.definition(),
            first,
            execution.isRollback() ? first : layout.size() - 1,
            inProgress,
            execution.isCancelling,
            false));
  }

  static UnfinishedExecution of(ParallelExecution execution) {
    Pipeline definition = execution.defined().definition();
    return new UnfinishedExecution(
        execution.started.execution(),
        execution.defined().version(),
        definition,
        0,
        definition.stages().size() - 1,
        Set.of(),
        false,
        true);
  }
}
