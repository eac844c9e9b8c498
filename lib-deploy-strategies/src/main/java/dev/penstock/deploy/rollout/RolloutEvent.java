package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AnalysisStatus;
import dev.penstock.deploy.analysis.MetricRun;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.strategy.RolloutPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens to the rollouts of one service. Names are part of the journal's format. */
sealed interface RolloutEvent {

  /** When it happened, by the host's clock. */
  Instant at();

  /** A release waits for its turn. */
  record ReleaseQueued(String token, Release release, RolloutPlan plan, Instant at)
      implements RolloutEvent {}

  /** A release that waited will not be rolled out. */
  record ReleaseDropped(String token, String reason, Instant at) implements RolloutEvent {}

  /** A rollout begins; the script is all that it will do if all goes well. */
  record RolloutStarted(
      int run,
      String token,
      Release release,
      RolloutPlan plan,
      Optional<String> stable,
      String shortcut,
      List<Operation> script,
      Instant at)
      implements RolloutEvent {}

  /** An operation begins. */
  record OperationStarted(int index, Optional<Instant> until, Optional<Instant> limit, Instant at)
      implements RolloutEvent {}

  /** An attempt did not work, and is made again. */
  record AttemptFailed(int attempt, String message, Instant again, Instant at)
      implements RolloutEvent {}

  /** A hook said wait, and is asked again. */
  record HookDeferred(int attempt, MonitorDecision decision, Instant again, Instant at)
      implements RolloutEvent {}

  /** An operation is tried, or a hook asked, again. */
  record AttemptStarted(int attempt, Instant at) implements RolloutEvent {}

  /** A hook has answered for good. */
  record HookAnswered(MonitorDecision decision, Instant at) implements RolloutEvent {}

  /** An operation has ended. */
  record OperationEnded(int index, OperationResult result, String detail, Instant at)
      implements RolloutEvent {}

  /** Replicas became ready or failed; both numbers are counted from the operation's beginning. */
  record ReplicasProgressed(int ready, int failed, Instant at) implements RolloutEvent {}

  /** Hosts begin to move; after the last of them {@code hold} is waited. */
  record WaveStarted(int wave, List<String> hosts, Duration hold, Instant at)
      implements RolloutEvent {}

  /** The wait after a wave begins. */
  record WaveHeld(int wave, Instant until, Instant at) implements RolloutEvent {}

  /** That wait is over. */
  record WaveHoldElapsed(int wave, Instant at) implements RolloutEvent {}

  /** A host has the revision that it was to get. */
  record HostMoved(String host, Instant at) implements RolloutEvent {}

  /** A host could not be brought onto it. */
  record HostFailed(String host, String message, Instant at) implements RolloutEvent {}

  /** Hosts that did not report in time count as failed. */
  record HostsLost(Instant at) implements RolloutEvent {}

  /** Measurements of an analysis came due. */
  record AnalysisLooked(int analysis, Instant at) implements RolloutEvent {}

  /** An analysis knows more. */
  record AnalysisAdvanced(
      int analysis,
      List<MetricRun> changed,
      List<Instant> failedChecks,
      AnalysisStatus status,
      String reason,
      Optional<Instant> endedAt,
      Instant at)
      implements RolloutEvent {}

  /** The verdict of an analysis was acted upon. */
  record AnalysisSettled(int analysis, Instant at) implements RolloutEvent {}

  /** Nothing new begins until somebody resumes. */
  record Paused(OrderedBy by, Instant at) implements RolloutEvent {}

  /** It goes on. */
  record Resumed(OrderedBy by, Instant at) implements RolloutEvent {}

  /** A person went past the wait under way. */
  record Promoted(OrderedBy by, Instant at) implements RolloutEvent {}

  /** A person went past the operation under way, whatever it was to tell. */
  record Skipped(OrderedBy by, Instant at) implements RolloutEvent {}

  /** All steps that are left are skipped; the operation {@code next} follows. */
  record PromotedFull(OrderedBy by, int next, Instant at) implements RolloutEvent {}

  /** An alarm fired and was bypassed. */
  record AlarmIgnored(String alarm, String reason, Instant at) implements RolloutEvent {}

  /** There was no progress in time, which is only told. */
  record DeadlinePassed(Instant at) implements RolloutEvent {}

  /** The rollout is to go back. */
  record RollbackOrdered(RollbackCause cause, OrderedBy by, boolean atOnce, Instant at)
      implements RolloutEvent {}

  /** The way back begins. */
  record RollbackStarted(
      List<Operation> script,
      boolean atOnce,
      Optional<Instant> deadline,
      Optional<Instant> drain,
      Instant at)
      implements RolloutEvent {}

  /** The hooks that run at every end begin. */
  record LastHooksStarted(List<Operation> script, Instant at) implements RolloutEvent {}

  /** The way back did not work; somebody may try again. */
  record RollbackFailed(String reason, Instant at) implements RolloutEvent {}

  /**
   * Stands for all events before it, in a journal that was compacted: the first event there.
   *
   * @param at of the last event that it stands for
   */
  record Checkpointed(
      int runs,
      Optional<RunRemnant> run,
      List<RolloutState.Waiting> waiting,
      List<Token> tokens,
      List<RolloutView> past,
      List<String> revisions,
      Optional<RolloutState.Waiting> unsuccessful,
      Instant at)
      implements RolloutEvent {

    /** An order that is remembered, and the run that it led to. */
    record Token(String token, int run) {}
  }

  /** The end. */
  record RolloutEnded(RolloutStatus status, String reason, Instant at) implements RolloutEvent {}
}
