package dev.penstock.pipeline.explain;

import java.util.List;

/**
 * Actions of one stage that may all run at one time, and to which none can be added.
 *
 * @param stage the stage's name
 * @param actions their names in the order of the definition, at least one
 */
public record ParallelGroup(String stage, List<String> actions) {

  /** Copies the list. */
  public ParallelGroup {
    actions = List.copyOf(actions);
  }
}
