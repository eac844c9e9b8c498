package dev.penstock.deploy;

import dev.penstock.deploy.traffic.Weight;
import java.util.Objects;

/**
 * One of the two task sets of a service during a deployment (D-295).
 *
 * @param side the side of the group that it belongs to: the target group behind which it stands
 * @param label whether it is the original or the replacement
 * @param role what it is to the service
 * @param trafficWeight its share of the production traffic
 */
public record TaskSet(String side, FleetLabel label, Role role, Weight trafficWeight) {

  /** What a task set is to its service. */
  public enum Role {
    /** It serves the production traffic, or most recently did so alone. */
    PRIMARY,
    /** It is there beside the primary one. */
    ACTIVE,
    /** It is being given up. */
    DRAINING
  }

  /** All parts are required. */
  public TaskSet {
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(trafficWeight, "trafficWeight");
  }

  /**
   * The share as the cloud service tells it.
   *
   * @return 0.0 to 100.0
   */
  public double trafficPercent() {
    return trafficWeight.basisPoints() / 100.0;
  }
}
