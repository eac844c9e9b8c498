package dev.penstock.pipeline.execution;

import java.util.Objects;

/**
 * What an execution of type {@link ExecutionType#ROLLBACK} brings back.
 *
 * @param stage the one stage that it runs (P-1109)
 * @param target the execution that succeeded there, whose revisions, artifacts and variables it
 *     uses (P-1105)
 * @param isAutomatic whether the stage asked for it rather than a person
 */
public record Rollback(String stage, String target, boolean isAutomatic) {

  /** All parts are required. */
  public Rollback {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(target, "target");
  }

  /** The trigger type that it is recorded with (P-1123). */
  TriggerType trigger() {
    return isAutomatic ? TriggerType.AUTOMATED_ROLLBACK : TriggerType.MANUAL_ROLLBACK;
  }
}
