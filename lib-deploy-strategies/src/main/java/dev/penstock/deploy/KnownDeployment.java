package dev.penstock.deploy;

import dev.penstock.deploy.traffic.Weight;
import java.util.List;
import java.util.Optional;

/**
 * What a group knows of a deployment at one moment.
 *
 * @param plan what it goes by; empty if it has not begun
 * @param entry its entry in the history
 */
record KnownDeployment(Optional<DeploymentPlan> plan, GroupStatus.Entry entry) {

  static Optional<KnownDeployment> of(GroupState state, String id) {
    GroupState.Past past = state.past(id);
    return past == null
        ? Optional.empty()
        : Optional.of(
            new KnownDeployment(Optional.ofNullable(past.plan), GroupStatus.entryOf(past)));
  }

  /** What is seen of a deployment that has no journal: it has not begun, or it was removed. */
  Milestones.Seen unbegun(DeploymentGroup group) {
    Deployment deployment =
        new Deployment(
            entry.id(),
            group.name(),
            entry.creator(),
            entry.revision(),
            "",
            entry.status(),
            entry.code(),
            entry.reason(),
            List.of(),
            Weight.NONE,
            entry.createdAt(),
            entry.endedAt(),
            entry.rollbackOf(),
            entry.rolledBackBy(),
            entry.rollbackMessage(),
            group.platform(),
            List.of(),
            false,
            Optional.empty());
    return new Milestones.Seen(deployment, entry.status().isEnd());
  }

  /** A deployment with what its group knows about its rollback. */
  Milestones.Seen join(Deployment deployment) {
    return new Milestones.Seen(
        deployment.withRollback(entry.rolledBackBy(), entry.rollbackMessage()),
        entry.status().isEnd());
  }
}
