package dev.penstock.deploy;

import dev.penstock.deploy.traffic.Weight;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a share of the new side out for all sides. */
final class Routes {
  private Routes() {}

  static TrafficRoute of(DeploymentPlan plan, DeploymentKey key, Weight share) {
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (String side : plan.sides()) {
      boolean isLive = plan.liveSide().filter(side::equals).isPresent();
      weights.put(
          side, side.equals(plan.side()) ? share : isLive ? share.complement() : Weight.NONE);
    }
    return new TrafficRoute(
        plan.id() + "/" + key.text(), plan.group(), plan.deploymentId(), weights);
  }
}
