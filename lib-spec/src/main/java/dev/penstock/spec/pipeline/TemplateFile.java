package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.tree.Dialect;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.TreeReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the pipelines of a template, and reads them. */
final class TemplateFile {
  static final String TYPE = "AWS::CodePipeline::Pipeline";
  private static final Dialect DIALECT = new Dialect("Resources", Expressions.shortForms());

  private final SpecSource source;
  private final @Nullable Map<String, String> parameters;
  private final Findings findings;

  TemplateFile(SpecSource source, @Nullable Map<String, String> parameters) {
    this.source = Objects.requireNonNull(source, "source");
    this.parameters = parameters;
    this.findings = new Findings(source.name());
  }

  ReadResult<PipelineTemplate> read() {
    Mapping root = TreeReader.read(source, DefinitionRule::of, findings, DIALECT);
    if (root == null) {
      return findings.refuse();
    }
    StrictJson.check(source, findings);
    Template template =
        parameters == null ? Template.unknown(root) : Template.deployed(root, parameters);
    Map<String, TemplatePipeline> pipelines = new LinkedHashMap<>();
    if (value(root, "Resources") instanceof Mapping resources) {
      for (Mapping.Entry resource : resources.entries()) {
        if (value(resource.value(), "Type") instanceof Scalar type && type.text().equals(TYPE)) {
          pipelines.put(resource.name(), pipeline(template, resource));
        }
      }
    }
    if (pipelines.isEmpty()) {
      findings.report(
          DefinitionRule.NO_PIPELINE,
          root,
          DocumentPath.ROOT,
          "no pipeline",
          "resources of the type " + TYPE,
          "");
    }
    return findings.conclude(new PipelineTemplate(pipelines));
  }

  private TemplatePipeline pipeline(Template template, Mapping.Entry resource) {
    DocumentPath path = DocumentPath.ROOT.key("Resources").key(resource.name());
    Node properties = value(resource.value(), "Properties");
    if (!(properties instanceof Mapping mapping)) {
      findings.report(DefinitionRule.REQUIRED, resource.value(), path, "\"Properties\" is missing");
      return new TemplatePipeline(
          resource.name(), List.of(), List.of(), List.of(), false, Map.of());
    }
    TemplatePipelineReader reader =
        new TemplatePipelineReader(source.name(), template, resource.name(), mapping, path);
    TemplatePipeline pipeline = reader.read();
    findings.takeAll(reader.diagnostics());
    return pipeline;
  }

  private static @Nullable Node value(Node node, String key) {
    Mapping.Entry entry = node instanceof Mapping mapping ? mapping.entry(key) : null;
    return entry == null ? null : entry.value();
  }
}
