package dev.penstock.deploy.trigger;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a trigger may be about (D-395). */
public enum TriggerEventType {
  /** A deployment has begun. */
  DEPLOYMENT_START("DeploymentStart"),
  /** A deployment has succeeded. */
  DEPLOYMENT_SUCCESS("DeploymentSuccess"),
  /** A deployment has failed. */
  DEPLOYMENT_FAILURE("DeploymentFailure"),
  /** A deployment was stopped, by somebody, an alarm or a wait that ran out. */
  DEPLOYMENT_STOP("DeploymentStop"),
  /** A deployment is rolled back by another one. */
  DEPLOYMENT_ROLLBACK("DeploymentRollback"),
  /** A deployment waits until somebody continues it. */
  DEPLOYMENT_READY("DeploymentReady"),
  /** The lifecycle events of an instance begin. */
  INSTANCE_START("InstanceStart"),
  /** All lifecycle events of an instance have succeeded. */
  INSTANCE_SUCCESS("InstanceSuccess"),
  /** A lifecycle event of an instance has failed, and the instance with it. */
  INSTANCE_FAILURE("InstanceFailure"),
  /** An instance has the revision, and waits with its deployment until somebody continues. */
  INSTANCE_READY("InstanceReady");

  private final String text;

  TriggerEventType(String text) {
    this.text = text;
  }

  /**
   * The service's name.
   *
   * @return such as {@code DeploymentStart}
   */
  public String text() {
    return text;
  }

  /**
   * The type of a name.
   *
   * @param text the service's name, in its exact case
   * @return the type
   * @throws IllegalArgumentException if there is none of that name, listing all names
   */
  public static TriggerEventType of(String text) {
    for (TriggerEventType type : values()) {
      if (type.text.equals(text)) {
        return type;
      }
    }
    String all = Arrays.stream(values()).map(type -> type.text).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "trigger event \"" + text + "\" is not known; allowed: " + all);
  }

  @Override
  public String toString() {
    return text;
  }
}
