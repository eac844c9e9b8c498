package dev.penstock.process;

import java.time.Instant;

/**
 * The one effect that every driver carries out itself: wake the process at an instant.
 *
 * <p>A driver turns a timer that has come due into a command with {@link Decider#wake}. Late is
 * legal; early is not.
 */
public interface Timer extends Effect {

  /**
   * When to wake the process, at the earliest.
   *
   * @return an absolute instant
   */
  Instant due();
}
