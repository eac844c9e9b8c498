package dev.penstock.process;

/**
 * A request to the host: run this action, route a tenth of the traffic, wake me at this instant.
 *
 * <p>Effects are never stored. A driver carries an effect out only after the event that asked for
 * it is durable, and after a crash it asks again, so carrying out an effect must be safe to repeat.
 * The key is what makes it so: it is derived from the process's own facts, never random, and stays
 * the same over restarts.
 *
 * <p>Effects are immutable values with {@code equals}.
 */
public interface Effect {

  /**
   * What this request is known by within its process.
   *
   * @return the key
   */
  EffectKey key();
}
