package dev.penstock.deploy;

import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.process.Command;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What one group is told. */
sealed interface GroupCommand extends Command {

  /** Order: deploy a revision. The same token twice is the same order. */
  record RequestDeployment(
      String token, RecordedRevision revision, DeploymentOptions options, Instant at)
      implements GroupCommand {}

  /**
   * Order: deploy once more what an earlier deployment was about. The same token twice is the same
   * order.
   *
   * @param isRetry whether it must have ended without success, and its options are taken over
   */
  record RepeatDeployment(
      String token, String of, boolean isRetry, DeploymentOptions options, Instant at)
      implements GroupCommand {}

  /** Order: end a deployment that has not begun. */
  record StopWaiting(String id, String reason, Instant at) implements GroupCommand {}

  /** Report: the group's deployment has ended. */
  record ReportEnd(String id, DeploymentOutcome outcome, Instant at) implements GroupCommand {}

  /** Report: what was asked for could not be done; it is asked for again after a restart. */
  record Postponed(String what, Instant at) implements GroupCommand {}

  /** Report: the instances of the side that a deployment goes to, and the zones of some. */
  record InstancesFound(String id, List<String> instances, Map<String, String> zones, Instant at)
      implements GroupCommand {}

  /** Report: nobody can say which instances there are. */
  record SearchFailed(String id, String message, Instant at) implements GroupCommand {}

  /** Report: an instance was launched, and is perhaps held until it is answered for. */
  record LaunchInstance(FleetInstance instance, boolean isHeld, Instant at)
      implements GroupCommand {}

  /** Report: an instance is going to be ended, and is perhaps held until it is answered for. */
  record EndInstance(String instance, boolean isHeld, Instant at) implements GroupCommand {}

  /** Report: whoever holds an instance has taken the answer. */
  record AnswerTaken(int hold, int attempt, Instant at) implements GroupCommand {}

  /** Report: whoever holds an instance could not be told. */
  record AnswerFailed(int hold, int attempt, String message, Instant at) implements GroupCommand {}

  /** Report: a timer has come due. */
  record TimerFired(GroupKey key, Instant at) implements GroupCommand {}
}
