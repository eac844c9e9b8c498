package dev.penstock.artifact;

/**
 * Hears of changes of package versions: an SPI.
 *
 * <p>An event is written down together with its change, and is told after both are durable, on the
 * thread of a caller that changes something in the domain. Returning acknowledges it. An event that
 * was not acknowledged, because this threw or the process died, is told again by {@link
 * Domain#deliverEvents()}: so each event is told at least once, and {@link
 * VersionEvent#deduplicationId()} tells a repetition. The events of a package come in their order,
 * and no two events of a domain at the same time. It should be quick, since those who publish wait.
 * It may change packages; the events of that follow when it has returned.
 */
@FunctionalInterface
public interface VersionListener {

  /** Hears nothing; nothing is written down for it. */
  VersionListener NONE = event -> {};

  /**
   * Takes note of a change.
   *
   * @param event what happened
   */
  void onChange(VersionEvent event);
}
