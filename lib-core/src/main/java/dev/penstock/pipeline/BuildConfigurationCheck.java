package dev.penstock.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;

/** CodeBuild and Commands actions. */
final class BuildConfigurationCheck implements ServiceConfigurationChecks.ProviderCheck {
  private static final Set<String> KINDS =
      Set.of("PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER");
  private static final Set<String> FIELDS = Set.of("name", "value", "type");

  @Override
  public void check(ActionType type, Configured action) {
    boolean isBuild =
        type.equals(ActionType.aws(ActionCategory.BUILD, "CodeBuild"))
            || type.equals(ActionType.aws(ActionCategory.TEST, "CodeBuild"));
    if (isBuild) {
      codeBuild(action);
    } else if (type.equals(ServiceActionChecks.COMMANDS)
        && action.is("EnvironmentType", "WINDOWS_SERVER_2022_CONTAINER")
        && (!action.has("ComputeType") || action.is("ComputeType", "BUILD_GENERAL1_SMALL"))) {
      action.fault(
          "P-408",
          "ComputeType",
          "BUILD_GENERAL1_SMALL for Windows",
          "BUILD_GENERAL1_MEDIUM, BUILD_GENERAL1_LARGE");
    }
  }

  private static void codeBuild(Configured action) {
    if (action.action().inputArtifacts().size() > 1) {
      action.needs("P-406", "for more than one input artifact", "PrimarySource");
    }
    action
        .known("PrimarySource")
        .ifPresent(input -> action.namesInput("P-441", "PrimarySource", input));
    if (action.is("CombineArtifacts", "true") && !action.is("BatchEnabled", "true")) {
      action.fault(
          "P-406", "CombineArtifacts", "true without a batch", "true with \"BatchEnabled\": true");
    }
    action
        .json("P-406", "EnvironmentVariables", true)
        .ifPresent(variables -> variables.forEach(variable -> environment(action, variable)));
  }

  private static void environment(Configured action, JsonNode variable) {
    boolean isWhole =
        variable.path("name").isTextual()
            && variable.path("value").isTextual()
            && (!variable.has("type") || KINDS.contains(variable.path("type").asText()));
    for (Iterator<String> names = variable.fieldNames(); names.hasNext(); ) {
      isWhole &= FIELDS.contains(names.next());
    }
    if (!isWhole) {
      String name = variable.path("name").asText();
      action.fault(
          "P-406",
          "EnvironmentVariables",
          name.isEmpty() ? "a variable without a name" : "variable \"" + name + "\"",
          "name, value and type, one of PLAINTEXT, PARAMETER_STORE, SECRETS_MANAGER");
    }
  }
}
