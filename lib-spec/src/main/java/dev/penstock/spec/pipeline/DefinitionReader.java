package dev.penstock.spec.pipeline;

import dev.penstock.pipeline.ArtifactStore;
import dev.penstock.pipeline.EncryptionKey;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineType;
import dev.penstock.pipeline.PipelineVariable;
import dev.penstock.spec.tree.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a pipeline's own fields and all of its parts. */
final class DefinitionReader {
  private static final String[] SERVICE_KEYS = {
    "name",
    "roleArn",
    "artifactStore",
    "artifactStores",
    "stages",
    "version",
    "executionMode",
    "pipelineType",
    "variables",
    "triggers"
  };
  private static final String[] TEMPLATE_KEYS = {
    "name",
    "roleArn",
    "artifactStore",
    "artifactStores",
    "stages",
    "executionMode",
    "pipelineType",
    "variables",
    "triggers",
    "disableInboundStageTransitions",
    "restartExecutionOnUpdate",
    "tags"
  };

  private final Level level;
  private final Form form;
  private final Pipeline.Builder pipeline;

  private DefinitionReader(Level level, String generatedName) {
    this.level = level;
    this.form = level.reading().form();
    this.pipeline = Pipeline.builder(name(level, generatedName));
  }

  /**
   * Reads as much as there is.
   *
   * @param generatedName stands for a name that the service makes; empty if a name is required
   */
  static Pipeline.Builder read(Level level, String generatedName) {
    DefinitionReader reader = new DefinitionReader(level, generatedName);
    reader.read();
    return reader.pipeline;
  }

  private static String name(Level level, String generatedName) {
    return generatedName.isEmpty()
        ? level.required("name")
        : level.text("name").orElse(generatedName);
  }

  private void read() {
    level.checkKeys(form == Form.SERVICE ? SERVICE_KEYS : TEMPLATE_KEYS);
    level.text("roleArn").ifPresent(pipeline::roleArn);
    if (form == Form.SERVICE) {
      level.integer("version", "version").ifPresent(pipeline::version);
    }
    level
        .word("executionMode", "executionMode", ExecutionMode.class, Enum::name)
        .ifPresent(pipeline::executionMode);
    level
        .word("pipelineType", "pipelineType", PipelineType.class, Enum::name)
        .ifPresent(pipeline::pipelineType);
    stores();
    List<Level> variables = level.levels("variables", "variables");
    variables.forEach(each -> pipeline.variable(variable(each)));
    List<Level> stages = level.levels("stages", "stages");
    if (level.entry("stages") == null) {
      level.missing("stages", "stages");
    }
    for (int i = 0; i < stages.size(); i++) {
      pipeline.stage(StageReader.read(stages.get(i), i == 0));
    }
    level
        .levels("triggers", "triggers")
        .forEach(each -> pipeline.trigger(TriggerReader.read(each)));
  }

  private void stores() {
    level
        .level("artifactStore", "artifactStore")
        .ifPresent(store -> pipeline.artifactStore(store(store)));
    if (form == Form.TEMPLATE) {
      storeList();
      return;
    }
    level
        .level("artifactStores", "artifactStores")
        .ifPresent(
            stores -> {
              for (Mapping.Entry entry : stores.mapping().entries()) {
                stores
                    .levelOf(entry)
                    .ifPresent(store -> pipeline.artifactStore(entry.name(), store(store)));
              }
            });
  }

  /** In templates, the regions' stores are a list (P-1512). */
  private void storeList() {
    Set<String> regions = new HashSet<>();
    for (Level each : level.levels("artifactStores", "storeList")) {
      each.checkKeys("region", "artifactStore");
      String region = each.required("region");
      if (each.value("artifactStore") == null) {
        each.missing("artifactStore", "artifactStore");
      }
      Optional<Level> store = each.level("artifactStore", "artifactStore");
      if (!region.isEmpty() && !regions.add(region)) {
        each.fault(
            DefinitionRule.REPEATED_REGION,
            "region",
            "region",
            each.keyNode("region"),
            "a second store for \"" + region + "\"",
            "one for each region",
            "");
      } else if (!region.isEmpty() && store.isPresent()) {
        String model = "artifactStores." + region;
        each.reading().places().put(model, each.mapping(), each.path(), Knowledge.WRITTEN);
        pipeline.artifactStore(region, store(store.get().as(model)));
      }
    }
  }

  private static ArtifactStore store(Level store) {
    store.checkKeys("type", "location", "encryptionKey");
    return new ArtifactStore(
        store.required("type"),
        store.required("location"),
        store
            .level("encryptionKey", "encryptionKey")
            .map(key -> key.checkKeys("id", "type"))
            .map(key -> new EncryptionKey(key.required("id"), key.required("type"))));
  }

  private static PipelineVariable variable(Level variable) {
    variable.checkKeys("name", "defaultValue", "description");
    return new PipelineVariable(
        variable.required("name"), variable.text("defaultValue"), variable.text("description"));
  }
}
