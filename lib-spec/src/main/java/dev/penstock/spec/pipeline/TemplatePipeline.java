package dev.penstock.spec.pipeline;

import dev.penstock.pipeline.Pipeline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One pipeline of a template.
 *
 * @param logicalId what the template calls it; also the name of the pipeline if that is left to the
 *     service (P-1515)
 * @param variants what it becomes, one for each way in which the unknown conditions that it depends
 *     on can come out, though at most 64; only one if it depends on none
 * @param unresolved the functions whose value is unknown, in the order in which they were met; a
 *     placeholder stands for each in the variants
 * @param disabledTransitions the stages that are closed at first, as the first variant has them
 * @param restartsOnUpdate whether a deployment that changes the pipeline runs its last revision
 *     again
 * @param tags labels of the pipeline in the service, by key
 */
public record TemplatePipeline(
    String logicalId,
    List<TemplateVariant> variants,
    List<Unresolved> unresolved,
    List<DisabledTransition> disabledTransitions,
    boolean restartsOnUpdate,
    Map<String, String> tags) {

  /** Copies the collections. */
  public TemplatePipeline {
    Objects.requireNonNull(logicalId, "logicalId");
    variants = List.copyOf(variants);
    unresolved = List.copyOf(unresolved);
    disabledTransitions = List.copyOf(disabledTransitions);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /**
   * The pipeline, if everything about it is known.
   *
   * @return the only variant's pipeline; empty if there are several or something is unresolved
   */
  public Optional<Pipeline> resolved() {
    return variants.size() == 1 && unresolved.isEmpty()
        ? variants.get(0).pipeline()
        : Optional.empty();
  }
}
