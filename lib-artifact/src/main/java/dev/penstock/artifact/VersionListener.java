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

  /**
   * Takes note that readers get a version now which they did not get when its change was told,
   * because a review released it. This is not an event of the service's; no number is used for it.
   *
   * <p>Told at least once for each release, and only if a change was told with a verdict that kept
   * the version from readers. What a filter lets through by itself, as time goes by, is not told.
   * Does nothing unless implemented.
   *
   * @param event that change, as it was told, with what readers get now: the last one of the
   *     version's status, or the last one if the status stayed the same
   */
  default void onRelease(VersionEvent event) {}
}
