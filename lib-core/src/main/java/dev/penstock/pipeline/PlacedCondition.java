package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.List;

/** A condition and where it stands. */
record PlacedCondition(PlacedStage stage, ConditionKind kind, Condition condition) {

  String path() {
    return stage.path() + "." + kind.field() + ".conditions[0]";
  }

  /** The path of one part, with the stage's name for a person. */
  String at(String part) {
    return path() + part + " (" + stage.stage().name() + ")";
  }

  List<PlacedRule> rules() {
    List<PlacedRule> rules = new ArrayList<>();
    for (int i = 0; i < condition.rules().size(); i++) {
      rules.add(new PlacedRule(this, i, condition.rules().get(i)));
    }
    return rules;
  }
}
