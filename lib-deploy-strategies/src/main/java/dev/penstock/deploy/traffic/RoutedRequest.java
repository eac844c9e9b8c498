package dev.penstock.deploy.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What becomes of a request.
 *
 * @param side who answers
 * @param reason why, for people, such as {@code route testers}
 * @param isMirrored whether the new side gets a copy
 * @param cookies to set with the answer
 */
public record RoutedRequest(
    TrafficSide side, String reason, boolean isMirrored, List<Cookie> cookies) {

  /**
   * A cookie to set.
   *
   * @param name its name
   * @param value its value
   * @param maxAge how long it lives; below zero to take it away (RP-127)
   */
  public record Cookie(String name, String value, Duration maxAge) {}

  /** Copies the list. */
  public RoutedRequest {
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(reason, "reason");
    cookies = List.copyOf(cookies);
  }
}
