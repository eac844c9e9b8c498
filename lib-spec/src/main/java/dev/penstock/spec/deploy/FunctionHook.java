package dev.penstock.spec.deploy;

import java.util.Objects;

/**
 * A Lambda function that validates a deployment of ECS or Lambda at a lifecycle event. It runs once
 * a deployment.
 *
 * <p>Immutable.
 *
 * @param event the lifecycle event, such as {@code AfterAllowTraffic}
 * @param function the function's name or ARN; not blank
 */
public record FunctionHook(String event, String function) {

  /**
   * Both parts are required.
   *
   * @throws IllegalArgumentException if the function is blank
   */
  public FunctionHook {
    Objects.requireNonNull(event, "event");
    if (function.isBlank()) {
      throw new IllegalArgumentException(event + ": a hook needs the name of a function");
    }
  }
}
