package dev.penstock.spec.batch;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What happens to a batch. Type and component names are part of the journal's format. */
sealed interface BatchEvent {

  /** When it happened, by the host's clock. */
  Instant at();

  /** The batch exists. */
  record BatchSubmitted(BatchRestrictions restrictions, Instant at) implements BatchEvent {}

  /** Its plan is to be read. */
  record PlanRequested(Instant at) implements BatchEvent {}

  /** Its builds are known; some may have their result from an earlier batch. */
  record PlanAccepted(BatchPlan plan, List<BatchBuild> kept, Instant at) implements BatchEvent {}

  /** There is no plan that may be followed. */
  record PlanRefused(String message, Instant at) implements BatchEvent {}

  /** A build runs. */
  record BuildStarted(String identifier, Instant at) implements BatchEvent {}

  /** A build will not run. */
  record BuildSkipped(String identifier, String reason, Instant at) implements BatchEvent {}

  /** A build has ended. */
  record BuildEnded(
      String identifier,
      BatchBuildStatus status,
      String message,
      Map<String, String> exportedVariables,
      Instant at)
      implements BatchEvent {}

  /** Nothing new begins, and what runs is to stop: by an order, or because a build failed. */
  record StopOrdered(boolean isOrdered, String reason, Instant at) implements BatchEvent {}

  /** The artifacts are to be combined. */
  record CombineStarted(Instant at) implements BatchEvent {}

  /** They are. */
  record ArtifactsCombined(Instant at) implements BatchEvent {}

  /** They could not be. */
  record CombiningFailed(String message, Instant at) implements BatchEvent {}

  /** The end. */
  record BatchEnded(BatchPhase phase, String reason, Instant at) implements BatchEvent {}
}
