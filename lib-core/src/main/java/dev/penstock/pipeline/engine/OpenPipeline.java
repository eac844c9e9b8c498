package dev.penstock.pipeline.engine;

import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.execution.ActionQuery;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionQuery;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.Page;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.PipelineState;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.pipeline.execution.SourceOverride;
import dev.penstock.pipeline.execution.TransitionType;
import dev.penstock.pipeline.execution.TriggerType;
import dev.penstock.policy.Principal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.EventStream;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.source.SourceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline that is open in an engine: start, approve, stop, retry, roll back, open and close
 * transitions, look. Executions of mode PARALLEL are reached in the same way as any other.
 *
 * <p>How orders answer: {@link #start} and {@link #rollBack} complete with an id, and exceptionally
 * with {@link RejectedCommandException} if they are refused; all others complete with a {@link
 * CommandResult}, which is easily overlooked: {@link CommandResult#orThrow()} throws what it
 * refuses. A null argument is refused on the spot with {@link NullPointerException}; of stages and
 * executions that do not exist the answer says which ones do. Names of people who give orders, and
 * tokens, have at most {@link PipelineCommand#LONGEST_NAME} characters.
 *
 * <p>Safe for several threads. Stages complete once the answer is durable, on a thread of the
 * engine's host; do not block in what depends on them.
 */
public final class OpenPipeline {
  private final PipelineEngine engine;
  private final OpenProcess<PipelineState, PipelineCommand> process;
  private final Executions executions;
  private final ProcessEngine processes;
  private final AtomicLong starts;
  private final TriggeredStarts triggered = new TriggeredStarts();

  OpenPipeline(PipelineEngine engine, ActionEffects effects, Consumer<PipelineState> check) {
    this.engine = engine;
    this.process = effects.open(check);
    ActionEffects inForce = process.handler() instanceof ActionEffects holder ? holder : effects;
    requireSame(inForce, effects);
    this.starts = inForce.starts();
    this.executions = new Executions(process, effects.ownProcesses());
    this.processes = engine.processes();
  }

  private static void requireSame(ActionEffects holder, ActionEffects effects) {
    Set<String> differences = holder.differences(effects);
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          "pipeline "
              + effects.pipeline()
              + " is open already, by an engine that has others for "
              + differences
              + "; open it by that one, or close the process engine before");
    }
  }

  /**
   * The pipeline in the hands of somebody: what they order is put to the engine's authorizer first.
   *
   * @param principal who they are; the host has made sure of that
   * @return a view of this pipeline that orders in their name
   * @throws IllegalStateException if the engine has no authorizer
   */
  public AuthorizedPipeline as(Principal principal) {
    return as(principal, Map.of());
  }

  /**
   * The same under circumstances that policies may ask for.
   *
   * @param principal who they are
   * @param context condition keys to values, such as {@code aws:SourceIp}
   * @return a view of this pipeline that orders in their name
   * @throws IllegalStateException if the engine has no authorizer
   */
  public AuthorizedPipeline as(Principal principal, Map<String, List<String>> context) {
    return new AuthorizedPipeline(
        this,
        engine.authorizer(),
        Objects.requireNonNull(principal, "principal"),
        Objects.requireNonNull(context, "context"));
  }

  Instant now() {
    return processes.now();
  }

  CompletionStage<Executions.Asked> approvalOf(String token) {
    return executions.approvalOf(token);
  }

  CompletionStage<CommandResult> define(Pipeline definition, boolean isUpdate) {
    return process.tell(engine.order(definition, isUpdate));
  }

  /**
   * Gives the pipeline a new version of its definition, even if nothing has changed (P-219).
   * Executions under way do as {@link PipelineEngine.Builder#updatePolicy} says; none starts by
   * itself (P-645).
   *
   * @param definition the definition, of the same name
   * @return the answer
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if action types have no executor
   */
  public CompletionStage<CommandResult> update(Pipeline definition) {
    engine.check(Objects.requireNonNull(definition, "definition"));
    return define(definition, true);
  }

  /**
   * Starts an execution with the defaults of all variables.
   *
   * @return completes with the execution's id; exceptionally with {@link RejectedCommandException}
   *     if it was refused
   */
  public CompletionStage<String> start() {
    return start(StartRequest.of(""));
  }

  /**
   * Starts an execution.
   *
   * @param request with what, why, and the token that makes the start safe to repeat
   * @return completes with the execution's id, which is that of the first start if the token was
   *     used before; exceptionally with {@link RejectedCommandException} if it was refused
   */
  public CompletionStage<String> start(StartRequest request) {
    return begin(request).thenApply(StartResult.Started::execution);
  }

  /** The same, telling whether the token was used before. */
  CompletionStage<StartResult.Started> begin(StartRequest request) {
    Objects.requireNonNull(request, "request");
    String token = request.token().orElseGet(this::ownToken);
    return started(
        new PipelineCommand.StartExecution(
            request.variables(),
            request.revisions(),
            request.triggerType(),
            request.trigger(),
            Optional.of(token),
            request.startedBy(),
            request.git(),
            request.nesting(),
            processes.now()),
        token);
  }

  /**
   * A token that no other opening of this journal has used, nor another holder of this one: it
   * finds what this call began.
   */
  private String ownToken() {
    return "start/" + process.openedAt() + "/" + starts.incrementAndGet();
  }

  private CompletionStage<StartResult.Started> started(PipelineCommand order, String token) {
    return process
        .tell(order)
        .thenCompose(
            result ->
                result instanceof CommandResult.Rejected refused
                    ? CompletableFuture.failedStage(
                        new RejectedCommandException(refused.rejection()))
                    : process.view(
                        state ->
                            new StartResult.Started(
                                state.startedBy(token).orElseThrow(),
                                result instanceof CommandResult.Unchanged)));
  }

  /**
   * Takes a revision that whoever watches a source has found (P-1329). A new one starts an
   * execution, whose source action of that name takes it; one that started an execution lately
   * starts nothing.
   *
   * @param action the source action's name
   * @param revision the revision's id, 1 to 1,500 characters
   * @param changeIdentifier what tells one change of the source from another: the same revision
   *     with another one is new again; at most 100 characters
   * @return completes with whether it is new, and the execution; exceptionally with {@link
   *     RejectedCommandException} if the start was refused
   * @throws IllegalArgumentException if the change identifier is too long
   */
  public CompletionStage<PushedRevision> putRevision(
      String action, String revision, String changeIdentifier) {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(revision, "revision");
    PushedRevision.check(Objects.requireNonNull(changeIdentifier, "changeIdentifier"));
    String token = PushedRevision.token(action, revision, changeIdentifier);
    PipelineCommand order =
        new PipelineCommand.StartExecution(
            Map.of(),
            List.of(new SourceOverride(action, RevisionType.COMMIT_ID, revision)),
            TriggerType.PUT_ACTION_REVISION,
            changeIdentifier,
            Optional.of(token),
            processes.now());
    return started(order, token)
        .thenApply(begun -> new PushedRevision(!begun.isRepeat(), begun.execution()));
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
    return offer(event, this::begin);
  }

  /** The same with another way to start. */
  CompletionStage<TriggerResult> offer(
      SourceEvent event, Function<StartRequest, CompletionStage<StartResult.Started>> start) {
    Objects.requireNonNull(event, "event");
    return process
        .view(state -> state.definition().orElseThrow())
        .thenCompose(definition -> triggered.offer(definition, event, start));
  }

  /**
   * Approves a manual approval that is open.
   *
   * @param token the request's token, see {@link ExecutionView}
   * @param by who approves
   * @param summary why, at most 512 characters
   * @return the answer; an approval that comes too early or too late is refused, as is another one
   *     of a request that was answered; the very same one again, by the same person in the same
   *     words, is unchanged
   */
  public CompletionStage<CommandResult> approve(String token, String by, String summary) {
    return executions.answer(
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
    return executions.answer(
        new PipelineCommand.AnswerApproval(token, false, by, summary, processes.now()));
  }

  /**
   * Stops an execution: no further action starts, and running ones are asked to stop and waited for
   * (P-822). An open approval counts as running: until somebody answers it, or it expires, the
   * execution is stopping, and whatever the answer, it ends STOPPED (P-828). {@link #abandon} does
   * not wait for it.
   *
   * @param execution its id
   * @param reason why
   * @return the answer
   */
  public CompletionStage<CommandResult> stop(String execution, String reason) {
    return stop(execution, false, reason, Optional.empty());
  }

  /**
   * The same in somebody's name.
   *
   * @param execution its id
   * @param reason why
   * @param by who asks for it, for the history
   * @return the answer
   */
  public CompletionStage<CommandResult> stop(String execution, String reason, String by) {
    return stop(execution, false, reason, Optional.of(Objects.requireNonNull(by, "by")));
  }

  private CompletionStage<CommandResult> stop(
      String execution, boolean isAbandoning, String reason, Optional<String> by) {
    return process.tell(
        new PipelineCommand.StopExecution(execution, isAbandoning, reason, by, processes.now()));
  }

  /**
   * Stops an execution and gives its running actions up: their results are ignored (P-823).
   *
   * @param execution its id
   * @param reason why
   * @return the answer
   */
  public CompletionStage<CommandResult> abandon(String execution, String reason) {
    return stop(execution, true, reason, Optional.empty());
  }

  /**
   * The same in somebody's name.
   *
   * @param execution its id
   * @param reason why
   * @param by who asks for it, for the history
   * @return the answer
   */
  public CompletionStage<CommandResult> abandon(String execution, String reason, String by) {
    return stop(execution, true, reason, Optional.of(Objects.requireNonNull(by, "by")));
  }

  /**
   * Runs the failed actions of a stage again; those that succeeded are not repeated (P-1003).
   * Actions that are still in progress go on.
   *
   * @param execution the execution's id
   * @param stage the stage in which it failed or was stopped
   * @return the answer
   */
  public CompletionStage<CommandResult> retry(String execution, String stage) {
    return retry(execution, stage, RetryMode.FAILED_ACTIONS);
  }

  /**
   * Runs a stage again in which actions failed (P-1001).
   *
   * @param execution the execution's id, which it keeps
   * @param stage the stage in which it failed or was stopped
   * @param mode which of its actions
   * @return the answer
   */
  public CompletionStage<CommandResult> retry(String execution, String stage, RetryMode mode) {
    return executions.retry(
        new PipelineCommand.RetryStage(execution, stage, mode, processes.now()));
  }

  /**
   * The same in somebody's name.
   *
   * @param execution the execution's id, which it keeps
   * @param stage the stage in which it failed or was stopped
   * @param mode which of its actions
   * @param by who asks for it, for the history
   * @return the answer
   */
  public CompletionStage<CommandResult> retry(
      String execution, String stage, RetryMode mode, String by) {
    return executions.retry(
        new PipelineCommand.RetryStage(
            execution,
            stage,
            mode,
            Optional.of(Objects.requireNonNull(by, "by")),
            processes.now()));
  }

  /**
   * Lets a stage go on in spite of a condition that is being evaluated, or because of which the
   * stage has just failed (P-1211).
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param condition which condition of the stage, not the one after a failure
   * @param by who lets it go on, for the history
   * @return the answer
   */
  public CompletionStage<CommandResult> override(
      String execution, String stage, ConditionKind condition, String by) {
    return executions.override(
        new PipelineCommand.OverrideCondition(execution, stage, condition, by, processes.now()));
  }

  /**
   * Brings a stage back to what an earlier execution delivered there: a new execution of type
   * ROLLBACK runs that one stage with the revisions, artifacts and variables of the earlier one
   * (P-1101).
   *
   * @param stage the stage's name
   * @param target the id of an execution that succeeded there under the present version, see {@link
   *     #rollbackTargets}
   * @return completes with the new execution's id; exceptionally with {@link
   *     RejectedCommandException} if it was refused, see {@link
   *     dev.penstock.pipeline.execution.PipelineRejection}
   */
  public CompletionStage<String> rollBack(String stage, String target) {
    return rollBack(stage, target, ownToken());
  }

  /**
   * The same with a token that makes the order safe to repeat.
   *
   * @param stage the stage's name
   * @param target the id of an execution that succeeded there
   * @param token identifies this order among all starts and rollbacks of the pipeline
   * @return completes with the new execution's id, which is that of the first order if the token
   *     was used before; exceptionally with {@link RejectedCommandException} if it was refused
   */
  public CompletionStage<String> rollBack(String stage, String target, String token) {
    return rollBack(stage, target, token, Optional.empty());
  }

  /** The same in the name of somebody. */
  CompletionStage<StartResult.Started> rollBackFor(String stage, String target, String by) {
    return bringBack(stage, target, ownToken(), Optional.of(by));
  }

  /**
   * The same in somebody's name.
   *
   * @param stage the stage's name
   * @param target the id of an execution that succeeded there
   * @param token identifies this order among all starts and rollbacks of the pipeline
   * @param by who asks for it, for the history; empty if nobody says so
   * @return completes with the new execution's id, or exceptionally, as without a name
   */
  public CompletionStage<String> rollBack(
      String stage, String target, String token, Optional<String> by) {
    return bringBack(stage, target, token, by).thenApply(StartResult.Started::execution);
  }

  private CompletionStage<StartResult.Started> bringBack(
      String stage, String target, String token, Optional<String> by) {
    return started(
        new PipelineCommand.RollBackStage(
            stage,
            target,
            Optional.of(Objects.requireNonNull(token, "token")),
            by,
            processes.now()),
        token);
  }

  /**
   * Closes the gate in front of a stage: executions that come there wait (P-811).
   *
   * @param stage the stage's name, not the first one's
   * @param reason why: 1 to 300 characters of {@code a-zA-Z0-9!@ ().*?-}
   * @param by who closes it, for the state
   * @return the answer
   */
  public CompletionStage<CommandResult> disableTransition(String stage, String reason, String by) {
    return disableTransition(stage, TransitionType.INBOUND, reason, by);
  }

  /**
   * Closes one of a stage's gates (P-811).
   *
   * @param stage the stage's name
   * @param type the gate in front of it, or the one behind it
   * @param reason why: 1 to 300 characters of {@code a-zA-Z0-9!@ ().*?-}
   * @param by who closes it, for the state
   * @return the answer
   */
  public CompletionStage<CommandResult> disableTransition(
      String stage, TransitionType type, String reason, String by) {
    return process.tell(
        new PipelineCommand.DisableTransition(stage, type, reason, by, processes.now()));
  }

  /**
   * Opens the gate in front of a stage: who waits there goes in, unless the wait took more than 30
   * days (P-815, P-816).
   *
   * @param stage the stage's name
   * @param by who opens it, for the state
   * @return the answer
   */
  public CompletionStage<CommandResult> enableTransition(String stage, String by) {
    return enableTransition(stage, TransitionType.INBOUND, by);
  }

  /**
   * Opens one of a stage's gates.
   *
   * @param stage the stage's name
   * @param type the gate in front of it, or the one behind it
   * @param by who opens it, for the state
   * @return the answer
   */
  public CompletionStage<CommandResult> enableTransition(
      String stage, TransitionType type, String by) {
    return process.tell(new PipelineCommand.EnableTransition(stage, type, by, processes.now()));
  }

  /**
   * Looks at the whole pipeline: its stages, who waits in front of them, their gates, and what the
   * last execution did there.
   *
   * @return completes with a view
   */
  public CompletionStage<PipelineView> state() {
    return process.view(state -> state.view().orElseThrow());
  }

  /**
   * Looks at an execution under way, or one that may be retried.
   *
   * @param execution its id
   * @return completes with a view, or empty if it is unknown or only in the history
   */
  public CompletionStage<Optional<ExecutionView>> execution(String execution) {
    return executions.look(Objects.requireNonNull(execution, "execution"));
  }

  /**
   * Looks at all executions under way, and those that may be retried.
   *
   * @return completes with views in order of start; of mode PARALLEL only those under way
   */
  public CompletionStage<List<ExecutionView>> executions() {
    return executions.lookAtAll();
  }

  /**
   * Looks at which actions in progress still wait to be handed to their executors.
   *
   * @return completes with them, and with how busy the engine is
   */
  public CompletionStage<DeferredActions> deferredActions() {
    return executions.deferred(processes);
  }

  /**
   * Waits for the end of an execution.
   *
   * @param execution its id
   * @return completes with how it ended; exceptionally with {@link IllegalArgumentException} if it
   *     is neither under way nor among the last 1,000 that ended
   */
  public CompletionStage<ExecutionStatus> finished(String execution) {
    Objects.requireNonNull(execution, "execution");
    return until(
        state -> {
          Executions.requireKnown(state, execution);
          return state.ended(execution).orElse(null);
        });
  }

  /**
   * Waits until an execution asks for a manual approval.
   *
   * @param execution its id
   * @return completes with the action that waits, whose {@link ActionView#approvalToken()} is
   *     present; or empty once the execution has ended; exceptionally with {@link
   *     IllegalArgumentException} if it is neither under way nor among the last 1,000 that ended
   */
  public CompletionStage<Optional<ActionView>> nextApproval(String execution) {
    return executions.nextApproval(Objects.requireNonNull(execution, "execution"));
  }

  /**
   * What a stage may be brought back to, see {@link #rollBack}.
   *
   * @param stage the stage's name
   * @return completes with the ids of the executions that succeeded there under the present version
   *     of the definition, the earliest first; exceptionally with {@link IllegalArgumentException}
   *     if it has no such stage
   */
  public CompletionStage<List<String>> rollbackTargets(String stage) {
    Objects.requireNonNull(stage, "stage");
    return process.view(
        state -> {
          Executions.requireStage(state.definition(), stage);
          return state.rollbackTargets(stage);
        });
  }

  /**
   * Waits until the pipeline shows something: the view is asked at once and after each change, and
   * null means to wait on. So a view that is never null just looks. Executions of mode PARALLEL are
   * not in what is shown, because they have processes of their own.
   *
   * @param <V> what is made of it
   * @param view makes an immutable view, or null while there is nothing to see
   * @return completes with the first view that is not null
   */
  public <V> CompletionStage<V> until(Function<? super PipelineState, ? extends @Nullable V> view) {
    return process.until(Objects.requireNonNull(view, "view"));
  }

  /**
   * Compacts the pipeline's journal now: executions under way, those that may be rolled back to or
   * retried, and those that the policy keeps stay with all their events; the rest leaves the
   * journal and the history. Reads and digests events on this thread, while the pipeline goes on.
   *
   * @param policy what is kept; when to compact is not asked
   * @return completes once that is durable, with false if there was nothing to replace or a
   *     compaction is under way already; exceptionally with {@link
   *     dev.penstock.process.JournalException} if it could not be stored, or {@link
   *     UnsupportedOperationException} if the journal does not compact
   */
  public CompletionStage<Boolean> compact(RetentionPolicy policy) {
    return process.compact(Objects.requireNonNull(policy, "policy"));
  }

  /**
   * The pipeline's name.
   *
   * @return the name
   */
  public String name() {
    return process.id().substring(PipelineEngine.PROCESS_PREFIX.length());
  }

  /**
   * Reads the pipeline's durable events from the journal: the way to see each of them at least
   * once. Of an execution of mode PARALLEL they tell its start and end.
   *
   * @param from the number of the first event to read
   * @param reader called on this thread for each event
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  public void read(long from, EventStream.EventReader<PipelineEvent> reader) {
    Objects.requireNonNull(reader, "reader");
    process.read(from, (sequence, event) -> reader.read(sequence, (PipelineEvent) event));
  }

  /**
   * Reads the durable events of one execution of mode PARALLEL, which has a process of its own.
   *
   * @param execution its id
   * @param from the number of the first event to read
   * @param reader called on this thread for each event
   * @throws IllegalArgumentException if the execution has no process of its own
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  public void read(String execution, long from, EventStream.EventReader<PipelineEvent> reader) {
    Objects.requireNonNull(execution, "execution");
    executions.read(execution, from, Objects.requireNonNull(reader, "reader"));
  }

  /**
   * Reads the history of all executions from the journal, so it is the same after a restart. Walks
   * all events of the pipeline, and those of each execution of mode PARALLEL.
   *
   * @return the history
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  public PipelineHistory history() {
    return executions.history();
  }

  /**
   * Lists executions from the journal, newest first (P-1412). Walks all events of the pipeline, but
   * not those of single executions of mode PARALLEL, whose actions are left out.
   *
   * @param query which, and how many at once
   * @return a page
   * @throws IllegalArgumentException if the query's token is of no page, or its stage unknown
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  public Page<PipelineHistory.Execution> executions(ExecutionQuery query) {
    Objects.requireNonNull(query, "query");
    return executions.summaries(query.succeededInStage()).executions(query);
  }

  /**
   * Lists attempts at actions from the journal, newest first (P-1414).
   *
   * @param query of which execution, which, and how many at once
   * @return a page
   * @throws IllegalArgumentException if its execution is unknown, or its token of no page
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  public Page<PipelineHistory.Attempt> actions(ActionQuery query) {
    return executions.history(Objects.requireNonNull(query, "query").execution()).actions(query);
  }
}
