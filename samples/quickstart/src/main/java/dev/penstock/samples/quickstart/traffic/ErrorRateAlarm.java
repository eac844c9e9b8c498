package dev.penstock.samples.quickstart.traffic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Watches the share of failing requests on one side over a sliding window. Asks when it is asked;
 * nothing runs in the background. Thread-safe.
 */
public final class ErrorRateAlarm {

  /** What the alarm says. */
  public enum State {
    /** Fewer requests than needed for a judgement. */
    INSUFFICIENT_DATA,
    /** The share is allowed. */
    OK,
    /** The share is too high. */
    ALARM
  }

  /**
   * A judgement.
   *
   * @param state what the alarm says
   * @param requests how many requests were judged
   * @param errors how many of them failed
   * @param allowed the share of errors that is allowed, in basis points
   */
  public record Reading(State state, long requests, long errors, int allowed) {

    /** The judgement in words. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d of %d requests failed (%.1f %%; allowed: %.1f %%)",
          errors,
          requests,
          requests == 0 ? 0.0 : 100.0 * errors / requests,
          allowed / 100.0);
    }
  }

  private final TrafficLog log;
  private final Clock clock;
  private final Side side;
  private final Duration window;
  private final long leastRequests;
  private final int allowed;
  private final Instant since;

  /**
   * An alarm that judges what happens from now on.
   *
   * @param log counts the requests
   * @param clock tells the time, the same as the log's
   * @param side which side is watched
   * @param window how far back requests count
   * @param leastRequests how many requests a judgement needs, at least 1
   * @param allowed the share of errors that is still allowed, in basis points, 0 to 10,000
   */
  public ErrorRateAlarm(
      TrafficLog log, Clock clock, Side side, Duration window, long leastRequests, int allowed) {
    if (leastRequests < 1 || allowed < 0 || allowed > LoadBalancer.ALL) {
      throw new IllegalArgumentException(
          leastRequests + " requests, " + allowed + " allowed; needed: from 1, 0 to 10,000");
    }
    this.log = Objects.requireNonNull(log, "log");
    this.clock = clock;
    this.side = Objects.requireNonNull(side, "side");
    this.window = Objects.requireNonNull(window, "window");
    this.leastRequests = leastRequests;
    this.allowed = allowed;
    this.since = clock.instant();
  }

  /**
   * Judges the window that ends now.
   *
   * @return the judgement
   */
  public Reading read() {
    Instant start = clock.instant().minus(window);
    TrafficLog.Count count = log.since(side, start.isBefore(since) ? since : start);
    return new Reading(state(count), count.requests(), count.errors(), allowed);
  }

  private State state(TrafficLog.Count count) {
    if (count.requests() < leastRequests) {
      return State.INSUFFICIENT_DATA;
    }
    return count.errors() * LoadBalancer.ALL > count.requests() * allowed ? State.ALARM : State.OK;
  }
}
