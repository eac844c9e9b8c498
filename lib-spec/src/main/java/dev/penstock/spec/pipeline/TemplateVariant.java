package dev.penstock.spec.pipeline;

import dev.penstock.pipeline.Pipeline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pipeline of a template as it becomes under certain conditions.
 *
 * @param conditions what holds or does not hold, such as <code>${Environment} = "prod"</code>;
 *     empty if the pipeline depends on nothing unknown
 * @param pipeline the pipeline, with the placeholders of what is unresolved; empty if that leaves
 *     no pipeline, such as when the list of stages is unknown
 */
public record TemplateVariant(Map<String, Boolean> conditions, Optional<Pipeline> pipeline) {

  /** Copies the conditions, in their order. */
  public TemplateVariant {
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    Objects.requireNonNull(pipeline, "pipeline");
  }
}
