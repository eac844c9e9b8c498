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

  /** The end of one instance. */
  record Result(String instance, TargetStatus status) {}

  static DeploymentOutcome of(DeploymentState state) {
    DeploymentEvent.StopOrdered stop = state.stop;
    List<Result> results = new ArrayList<>(state.targets.length);
    for (TargetState target : state.targets) {
      results.add(new Result(target.instance, DeploymentView.status(state, target)));
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
