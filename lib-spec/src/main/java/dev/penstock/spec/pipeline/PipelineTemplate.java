package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pipelines of a CloudFormation template, in YAML or JSON.
 *
 * <pre>{@code
 * PipelineTemplate.read(source, Map.of("Environment", "prod", "AWS::Region", "eu-north-1")).fold(
 *     accepted -> accepted.value().pipelines().get("Release").resolved(),
 *     refused -> fail(source.listing(refused.diagnostics())));
 * }</pre>
 *
 * @param pipelines the pipelines by what the template calls them, in its order; at least one
 */
public record PipelineTemplate(Map<String, TemplatePipeline> pipelines) {

  /** Copies the pipelines, in their order. */
  public PipelineTemplate {
    pipelines = Collections.unmodifiableMap(new LinkedHashMap<>(pipelines));
  }

  /**
   * Reads a template of which nobody knows how it will be deployed. What parameters decide is
   * unknown, even those with defaults; nothing is said about it, and both branches of a condition
   * are checked.
   *
   * @param source the text
   * @return the pipelines with warnings, or a refusal with every fault at its place
   */
  public static ReadResult<PipelineTemplate> read(SpecSource source) {
    return new TemplateFile(source, null).read();
  }

  /**
   * Reads a template as it is deployed with certain parameters. What only the deployment itself can
   * tell, such as an attribute of another resource, stays unknown.
   *
   * @param source the text
   * @param parameters values by name, pseudo parameters such as {@code AWS::Region} included; a
   *     list is written with commas; those that are left out have the template's default, or are
   *     unknown
   * @return the pipelines with warnings, or a refusal with every fault at its place
   */
  public static ReadResult<PipelineTemplate> read(
      SpecSource source, Map<String, String> parameters) {
    return new TemplateFile(source, Map.copyOf(parameters)).read();
  }
}
