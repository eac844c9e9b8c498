package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.source.GitChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * @param version 1 for the first; a change of the limits alone keeps it
   * @param isCancelling whether executions of older versions are cancelled (P-641)
   * @param executions how many executions may be under way; 0 for no limit
   * @param actions how many actions of one execution of mode PARALLEL may be; 0 for no limit
   * @param at when
   */
  record PipelineDefined(
      Pipeline definition,
      int version,
      boolean isCancelling,
      int executions,
      int actions,
      Instant at)
      implements PipelineEvent {

    ExecutionLimits limits() {
      return new ExecutionLimits(executions, actions);
    }
  }

  /**
   * Stands for everything that happened before: the events of all executions that are under way,
   * that may be rolled back to, or that retention keeps in the history, as they were; and what is
   * left of the others.
   *
   * @param kept events in their order
   * @param rest what is left of the events that are not kept
   * @param at when the last of them happened
   */
  record Checkpointed(List<PipelineEvent> kept, Remnant rest, Instant at) implements PipelineEvent {

    /** Copies the list. */
    public Checkpointed {
      kept = List.copyOf(kept);
    }
  }

  /**
   * Executions can no longer be rolled back to, because their events took too much room; but for
   * the last one that succeeded in a stage.
   *
   * @param executions their ids
   * @param at when
   */
  record TargetsForgotten(List<String> executions, Instant at) implements PipelineEvent {

    /** Copies the list. */
    public TargetsForgotten {
      executions = List.copyOf(executions);
    }
  }

  /**
   * An execution has started.
   *
   * @param execution its id
   * @param number counts the pipeline's executions from 1
   * @param variables the values of all pipeline variables, fixed from now on (P-525)
   * @param revisions which revisions source actions are to take
   * @param triggerType what kind of cause the start has; empty in journals that were written before
   *     there were kinds, see {@link #cause()}
   * @param trigger what caused the start, for people
   * @param token the token of the order
   * @param rollback what it brings back, if it is of type ROLLBACK
   * @param isOwnProcess whether another process carries it (mode PARALLEL)
   * @param by who asked for it; empty if nobody said so, and in journals that were written before
   *     this was recorded
   * @param git the change in a repository that caused it; empty if none did
   * @param nesting how many pipelines invoke each other down to this execution; 0 if none does
   * @param at when
   */
  record ExecutionStarted(
      String execution,
      long number,
      Map<String, String> variables,
      List<SourceOverride> revisions,
      Optional<TriggerType> triggerType,
      String trigger,
      Optional<String> token,
      Optional<Rollback> rollback,
      boolean isOwnProcess,
      Optional<String> by,
      Optional<GitChange> git,
      int nesting,
      Instant at)
      implements PipelineEvent {

    /**
     * What kind of cause the start has.
     *
     * @return the recorded kind, or {@link TriggerType#START_PIPELINE_EXECUTION} if none is
     */
    public TriggerType cause() {
      return triggerType.orElse(TriggerType.START_PIPELINE_EXECUTION);
    }

    /** As the process that carries the execution records it. */
    ExecutionStarted here() {
      return new ExecutionStarted(
          execution,
          number,
          variables,
          revisions,
          triggerType,
          trigger,
          token,
          rollback,
          false,
          by,
          git,
          nesting,
          at);
    }
  }

  /**
   * An execution waits in front of a stage, because another one has locked it, waits longer, or
   * because the transition is disabled (P-604).
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
   * @param failureType the kind of failure, if its executor told; empty in journals that were
   *     written before this was recorded
   * @param external the work that it caused outside, if its executor told
   * @param at when
   */
  record ActionFailed(
      ActionKey key,
      String reason,
      Optional<FailureType> failureType,
      Optional<ExternalExecution> external,
      Instant at)
      implements PipelineEvent {

    /**
     * A failure of which no more is known.
     *
     * @param key the attempt
     * @param reason what went wrong, for a person
     * @param at when
     */
    public ActionFailed(ActionKey key, String reason, Instant at) {
      this(key, reason, Optional.empty(), Optional.empty(), at);
    }
  }

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
   * @param by who answered; empty if the journal does not say so
   * @param summary why
   * @param at when
   */
  record ApprovalAnswered(
      ActionKey key, String token, boolean isApproved, String by, String summary, Instant at)
      implements PipelineEvent {

    /** Reads a name or a summary that an older journal left out as an empty one. */
    public ApprovalAnswered {
      by = Objects.requireNonNullElse(by, "");
      summary = Objects.requireNonNullElse(summary, "");
    }
  }

  /**
   * All actions of a stage have succeeded; the stage is free again.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param at when
   */
  record StageSucceeded(String execution, String stage, Instant at) implements PipelineEvent {}

  /**
   * An action of a stage has failed and none is in progress any more (P-803), or a condition does
   * not hold, or the stage took too long; the stage is free again.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param notRolledBack why no rollback follows although the stage asks for one; empty if it does
   *     not, if one follows, and in journals that were written before this was recorded
   * @param at when
   */
  record StageFailed(
      String execution, String stage, Optional<RollbackObstacle> notRolledBack, Instant at)
      implements PipelineEvent {}

  /**
   * A stage is run again (P-1001).
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param isFromStart whether all actions run again rather than those that failed
   * @param isAutomatic whether the stage asked for it rather than a person
   * @param run which run of an execution with a process of its own begins; 0 if none
   * @param by who asked for it; empty if nobody said so, and in journals that were written before
   *     this was recorded
   * @param at when
   */
  record StageRetried(
      String execution,
      String stage,
      boolean isFromStart,
      boolean isAutomatic,
      int run,
      Optional<String> by,
      Instant at)
      implements PipelineEvent {

    /**
     * Which actions run again.
     *
     * @return all, or those that failed
     */
    public RetryMode mode() {
      return isFromStart ? RetryMode.ALL_ACTIONS : RetryMode.FAILED_ACTIONS;
    }
  }

  /**
   * Somebody has asked an execution to stop.
   *
   * @param execution the execution's id
   * @param isAbandoning whether actions in progress are given up
   * @param reason why
   * @param by who; empty if nobody said so, and in journals that were written before this was
   *     recorded
   * @param at when
   */
  record StopRequested(
      String execution, boolean isAbandoning, String reason, Optional<String> by, Instant at)
      implements PipelineEvent {}

  /**
   * An execution has stopped on request; its stage is free again.
   *
   * @param execution its id
   * @param stage the stage that may be retried; empty if it was stopped in front of one, or while
   *     nothing of it had failed or been abandoned, and in journals that were written before this
   *     was recorded
   * @param at when
   */
  record ExecutionStopped(String execution, Optional<String> stage, Instant at)
      implements PipelineEvent {}

  /**
   * An execution has failed with its stage.
   *
   * @param execution its id
   * @param stage the stage; empty in journals that were written before this was recorded
   * @param at when
   */
  record ExecutionFailed(String execution, Optional<String> stage, Instant at)
      implements PipelineEvent {}

  /**
   * An execution has passed all stages, or the one that it was to roll back.
   *
   * @param execution its id
   * @param at when
   */
  record ExecutionSucceeded(String execution, Instant at) implements PipelineEvent {}

  /**
   * An execution has ended because the definition was updated (P-911). Final.
   *
   * @param execution its id
   * @param at when
   */
  record ExecutionCancelled(String execution, Instant at) implements PipelineEvent {}

  /**
   * The gate in front of a stage was closed (P-811).
   *
   * @param stage the stage's name
   * @param reason why
   * @param by who asked for it
   * @param at when
   */
  record TransitionDisabled(String stage, String reason, String by, Instant at)
      implements PipelineEvent {}

  /**
   * The gate in front of a stage was opened (P-815).
   *
   * @param stage the stage's name
   * @param by who asked for it
   * @param at when
   */
  record TransitionEnabled(String stage, String by, Instant at) implements PipelineEvent {}

  /**
   * A process that carries one execution has heard of its pipeline's gates (P-637).
   *
   * @param number counts the pipeline's changes of gates
   * @param transitions all gates that somebody ever touched
   * @param at when
   */
  record TransitionsHandedOn(long number, List<StageTransition> transitions, Instant at)
      implements PipelineEvent {}

  /**
   * All rules of a condition were asked (P-1207).
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param condition which condition of the stage
   * @param rules how each of its rules gets its answer, in their order; empty in journals that were
   *     written before this was recorded
   * @param at when
   */
  record ConditionStarted(
      String execution, String stage, ConditionKind condition, List<RuleStart> rules, Instant at)
      implements PipelineEvent {

    /** Copies the list. */
    public ConditionStarted {
      rules = List.copyOf(rules);
    }
  }

  /**
   * A rule has answered, or took too long.
   *
   * @param key the question
   * @param outcome whether it holds
   * @param summary what it said, for a person; may be empty
   * @param at when
   */
  record RuleAnswered(RuleKey key, RuleResult.Outcome outcome, String summary, Instant at)
      implements PipelineEvent {}

  /**
   * A window was open and is closed again before anybody noticed: the rule waits for its next
   * opening.
   *
   * @param key the question
   * @param next how it gets its answer now; empty in journals that were written before this was
   *     recorded
   * @param at when
   */
  record RuleWindowMissed(RuleKey key, Optional<RuleStart> next, Instant at)
      implements PipelineEvent {}

  /**
   * A condition has ended; rules that have not answered are given up.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param condition which condition of the stage
   * @param status how it ended
   * @param at when
   */
  record ConditionEnded(
      String execution, String stage, ConditionKind condition, ConditionStatus status, Instant at)
      implements PipelineEvent {}

  /**
   * Somebody has let a stage go on in spite of a condition (P-1212); rules that have not answered
   * are given up.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param condition which condition of the stage
   * @param isReopening whether the execution had ended because of it, and goes on
   * @param by who
   * @param at when
   */
  record ConditionOverridden(
      String execution,
      String stage,
      ConditionKind condition,
      boolean isReopening,
      String by,
      Instant at)
      implements PipelineEvent {

    /** Reads a name that an older journal left out as an empty one. */
    public ConditionOverridden {
      by = Objects.requireNonNullElse(by, "");
    }
  }

  /**
   * An execution passes a stage without running it, because the condition of entering it does not
   * hold (P-1203); the stage is free again.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param at when
   */
  record StageSkipped(String execution, String stage, Instant at) implements PipelineEvent {}

  /**
   * An execution was inside a stage for too long. What is in progress is asked to stop; then the
   * stage fails.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param at when
   */
  record StageTimedOut(String execution, String stage, Instant at) implements PipelineEvent {}
}
