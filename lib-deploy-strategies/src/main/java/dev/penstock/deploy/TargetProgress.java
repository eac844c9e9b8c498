package dev.penstock.deploy;

import java.util.List;
import java.util.Objects;

/**
 * How far a deployment is on one instance.
 *
 * @param instance the instance's id
 * @param status how far it is
 * @param events its lifecycle events in the order in which they run
 */
public record TargetProgress(String instance, TargetStatus status, List<Event> events) {

  /** Copies the list. */
  public TargetProgress {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(status, "status");
    events = List.copyOf(events);
  }

  /**
   * How far one lifecycle event is.
   *
   * @param event which one
   * @param status how far it is
   * @param code why it failed, or {@link LifecycleErrorCode#SUCCESS}
   * @param message what went wrong; empty unless it failed
   * @param logTail the last lines that its scripts wrote, perhaps none
   */
  public record Event(
      LifecycleEvent event,
      LifecycleEventStatus status,
      LifecycleErrorCode code,
      String message,
      String logTail) {

    /** All parts are required. */
    public Event {
      Objects.requireNonNull(event, "event");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(logTail, "logTail");
    }
  }
}
