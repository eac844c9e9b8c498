package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ExecutionMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline as people see it at one moment (P-915). In mode PARALLEL its stages show their gates
 * and nothing else, because there is no state that all executions share (P-633).
 *
 * @param name its name
 * @param version the version of its definition, 1 for the first
 * @param executionMode the mode of the definition
 * @param createdAt when it was defined first
 * @param updatedAt when this version was defined
 * @param stages its stages in order
 */
public record PipelineView(
    String name,
    int version,
    ExecutionMode executionMode,
    Instant createdAt,
    Instant updatedAt,
    List<StageView> stages) {

  /** Copies the list. */
  public PipelineView {
    stages = List.copyOf(stages);
  }

  /**
   * Finds a stage.
   *
   * @param stage its name
   * @return the stage, or empty
   */
  public Optional<StageView> stage(String stage) {
    return stages.stream().filter(each -> each.name().equals(stage)).findFirst();
  }
}
