package dev.penstock.spec.pipeline;

import java.util.Objects;

/**
 * A stage into which a deployment of the template lets nothing (P-1514).
 *
 * @param stage the stage's name
 * @param reason why, to people
 */
public record DisabledTransition(String stage, String reason) {

  /** Both parts are required. */
  public DisabledTransition {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(reason, "reason");
  }
}
