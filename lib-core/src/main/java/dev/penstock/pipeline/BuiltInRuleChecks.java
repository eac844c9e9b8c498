package dev.penstock.pipeline;

import java.util.Map;
import java.util.Optional;

/** The rules that the engine answers itself can be answered (P-1226 to P-1230). */
final class BuiltInRuleChecks implements DefinitionCheck {
  /** The one rule that depends on the JDK. */
  static final String TIME_ZONE = "P-1229";

  @Override
  public void check(Definition definition, Faults faults) {
    for (PlacedRule each : definition.rules()) {
      if (each.rule().type().equals(RuleType.VARIABLE_CHECK)) {
        variableCheck(each, faults);
      } else if (each.rule().type().equals(RuleType.DEPLOYMENT_WINDOW)) {
        window(each, faults);
      }
    }
  }

  private static void variableCheck(PlacedRule each, Faults faults) {
    Map<String, String> configuration = each.rule().configuration();
    for (String key : VariableCheck.KEYS) {
      if (!configuration.containsKey(key)) {
        fault(
            faults,
            "P-1226",
            each.at(".configuration"),
            each.rule().type() + " without \"" + key + "\"",
            String.join(", ", VariableCheck.KEYS));
      }
    }
    Optional<String> operator = known(configuration, VariableCheck.OPERATOR);
    Optional<VariableCheck.Operator> meant = operator.flatMap(VariableCheck.Operator::of);
    if (operator.isPresent() && meant.isEmpty()) {
      fault(
          faults,
          "P-1227",
          each.at(".configuration." + VariableCheck.OPERATOR),
          "\"" + operator.get() + "\" is no operator",
          String.join(", ", VariableCheck.Operator.names()));
    }
    if (meant.equals(Optional.of(VariableCheck.Operator.MATCHES))) {
      known(configuration, VariableCheck.VALUE)
          .map(VariableCheck::faultOf)
          .ifPresent(
              found ->
                  fault(
                      faults,
                      "P-1227",
                      each.at(".configuration." + VariableCheck.VALUE),
                      found,
                      "the syntax of java.util.regex.Pattern"));
    }
  }

  private static void window(PlacedRule each, Faults faults) {
    Map<String, String> configuration = each.rule().configuration();
    boolean isKnown =
        configuration.values().stream().allMatch(value -> VariableReference.in(value).isEmpty());
    if (!isKnown) {
      return; // it is read when it is asked
    }
    String path = each.at(".configuration");
    try {
      if (DeploymentWindow.of(configuration).isOneMinute()) {
        faults.warning(
            "window",
            "P-1230",
            path,
            "the window has one minute of each hour",
            "",
            "write * for all minutes");
      }
    } catch (DeploymentWindow.UnknownZoneException e) {
      fault(faults, TIME_ZONE, path, String.valueOf(e.getMessage()), "");
    } catch (IllegalArgumentException e) {
      fault(faults, "P-1228", path, String.valueOf(e.getMessage()), "");
    }
  }

  private static Optional<String> known(Map<String, String> configuration, String key) {
    return Optional.ofNullable(configuration.get(key))
        .filter(value -> VariableReference.in(value).isEmpty());
  }

  private static void fault(
      Faults faults, String reference, String path, String found, String allowed) {
    faults.error("rule-configuration", reference, path, found, allowed);
  }
}
