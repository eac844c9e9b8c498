package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What happened in a pipeline: the journal's records, the history, and what listeners hear. */
public sealed interface PipelineEvent {

  /**
   * When it happened.
   *
   * @return the instant
   */
  Instant at();

  /**
   * A definition holds for executions that start from now on.
   *
   * @param definition the definition
   * @param version 1 for the first
   * @param at when
   */
  record PipelineDefined(Pipeline definition, int version, Instant at) implements PipelineEvent {}

  /**
   * An execution has started.
   *
   * @param execution its id
   * @param number counts the pipeline's executions from 1
   * @param variables the values of all pipeline variables, fixed from now on (P-525)
   * @param trigger what caused the start
   * @param token the token of the order
   * @param at when
   */
  record ExecutionStarted(
      String execution,
      long number,
      Map<String, String> variables,
      String trigger,
      Optional<String> token,
      Instant at)
      implements PipelineEvent {}

  /**
   * An execution waits in front of a stage that another one has locked (P-604).
   *
   * @param execution its id
   * @param stage the stage's name
   * @param at when
   */
  record ExecutionWaiting(String execution, String stage, Instant at) implements PipelineEvent {}

  /**
   * An execution that waited in front of a stage was replaced by a newer one (P-612). Final.
   *
   * @param execution its id
   * @param by the newer execution's id
   * @param at when
   */
  record ExecutionSuperseded(String execution, String by, Instant at) implements PipelineEvent {}

  /**
   * An execution has entered a stage, which is locked for others from now on (P-601).
   *
   * @param execution its id
   * @param stage the stage's name
   * @param at when
   */
  record StageEntered(String execution, String stage, Instant at) implements PipelineEvent {}

  /**
   * An attempt at an action has started. A manual approval now waits for its answer.
   *
   * @param key the attempt
   * @param at when
   */
  record ActionStarted(ActionKey key, Instant at) implements PipelineEvent {}

  /**
   * An action wants something remembered.
   *
   * @param key the attempt
   * @param number counts the attempt's checkpoints from 1
   * @param text what to remember
   * @param at when
   */
  record ActionCheckpointed(ActionKey key, int number, String text, Instant at)
      implements PipelineEvent {}

  /**
   * An action has succeeded.
   *
   * @param key the attempt
   * @param result its outputs
   * @param at when
   */
  record ActionSucceeded(ActionKey key, ActionResult result, Instant at) implements PipelineEvent {}

  /**
   * An action has failed.
   *
   * @param key the attempt
   * @param reason what went wrong, for a person
   * @param at when
   */
  record ActionFailed(ActionKey key, String reason, Instant at) implements PipelineEvent {}

  /**
   * An action took too long and was asked to stop; after the grace period it fails, whatever it
   * does.
   *
   * @param key the attempt
   * @param at when
   */
  record ActionTimedOut(ActionKey key, Instant at) implements PipelineEvent {}

  /**
   * A stop has given an action up; a later result is ignored.
   *
   * @param key the attempt
   * @param at when
   */
  record ActionAbandoned(ActionKey key, Instant at) implements PipelineEvent {}

  /**
   * Somebody has answered a manual approval, which ends its action (P-1303).
   *
   * @param key the attempt
   * @param token the request's token
   * @param isApproved whether the action succeeds
   * @param by who answered
   * @param summary why
   * @param at when
   */
  record ApprovalAnswered(
      ActionKey key, String token, boolean isApproved, String by, String summary, Instant at)
      implements PipelineEvent {}

  /**
   * All actions of a stage have succeeded; the stage is free again.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param at when
   */
  record StageSucceeded(String execution, String stage, Instant at) implements PipelineEvent {}

  /**
   * An action of a stage has failed and none is in progress any more (P-803); the stage is free
   * again.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param at when
   */
  record StageFailed(String execution, String stage, Instant at) implements PipelineEvent {}

  /**
   * The failed actions of a stage are run again (P-1003).
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param at when
   */
  record StageRetried(String execution, String stage, Instant at) implements PipelineEvent {}

  /**
   * Somebody has asked an execution to stop.
   *
   * @param execution the execution's id
   * @param isAbandoning whether actions in progress are given up
   * @param reason why
   * @param at when
   */
  record StopRequested(String execution, boolean isAbandoning, String reason, Instant at)
      implements PipelineEvent {}

  /**
   * An execution has stopped on request; its stage is free again.
   *
   * @param execution its id
   * @param at when
   */
  record ExecutionStopped(String execution, Instant at) implements PipelineEvent {}

  /**
   * An execution has failed with its stage.
   *
   * @param execution its id
   * @param at when
   */
  record ExecutionFailed(String execution, Instant at) implements PipelineEvent {}

  /**
   * An execution has passed all stages.
   *
   * @param execution its id
   * @param at when
   */
  record ExecutionSucceeded(String execution, Instant at) implements PipelineEvent {}
}
