package dev.penstock.artifact;

import java.util.Objects;

/**
 * One execution of a pipeline.
 *
 * @param pipeline the pipeline's name, 1 to 255 characters, no control characters
 * @param execution the execution's id, 1 to 255 characters, no control characters
 */
public record BuildId(String pipeline, String execution) {

  /** Checks both, and reports all faults. */
  public BuildId {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(execution, "execution");
    Faults faults = new Faults();
    faults.name("pipeline", pipeline);
    faults.name("execution", execution);
    faults.throwIfAny("build");
  }

  /** Both as one text, {@code pipeline/execution}. */
  @Override
  public String toString() {
    return pipeline + "/" + execution;
  }
}
