package dev.penstock.deploy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a deployment is on one target.
 *
 * @param instance the target's id: of an instance, or of what stands for a task set or a version
 * @param status how far it is
 * @param events its lifecycle events in the order in which they run
 * @param type what it is
 * @param label which environment it belongs to; empty in place
 */
public record TargetProgress(
    String instance,
    TargetStatus status,
    List<Event> events,
    TargetType type,
    Optional<FleetLabel> label) {

  /** Copies the list. */
  public TargetProgress {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(status, "status");
    events = List.copyOf(events);
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(label, "label");
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
