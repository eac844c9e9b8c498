package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.process.EffectKey;
import java.util.Objects;

/**
 * One question to one rule: {@code execution/stage/condition/rule/attempt}.
 *
 * @param execution the execution's id
 * @param stage the stage's name
 * @param condition which condition of the stage
 * @param rule the rule's name
 * @param attempt 1 when the condition is evaluated first, and one more each time after
 */
public record RuleKey(
    String execution, String stage, ConditionKind condition, String rule, int attempt)
    implements EffectKey {

  /** All parts are required. */
  public RuleKey {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(rule, "rule");
  }

  @Override
  public String text() {
    return execution + "/" + stage + "/" + condition.field() + "/" + rule + "/" + attempt;
  }

  @Override
  public String toString() {
    return text();
  }
}
