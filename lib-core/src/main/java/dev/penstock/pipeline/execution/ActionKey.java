package dev.penstock.pipeline.execution;

import dev.penstock.process.EffectKey;

/**
 * One attempt at one action: {@code execution/stage/action/attempt}.
 *
 * @param execution the execution's id
 * @param stage the stage's name
 * @param action the action's name
 * @param attempt 1 for the first
 */
public record ActionKey(String execution, String stage, String action, int attempt)
    implements EffectKey {

  @Override
  public String text() {
    return execution + "/" + stage + "/" + action + "/" + attempt;
  }

  @Override
  public String toString() {
    return text();
  }
}
