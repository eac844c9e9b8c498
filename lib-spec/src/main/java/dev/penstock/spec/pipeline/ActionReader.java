package dev.penstock.spec.pipeline;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads actions. */
final class ActionReader {
  private ActionReader() {}

  static Action read(Level action, boolean isInFirstStage) {
    action.checkKeys(
        "name",
        "actionTypeId",
        "runOrder",
        "configuration",
        "commands",
        "environmentVariables",
        "inputArtifacts",
        "outputArtifacts",
        "outputVariables",
        "roleArn",
        "region",
        "namespace",
        "timeoutInMinutes");
    Action.Builder builder = Action.builder(action.required("name"), type(action, isInFirstStage));
    action.integer("runOrder", "runOrder").ifPresent(builder::runOrder);
    action.configuration().forEach(builder::configuration);
    action.texts("commands", "commands").forEach(builder::command);
    for (Level each : action.levels("environmentVariables", "environmentVariables")) {
      builder.environment(environment(each));
    }
    inputs(action).forEach(builder::input);
    outputs(action, builder);
    action.texts("outputVariables", "outputVariables").forEach(builder::outputVariable);
    action.text("roleArn").ifPresent(builder::roleArn);
    action.text("region").ifPresent(builder::region);
    action.text("namespace").ifPresent(builder::namespace);
    action
        .integer("timeoutInMinutes", "timeout")
        .ifPresent(minutes -> builder.timeout(Duration.ofMinutes(minutes)));
    return builder.build();
  }

  private static ActionType type(Level action, boolean isInFirstStage) {
    if (action.value("actionTypeId") == null) {
      action.missing("actionTypeId", "type");
    }
    Optional<ActionType> type = action.level("actionTypeId", "type").flatMap(ActionReader::type);
    if (type.isPresent()) {
      return type.get();
    }
    // nothing that depends on the type can be said of the action, nor of its stage
    Reading reading = action.reading();
    reading.places().put(action.model(), action.mapping(), action.path(), Knowledge.UNKNOWN);
    return ActionType.of(isInFirstStage ? ActionCategory.SOURCE : ActionCategory.BUILD, "unknown");
  }

  private static Optional<ActionType> type(Level type) {
    type.checkKeys("category", "owner", "provider", "version");
    if (type.value("category") == null) {
      type.missing("category", "category");
    }
    Optional<ActionCategory> category =
        type.word("category", "category", ActionCategory.class, Level::title);
    String owner = type.required("owner");
    String provider = type.required("provider");
    String version = type.required("version");
    return category
        .filter(known -> type.isKnown("owner"))
        .flatMap(
            known ->
                TypeIds.make(
                    type,
                    provider,
                    version,
                    () -> new ActionType(known, owner, provider, version)));
  }

  static List<String> inputs(Level owner) {
    List<String> names = new ArrayList<>();
    for (Level each : owner.levels("inputArtifacts", "inputArtifacts")) {
      each.checkKeys("name");
      names.add(artifact(each));
    }
    return names;
  }

  private static void outputs(Level action, Action.Builder builder) {
    Set<String> withFiles = new HashSet<>();
    for (Level each : action.levels("outputArtifacts", "outputArtifacts")) {
      each.checkKeys("name", "files");
      String name = artifact(each);
      builder.output(name);
      if (each.value("files") != null && withFiles.add(name)) {
        List<String> files = each.texts("files", "files");
        builder.outputFiles(name, files.toArray(String[]::new));
        each.reading()
            .places()
            .put(
                action.inModel("outputFiles." + name),
                each.keyNode("files"),
                each.at("files"),
                each.knowledge("files"));
      }
    }
  }

  /** The name of an artifact; in the model, the artifact is its name. */
  private static String artifact(Level artifact) {
    String name = artifact.required("name");
    Node value = artifact.value("name");
    Reading reading = artifact.reading();
    reading
        .places()
        .put(
            artifact.model(),
            value == null ? artifact.mapping() : value,
            artifact.at("name"),
            value instanceof Scalar ? reading.origins().of(value) : Knowledge.FAULTY);
    return name;
  }

  private static EnvironmentVariable environment(Level variable) {
    variable.checkKeys("name", "value", "type");
    String name = variable.required("name");
    String value = variable.required("value");
    EnvironmentVariable.Type type =
        variable
            .word("type", "type", EnvironmentVariable.Type.class, Enum::name)
            .orElse(EnvironmentVariable.Type.PLAINTEXT);
    Node node = variable.value("value");
    if (node != null
        && type == EnvironmentVariable.Type.PLAINTEXT
        && variable.reading().origins().of(node) == Knowledge.WRITTEN) {
      PlainSecrets.check(
          variable.reading().findings(),
          variable.keyNode("value"),
          variable.at("value"),
          name,
          value);
    }
    return new EnvironmentVariable(name, value, type);
  }
}
