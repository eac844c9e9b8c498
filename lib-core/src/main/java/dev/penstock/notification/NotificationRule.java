package dev.penstock.notification;

import java.util.Objects;

/**
 * Which events go where.
 *
 * @param name identifies the rule among those of one listener, and in reports of failures
 * @param pattern picks events
 * @param target takes them
 */
public record NotificationRule(String name, EventPattern pattern, EventTarget target) {

  /** Refuses a blank name. */
  public NotificationRule {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a rule needs a name");
    }
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(target, "target");
  }
}
