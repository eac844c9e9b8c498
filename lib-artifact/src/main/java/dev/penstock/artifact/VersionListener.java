package dev.penstock.artifact;

/**
 * Hears of changes of package versions: an SPI.
 *
 * <p>Called after the change is durable, on the thread that made it, in the order of the changes of
 * a package; it should be quick and must not change the same package. A crash between the change
 * and the call loses the call. What it throws reaches the caller that made the change; the change
 * stays.
 */
@FunctionalInterface
public interface VersionListener {

  /** Hears nothing. */
  VersionListener NONE = event -> {};

  /**
   * Takes note of a change.
   *
   * @param event what happened
   */
  void onChange(VersionEvent event);
}
