package dev.penstock.spec.run;

import dev.penstock.spec.build.OnFailure;
import dev.penstock.spec.run.PhaseResult.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the phases of a build amount to (B-111, B-131). */
final class BuildOutcome {

  private final boolean passesContinuedFailures;
  private Status status = Status.SUCCEEDED;
  private boolean isSucceeding = true;
  private Optional<OnFailure> retry = Optional.empty();

  BuildOutcome(boolean passesContinuedFailures) {
    this.passesContinuedFailures = passesContinuedFailures;
  }

  /** Whether no phase has failed yet, which is what commands are told. */
  boolean isSucceeding() {
    return isSucceeding;
  }

  void add(PhaseResult phase, Optional<OnFailure> onFailure) {
    Status ended = phase.status().orElse(Status.SUCCEEDED);
    if (ended == Status.SUCCEEDED) {
      return;
    }
    isSucceeding = false;
    Optional<OnFailure.Action> action = onFailure.map(OnFailure::action);
    boolean isPassed =
        ended == Status.FAILED
            && passesContinuedFailures
            && action.equals(Optional.of(OnFailure.Action.CONTINUE));
    if (!isPassed && (status == Status.SUCCEEDED || ended != Status.FAILED)) {
      status = ended;
    }
    if (ended == Status.FAILED
        && action.equals(Optional.of(OnFailure.Action.RETRY))
        && RetryPattern.isFound(onFailure.orElseThrow(), phase.contexts().get(0).message())) {
      retry = onFailure;
    }
  }

  BuildResult result(
      List<PhaseResult> phases, Map<String, String> exportedVariables, Upload.Kept kept) {
    return new BuildResult(
        status,
        phases,
        exportedVariables,
        kept.artifact(),
        kept.secondaryArtifacts(),
        kept.reports(),
        retry.map(OnFailure::retries).orElse(0));
  }
}
