package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.process.Command;
import java.time.Instant;

/** What the rollouts of one service are told. */
sealed interface RolloutCommand extends Command {

  /** Order: roll out. The token makes giving it again harmless. */
  record RequestRelease(String token, Release release, RolloutPlan plan, Instant at)
      implements RolloutCommand {}

  /** Order: roll out again what was stopped or went back. */
  record Retry(String token, OrderedBy by, Instant at) implements RolloutCommand {}

  /** Order: one of the things that a person may do to a rollout under way. */
  record Intervene(Kind kind, OrderedBy by, Instant at) implements RolloutCommand {

    /** What a person may do. */
    enum Kind {
      PROMOTE,
      PROMOTE_FULL,
      SKIP,
      PAUSE,
      RESUME,
      ROLL_BACK,
      ABORT
    }
  }

  /** Report: an operation is done. */
  record Done(Position position, Instant at) implements RolloutCommand {}

  /** Report: an operation could not be carried out. */
  record Failed(Position position, String message, Instant at) implements RolloutCommand {}

  /** Report: replicas became ready or failed; both numbers are counted from the beginning. */
  record ReplicasReported(Position position, int ready, int failed, Instant at)
      implements RolloutCommand {}

  /** Report: a host has the revision, or it could not be brought onto it. */
  record HostReported(Position position, String host, boolean isMoved, String message, Instant at)
      implements RolloutCommand {}

  /** Report: a hook has answered. */
  record HookAnswered(Position position, MonitorDecision decision, Instant at)
      implements RolloutCommand {}

  /** Report: a metric was measured. */
  record Measured(
      int run, int analysis, String metric, int number, Measurement measurement, Instant at)
      implements RolloutCommand {}

  /** Report: an alarm has a state. */
  record AlarmReported(int run, String alarm, AlarmState state, String reason, Instant at)
      implements RolloutCommand {}

  /** Report: a timer has come due. */
  record TimerFired(RolloutKey key, Instant at) implements RolloutCommand {}
}
