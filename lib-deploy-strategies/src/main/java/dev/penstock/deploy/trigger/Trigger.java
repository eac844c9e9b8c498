package dev.penstock.deploy.trigger;

import java.util.Objects;
import java.util.Set;

/**
 * Which events of a group go where.
 *
 * <pre>{@code
 * Trigger failures =
 *     new Trigger("failures", Set.of(TriggerEventType.DEPLOYMENT_FAILURE), chat::post);
 * }</pre>
 *
 * @param name identifies the trigger within its group, 1 to {@value #LONGEST_NAME} characters
 * @param events about what, at least one kind
 * @param target takes the events
 */
public record Trigger(String name, Set<TriggerEventType> events, TriggerTarget target) {

  /** Most characters of a name. */
  public static final int LONGEST_NAME = 100;

  /** Copies the set; refuses a blank or overlong name and an empty set. */
  public Trigger {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "trigger name of "
              + name.length()
              + " characters; allowed: 1 to "
              + LONGEST_NAME
              + ", not all blank");
    }
    events = Set.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("trigger \"" + name + "\" is about no event");
    }
    Objects.requireNonNull(target, "target");
  }
}
