package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.List;

/** A condition and where it stands. */
record PlacedCondition(PlacedStage stage, Kind kind, Condition condition) {

  /** When a condition is evaluated, and what may follow (P-215). */
  enum Kind {
    BEFORE_ENTRY("beforeEntry", ConditionResult.FAIL, ConditionResult.SKIP),
    ON_SUCCESS("onSuccess", ConditionResult.ROLLBACK, ConditionResult.FAIL),
    ON_FAILURE("onFailure", ConditionResult.ROLLBACK, ConditionResult.RETRY);

    private final String field;
    private final ConditionResult one;
    private final ConditionResult other;

    Kind(String field, ConditionResult one, ConditionResult other) {
      this.field = field;
      this.one = one;
      this.other = other;
    }

    String field() {
      return field;
    }

    List<ConditionResult> results() {
      return List.of(one, other);
    }
  }

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
