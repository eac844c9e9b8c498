package dev.penstock.deploy;

import dev.penstock.revision.Revision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A group as it was at one moment.
 *
 * @param group the group's name
 * @param liveSide the side that serves; empty before the first success
 * @param lastKnownGood the revision of the last deployment that succeeded; empty before the first
 * @param active the deployment under way; empty if there is none
 * @param instances what is on each instance that a deployment has ever been about
 * @param history the last deployments, {@value #LONGEST_HISTORY} at most, oldest first
 */
public record GroupStatus(
    String group,
    Optional<String> liveSide,
    Optional<Revision> lastKnownGood,
    Optional<DeploymentId> active,
    List<Instance> instances,
    List<Entry> history) {

  /** How many deployments a group remembers. */
  public static final int LONGEST_HISTORY = GroupState.REMEMBERED;

  /** Copies the lists. */
  public GroupStatus {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(liveSide, "liveSide");
    Objects.requireNonNull(lastKnownGood, "lastKnownGood");
    Objects.requireNonNull(active, "active");
    instances = List.copyOf(instances);
    history = List.copyOf(history);
  }

  /**
   * What is on an instance.
   *
   * @param id the instance's id
   * @param revision the id of the revision; empty if nobody can say, because a deployment failed
   *     there
   * @param isHealthy whether its last deployment succeeded there
   */
  public record Instance(String id, Optional<String> revision, boolean isHealthy) {

    /** All parts are required. */
    public Instance {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(revision, "revision");
    }
  }

  /**
   * One deployment of the history.
   *
   * @param id its identity
   * @param creator who asked for it
   * @param revision what it installed
   * @param status how it ended, or {@link DeploymentStatus#IN_PROGRESS}
   * @param code what ended it early; empty unless it was
   * @param reason the same as a sentence
   * @param rollbackOf the deployment that this one rolls back; empty unless it is a rollback
   * @param rolledBackBy the deployment that rolled this one back; empty if none did
   * @param rollbackMessage why it was rolled back, or why not; empty for a success
   */
  public record Entry(
      DeploymentId id,
      DeploymentCreator creator,
      Revision revision,
      DeploymentStatus status,
      String code,
      String reason,
      Optional<DeploymentId> rollbackOf,
      Optional<DeploymentId> rolledBackBy,
      String rollbackMessage) {

    /** All parts are required. */
    public Entry {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(creator, "creator");
      Objects.requireNonNull(revision, "revision");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(rollbackOf, "rollbackOf");
      Objects.requireNonNull(rolledBackBy, "rolledBackBy");
      Objects.requireNonNull(rollbackMessage, "rollbackMessage");
    }
  }

  /**
   * One deployment of the history.
   *
   * @param id its identity
   * @return the entry, or empty if the group does not remember it
   */
  public Optional<Entry> entry(DeploymentId id) {
    return history.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  static GroupStatus of(String group, GroupState state) {
    return new GroupStatus(
        group,
        Optional.ofNullable(state.liveSide),
        Optional.ofNullable(state.lastKnownGood).map(RecordedRevision::toRevision),
        Optional.ofNullable(state.active).map(DeploymentPlan::deploymentId),
        state.instances.entrySet().stream()
            .map(
                each ->
                    new Instance(
                        each.getKey(),
                        Optional.ofNullable(each.getValue().revision()),
                        each.getValue().isHealthy()))
            .toList(),
        state.history.values().stream().map(GroupStatus::entryOf).toList());
  }

  private static Entry entryOf(GroupState.Past past) {
    DeploymentOutcome outcome = past.outcome;
    return new Entry(
        past.plan.deploymentId(),
        past.plan.creator(),
        past.plan.revision().toRevision(),
        outcome == null ? DeploymentStatus.IN_PROGRESS : outcome.status(),
        outcome == null ? "" : outcome.code(),
        outcome == null ? "" : outcome.reason(),
        past.plan.rollbackOf().map(DeploymentId::new),
        Optional.ofNullable(past.rolledBackBy).map(DeploymentId::new),
        past.rollbackMessage);
  }
}
