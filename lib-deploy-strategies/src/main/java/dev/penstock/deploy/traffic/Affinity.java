package dev.penstock.deploy.traffic;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Cookies that keep a user on one side beside the sticky share (RP-25, RP-127). The cookie of the
 * new side holds a value of the run, so that a later run does not take it for its own; the cookie
 * of the stable side, if there is one, holds a value of the run's step, so that each step moves
 * users from the stable side to the new one and none back.
 *
 * @param cookie pins users to the new side
 * @param age of that cookie, above zero
 * @param stableCookie pins users to the stable side until the next step; empty for none
 * @param stableAge of the cookie of the stable side, above zero; usually the time between two steps
 */
public record Affinity(
    String cookie, Duration age, Optional<String> stableCookie, Duration stableAge) {

  /** Refuses blank names, equal names and ages of nothing. */
  public Affinity {
    Objects.requireNonNull(stableCookie, "stableCookie");
    if (cookie.isBlank() || stableCookie.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("affinity: a cookie needs a name");
    }
    if (stableCookie.filter(cookie::equals).isPresent()) {
      throw new IllegalArgumentException(
          "affinity: both cookies are called " + cookie + "; allowed: two names");
    }
    requirePositive(age);
    requirePositive(stableAge);
  }

  private static void requirePositive(Duration age) {
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("affinity: an age of " + age + "; allowed: above zero");
    }
  }

  /**
   * A cookie for the new side alone.
   *
   * @param cookie its name
   * @param age above zero
   * @return the affinity
   */
  public static Affinity of(String cookie, Duration age) {
    return new Affinity(cookie, age, Optional.empty(), age);
  }

  /**
   * The same with a cookie that keeps users on the stable side until the next step.
   *
   * @param name another name
   * @param stepTime above zero, usually the time between two steps
   * @return a copy
   */
  public Affinity withStable(String name, Duration stepTime) {
    return new Affinity(cookie, age, Optional.of(name), stepTime);
  }
}
