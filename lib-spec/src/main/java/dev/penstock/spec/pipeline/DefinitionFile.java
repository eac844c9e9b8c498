package dev.penstock.spec.pipeline;

import com.google.common.base.Ascii;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.pipeline.Conformance;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.tree.Dialect;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Sequence;
import dev.penstock.spec.tree.TreeReader;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the pipeline in a file of the service's form, and reads it. */
final class DefinitionFile {
  private static final Dialect DIALECT = new Dialect("pipeline", Map.of());

  private final SpecSource source;
  private final Conformance conformance;
  private final Findings findings;

  DefinitionFile(SpecSource source, Conformance conformance) {
    this.source = Objects.requireNonNull(source, "source");
    this.conformance = Objects.requireNonNull(conformance, "conformance");
    this.findings = new Findings(source.name());
  }

  ReadResult<PipelineDefinition> read() {
    Mapping root = TreeReader.read(source, DefinitionRule::of, findings, DIALECT);
    if (root == null) {
      return findings.refuse();
    }
    StrictJson.check(source, findings);
    Origins origins = new Origins();
    Map<String, String> tags = Map.of();
    Mapping definition = root;
    DocumentPath path = DocumentPath.ROOT;
    if (value(root, "pipeline") instanceof Mapping wrapped) {
      Reading reading = new Reading(Form.SERVICE, findings, new Places(), origins);
      Level file = new Level(reading, root, DocumentPath.ROOT, "");
      file.checkKeys("pipeline", "metadata", "tags");
      definition = wrapped;
      path = file.at("pipeline");
      metadata(file);
      tags = Tags.read(file);
    }
    if (!isOurs(definition)) {
      foreign(root, definition, path);
      return findings.refuse();
    }
    World world =
        World.read(
            source.name(), Form.SERVICE, origins, definition, path, "", conformance, Map.of());
    findings.takeAll(world.diagnostics());
    return world.pipeline().isEmpty()
        ? findings.refuse()
        : findings.conclude(new PipelineDefinition(world.pipeline().get(), tags));
  }

  private void metadata(Level file) {
    if (file.entry("metadata") != null) {
      findings.report(
          DefinitionRule.METADATA,
          file.keyNode("metadata"),
          file.at("metadata"),
          "metadata is not a part of the definition",
          "",
          "remove it before you send the file to the service");
    }
  }

  /** Whether stages hold actions with type ids, however they are spelt (P-1506); or are empty. */
  private static boolean isOurs(Mapping definition) {
    Node stages = value(definition, "stages");
    if (stages instanceof Sequence list) {
      return list.items().isEmpty() || list.items().stream().anyMatch(DefinitionFile::isStage);
    }
    return value(definition, "roleArn") != null || value(definition, "artifactStore") != null;
  }

  private static boolean isStage(Node stage) {
    return value(stage, "actions") instanceof Sequence actions
        && (actions.items().isEmpty()
            || actions.items().stream().anyMatch(each -> value(each, "actionTypeId") != null));
  }

  private void foreign(Mapping root, Mapping definition, DocumentPath path) {
    findings.report(
        DefinitionRule.FOREIGN,
        definition,
        path,
        "no definition of this service: no stages hold actions with an \"actionTypeId\"",
        "",
        value(root, "Resources") == null ? "" : "read a template as one");
  }

  private static @Nullable Node value(Node node, String key) {
    if (node instanceof Mapping mapping) {
      for (Mapping.Entry entry : mapping.entries()) {
        if (Ascii.equalsIgnoreCase(entry.name(), key)) {
          return entry.value();
        }
      }
    }
    return null;
  }
}
