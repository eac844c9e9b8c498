package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.deploy.traffic.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * The task sets of a service as a deployment has them: the replacement becomes the primary one once
 * all traffic has moved, and the next deployment finds the roles of the sides exchanged.
 */
final class TaskSets {
  private TaskSets() {}

  static List<TaskSet> of(DeploymentState state) {
    DeploymentPlan plan = state.plan();
    List<TaskSet> sets = new ArrayList<>();
    if (plan.platform() != DeploymentPlatform.ECS_BLUE_GREEN) {
      return sets;
    }
    Weight weight = new Weight(state.weight);
    boolean hasMoved = weight.isAll() && !state.isStopping();
    String original = plan.liveSide().orElse(null);
    if (original != null && !(isGivenUp(state, FleetLabel.BLUE) && state.isTerminated)) {
      sets.add(
          new TaskSet(
              original,
              FleetLabel.BLUE,
              isGivenUp(state, FleetLabel.BLUE)
                  ? TaskSet.Role.DRAINING
                  : hasMoved ? TaskSet.Role.ACTIVE : TaskSet.Role.PRIMARY,
              weight.complement()));
    }
    if (WindDown.hasReplacement(state)
        && !(isGivenUp(state, FleetLabel.GREEN) && state.isTerminated)) {
      sets.add(
          new TaskSet(
              plan.side(),
              FleetLabel.GREEN,
              isGivenUp(state, FleetLabel.GREEN)
                  ? TaskSet.Role.DRAINING
                  : hasMoved ? TaskSet.Role.PRIMARY : TaskSet.Role.ACTIVE,
              weight));
    }
    return sets;
  }

  private static boolean isGivenUp(DeploymentState state, FleetLabel label) {
    boolean hasBegun = state.phase == Phase.TERMINATING || state.isTerminated;
    return hasBegun && (label == FleetLabel.GREEN) == state.isStopping();
  }
}
