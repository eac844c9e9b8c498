package dev.penstock.deploy.traffic;

import java.util.List;
import java.util.Objects;

/**
 * A named route to the new side for the requests that meet all of its conditions, whatever its
 * weight is. Routes are looked at in the order in which the plan declares their names; the first
 * that matches decides (RP-113).
 *
 * @param name as the plan declares it, 1 to {@value RequestMatch#LONGEST} characters
 * @param all the conditions, at most {@value #MOST}; none takes the route of this name away
 */
public record RequestRoute(String name, List<RequestMatch> all) {

  /** The most conditions of one route. */
  public static final int MOST = 32;

  /** Copies the list; refuses too many conditions. */
  public RequestRoute {
    Objects.requireNonNull(name, "name");
    all = List.copyOf(all);
    if (all.size() > MOST) {
      throw new IllegalArgumentException(
          "route " + name + ": " + all.size() + " conditions; allowed: up to " + MOST);
    }
  }

  /**
   * A route.
   *
   * @param name as the plan declares it
   * @param all the conditions, each of which has to be met; none takes the route away
   * @return the route
   */
  public static RequestRoute of(String name, RequestMatch... all) {
    return new RequestRoute(name, List.of(all));
  }

  /**
   * Whether this takes the route of its name away.
   *
   * @return true without conditions
   */
  public boolean isRemoval() {
    return all.isEmpty();
  }
}
