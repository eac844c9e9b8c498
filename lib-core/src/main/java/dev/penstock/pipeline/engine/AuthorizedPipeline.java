package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.PipelineRejection;
import dev.penstock.pipeline.execution.TransitionType;
import dev.penstock.policy.Principal;
import dev.penstock.policy.Verdict;
import dev.penstock.process.CommandResult;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.process.Rejection;
import dev.penstock.source.SourceEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One open pipeline in the hands of somebody who may not order everything, see {@link
 * OpenPipeline#as(Principal)}.
 *
 * <p>Each order is put to the engine's {@link PipelineAuthorizer} first. One that it does not allow
 * never reaches the pipeline: it is answered with {@link CommandResult.Rejected} or {@link
 * StartResult.Refused}, of code {@value #NOT_AUTHORIZED} and with the verdict's reason. What is
 * allowed is ordered as {@link OpenPipeline} says, in the principal's name: as who answered, who
 * moved a gate, and what caused a start. Safe for several threads.
 */
public final class AuthorizedPipeline {

  /** The code of a refusal because policies do not allow the order. */
  public static final String NOT_AUTHORIZED = "order.not-authorized";

  /** The code of a refusal because nobody could say whether the order is allowed. */
  public static final String AUTHORIZER_FAILED = "order.authorizer-failed";

  private final OpenPipeline pipeline;
  private final PipelineAuthorizer authorizer;
  private final Principal principal;
  private final Map<String, List<String>> context;

  AuthorizedPipeline(
      OpenPipeline pipeline,
      PipelineAuthorizer authorizer,
      Principal principal,
      Map<String, List<String>> context) {
    this.pipeline = pipeline;
    this.authorizer = authorizer;
    this.principal = principal;
    this.context = Map.copyOf(context);
  }

  /**
   * Whether an order of the principal would be allowed now, for user interfaces: what is allowed
   * may still be refused by the pipeline's state.
   *
   * @param kind what
   * @param stage in which stage; empty for orders about the whole pipeline
   * @param action on which action; empty for orders about more
   * @return what the authorizer says
   */
  public Verdict may(PipelineOrder.Kind kind, Optional<String> stage, Optional<String> action) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(action, "action");
    return authorizer.authorize(
        new PipelineOrder(
            principal, kind, pipeline.name(), stage, action, pipeline.now(), context));
  }

  /**
   * Starts an execution with the defaults of all variables, of which the principal is the cause.
   *
   * @return the execution, or why not
   */
  public CompletionStage<StartResult> start() {
    return start(StartRequest.of(""));
  }

  /**
   * Starts an execution, of which the principal is the cause.
   *
   * @param request with what, why, and the token that makes the start safe to repeat
   * @return the execution, or why not
   */
  public CompletionStage<StartResult> start(StartRequest request) {
    Objects.requireNonNull(request, "request");
    return ifAllowed(
        PipelineOrder.Kind.START,
        Optional.empty(),
        Optional.empty(),
        () ->
            started(
                pipeline.begin(
                    new StartRequest(
                        request.triggerType(),
                        cause(request.trigger()),
                        request.variables(),
                        request.revisions(),
                        request.token(),
                        Optional.of(principal.id()),
                        request.git(),
                        request.nesting()))),
        StartResult.Refused::new);
  }

  /**
   * Offers what a Git host reports, see {@link OpenPipeline#offer}. Only an event that starts an
   * execution is put to the authorizer, as a start.
   *
   * @param event the event; one with the same id starts nothing twice
   * @return completes with what has become of it, and why; {@link TriggerResult.Refused} if the
   *     start is not allowed
   */
  public CompletionStage<TriggerResult> offer(SourceEvent event) {
    return pipeline.offer(
        event,
        request ->
            start(request)
                .thenCompose(
                    result ->
                        result.fold(
                            CompletableFuture::completedStage,
                            refused ->
                                CompletableFuture.failedStage(
                                    new RejectedCommandException(refused.rejection())))));
  }

  private String cause(String text) {
    return TriggerText.fitting(text.isBlank() ? principal.id() : principal.id() + ": " + text);
  }

  private static CompletionStage<StartResult> started(CompletionStage<StartResult.Started> start) {
    return start.handle(
        (begun, failure) -> {
          Throwable cause =
              failure instanceof CompletionException && failure.getCause() != null
                  ? failure.getCause()
                  : failure;
          if (cause == null) {
            return begun;
          }
          if (cause instanceof RejectedCommandException rejected) {
            return new StartResult.Refused(rejected.rejection());
          }
          throw cause instanceof CompletionException known ? known : new CompletionException(cause);
        });
  }

  /**
   * Approves a manual approval that is open, as the principal.
   *
   * @param token the request's token
   * @param summary why, at most 512 characters
   * @return the answer
   */
  public CompletionStage<CommandResult> approve(String token, String summary) {
    Objects.requireNonNull(summary, "summary");
    return answer(token, () -> pipeline.approve(token, principal.id(), summary));
  }

  /**
   * Rejects a manual approval that is open, as the principal.
   *
   * @param token the request's token
   * @param summary why, at most 512 characters
   * @return the answer
   */
  public CompletionStage<CommandResult> reject(String token, String summary) {
    Objects.requireNonNull(summary, "summary");
    return answer(token, () -> pipeline.reject(token, principal.id(), summary));
  }

  /** Tokens can be guessed, so a request that is not open yet must not be answered in advance. */
  private CompletionStage<CommandResult> answer(
      String token, Supplier<CompletionStage<CommandResult>> order) {
    Objects.requireNonNull(token, "token");
    return pipeline
        .approvalOf(token)
        .thenCompose(
            asked -> {
              if (asked.open().isPresent()) {
                ActionKey key = asked.open().get();
                return ifAllowed(
                    PipelineOrder.Kind.ANSWER,
                    Optional.of(key.stage()),
                    Optional.of(key.action()),
                    order,
                    CommandResult.Rejected::new);
              }
              return asked.isAnswered()
                  ? order.get() // which changes nothing any more
                  : CompletableFuture.completedStage(
                      new CommandResult.Rejected(
                          new Rejection(
                              PipelineRejection.APPROVAL_INVALID_TOKEN.code(),
                              "no open approval has this token; each request has its own, shown"
                                  + " with the execution")));
            });
  }

  /**
   * Stops an execution, see {@link OpenPipeline#stop}.
   *
   * @param execution its id
   * @param reason why
   * @return the answer
   */
  public CompletionStage<CommandResult> stop(String execution, String reason) {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(reason, "reason");
    return order(
        PipelineOrder.Kind.STOP,
        Optional.empty(),
        () -> pipeline.stop(execution, reason, principal.id()));
  }

  /**
   * Gives an execution up, see {@link OpenPipeline#abandon}.
   *
   * @param execution its id
   * @param reason why
   * @return the answer
   */
  public CompletionStage<CommandResult> abandon(String execution, String reason) {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(reason, "reason");
    return order(
        PipelineOrder.Kind.STOP,
        Optional.empty(),
        () -> pipeline.abandon(execution, reason, principal.id()));
  }

  /**
   * Runs the failed actions of a stage again, see {@link OpenPipeline#retry(String, String)}.
   *
   * @param execution the execution's id
   * @param stage the stage
   * @return the answer
   */
  public CompletionStage<CommandResult> retry(String execution, String stage) {
    return retry(execution, stage, RetryMode.FAILED_ACTIONS);
  }

  /**
   * Runs a stage again, see {@link OpenPipeline#retry(String, String, RetryMode)}.
   *
   * @param execution the execution's id
   * @param stage the stage
   * @param mode which of its actions
   * @return the answer
   */
  public CompletionStage<CommandResult> retry(String execution, String stage, RetryMode mode) {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(mode, "mode");
    return order(
        PipelineOrder.Kind.RETRY,
        Optional.of(stage),
        () -> pipeline.retry(execution, stage, mode, principal.id()));
  }

  /**
   * Lets a stage go on in spite of a condition, see {@link OpenPipeline#override}. The principal's
   * name is recorded.
   *
   * @param execution the execution's id
   * @param stage the stage
   * @param condition which condition of the stage
   * @return the answer
   */
  public CompletionStage<CommandResult> override(
      String execution, String stage, ConditionKind condition) {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(condition, "condition");
    return order(
        PipelineOrder.Kind.OVERRIDE,
        Optional.of(stage),
        () -> pipeline.override(execution, stage, condition, principal.id()));
  }

  /**
   * Brings a stage back, see {@link OpenPipeline#rollBack}.
   *
   * @param stage the stage
   * @param target the id of an execution that succeeded there
   * @return the new execution, or why not
   */
  public CompletionStage<StartResult> rollBack(String stage, String target) {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(target, "target");
    return ifAllowed(
        PipelineOrder.Kind.ROLL_BACK,
        Optional.of(stage),
        Optional.empty(),
        () -> started(pipeline.rollBackFor(stage, target, principal.id())),
        StartResult.Refused::new);
  }

  /**
   * Closes the gate in front of a stage, as the principal.
   *
   * @param stage the stage
   * @param reason why: 1 to 300 characters
   * @return the answer
   */
  public CompletionStage<CommandResult> disableTransition(String stage, String reason) {
    return disableTransition(stage, TransitionType.INBOUND, reason);
  }

  /**
   * Opens the gate in front of a stage, as the principal.
   *
   * @param stage the stage
   * @return the answer
   */
  public CompletionStage<CommandResult> enableTransition(String stage) {
    return enableTransition(stage, TransitionType.INBOUND);
  }

  /**
   * Closes one of a stage's gates, as the principal.
   *
   * @param stage the stage
   * @param type the gate in front of it, or the one behind it
   * @param reason why: 1 to 300 characters of {@code a-zA-Z0-9!@ ().*?-}
   * @return the answer
   */
  public CompletionStage<CommandResult> disableTransition(
      String stage, TransitionType type, String reason) {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(reason, "reason");
    return order(
        PipelineOrder.Kind.DISABLE_TRANSITION,
        Optional.of(stage),
        () -> pipeline.disableTransition(stage, type, reason, principal.id()));
  }

  /**
   * Opens one of a stage's gates, as the principal.
   *
   * @param stage the stage
   * @param type the gate in front of it, or the one behind it
   * @return the answer
   */
  public CompletionStage<CommandResult> enableTransition(String stage, TransitionType type) {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(type, "type");
    return order(
        PipelineOrder.Kind.ENABLE_TRANSITION,
        Optional.of(stage),
        () -> pipeline.enableTransition(stage, type, principal.id()));
  }

  /**
   * Gives the pipeline another definition, see {@link OpenPipeline#update}.
   *
   * @param definition the definition, of the same name
   * @return the answer
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if it is allowed, and action types
   *     have no executor
   */
  public CompletionStage<CommandResult> update(Pipeline definition) {
    Objects.requireNonNull(definition, "definition");
    return order(PipelineOrder.Kind.UPDATE, Optional.empty(), () -> pipeline.update(definition));
  }

  private CompletionStage<CommandResult> order(
      PipelineOrder.Kind kind,
      Optional<String> stage,
      Supplier<CompletionStage<CommandResult>> order) {
    return ifAllowed(kind, stage, Optional.empty(), order, CommandResult.Rejected::new);
  }

  private <R> CompletionStage<R> ifAllowed(
      PipelineOrder.Kind kind,
      Optional<String> stage,
      Optional<String> action,
      Supplier<CompletionStage<R>> order,
      Function<Rejection, ? extends R> refusal) {
    Verdict verdict;
    try {
      verdict = may(kind, stage, action);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return CompletableFuture.completedStage(
          refusal.apply(new Rejection(AUTHORIZER_FAILED, "the authorizer failed: " + e)));
    }
    return verdict.isAllowed()
        ? order.get()
        : CompletableFuture.completedStage(
            refusal.apply(new Rejection(NOT_AUTHORIZED, verdict.reason())));
  }
}
