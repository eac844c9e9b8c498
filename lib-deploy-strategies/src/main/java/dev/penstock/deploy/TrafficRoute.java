package dev.penstock.deploy;

import dev.penstock.deploy.traffic.Weight;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How the traffic of a group is to be shared among its sides.
 *
 * @param key names this route and no other: {@code deployment/route/number}; the same when it is
 *     asked for again after a restart
 * @param group the group's name
 * @param deployment the deployment that asks
 * @param weights the share of each side by its name, in the order of the group. They add up to the
 *     whole, or to nothing if no side may serve: the first deployment of a group was taken back
 */
public record TrafficRoute(
    String key, String group, DeploymentId deployment, Map<String, Weight> weights) {

  /** Copies the map, keeping its order. */
  public TrafficRoute {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(deployment, "deployment");
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /**
   * The share of one side.
   *
   * @param side the side's name
   * @return its weight, nothing if the route does not name it
   */
  public Weight weight(String side) {
    return weights.getOrDefault(side, Weight.NONE);
  }
}
