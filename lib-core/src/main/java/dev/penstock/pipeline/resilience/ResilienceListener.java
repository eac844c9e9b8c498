package dev.penstock.pipeline.resilience;

/**
 * Hears what decorators do: an SPI for metrics and logs.
 *
 * <p>Called on the thread where it happens, concurrently; must not block. What it throws is logged
 * and goes no further.
 */
@FunctionalInterface
public interface ResilienceListener {

  /**
   * Something happened.
   *
   * @param event what
   */
  void onEvent(ResilienceEvent event);
}
