package dev.penstock.spec.batch;

import dev.penstock.process.Command;
import java.time.Instant;
import java.util.List;

/** What a batch is told. */
sealed interface BatchCommand extends Command {

  /** Begin. Beginning twice changes nothing. */
  record SubmitBatch(BatchRestrictions restrictions, Instant at) implements BatchCommand {}

  /** Begin with the plan of an earlier batch, some of whose builds are kept. */
  record ResubmitBatch(
      BatchRestrictions restrictions, BatchPlan plan, List<BatchBuild> kept, Instant at)
      implements BatchCommand {}

  /** Report: the plan was read. */
  record PlanReported(BatchPlan plan, Instant at) implements BatchCommand {}

  /** Report: there is no plan. */
  record PlanFailed(String message, Instant at) implements BatchCommand {}

  /** Report: a build has ended. */
  record BuildReported(String identifier, BatchBuildResult result, Instant at)
      implements BatchCommand {}

  /** Report: the artifacts are combined. */
  record CombineReported(Instant at) implements BatchCommand {}

  /** Report: they could not be. */
  record CombineFailed(String message, Instant at) implements BatchCommand {}

  /** Order: end early. */
  record StopBatch(String reason, Instant at) implements BatchCommand {}

  /** Report: a timer fired, of which a batch has none. */
  record TimerFired(Instant at) implements BatchCommand {}
}
