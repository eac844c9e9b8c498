package dev.penstock.deploy;

import dev.penstock.process.Checkpointing;
import java.time.Instant;

/**
 * Makes the checkpoint of a deployment: how far it is, how each lifecycle event ended, and what
 * triggers tell of that. It keeps all of it whatever the retention, as a deployment that has ended
 * is looked at still.
 */
final class DeploymentDigest implements Checkpointing.Digest<DeploymentEvent> {
  private final FollowedDeployment followed = new FollowedDeployment();
  private Instant at = Instant.EPOCH;

  @Override
  public void add(DeploymentEvent event) {
    followed.add(event);
    at = event.at();
  }

  @Override
  public DeploymentEvent checkpoint() {
    return new DeploymentEvent.Checkpointed(
        DeploymentRemnant.of(followed.state), followed.trails(), at);
  }
}
