package dev.penstock.deploy.traffic;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request as far as routing looks at it.
 *
 * @param user identifies who asks, the same at each request: an account, a tenant, a device; users
 *     without one are best given a cookie first
 * @param headers by name, in any case
 * @param cookies by name
 * @param cohorts that the user belongs to
 * @param isPreview whether it came over the preview endpoint
 */
public record TrafficRequest(
    String user,
    Map<String, String> headers,
    Map<String, String> cookies,
    Set<String> cohorts,
    boolean isPreview) {

  /** Copies the collections. */
  public TrafficRequest {
    Objects.requireNonNull(user, "user");
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
    cookies = Map.copyOf(cookies);
    cohorts = Set.copyOf(cohorts);
  }

  /**
   * A request of which nothing but the user is known.
   *
   * @param user who asks
   * @return the request
   */
  public static TrafficRequest of(String user) {
    return new TrafficRequest(user, Map.of(), Map.of(), Set.of(), false);
  }
}
