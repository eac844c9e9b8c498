package dev.penstock.spec.run;

import dev.penstock.spec.build.OnFailure;
import dev.penstock.spec.run.PhaseResult.Status;
import java.util.List;
import java.util.Optional;

/** Which phase follows which (B-120 to B-132). A pure function. */
final class PhaseOrder {

  private static final List<PhaseType> ORDER = List.of(PhaseType.values());

  private PhaseOrder() {}

  /** What follows a phase that has ended; empty after the last. */
  static Optional<PhaseType> after(
      PhaseType ended, Status status, Optional<OnFailure.Action> onFailure) {
    if (ended == PhaseType.COMPLETED) {
      return Optional.empty();
    }
    if (status == Status.SUCCEEDED || (status == Status.FAILED && goesOn(ended, onFailure))) {
      return Optional.of(ORDER.get(ORDER.indexOf(ended) + 1));
    }
    return Optional.of(
        ended.isBeforePlace() || ended == PhaseType.FINALIZING
            ? PhaseType.COMPLETED
            : PhaseType.FINALIZING);
  }

  private static boolean goesOn(PhaseType failed, Optional<OnFailure.Action> onFailure) {
    return failed.commands().isPresent()
        && onFailure
            .map(action -> action == OnFailure.Action.CONTINUE)
            .orElse(failed == PhaseType.BUILD || failed == PhaseType.POST_BUILD);
  }
}
