package dev.penstock.deploy.rollout;

import dev.penstock.deploy.traffic.RoutingTable;
import java.util.Objects;
import java.util.Optional;

/**
 * How the traffic of a service is to be shared.
 *
 * @param key names this task and no other; the same when it is asked for again
 * @param service the service's name
 * @param stable the revision of the stable side; empty on the first rollout
 * @param revision the revision of the new side
 * @param table who gets which requests
 */
public record RoutingTask(
    String key, String service, Optional<String> stable, String revision, RoutingTable table) {

  /** Refuses null. */
  public RoutingTask {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(stable, "stable");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(table, "table");
  }
}
