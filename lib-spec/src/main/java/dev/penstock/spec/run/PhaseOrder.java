package dev.penstock.spec.run;

import dev.penstock.spec.build.OnFailure;
import java.util.Optional;

/** Which phase follows which (B-120 to B-130). A pure function. */
final class PhaseOrder {

  private PhaseOrder() {}

  /** What follows a phase that has ended; empty if the build ends with it. */
  static Optional<PhaseType> after(
      PhaseType ended, boolean isSucceeded, Optional<OnFailure.Action> onFailure) {
    return isSucceeded || goesOn(ended, onFailure) ? next(ended) : Optional.empty();
  }

  private static boolean goesOn(PhaseType failed, Optional<OnFailure.Action> onFailure) {
    return failed.commands().isPresent()
        && onFailure
            .map(action -> action == OnFailure.Action.CONTINUE)
            .orElse(failed == PhaseType.BUILD || failed == PhaseType.POST_BUILD);
  }

  private static Optional<PhaseType> next(PhaseType ended) {
    return switch (ended) {
      case DOWNLOAD_SOURCE -> Optional.of(PhaseType.INSTALL);
      case INSTALL -> Optional.of(PhaseType.PRE_BUILD);
      case PRE_BUILD -> Optional.of(PhaseType.BUILD);
      case BUILD -> Optional.of(PhaseType.POST_BUILD);
      case POST_BUILD -> Optional.of(PhaseType.UPLOAD_ARTIFACTS);
      case UPLOAD_ARTIFACTS -> Optional.empty();
    };
  }
}
