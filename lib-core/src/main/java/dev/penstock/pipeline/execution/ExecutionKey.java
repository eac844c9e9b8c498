package dev.penstock.pipeline.execution;

import dev.penstock.process.EffectKey;

/**
 * One run of an execution of mode PARALLEL in a process of its own: {@code execution/run}.
 *
 * @param execution the execution's id
 * @param run 1 for the first; each retry after its end is another one
 */
public record ExecutionKey(String execution, int run) implements EffectKey {
  @Override
  public String text() {
    return execution + "/" + run;
  }

  @Override
  public String toString() {
    return text();
  }
}
