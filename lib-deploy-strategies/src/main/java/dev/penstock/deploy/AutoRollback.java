package dev.penstock.deploy;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.List;
import java.util.Set;

/**
 * What makes a group bring back its last known good revision by itself (D-356).
 *
 * <pre>{@code
 * AutoRollback.on(RollbackEvent.DEPLOYMENT_FAILURE, RollbackEvent.DEPLOYMENT_STOP_ON_ALARM);
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param isEnabled whether it does
 * @param events after what; at least one if it does
 */
public record AutoRollback(boolean isEnabled, Set<RollbackEvent> events) {

  /** Nothing is rolled back automatically. */
  public static final AutoRollback DISABLED = new AutoRollback(false, Set.of());

  /**
   * Copies the events and checks them.
   *
   * @throws InvalidDefinitionException if it is enabled without an event
   */
  public AutoRollback {
    events = Set.copyOf(events);
    if (isEnabled && events.isEmpty()) {
      throw new InvalidDefinitionException("automatic rollback", List.of(NO_EVENTS));
    }
  }

  static final Diagnostic NO_EVENTS =
      Diagnostic.error(
          "group.auto-rollback",
          "autoRollback",
          "it is on, and there are no events",
          "at least one of " + List.of(RollbackEvent.values()));

  /**
   * Rolls back after certain events.
   *
   * @param events at least one
   * @return the settings
   * @throws InvalidDefinitionException if there are no events
   */
  public static AutoRollback on(RollbackEvent... events) {
    return new AutoRollback(true, Set.of(events));
  }

  /** Whether the group rolls back after an event. */
  boolean isOn(RollbackEvent event) {
    return isEnabled && events.contains(event);
  }
}
