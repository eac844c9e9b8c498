package dev.penstock.pipeline.resilience;

import java.time.Duration;
import java.time.Instant;

/** What a decorator did, as it happens; not journalled. */
public sealed interface ResilienceEvent {

  /**
   * The name that the {@link Resilience} was given.
   *
   * @return the name
   */
  String name();

  /**
   * When it happened.
   *
   * @return the instant, by the host's clock
   */
  Instant at();

  /**
   * A try has failed, and another one follows.
   *
   * @param name the resilience's name
   * @param key the attempt's key
   * @param failed how many tries have failed, at least 1
   * @param pause how long it waits before the next
   * @param reason what went wrong
   * @param at when
   */
  record Retrying(String name, String key, int failed, Duration pause, String reason, Instant at)
      implements ResilienceEvent {}

  /**
   * A try has succeeded after others had failed.
   *
   * @param name the resilience's name
   * @param key the attempt's key
   * @param tries how many tries it took, at least 2
   * @param at when
   */
  record Recovered(String name, String key, int tries, Instant at) implements ResilienceEvent {}

  /**
   * No further try follows a failed one.
   *
   * @param name the resilience's name
   * @param key the attempt's key
   * @param tries how many tries there were
   * @param reason what went wrong at last
   * @param at when
   */
  record GaveUp(String name, String key, int tries, String reason, Instant at)
      implements ResilienceEvent {}

  /**
   * The executor was not called.
   *
   * @param name the resilience's name
   * @param key the attempt's key
   * @param reason which decorator refused the call
   * @param message what the decorator said
   * @param at when
   */
  record Refused(
      String name, String key, ResilienceException.Reason reason, String message, Instant at)
      implements ResilienceEvent {}

  /**
   * A call waits for a permit of a rate limit or a place in a bulkhead.
   *
   * @param name the resilience's name
   * @param key the attempt's key
   * @param reason what it waits for: {@code RATE_LIMITED} or {@code BULKHEAD_FULL}
   * @param longest how long it waits at most
   * @param at when
   */
  record Waiting(
      String name, String key, ResilienceException.Reason reason, Duration longest, Instant at)
      implements ResilienceEvent {}

  /**
   * A call took too long. Told when it was given up, or has ended because it was asked to.
   *
   * @param name the resilience's name
   * @param key the attempt's key
   * @param limit how long it could take
   * @param isEnded whether the work has ended; else it goes on unattended
   * @param at when
   */
  record TimedOut(String name, String key, Duration limit, boolean isEnded, Instant at)
      implements ResilienceEvent {}

  /**
   * A circuit has changed.
   *
   * @param name the resilience's name
   * @param state what it is now
   * @param at when
   */
  record CircuitChanged(String name, CircuitState state, Instant at) implements ResilienceEvent {}

  /** What a circuit does with calls. */
  enum CircuitState {
    /** Calls pass. */
    CLOSED,
    /** Calls are refused. */
    OPEN,
    /** Some trial calls pass, and decide. */
    HALF_OPEN
  }
}
