package dev.penstock.pipeline.worker;

import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a worker is offered (P-1322).
 *
 * @param id the job's id, the same for the same attempt also after a restart
 * @param nonce what acknowledges this offer, another one for each
 * @param type the action's type
 * @param configuration the action's configuration with all references resolved
 * @param pipeline the pipeline's name
 * @param stage the stage's name
 * @param action the action's name
 * @param execution the execution's id
 * @param actionExecution the attempt's key, which what is done outside should be keyed by
 * @param inputs the input artifacts and where they lie, by name
 * @param outputs the names of the output artifacts
 * @param resources where outputs are to go, and how the store is reached
 * @param continuationToken what the worker said that has it for now; empty at first
 */
public record Job(
    String id,
    String nonce,
    ActionType type,
    Map<String, String> configuration,
    String pipeline,
    String stage,
    String action,
    String execution,
    String actionExecution,
    Map<String, ArtifactReference> inputs,
    List<String> outputs,
    JobResources resources,
    Optional<String> continuationToken) {

  /** Copies the collections. */
  public Job {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(nonce, "nonce");
    Objects.requireNonNull(resources, "resources");
    configuration = Map.copyOf(configuration);
    inputs = Map.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
