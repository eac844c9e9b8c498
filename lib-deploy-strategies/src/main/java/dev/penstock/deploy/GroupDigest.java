package dev.penstock.deploy;

import dev.penstock.process.Checkpointing;
import java.time.Instant;

/**
 * Makes the checkpoint of a group. Of the deployments that have ended it keeps the last {@value
 * GroupState#REMEMBERED}, whatever the retention: they can be looked at, repeated and retried, so
 * the rules need them. Of each it keeps its entry in the history, not its instances; what happened
 * on those is in the deployment's own journal.
 */
final class GroupDigest implements Checkpointing.Digest<GroupEvent> {
  private final GroupState state = new GroupState();
  private Instant at = Instant.EPOCH;

  @Override
  public void add(GroupEvent event) {
    GroupEvolution.evolve(state, event);
    at = event.at();
  }

  @Override
  public GroupEvent checkpoint() {
    return new GroupEvent.Checkpointed(GroupRemnant.of(state), at);
  }
}
