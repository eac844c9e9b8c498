package dev.penstock.deploy;

import dev.penstock.revision.Revision;
import java.time.Instant;
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
 * @param history the last deployments, oldest first: those that have not ended, and {@value
 *     #LONGEST_HISTORY} of the others at most
 * @param target the revision that was asked for last, whatever became of it (D-364); empty before
 *     the first request
 * @param lastAttempted the deployment that began last; empty before the first
 * @param lastSuccessful the deployment that succeeded last; empty before the first
 * @param waiting the deployments that wait for their turn, in its order
 */
public record GroupStatus(
    String group,
    Optional<String> liveSide,
    Optional<Revision> lastKnownGood,
    Optional<DeploymentId> active,
    List<Instance> instances,
    List<Entry> history,
    Optional<Revision> target,
    Optional<DeploymentId> lastAttempted,
    Optional<DeploymentId> lastSuccessful,
    List<DeploymentId> waiting) {

  /** How many ended deployments a group remembers. */
  public static final int LONGEST_HISTORY = GroupState.REMEMBERED;

  /** Copies the lists. */
  public GroupStatus {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(liveSide, "liveSide");
    Objects.requireNonNull(lastKnownGood, "lastKnownGood");
    Objects.requireNonNull(active, "active");
    instances = List.copyOf(instances);
    history = List.copyOf(history);
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(lastAttempted, "lastAttempted");
    Objects.requireNonNull(lastSuccessful, "lastSuccessful");
    waiting = List.copyOf(waiting);
  }

  /**
   * What is on an instance.
   *
   * @param id the instance's id
   * @param revision the id of the revision; empty if nobody can say, because a deployment failed
   *     there
   * @param isHealthy whether its last deployment succeeded there
   * @param lastInstalled the id of the revision whose Install succeeded last (D-463); empty before
   * @param lastDeployed the id of the revision whose whole deployment succeeded last; empty before
   */
  public record Instance(
      String id,
      Optional<String> revision,
      boolean isHealthy,
      Optional<String> lastInstalled,
      Optional<String> lastDeployed) {

    /** All parts are required. */
    public Instance {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(revision, "revision");
      Objects.requireNonNull(lastInstalled, "lastInstalled");
      Objects.requireNonNull(lastDeployed, "lastDeployed");
    }
  }

  /**
   * One deployment of the history.
   *
   * @param id its identity
   * @param creator who asked for it
   * @param revision what it installed
   * @param status how it ended, {@link DeploymentStatus#IN_PROGRESS} while it is under way, {@link
   *     DeploymentStatus#QUEUED} while it waits for others, {@link DeploymentStatus#CREATED} while
   *     it waits for nothing but its instances to be found
   * @param code what ended it early; empty unless it was
   * @param reason the same as a sentence
   * @param rollbackOf the deployment that this one rolls back; empty unless it is a rollback
   * @param rolledBackBy the deployment that rolled this one back; empty if none did
   * @param rollbackMessage why it was rolled back, or why not; empty for a success
   * @param options in what it differs from its group's settings
   * @param createdAt when it was asked for
   * @param endedAt when it ended; empty before
   * @param updateOf the deployment during which its instances joined, whom it brings up to date
   *     (D-361); empty unless it does that
   * @param updatedBy the deployments that brought such instances up to date after this one
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
      String rollbackMessage,
      DeploymentOptions options,
      Instant createdAt,
      Optional<Instant> endedAt,
      Optional<DeploymentId> updateOf,
      List<DeploymentId> updatedBy) {

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
      Objects.requireNonNull(options, "options");
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(endedAt, "endedAt");
      Objects.requireNonNull(updateOf, "updateOf");
      updatedBy = List.copyOf(updatedBy);
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
            .map(each -> instanceOf(each.getKey(), each.getValue()))
            .toList(),
        GroupHistory.oldestFirst(state).stream().map(GroupStatus::entryOf).toList(),
        Optional.ofNullable(state.target).map(RecordedRevision::toRevision),
        Optional.ofNullable(state.lastAttempted).map(DeploymentId::new),
        Optional.ofNullable(state.lastSuccessful).map(DeploymentId::new),
        state.waiting.keySet().stream().map(DeploymentId::new).toList());
  }

  private static Instance instanceOf(String id, GroupState.Installed installed) {
    return new Instance(
        id,
        Optional.ofNullable(installed.revision()).map(RecordedRevision::id),
        installed.isHealthy(),
        Optional.ofNullable(installed.byInstall()).map(RecordedRevision::id),
        Optional.ofNullable(installed.byDeployment()).map(RecordedRevision::id));
  }

  static Entry entryOf(GroupState.Past past) {
    DeploymentOutcome outcome = past.outcome;
    DeploymentPlan plan = past.plan;
    return new Entry(
        new DeploymentId(past.id),
        past.creator,
        past.revision.toRevision(),
        statusOf(past),
        outcome == null ? "" : outcome.code(),
        outcome == null ? "" : outcome.reason(),
        plan == null ? Optional.empty() : plan.rollbackOf().map(DeploymentId::new),
        Optional.ofNullable(past.rolledBackBy).map(DeploymentId::new),
        past.rollbackMessage,
        past.options,
        past.createdAt,
        Optional.ofNullable(past.endedAt),
        Optional.ofNullable(past.updateOf).map(DeploymentId::new),
        past.updatedBy.stream().map(DeploymentId::new).toList());
  }

  static DeploymentStatus statusOf(GroupState.Past past) {
    if (past.outcome != null) {
      return past.outcome.status();
    }
    if (past.plan != null) {
      return DeploymentStatus.IN_PROGRESS;
    }
    return past.isQueued ? DeploymentStatus.QUEUED : DeploymentStatus.CREATED;
  }
}
