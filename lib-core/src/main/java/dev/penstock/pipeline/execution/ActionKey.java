package dev.penstock.pipeline.execution;

import dev.penstock.process.EffectKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /** As any record's, but most often a key meets itself. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ActionKey key
            && attempt == key.attempt
            && Objects.equals(action, key.action)
            && Objects.equals(stage, key.stage)
            && Objects.equals(execution, key.execution));
  }

  @Override
  public int hashCode() {
    int hash = Objects.hashCode(execution);
    hash = 31 * hash + Objects.hashCode(stage);
    hash = 31 * hash + Objects.hashCode(action);
    return 31 * hash + attempt;
  }

  @Override
  public String text() {
    return execution + "/" + stage + "/" + action + "/" + attempt;
  }

  @Override
  public String toString() {
    return text();
  }
}
