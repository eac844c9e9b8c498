package dev.penstock.process;

import java.time.Instant;

/**
 * What a process is told: an order (start, approve, stop) or a report (this action finished, this
 * timer fired).
 *
 * <p>Commands are immutable values and carry the instant at which they were given, because a
 * decider reads no clock.
 */
public interface Command {

  /**
   * When the order was given or the reported fact happened, as the host's clock saw it.
   *
   * @return the instant
   */
  Instant at();
}
