package dev.penstock.spec.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.pipeline.ArtifactStore;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineVariable;
import dev.penstock.pipeline.Stage;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Writes definitions in the service's form, in the order in which the service prints it. */
final class DefinitionWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DefinitionWriter() {}

  static String write(PipelineDefinition definition) {
    Inexpressible.check(definition.pipeline());
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    pipeline(definition.pipeline(), root.putObject("pipeline"));
    if (!definition.tags().isEmpty()) {
      ArrayNode tags = root.putArray("tags");
      definition
          .tags()
          .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    }
    return text(root);
  }

  private static void pipeline(Pipeline pipeline, ObjectNode out) {
    out.put("name", pipeline.name());
    pipeline.roleArn().ifPresent(role -> out.put("roleArn", role));
    pipeline.artifactStore().ifPresent(store -> store(store, out.putObject("artifactStore")));
    if (!pipeline.artifactStores().isEmpty()) {
      ObjectNode stores = out.putObject("artifactStores");
      pipeline.artifactStores().forEach((region, each) -> store(each, stores.putObject(region)));
    }
    ArrayNode stages = out.putArray("stages");
    for (Stage stage : pipeline.stages()) {
      StageWriter.write(stage, stages.addObject());
    }
    pipeline.version().ifPresent(version -> out.put("version", version));
    out.put("executionMode", pipeline.executionMode().name());
    pipeline.pipelineType().ifPresent(type -> out.put("pipelineType", type.name()));
    variables(pipeline.variables(), out);
    if (!pipeline.triggers().isEmpty()) {
      ArrayNode triggers = out.putArray("triggers");
      pipeline.triggers().forEach(each -> TriggerWriter.write(each, triggers.addObject()));
    }
  }

  private static void store(ArtifactStore store, ObjectNode out) {
    out.put("type", store.type());
    out.put("location", store.location());
    store
        .encryptionKey()
        .ifPresent(
            key -> out.putObject("encryptionKey").put("id", key.id()).put("type", key.type()));
  }

  private static void variables(List<PipelineVariable> variables, ObjectNode out) {
    if (variables.isEmpty()) {
      return;
    }
    ArrayNode list = out.putArray("variables");
    for (PipelineVariable variable : variables) {
      ObjectNode to = list.addObject();
      to.put("name", variable.name());
      variable.defaultValue().ifPresent(text -> to.put("defaultValue", text));
      variable.description().ifPresent(text -> to.put("description", text));
    }
  }

  private static String text(JsonNode root) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.getFactory().createGenerator(text)) {
      out.setPrettyPrinter(printer);
      out.setHighestNonEscapedChar('~'); // what YAML would fold or refuse is escaped
      JSON.writeTree(out, root);
    } catch (IOException e) {
      throw new AssertionError("a text was written", e);
    }
    return text + "\n";
  }
}
