package dev.penstock.pipeline.engine;

import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.PipelineState;
import dev.penstock.process.CommandResult;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.source.SourceEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline that is open in an engine: start, approve, stop, retry, look.
 *
 * <p>Safe for several threads. Stages complete once the answer is durable, on a thread of the
 * engine's host; do not block in what depends on them.
 */
public final class OpenPipeline {
  private final OpenProcess<PipelineState, PipelineCommand> process;
  private final ProcessEngine processes;
  private final AtomicLong starts = new AtomicLong();
  private final TriggeredStarts triggered = new TriggeredStarts(this);

  OpenPipeline(OpenProcess<PipelineState, PipelineCommand> process, ProcessEngine processes) {
    this.process = process;
    this.processes = processes;
  }

  void define(Pipeline definition) {
    var unused = process.tell(new PipelineCommand.DefinePipeline(definition, processes.now()));
  }

  /**
   * Starts an execution with the defaults of all variables.
   *
   * @return completes with the execution's id; exceptionally with {@link RejectedCommandException}
   *     if it was refused
   */
  public CompletionStage<String> start() {
    return start(StartRequest.of("StartPipelineExecution"));
  }

  /**
   * Starts an execution.
   *
   * @param request with what, why, and the token that makes the start safe to repeat
   * @return completes with the execution's id, which is that of the first start if the token was
   *     used before; exceptionally with {@link RejectedCommandException} if it was refused
   */
  public CompletionStage<String> start(StartRequest request) {
    // A token of our own, which no other opening of this journal has used, finds the execution that
    // this call began.
    String token =
        request
            .token()
            .orElseGet(() -> "start/" + process.openedAt() + "/" + starts.incrementAndGet());
    return process
        .tell(
            new PipelineCommand.StartExecution(
                request.variables(), request.trigger(), Optional.of(token), processes.now()))
        .thenCompose(
            result ->
                result instanceof CommandResult.Rejected rejected
                    ? CompletableFuture.failedStage(
                        new RejectedCommandException(rejected.rejection()))
                    : process.view(state -> state.startedBy(token).orElseThrow()));
  }

  /**
   * Offers what a Git host reports. An execution starts if a trigger matches, or the built-in
   * change detection of a source action that no trigger watches; it builds the event's commit.
   *
   * @param event the event; one with the same id starts nothing twice
   * @return completes with what has become of it, and why; exceptionally if the pipeline is closed
   * @see dev.penstock.source.Trigger
   */
  public CompletionStage<TriggerResult> offer(SourceEvent event) {
    Objects.requireNonNull(event, "event");
    return process
        .view(state -> state.definition().orElseThrow())
        .thenCompose(definition -> triggered.offer(definition, event));
  }

  /**
   * Approves a manual approval that is open.
   *
   * @param token the request's token, see {@link ExecutionView}
   * @param by who approves
   * @param summary why, at most 512 characters
   * @return the answer; an approval that comes too early, too late or twice is refused or
   *     unchanged, never lost
   */
  public CompletionStage<CommandResult> approve(String token, String by, String summary) {
    return process.tell(
        new PipelineCommand.AnswerApproval(token, true, by, summary, processes.now()));
  }

  /**
   * Rejects a manual approval that is open, which fails its action.
   *
   * @param token the request's token, see {@link ExecutionView}
   * @param by who rejects
   * @param summary why, at most 512 characters
   * @return the answer
   */
  public CompletionStage<CommandResult> reject(String token, String by, String summary) {
    return process.tell(
        new PipelineCommand.AnswerApproval(token, false, by, summary, processes.now()));
  }

  /**
   * Stops an execution: no further action starts, and running ones are asked to stop and waited for
   * (P-822).
   *
   * @param execution its id
   * @param reason why
   * @return the answer
   */
  public CompletionStage<CommandResult> stop(String execution, String reason) {
    return process.tell(
        new PipelineCommand.StopExecution(execution, false, reason, processes.now()));
  }

  /**
   * Stops an execution and gives its running actions up: their results are ignored (P-823).
   *
   * @param execution its id
   * @param reason why
   * @return the answer
   */
  public CompletionStage<CommandResult> abandon(String execution, String reason) {
    return process.tell(
        new PipelineCommand.StopExecution(execution, true, reason, processes.now()));
  }

  /**
   * Runs the failed actions of a stage again; those that succeeded are not repeated (P-1003).
   *
   * @param execution the execution's id
   * @param stage the stage in which it failed or was stopped
   * @return the answer
   */
  public CompletionStage<CommandResult> retry(String execution, String stage) {
    return process.tell(new PipelineCommand.RetryStage(execution, stage, processes.now()));
  }

  /**
   * Looks at an execution under way, or one that may be retried.
   *
   * @param execution its id
   * @return completes with a view, or empty if it is unknown or only in the history
   */
  public CompletionStage<Optional<ExecutionView>> execution(String execution) {
    return process.view(state -> state.execution(execution));
  }

  /**
   * Looks at all executions under way, and those that may be retried.
   *
   * @return completes with views in order of start
   */
  public CompletionStage<List<ExecutionView>> executions() {
    return process.view(PipelineState::executions);
  }

  /**
   * Waits for the end of an execution.
   *
   * @param execution its id
   * @return completes with how it ended; exceptionally with {@link IllegalArgumentException} if it
   *     is neither under way nor among the last 1,000 that ended
   */
  public CompletionStage<ExecutionStatus> finished(String execution) {
    return until(
        state -> {
          Optional<ExecutionStatus> ended = state.ended(execution);
          if (ended.isEmpty() && state.execution(execution).isEmpty()) {
            throw new IllegalArgumentException(
                "no execution " + execution + " is under way or ended lately");
          }
          return ended.orElse(null);
        });
  }

  /**
   * Waits until an execution asks for a manual approval.
   *
   * @param execution its id
   * @return completes with the action that waits, whose {@link ActionView#approvalToken()} is
   *     present; or empty once the execution has ended
   */
  public CompletionStage<Optional<ActionView>> nextApproval(String execution) {
    return until(
        state -> {
          Optional<ActionView> waiting =
              state.execution(execution).stream()
                  .flatMap(view -> view.actions().stream())
                  .filter(action -> action.approvalToken().isPresent())
                  .findFirst();
          boolean isUnderWay =
              state.execution(execution).isPresent() && state.ended(execution).isEmpty();
          return waiting.isPresent() || !isUnderWay ? waiting : null;
        });
  }

  /**
   * Waits until the pipeline shows something.
   *
   * @param <V> what is made of it
   * @param view makes an immutable view, or null while there is nothing to see
   * @return completes with the first view that is not null
   */
  public <V> CompletionStage<V> until(Function<? super PipelineState, ? extends @Nullable V> view) {
    return process.until(view);
  }

  /**
   * Reads the history of all executions from the journal. Walks all events of the pipeline.
   *
   * @return the history
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  public PipelineHistory history() {
    PipelineHistory.Reader reader = new PipelineHistory.Reader();
    process.read(0, (sequence, event) -> reader.add((PipelineEvent) event));
    return reader.history();
  }
}
