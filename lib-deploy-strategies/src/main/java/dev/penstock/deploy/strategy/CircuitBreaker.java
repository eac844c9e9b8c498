package dev.penstock.deploy.strategy;

import java.util.Objects;

/**
 * Ends a rollout after too many replicas or hosts failed to start (RP-38, RP-156).
 *
 * @param kind what the value means
 * @param value a number of failures, at least 1, or a percentage of the replicas wanted, 1 to 100
 * @param isResetByHealthy whether one that becomes healthy sets the count back to zero
 */
public record CircuitBreaker(Kind kind, int value, boolean isResetByHealthy) {

  /** What a bounded percentage comes to at least. */
  public static final int BOUNDED_LEAST = 3;

  /** What a bounded percentage comes to at most. */
  public static final int BOUNDED_MOST = 200;

  private static final int MOST = 1_000_000;

  /** Half of the replicas wanted, but 3 at least and 200 at most. */
  public static final CircuitBreaker STANDARD = boundedPercent(50);

  /** What the value of a breaker means. */
  public enum Kind {
    /** So many failures. */
    COUNT,
    /** A percentage of the replicas wanted, 3 failures at least and 200 at most. */
    BOUNDED_PERCENT,
    /** A percentage of the replicas wanted, 1 failure at least. */
    UNBOUNDED_PERCENT
  }

  /** Refuses values out of range. */
  public CircuitBreaker {
    Objects.requireNonNull(kind, "kind");
    int most = kind == Kind.COUNT ? MOST : 100;
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "circuit breaker: " + value + " is out of range; allowed: 1 to " + most + " of " + kind);
    }
  }

  /**
   * A number of failures.
   *
   * @param failures at least 1
   * @return the breaker
   */
  public static CircuitBreaker count(int failures) {
    return new CircuitBreaker(Kind.COUNT, failures, true);
  }

  /**
   * A percentage of the replicas wanted, within bounds.
   *
   * @param percent 1 to 100
   * @return the breaker
   */
  public static CircuitBreaker boundedPercent(int percent) {
    return new CircuitBreaker(Kind.BOUNDED_PERCENT, percent, true);
  }

  /**
   * A percentage of the replicas wanted.
   *
   * @param percent 1 to 100
   * @return the breaker
   */
  public static CircuitBreaker unboundedPercent(int percent) {
    return new CircuitBreaker(Kind.UNBOUNDED_PERCENT, percent, true);
  }

  /**
   * The same breaker, whose count is never set back.
   *
   * @return a copy
   */
  public CircuitBreaker neverReset() {
    return new CircuitBreaker(kind, value, false);
  }

  /**
   * At how many failures it ends the rollout; percentages are rounded up.
   *
   * @param wanted replicas or hosts in the end, 0 or more
   * @return at least 1
   */
  public int threshold(int wanted) {
    int share = Math.max(1, HealthyFloor.percentOf(wanted, Math.min(value, 100)));
    return switch (kind) {
      case COUNT -> value;
      case BOUNDED_PERCENT -> Math.max(BOUNDED_LEAST, Math.min(BOUNDED_MOST, share));
      case UNBOUNDED_PERCENT -> share;
    };
  }
}
