package dev.penstock.process;

/**
 * Receives what follows from an event: new requests, and the end of earlier ones.
 *
 * @param <F> the effects of the process
 */
public interface Effects<F> {

  /**
   * Asks the host for something.
   *
   * @param effect the request; its key is new to this process
   */
  void emit(F effect);

  /**
   * Ends an earlier request: its result is known, or no longer of interest. A driver drops a timer,
   * forgets a running action and frees its place.
   *
   * @param key the key of an effect that was emitted before
   */
  void settle(EffectKey key);
}
