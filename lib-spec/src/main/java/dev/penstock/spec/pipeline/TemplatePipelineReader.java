package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.pipeline.Conformance;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one pipeline of a template in all of its worlds, and what templates add to it. */
final class TemplatePipelineReader {
  private final String source;
  private final Template template;
  private final String logicalId;
  private final Mapping properties;
  private final DocumentPath path;
  private final Placeholders placeholders = new Placeholders();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  TemplatePipelineReader(
      String source,
      Template template,
      String logicalId,
      Mapping properties,
      DocumentPath resource) {
    this.source = source;
    this.template = template;
    this.logicalId = logicalId;
    this.properties = properties;
    this.path = resource.key("Properties");
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  TemplatePipeline read() {
    Worlds worlds = Worlds.explore(this::undecided, this::world);
    diagnostics.addAll(worlds.diagnostics());
    Origins origins = new Origins();
    Findings findings = new Findings(source);
    Level level =
        new Level(
            new Reading(Form.TEMPLATE, findings, new Places(), origins),
            resolved(resolver(worlds.all().get(0).assumed(), origins)),
            path,
            "");
    TemplatePipeline pipeline =
        new TemplatePipeline(
            logicalId,
            worlds.all().stream().map(TemplatePipelineReader::variant).toList(),
            placeholders.all(),
            disabledTransitions(level),
            restartsOnUpdate(level),
            Tags.read(level));
    diagnostics.addAll(findings.found());
    return pipeline;
  }

  private Set<Atom> undecided(Map<Atom, Boolean> assumed) {
    Resolver resolver = new Resolver(template, assumed, new Origins(), new Placeholders());
    resolved(resolver);
    return resolver.undecided();
  }

  private World world(Map<Atom, Boolean> assumed) {
    Origins origins = new Origins();
    return World.read(
        source,
        Form.TEMPLATE,
        origins,
        resolved(resolver(assumed, origins)),
        path,
        logicalId,
        Conformance.CODEPIPELINE,
        assumed);
  }

  private Resolver resolver(Map<Atom, Boolean> assumed, Origins origins) {
    return new Resolver(template, assumed, origins, placeholders);
  }

  private Mapping resolved(Resolver resolver) {
    return resolver.entries(properties);
  }

  private static TemplateVariant variant(World world) {
    Map<String, Boolean> conditions = new LinkedHashMap<>();
    world.assumed().forEach((atom, holds) -> conditions.put(atom.toString(), holds));
    return new TemplateVariant(conditions, world.pipeline());
  }

  private static List<DisabledTransition> disabledTransitions(Level level) {
    String key = "disableInboundStageTransitions";
    return level.levels(key, key).stream()
        .map(each -> each.checkKeys("stageName", "reason"))
        .map(each -> new DisabledTransition(each.required("stageName"), each.required("reason")))
        .toList();
  }

  private static boolean restartsOnUpdate(Level level) {
    Node value = level.value("restartExecutionOnUpdate");
    return value != null
        && Values.flag(level, "restartExecutionOnUpdate", value).orElse(Boolean.FALSE);
  }
}
