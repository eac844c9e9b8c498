package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.pipeline.Conformance;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.spec.SpecSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A pipeline in the cloud service's own form: the JSON that its commands print and take, or the
 * same as YAML.
 *
 * <pre>{@code
 * SpecSource source = SpecSource.read(checkout.resolve("pipeline.json"), "pipeline.json");
 * PipelineDefinition.read(source).fold(
 *     accepted -> engine.open(accepted.value().pipeline()),
 *     refused -> fail(source.listing(refused.diagnostics())));
 * }</pre>
 *
 * @param pipeline the pipeline
 * @param tags labels of the pipeline in the service, by key: at most 50; keys of 1 to 128
 *     characters that do not begin with {@code aws:}, values of up to 256 characters
 */
public record PipelineDefinition(Pipeline pipeline, Map<String, String> tags) {

  /**
   * Copies the tags, in their order.
   *
   * @throws InvalidDefinitionException if the service would not take the tags; it holds every fault
   */
  public PipelineDefinition {
    Objects.requireNonNull(pipeline, "pipeline");
    Tags.require(pipeline.name(), tags);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /**
   * A definition without tags.
   *
   * @param pipeline the pipeline
   * @return the definition
   */
  public static PipelineDefinition of(Pipeline pipeline) {
    return new PipelineDefinition(pipeline, Map.of());
  }

  /**
   * Reads a definition and says whether the cloud service would take it.
   *
   * @param source the text: bare, or below {@code pipeline} with {@code metadata} or {@code tags}
   *     beside it
   * @return the definition with warnings, or a refusal with every fault at its place
   */
  public static ReadResult<PipelineDefinition> read(SpecSource source) {
    return read(source, Conformance.CODEPIPELINE);
  }

  /**
   * Reads a definition that need not be taken by the cloud service.
   *
   * @param source the text
   * @param conformance which rules of pipelines to check; the form is the service's in any case
   * @return the definition with warnings, or a refusal with every fault at its place
   */
  public static ReadResult<PipelineDefinition> read(SpecSource source, Conformance conformance) {
    return new DefinitionFile(source, conformance).read();
  }

  /**
   * Writes the definition as the service prints it: with all lists and defaults, below {@code
   * pipeline}. What is read from it equals this definition.
   *
   * @return JSON, ended by a line feed
   * @throws InvalidDefinitionException if the pipeline has what that form cannot say, such as a
   *     matrix; it holds every such part
   */
  public String write() {
    return DefinitionWriter.write(this);
  }
}
