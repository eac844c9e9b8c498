package dev.penstock.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** CloudFormation deploy actions (P-451 to P-459). */
final class CloudFormationCheck implements ServiceConfigurationChecks.ProviderCheck {
  static final ActionType TYPE = ActionType.aws(ActionCategory.DEPLOY, "CloudFormation");
  private static final Pattern CAPABILITIES =
      Pattern.compile(
          "CAPABILITY_(IAM|NAMED_IAM|AUTO_EXPAND)(,CAPABILITY_(IAM|NAMED_IAM|AUTO_EXPAND))*");
  private static final int LONGEST_OVERRIDES = 1_024;

  /** Which keys a mode needs. */
  private record Mode(String reference, String name, List<String> keys) {}

  private static final List<Mode> MODES =
      List.of(
          new Mode("P-451", "CREATE_UPDATE", List.of("TemplatePath", "RoleArn")),
          new Mode("P-452", "REPLACE_ON_FAILURE", List.of("TemplatePath", "RoleArn")),
          new Mode("P-453", "DELETE_ONLY", List.of("RoleArn")),
          new Mode(
              "P-454", "CHANGE_SET_REPLACE", List.of("TemplatePath", "ChangeSetName", "RoleArn")),
          new Mode("P-455", "CHANGE_SET_EXECUTE", List.of("ChangeSetName")));

  @Override
  public void check(ActionType type, Configured action) {
    if (!type.equals(TYPE)) {
      return;
    }
    boolean readsTemplate = true;
    for (Mode mode : MODES) {
      if (action.is("ActionMode", mode.name())) {
        mode.keys().forEach(key -> action.needs(mode.reference(), "for " + mode.name(), key));
        readsTemplate = mode.keys().contains("TemplatePath");
      }
    }
    if (readsTemplate) {
      file(action, "TemplatePath");
      file(action, "TemplateConfiguration");
    }
    action.matches(
        "P-457",
        "Capabilities",
        CAPABILITIES,
        "CAPABILITY_IAM, CAPABILITY_NAMED_IAM, CAPABILITY_AUTO_EXPAND, with commas and no spaces");
    action.json("P-458", "ParameterOverrides", false);
    Optional.ofNullable(action.action().configuration().get("ParameterOverrides"))
        .filter(
            text ->
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_OVERRIDES)
        .ifPresent(
            text ->
                action.fault(
                    "P-458",
                    "ParameterOverrides",
                    "more than " + LONGEST_OVERRIDES + " bytes",
                    "at most " + LONGEST_OVERRIDES + " bytes"));
    if (!action.action().outputArtifacts().isEmpty() && !action.has("OutputFileName")) {
      action.warning(
          "P-459",
          "OutputFileName",
          "an output artifact, and no file of outputs: nothing is written to it",
          "a name, or no output artifact");
    }
  }

  private static void file(Configured action, String key) {
    action
        .known(key)
        .ifPresent(
            value -> {
              int colons = value.indexOf("::");
              if (colons <= 0 || colons + 2 == value.length()) {
                action.fault("P-456", key, "\"" + value + "\"", "artifact::path");
              } else {
                action.namesInput("P-456", key, value.substring(0, colons));
              }
            });
  }
}
