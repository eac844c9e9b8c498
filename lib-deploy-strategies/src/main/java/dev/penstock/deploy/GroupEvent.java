package dev.penstock.deploy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to one group. Type and component names are part of the journal's format. */
sealed interface GroupEvent {

  /** When it happened, by the host's clock. */
  Instant at();

  /** Somebody asked for a deployment, which begins. */
  record DeploymentRequested(
      String token, DeploymentPlan plan, Instant at, DeploymentOptions options)
      implements GroupEvent {

    /** Events of before there were options have none. */
    public DeploymentRequested(
        String token, DeploymentPlan plan, Instant at, @Nullable DeploymentOptions options) {
      this.token = token;
      this.plan = plan;
      this.at = at;
      this.options = Objects.requireNonNullElse(options, DeploymentOptions.NONE);
    }
  }

  /** Somebody asked for a deployment, which waits for its turn or for its instances. */
  record DeploymentQueued(String token, QueuedDeployment order, Instant at) implements GroupEvent {}

  /** It is a deployment's turn, and the instances of a side are looked for. */
  record InstancesSought(String id, String side, Instant at) implements GroupEvent {}

  /** A deployment that waited begins. */
  record QueuedDeploymentBegan(String id, DeploymentPlan plan, Instant at) implements GroupEvent {}

  /** A deployment that waited ends without having begun. */
  record QueuedDeploymentEnded(String id, DeploymentOutcome outcome, Instant at)
      implements GroupEvent {}

  /** The deployment has ended. */
  record DeploymentRecorded(String id, DeploymentOutcome outcome, Instant at)
      implements GroupEvent {}

  /** A deployment is rolled back by another one, which begins. */
  record RollbackRequested(String of, String message, DeploymentPlan plan, Instant at)
      implements GroupEvent {}

  /** A deployment that did not succeed is not rolled back. */
  record RollbackDeclined(String of, String message, Instant at) implements GroupEvent {}

  /** Instances that joined during a deployment are brought up to date by one that begins. */
  record UpdateRequested(String of, DeploymentPlan plan, Instant at) implements GroupEvent {}

  /**
   * An instance was launched.
   *
   * @param isHeld whether somebody holds it until told to go on
   * @param isFollowed whether it is brought up to date after a deployment that it missed
   * @param side where it belongs
   * @param plan what deploys the last good revision to it; empty before there is one
   */
  record InstanceLaunched(
      String instance,
      boolean isHeld,
      boolean isFollowed,
      String side,
      Optional<DeploymentPlan> plan,
      Instant at)
      implements GroupEvent {}

  /**
   * An instance is going to be ended.
   *
   * @param isHeld whether somebody holds it until told to go on
   * @param plan what prepares it; empty if nothing is known to be installed on it
   */
  record InstanceEnding(String instance, boolean isHeld, Optional<DeploymentPlan> plan, Instant at)
      implements GroupEvent {}

  /** An instance is to be held longer. */
  record HeartbeatDue(int hold, int number, Instant at) implements GroupEvent {}

  /** Whoever holds an instance knows what is to become of it. */
  record HookAnswered(int hold, int attempt, Instant at) implements GroupEvent {}

  /** Whoever holds an instance could not be told. */
  record HookAnswerFailed(int hold, int attempt, String message, Instant at)
      implements GroupEvent {}

  /** Whoever holds an instance is told once more. */
  record HookAnswerRepeated(int hold, int attempt, Instant at) implements GroupEvent {}

  /**
   * Stands for all events before it, in a journal that was compacted: the first event there.
   *
   * @param at of the last event that it stands for
   */
  record Checkpointed(GroupRemnant group, Instant at) implements GroupEvent {}
}
