package dev.penstock.deploy;

import dev.penstock.process.Effect;

/** What one group asks of its host. */
sealed interface GroupEffect extends Effect {

  /** Begin a deployment, or find it begun, and report its end. */
  record StartDeployment(DeploymentPlan plan) implements GroupEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.child(plan.id());
    }
  }
}
