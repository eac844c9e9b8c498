package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service's rules of an action's fields, whatever its provider. */
final class ServiceActionChecks implements DefinitionCheck {
  static final ActionType COMMANDS = ActionType.aws(ActionCategory.COMPUTE, "Commands");
  static final ActionType EKS = ActionType.aws(ActionCategory.DEPLOY, "EKS");
  static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(5);
  static final Duration LONGEST_TIMEOUT = Duration.ofDays(60);
  private static final List<String> OWNERS =
      List.of(ActionType.AWS, ActionType.THIRD_PARTY, ActionType.CUSTOM);
  private static final Names ENVIRONMENT = new Names("A-Za-z0-9_", 128);
  private static final int MOST_COMMANDS = 50;
  private static final int LONGEST_COMMAND = 1_000;
  private static final int LONGEST_VALUE = 1_000;
  private static final int MOST_ENVIRONMENT = 10;
  private static final int MOST_EXPORTED = 15;
  private static final int MOST_FILES = 10;

  @Override
  public void check(Definition definition, Faults faults) {
    // with one store all regions are the pipeline's own, or a fault of the stores
    boolean isInOneRegion = definition.draft().artifactStores().size() <= 1;
    definition
        .actions()
        .forEach(
            each -> {
              type(each, isInOneRegion, faults);
              configuration(
                  "P-148",
                  each.at(".configuration"),
                  each.action().configuration(),
                  LONGEST_VALUE,
                  faults);
              commands(each, faults);
              environment(each, faults);
              outputs(each, faults);
              each.action()
                  .roleArn()
                  .ifPresent(
                      role ->
                          ServicePipelineChecks.role(faults, "P-154", each.at(".roleArn"), role));
              timeout(each, faults);
              onlyOurs(each, faults);
            });
  }

  private static void type(PlacedAction each, boolean isInOneRegion, Faults faults) {
    ActionType type = each.action().type();
    if (!OWNERS.contains(type.owner())) {
      faults.error(
          "owner",
          "P-144",
          each.at(".type.owner"),
          "\"" + type.owner() + "\" is no owner",
          String.join(", ", OWNERS),
          Spelling.hint(type.owner(), OWNERS));
    }
    boolean isPinned =
        type.category() == ActionCategory.SOURCE || !type.owner().equals(ActionType.AWS);
    if (isPinned && !isInOneRegion && each.action().region().isPresent()) {
      faults.warning(
          "region",
          "P-158",
          each.at(".region"),
          "region " + each.action().region().get() + " of a source, third-party or custom action",
          "the pipeline's own region");
    }
  }

  static void configuration(
      String reference,
      String path,
      Map<String, String> configuration,
      int longest,
      Faults faults) {
    configuration.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > 50) {
            faults.error(
                "configuration",
                reference,
                path,
                "key \"" + key + "\" of " + key.length() + " characters",
                "1 to 50 characters");
          }
          if (value.isEmpty() || value.length() > longest) {
            faults.error(
                "configuration",
                reference,
                path,
                "value of \"" + key + "\" of " + value.length() + " characters",
                "1 to " + longest + " characters");
          }
        });
  }

  private static void commands(PlacedAction each, Faults faults) {
    List<String> commands = each.action().commands();
    boolean takesCommands = each.action().type().equals(COMMANDS);
    if (!takesCommands && !commands.isEmpty()) {
      faults.error(
          "commands",
          "P-149",
          each.at(".commands"),
          "commands of " + each.action().type(),
          "commands of " + COMMANDS);
      return;
    }
    if (takesCommands) {
      commands("P-149", each.at(".commands"), commands, faults);
    }
  }

  static void commands(String reference, String at, List<String> commands, Faults faults) {
    if (commands.isEmpty() || commands.size() > MOST_COMMANDS) {
      faults.error(
          "commands", reference, at, commands.size() + " commands", "1 to " + MOST_COMMANDS);
    }
    for (int i = 0; i < commands.size(); i++) {
      String command = commands.get(i);
      String found =
          command.indexOf('\n') >= 0 || command.indexOf('\r') >= 0
              ? "several lines"
              : command.length() + " characters";
      if (!found.startsWith("several")
          && !command.isEmpty()
          && command.length() <= LONGEST_COMMAND) {
        continue;
      }
      faults.error(
          "commands",
          reference,
          at,
          "command " + (i + 1) + " of " + found,
          "one line of 1 to " + LONGEST_COMMAND + " characters");
    }
  }

  private static void environment(PlacedAction each, Faults faults) {
    List<EnvironmentVariable> environment = each.action().environmentVariables();
    ActionType type = each.action().type();
    if (environment.size() > MOST_ENVIRONMENT) {
      faults.error(
          "environment",
          "P-150",
          each.at(".environmentVariables"),
          environment.size() + " variables",
          "at most " + MOST_ENVIRONMENT);
    }
    for (int i = 0; i < environment.size(); i++) {
      EnvironmentVariable variable = environment.get(i);
      String path = each.at(".environmentVariables[" + i + "]");
      if (!ENVIRONMENT.matches(variable.name())) {
        faults.error(
            "environment",
            "P-150",
            path,
            "\"" + variable.name() + "\" is no name",
            ENVIRONMENT.toString());
      }
      faults.length("environment", "P-150", path, variable.value(), 1, 2_000);
      boolean isSecret = variable.type() == EnvironmentVariable.Type.SECRETS_MANAGER;
      if (isSecret && !type.equals(COMMANDS)) {
        faults.error("environment", "P-159", path, "a secret of " + type, "secrets of " + COMMANDS);
      } else if (!type.equals(COMMANDS) && !type.equals(EKS)) {
        faults.warning(
            "environment",
            "P-159",
            path,
            "a variable of " + type,
            "variables of " + COMMANDS + " and " + EKS);
      }
    }
  }

  private static void outputs(PlacedAction each, Faults faults) {
    Action action = each.action();
    boolean isCompute = action.type().category() == ActionCategory.COMPUTE;
    action
        .outputFiles()
        .forEach(
            (output, files) -> {
              String path = each.at(".outputFiles." + output);
              faults.count("output-files", "P-152", path, files.size(), 1, MOST_FILES);
              files.forEach(file -> faults.length("output-files", "P-152", path, file, 1, 128));
              if (!isCompute) {
                faults.warning(
                    "output-files",
                    "P-152",
                    path,
                    "files of " + action.type(),
                    "files of compute actions");
              }
            });
    List<String> exported = action.outputVariables();
    String path = each.at(".outputVariables");
    if (!exported.isEmpty() && !action.type().equals(COMMANDS)) {
      faults.error(
          "output-variables",
          "P-153",
          path,
          "variables of " + action.type(),
          "those of " + COMMANDS);
      return;
    }
    if (exported.size() > MOST_EXPORTED) {
      faults.count("output-variables", "P-153", path, exported.size(), 1, MOST_EXPORTED);
    }
    exported.forEach(name -> faults.length("output-variables", "P-153", path, name, 1, 128));
  }

  private static void timeout(PlacedAction each, Faults faults) {
    Optional<Duration> timeout = each.action().timeout();
    if (timeout.isPresent() && !each.action().isManualApproval()) {
      faults.error(
          "timeout",
          "P-157",
          each.at(".timeout"),
          "a timeout of " + each.action().type(),
          "timeouts of " + Action.MANUAL_APPROVAL);
      return;
    }
    timeout.ifPresent(value -> minutes("P-157", each.at(".timeout"), value, faults));
  }

  static void minutes(String reference, String path, Duration value, Faults faults) {
    boolean isWhole = Duration.ofMinutes(value.toMinutes()).equals(value);
    if (!isWhole || value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
      faults.error(
          "timeout",
          reference,
          path,
          value + " is out of range",
          "whole minutes, " + SHORTEST_TIMEOUT.toMinutes() + " to " + LONGEST_TIMEOUT.toMinutes());
    }
  }

  private static void onlyOurs(PlacedAction each, Faults faults) {
    if (!each.action().after().isEmpty()) {
      faults.error("after", "", each.at(".after"), "actions to run after", "run orders only");
    }
    if (!each.action().matrix().isEmpty()) {
      faults.error("matrix", "", each.at(".matrix"), "a matrix", "one action for each cell");
    }
  }
}
