package dev.penstock.deploy;

import dev.penstock.deploy.traffic.Weight;
import dev.penstock.revision.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A deployment as it was at one moment.
 *
 * @param id its identity
 * @param group the name of the group that it belongs to
 * @param creator who asked for it
 * @param revision what it installs
 * @param side the side that it installs on; empty before it has begun
 * @param status how far it is
 * @param code what ended it early, such as {@code ALARM_ACTIVE} (D-396); empty unless it did
 * @param reason the same as a sentence for a person
 * @param targets its instances, in the order of their turns
 * @param weight the share of the traffic that the new revision gets by this deployment
 * @param createdAt when it began
 * @param endedAt when it ended; empty before
 * @param rollbackOf the deployment that this one rolls back; empty unless it is a rollback
 * @param rolledBackBy the deployment that rolled this one back; empty if none did
 * @param rollbackMessage why it was rolled back or why not; empty before it was decided, and for a
 *     success
 * @param platform what it deploys to
 * @param taskSets the task sets of a service, the original first (D-295); none on other platforms
 * @param terminationWaitStarted whether it waits or has waited to give up what it replaced; never
 *     if that is kept (D-325)
 * @param stopStatus how far stopping it is; empty if it is not being stopped
 */
public record Deployment(
    DeploymentId id,
    String group,
    DeploymentCreator creator,
    Revision revision,
    String side,
    DeploymentStatus status,
    String code,
    String reason,
    List<TargetProgress> targets,
    Weight weight,
    Instant createdAt,
    Optional<Instant> endedAt,
    Optional<DeploymentId> rollbackOf,
    Optional<DeploymentId> rolledBackBy,
    String rollbackMessage,
    DeploymentPlatform platform,
    List<TaskSet> taskSets,
    boolean terminationWaitStarted,
    Optional<StopStatus> stopStatus) {

  /** Copies the list. */
  public Deployment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(creator, "creator");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(reason, "reason");
    targets = List.copyOf(targets);
    Objects.requireNonNull(weight, "weight");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(endedAt, "endedAt");
    Objects.requireNonNull(rollbackOf, "rollbackOf");
    Objects.requireNonNull(rolledBackBy, "rolledBackBy");
    Objects.requireNonNull(rollbackMessage, "rollbackMessage");
    Objects.requireNonNull(platform, "platform");
    taskSets = List.copyOf(taskSets);
    Objects.requireNonNull(stopStatus, "stopStatus");
  }

  /**
   * How many instances have a status (D-398).
   *
   * @param wanted the status
   * @return 0 or more
   */
  public int count(TargetStatus wanted) {
    return (int) targets.stream().filter(target -> target.status() == wanted).count();
  }

  /**
   * How many targets there are of each status (D-398).
   *
   * @return the counts
   */
  public DeploymentOverview overview() {
    return new DeploymentOverview(
        count(TargetStatus.PENDING),
        count(TargetStatus.IN_PROGRESS),
        count(TargetStatus.SUCCEEDED),
        count(TargetStatus.FAILED),
        count(TargetStatus.SKIPPED),
        count(TargetStatus.READY));
  }

  /** The deployment with what its group knows about its rollback. */
  Deployment withRollback(Optional<DeploymentId> by, String message) {
    return new Deployment(
        id,
        group,
        creator,
        revision,
        side,
        status,
        code,
        reason,
        targets,
        weight,
        createdAt,
        endedAt,
        rollbackOf,
        by,
        message,
        platform,
        taskSets,
        terminationWaitStarted,
        stopStatus);
  }
}
