package dev.penstock.spec.batch;

import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import dev.penstock.process.CommandResult;
import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Runs batches on a host's process engine.
 *
 * <pre>{@code
 * BatchEngine batches = new BatchEngine(processes, BatchRestrictions.DEFAULT);
 * batches.start("nightly-17", builds)
 *     .thenCompose(started -> batches.ended("nightly-17", builds))
 *     .thenAccept(System.out::println);
 * }</pre>
 *
 * <p>Safe for several threads; starts none.
 */
public final class BatchEngine {

  static final EventCodec<BatchEvent> CODEC =
      RecordEventCodec.builder(BatchEvent.class, MethodHandles.lookup()).buildLazily();

  private static final BatchDecider DECIDER = new BatchDecider();

  private final ProcessEngine processes;
  private final BatchRestrictions restrictions;

  /**
   * An engine of batches.
   *
   * @param processes drives them; the host closes it
   * @param restrictions what new batches may do
   */
  public BatchEngine(ProcessEngine processes, BatchRestrictions restrictions) {
    this.processes = Objects.requireNonNull(processes, "processes");
    this.restrictions = Objects.requireNonNull(restrictions, "restrictions");
  }

  /**
   * Starts a batch, or goes on with the one of that id after a restart.
   *
   * @param id the batch's id
   * @param builds carries its builds out
   * @return completes once the start is durable: unchanged if the batch was started before
   */
  public CompletionStage<CommandResult> start(String id, BatchBuilds builds) {
    return open(id, builds).tell(new BatchCommand.SubmitBatch(restrictions, processes.now()));
  }

  /**
   * Starts a batch with the plan of another one that has ended.
   *
   * @param id the new batch's id
   * @param ended the other one, at its end
   * @param mode which of its builds run again
   * @param builds carries the builds out; finds what the builds that are kept have made
   * @return completes once the start is durable: unchanged if the batch was started before
   * @throws IllegalArgumentException if the other one has not ended, has succeeded, or has no plan
   */
  public CompletionStage<CommandResult> retry(
      String id, BatchView ended, RetryMode mode, BatchBuilds builds) {
    if (!ended.phase().isEnd() || ended.phase() == BatchPhase.SUCCEEDED) {
      throw new IllegalArgumentException(
          "the batch is " + ended.phase() + "; allowed: retries of FAILED and STOPPED ones");
    }
    BatchPlan plan =
        ended
            .plan()
            .orElseThrow(
                () -> new IllegalArgumentException("the batch had no plan; start another one"));
    List<BatchBuild> kept =
        mode == RetryMode.ALL_BUILDS
            ? List.of()
            : ended.builds().stream()
                .filter(build -> build.status() == BatchBuildStatus.SUCCEEDED)
                .toList();
    return open(id, builds)
        .tell(new BatchCommand.ResubmitBatch(restrictions, plan, kept, processes.now()));
  }

  /**
   * Stops a batch: builds that run are asked to stop, nothing new begins.
   *
   * @param id the batch's id
   * @param builds carries its builds out
   * @param reason for people
   * @return completes with the answer: rejected unless the batch runs, unchanged if it is being
   *     stopped
   */
  public CompletionStage<CommandResult> stop(String id, BatchBuilds builds, String reason) {
    return open(id, builds).tell(new BatchCommand.StopBatch(reason, processes.now()));
  }

  /**
   * Looks at a batch.
   *
   * @param id the batch's id
   * @param builds carries its builds out
   * @return completes with the batch as it stands
   */
  public CompletionStage<BatchView> view(String id, BatchBuilds builds) {
    return open(id, builds).view(BatchView::of);
  }

  /**
   * Waits for the end of a batch.
   *
   * @param id the batch's id
   * @param builds carries its builds out
   * @return completes with the batch at its end
   */
  public CompletionStage<BatchView> ended(String id, BatchBuilds builds) {
    return open(id, builds).ended(BatchView::of);
  }

  /**
   * Removes the journal of a batch that has ended, for ever. Whoever started it must have heard of
   * its end before, or would start it anew.
   *
   * @param id the batch's id
   * @param builds carries its builds out
   * @return completes with whether it was removed: not if it is unknown, under way or still open
   */
  public CompletionStage<Boolean> remove(String id, BatchBuilds builds) {
    return processes.removeEnded(id, type(builds), state -> true);
  }

  private OpenProcess<BatchState, BatchCommand> open(String id, BatchBuilds builds) {
    return processes.open(id, type(builds));
  }

  private static ProcessType<BatchState, BatchCommand, BatchEvent, BatchEffect> type(
      BatchBuilds builds) {
    return new ProcessType<>(DECIDER, CODEC, new BatchHandler(builds));
  }
}
