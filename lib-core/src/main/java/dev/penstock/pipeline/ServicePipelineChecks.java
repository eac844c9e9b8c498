package dev.penstock.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The service's rules of the pipeline as a whole: its shape, its numbers, its variables. */
final class ServicePipelineChecks implements DefinitionCheck {
  static final int LEAST_STAGES = 2;
  static final int MOST_STAGES = 50;
  static final int MOST_ACTIONS = 1_000;
  static final int MOST_SIDE_BY_SIDE = 100;
  static final int MOST_RUN_ORDERS = 100;
  static final int MANY_ACTIONS = 50;
  static final int MOST_VARIABLES = 50;
  static final int LONGEST_ROLE = 1_024;
  private static final Pattern ROLE = Pattern.compile("arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*");

  @Override
  public void check(Definition definition, Faults faults) {
    Draft draft = definition.draft();
    if (draft.roleArn().isEmpty()) {
      faults.error("role", "P-102", "roleArn", "no role", "a role's ARN");
    }
    draft.roleArn().ifPresent(role -> role(faults, "P-102", "roleArn", role));
    if (draft.version().filter(version -> version < 1).isPresent()) {
      faults.error(
          "version", "P-106", "version", draft.version().get() + " is out of range", "1 or more");
    }
    if (!definition.stages().isEmpty()) { // none is a structural fault
      faults.count(
          "stage-count", "P-201", "stages", definition.stages().size(), LEAST_STAGES, MOST_STAGES);
    }
    int actions = definition.stages().stream().mapToInt(stage -> stage.actions().size()).sum();
    if (actions > MOST_ACTIONS) {
      faults.error(
          "action-count",
          "P-204",
          "stages",
          actions + " actions in all",
          "at most " + MOST_ACTIONS);
    }
    definition.stages().forEach(stage -> numbers(stage, faults));
    sources(definition, faults);
    variables(draft.variables(), faults);
  }

  static void role(Faults faults, String reference, String path, String role) {
    if (role.length() > LONGEST_ROLE || !ROLE.matcher(role).matches()) {
      faults.error(
          "role",
          reference,
          path,
          "\"" + role + "\" is no role",
          "at most " + LONGEST_ROLE + " characters that match " + ROLE);
    }
  }

  private static void numbers(PlacedStage stage, Faults faults) {
    Map<Integer, Integer> byRunOrder = new HashMap<>();
    stage.actions().forEach(each -> byRunOrder.merge(each.action().runOrder(), 1, Integer::sum));
    String path = stage.at(".actions");
    byRunOrder.forEach(
        (runOrder, count) -> {
          if (count > MOST_SIDE_BY_SIDE) {
            faults.error(
                "action-count",
                "P-203",
                path,
                count + " actions of run order " + runOrder,
                "at most " + MOST_SIDE_BY_SIDE);
          }
        });
    if (byRunOrder.size() > MOST_RUN_ORDERS) {
      faults.error(
          "action-count",
          "P-203",
          path,
          byRunOrder.size() + " run orders",
          "at most " + MOST_RUN_ORDERS);
    }
    if (stage.actions().size() > MANY_ACTIONS) {
      faults.warning(
          "action-count",
          "P-203",
          path,
          stage.actions().size() + " actions",
          "at most " + MANY_ACTIONS + " by one reading of the quotas");
    }
  }

  private static void sources(Definition definition, Faults faults) {
    boolean onlySources = !definition.stages().isEmpty();
    for (PlacedStage stage : definition.stages()) {
      boolean isFirst = stage.index() == 0;
      for (PlacedAction each : stage.actions()) {
        boolean isSource = each.action().type().category() == ActionCategory.SOURCE;
        onlySources &= isSource;
        if (isFirst && !isSource) {
          faults.error(
              "source-stage",
              "P-205",
              each.at(".type"),
              each.action().type() + " in the first stage",
              "source actions");
        } else if (!isFirst && isSource) {
          faults.error(
              "source-stage",
              "P-206",
              each.at(".type"),
              each.action().type() + " after the first stage",
              "actions of other categories");
        }
      }
    }
    if (onlySources) {
      faults.error(
          "source-stage", "P-207", "stages", "source actions only", "at least one other action");
    }
  }

  private static void variables(List<PipelineVariable> variables, Faults faults) {
    if (variables.size() > MOST_VARIABLES) {
      faults.count("variable", "P-521", "variables", variables.size(), 0, MOST_VARIABLES);
    }
    for (int i = 0; i < variables.size(); i++) {
      String path = "variables[" + i + "]";
      PipelineVariable each = variables.get(i);
      each.defaultValue()
          .ifPresent(
              text -> faults.length("variable", "P-521", path + ".defaultValue", text, 1, 1_000));
      each.description()
          .ifPresent(
              text -> faults.length("variable", "P-521", path + ".description", text, 0, 200));
    }
  }
}
