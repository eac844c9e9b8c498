package dev.penstock.artifact.upstream.resilience;

import java.time.Duration;

/**
 * Lets some time pass between two tries: an SPI. Called on the thread that waits for an answer; a
 * host passes {@code time -> Thread.sleep(time.toMillis())}, a test moves its clock.
 */
@FunctionalInterface
public interface Pause {

  /**
   * Returns after some time.
   *
   * @param time how long, at least one millisecond
   * @throws InterruptedException if the thread is to stop waiting; then there is no further try
   */
  void pause(Duration time) throws InterruptedException;
}
