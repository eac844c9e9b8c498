package dev.penstock.deploy;

import dev.penstock.deploy.rollout.OrderedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a deployment ended, as it is told to its group.
 *
 * @param status one of the ends
 * @param cause what ended it early; empty for a success
 * @param code what programs match; empty for a success
 * @param reason the same as a sentence; empty for a success
 * @param rollback what the one who stopped it wants
 * @param results the end of each instance that the revision was to come to
 * @param noRollback why no rollback is called for, whatever the group says; empty if one may be
 */
record DeploymentOutcome(
    DeploymentStatus status,
    Optional<EndCause> cause,
    String code,
    String reason,
    RollbackChoice rollback,
    List<Result> results,
    Optional<String> noRollback) {

  /** An outcome after which the group decides about a rollback. */
  DeploymentOutcome(
      DeploymentStatus status,
      Optional<EndCause> cause,
      String code,
      String reason,
      RollbackChoice rollback,
      List<Result> results) {
    this(status, cause, code, reason, rollback, results, Optional.empty());
  }

  /**
   * The end of one instance.
   *
   * @param instance its id
   * @param status how it ended
   * @param isInstalled whether its Install succeeded
   */
  record Result(String instance, TargetStatus status, boolean isInstalled) {}

  /** The outcome of a deployment that never began, so touched no instance. */
  static DeploymentOutcome unbegun(EndCause cause, String code, String reason) {
    return new DeploymentOutcome(
        cause.status(),
        Optional.of(cause),
        code,
        DeploymentEvent.StopOrdered.cut(reason, OrderedBy.LONGEST_REASON),
        RollbackChoice.AS_THE_GROUP_SAYS,
        List.of());
  }

  static DeploymentOutcome of(DeploymentState state) {
    DeploymentEvent.StopOrdered stop = state.stop;
    List<Result> results = new ArrayList<>(state.targets.length);
    for (TargetState target : state.targets) {
      LifecycleResult install = target.result(LifecycleEvent.INSTALL);
      boolean isInstalled =
          install != null && install.isSucceeded() && !isReplacementGivenUp(state);
      results.add(new Result(target.instance, resultOf(state, target), isInstalled));
    }
    return new DeploymentOutcome(
        state.endStatus,
        stop == null ? Optional.empty() : Optional.of(stop.cause()),
        state.endCode,
        state.endReason,
        stop == null ? RollbackChoice.AS_THE_GROUP_SAYS : stop.rollback(),
        List.copyOf(results),
        noRollback(state));
  }

  /** What is on a target in the end: what is ready there is there, unless it was given up. */
  private static TargetStatus resultOf(DeploymentState state, TargetState target) {
    TargetStatus shown = DeploymentView.status(state, target);
    if (shown != TargetStatus.READY && shown != TargetStatus.SUCCEEDED) {
      return shown;
    }
    return isReplacementGivenUp(state) ? TargetStatus.FAILED : TargetStatus.SUCCEEDED;
  }

  private static boolean isReplacementGivenUp(DeploymentState state) {
    return state.terminations > 0 && state.isStopping();
  }

  /** Where there is an original to go back to, the deployment has gone back itself (D-359). */
  private static Optional<String> noRollback(DeploymentState state) {
    DeploymentPlatform platform = state.plan().platform();
    if (state.endStatus == DeploymentStatus.SUCCEEDED
        || !platform.isBlueGreen()
        || platform == DeploymentPlatform.SERVER_SIDES) {
      return Optional.empty();
    }
    if (platform == DeploymentPlatform.ECS_BLUE_GREEN && !WindDown.hasReplacement(state)) {
      return Optional.of("there was no replacement yet, so there is nothing to roll back");
    }
    String left = WindDown.shortcomings(state);
    if (left.isEmpty() && state.plan().liveSide().isEmpty()) {
      return Optional.empty(); // nobody was served yet
    }
    return Optional.of(
        left.isEmpty()
            ? "the original serves everything, so nothing is installed again"
            : "users were brought back as far as possible" + left);
  }

  DeploymentOutcome withoutResults() {
    return new DeploymentOutcome(status, cause, code, reason, rollback, List.of(), noRollback);
  }

  boolean isSuccess() {
    return status == DeploymentStatus.SUCCEEDED;
  }

  boolean touchedAny() {
    return results.stream().anyMatch(result -> result.status() != TargetStatus.SKIPPED);
  }
}
