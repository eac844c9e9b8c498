package dev.penstock.deploy;

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
 * @param results the end of each instance
 */
record DeploymentOutcome(
    DeploymentStatus status,
    Optional<EndCause> cause,
    String code,
    String reason,
    RollbackChoice rollback,
    List<Result> results) {

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
        reason,
        RollbackChoice.AS_THE_GROUP_SAYS,
        List.of());
  }

  static DeploymentOutcome of(DeploymentState state) {
    DeploymentEvent.StopOrdered stop = state.stop;
    List<Result> results = new ArrayList<>(state.targets.length);
    for (TargetState target : state.targets) {
      LifecycleResult install = target.result(LifecycleEvent.INSTALL);
      boolean isInstalled = install != null && install.isSucceeded();
      results.add(
          new Result(target.instance, DeploymentView.status(state, target), isInstalled));
    }
    return new DeploymentOutcome(
        state.endStatus,
        stop == null ? Optional.empty() : Optional.of(stop.cause()),
        state.endCode,
        state.endReason,
        stop == null ? RollbackChoice.AS_THE_GROUP_SAYS : stop.rollback(),
        List.copyOf(results));
  }

  boolean isSuccess() {
    return status == DeploymentStatus.SUCCEEDED;
  }

  boolean touchedAny() {
    return results.stream().anyMatch(result -> result.status() != TargetStatus.SKIPPED);
  }
}
