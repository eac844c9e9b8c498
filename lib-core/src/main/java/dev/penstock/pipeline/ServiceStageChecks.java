package dev.penstock.pipeline;

import java.util.List;
import java.util.Optional;

/** The service's rules of stages: blockers, conditions, and what the service has not. */
final class ServiceStageChecks implements DefinitionCheck {
  static final int MOST_RULES = 5;

  /** The rules that may decide whether a stage is skipped (P-216). */
  static final List<String> SKIPPING = List.of("LambdaInvoke", "VariableCheck");

  @Override
  public void check(Definition definition, Faults faults) {
    for (PlacedStage stage : definition.stages()) {
      blockers(stage, faults);
      if (stage.stage().timeout().isPresent()) {
        faults.error("stage-timeout", "", stage.at(".timeout"), "a timeout of a stage", "none");
      }
      stage.conditions().forEach(condition -> condition(condition, faults));
    }
  }

  private static void blockers(PlacedStage stage, Faults faults) {
    for (int i = 0; i < stage.stage().blockers().size(); i++) {
      Blocker blocker = stage.stage().blockers().get(i);
      String path = stage.path() + ".blockers[" + i + "]";
      faults.length("blocker", "P-133", path + ".name", blocker.name(), 1, 100);
      if (!blocker.type().equals(Blocker.SCHEDULE)) {
        faults.error(
            "blocker", "P-133", path + ".type", "\"" + blocker.type() + "\"", Blocker.SCHEDULE);
      }
    }
  }

  private static void condition(PlacedCondition each, Faults faults) {
    int rules = each.condition().rules().size();
    if (rules > MOST_RULES) {
      faults.count("rule-count", "P-139", each.at(".rules"), rules, 1, MOST_RULES);
    }
    boolean skips = each.condition().result().equals(Optional.of(ConditionResult.SKIP));
    if (skips) {
      for (PlacedRule rule : each.rules()) {
        if (!SKIPPING.contains(rule.rule().type().provider())) {
          faults.error(
              "skip-rule",
              "P-216",
              rule.at(".type"),
              rule.rule().type() + " where the stage may be skipped",
              String.join(", ", SKIPPING));
        }
      }
    }
  }
}
