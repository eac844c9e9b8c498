package dev.penstock.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Single options are in range, and nothing is empty that must hold something. */
final class OptionChecks implements DefinitionCheck {
  static final int LOWEST_RUN_ORDER = 1;
  static final int HIGHEST_RUN_ORDER = 999;

  /** Ten thousand years: with many times more no instant could tell when it is over. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(3_650_000);

  @Override
  public void check(Definition definition, Faults faults) {
    if (definition.stages().isEmpty()) {
      faults.error("no-stages", "P-105", "stages", "a pipeline without stages", "at least one");
    }
    for (PlacedStage stage : definition.stages()) {
      if (stage.actions().isEmpty()) {
        faults.error(
            "no-actions", "P-203", stage.at(".actions"), "a stage without actions", "at least one");
      }
      timeout(faults, stage.at(".timeout"), stage.stage().timeout());
      for (PlacedAction action : stage.actions()) {
        check(action, faults);
      }
      for (PlacedCondition condition : stage.conditions()) {
        if (condition.condition().rules().isEmpty()) {
          faults.error(
              "no-rules",
              "P-139",
              condition.at(".rules"),
              "a condition without rules",
              "at least one");
        }
        for (PlacedRule each : condition.rules()) {
          timeout(faults, each.at(".timeout"), each.rule().timeout());
        }
      }
    }
  }

  private static void check(PlacedAction each, Faults faults) {
    Action action = each.action();
    if (action.runOrder() < LOWEST_RUN_ORDER || action.runOrder() > HIGHEST_RUN_ORDER) {
      faults.error(
          "run-order",
          "P-147",
          each.at(".runOrder"),
          action.runOrder() + " is out of range",
          LOWEST_RUN_ORDER + ".." + HIGHEST_RUN_ORDER);
    }
    timeout(faults, each.at(".timeout"), action.timeout());
    if (action.isManualApproval()
        && !(action.inputArtifacts().isEmpty() && action.outputArtifacts().isEmpty())) {
      faults.error(
          "approval-artifacts",
          "P-211",
          each.at(""),
          "a manual approval with artifacts",
          "none, it only waits");
    }
    for (Map.Entry<String, String> entry : action.configuration().entrySet()) {
      secret(each, entry.getKey(), entry.getValue(), faults);
    }
    for (String output : action.outputFiles().keySet()) {
      if (!action.outputArtifacts().contains(output)) {
        faults.error(
            "files-without-output",
            "P-152",
            each.at(".outputFiles." + output),
            "files of an artifact that the action does not write",
            action.outputArtifacts().isEmpty()
                ? "none, it writes no artifact"
                : String.join(", ", action.outputArtifacts()));
      }
    }
  }

  /** What looks like a secret's name would reach the executor as it stands. */
  private static void secret(PlacedAction each, String key, String value, Faults faults) {
    if (value.startsWith(SecretReference.BEGIN)
        && !value.contains(VariableReference.START)
        && SecretReference.parse(value).isEmpty()) {
      faults.error(
          "secret-reference",
          "",
          each.at(".configuration." + key),
          "a value that begins like a reference to a secret and is none",
          "{{resolve:store:name}} and nothing around it, the store of a-z0-9-");
    }
  }

  private static void timeout(Faults faults, String path, Optional<Duration> timeout) {
    if (timeout.isPresent() && (timeout.get().isZero() || timeout.get().isNegative())) {
      faults.error("timeout", "", path, timeout.get() + " is out of range", "above zero");
    } else if (timeout.isPresent() && timeout.get().compareTo(LONGEST_TIMEOUT) > 0) {
      faults.error(
          "timeout",
          "",
          path,
          timeout.get() + " is out of range",
          "at most " + LONGEST_TIMEOUT.toDays() + " days, or none");
    }
  }
}
