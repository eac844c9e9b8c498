package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.process.Command;
import dev.penstock.process.EffectKey;
import dev.penstock.source.GitChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a pipeline can be told. */
public sealed interface PipelineCommand extends Command {

  /** How many characters the text of a start's cause may have (P-701). */
  int LONGEST_TRIGGER = 1_024;

  /**
   * How many characters the name of who gives an order may have, and the token of one: 512, as many
   * as the summary of an approval (P-1302), because checkpoints repeat them. The service allows
   * tokens of 128, of letters, digits and hyphens (P-703).
   */
  int LONGEST_NAME = 512;

  /**
   * Order: from now on, executions follow this definition.
   *
   * @param definition the definition; its name must not change
   * @param limits how much may be under way at once
   * @param policy what becomes of executions under way if this is a new version
   * @param isUpdate whether it is a new version although nothing has changed (P-219); a host that
   *     opens a pipeline again says false
   * @param at when
   */
  record DefinePipeline(
      Pipeline definition,
      ExecutionLimits limits,
      UpdatePolicy policy,
      boolean isUpdate,
      Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public DefinePipeline {
      Objects.requireNonNull(definition, "definition");
      Objects.requireNonNull(limits, "limits");
      Objects.requireNonNull(policy, "policy");
      Objects.requireNonNull(at, "at");
    }

    /**
     * The same without limits; executions under way finish on their own definition.
     *
     * @param definition the definition
     * @param at when
     */
    public DefinePipeline(Pipeline definition, Instant at) {
      this(definition, ExecutionLimits.NONE, UpdatePolicy.FINISH, false, at);
    }
  }

  /**
   * Order: start an execution (P-703).
   *
   * @param variables values of pipeline variables by name; the rest take their defaults
   * @param revisions which revisions source actions are to take; the rest take the newest
   * @param triggerType what kind of cause the start has; not one of a rollback
   * @param trigger what caused the start, for people, at most 1,024 characters; may be empty
   * @param token makes the order safe to repeat: a second start with the same token is unchanged;
   *     at most {@link #LONGEST_NAME} characters
   * @param by who asks for it, for the history, at most {@link #LONGEST_NAME} characters; empty if
   *     nobody says so
   * @param git the change in a repository that causes it; empty if none does
   * @param nesting how many pipelines invoke each other down to this start; 0 if none does
   * @param at when
   */
  record StartExecution(
      Map<String, String> variables,
      List<SourceOverride> revisions,
      TriggerType triggerType,
      String trigger,
      Optional<String> token,
      Optional<String> by,
      Optional<GitChange> git,
      int nesting,
      Instant at)
      implements PipelineCommand {

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if the trigger is one of a rollback, or its text too long
     */
    public StartExecution {
      variables = Map.copyOf(Objects.requireNonNull(variables, "variables"));
      revisions = List.copyOf(Objects.requireNonNull(revisions, "revisions"));
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(git, "git");
      Objects.requireNonNull(at, "at");
      checkTrigger(triggerType, trigger);
    }

    /**
     * The same of nobody in particular, and of no change.
     *
     * @param variables values of pipeline variables by name
     * @param revisions which revisions source actions are to take
     * @param triggerType what kind of cause the start has; not one of a rollback
     * @param trigger what caused the start, for people
     * @param token makes the order safe to repeat
     * @param at when
     */
    public StartExecution(
        Map<String, String> variables,
        List<SourceOverride> revisions,
        TriggerType triggerType,
        String trigger,
        Optional<String> token,
        Instant at) {
      this(
          variables,
          revisions,
          triggerType,
          trigger,
          token,
          Optional.empty(),
          Optional.empty(),
          0,
          at);
    }

    /**
     * The same without source overrides, as a start that somebody asked for.
     *
     * @param variables values of pipeline variables by name
     * @param trigger what caused the start, for people
     * @param token makes the order safe to repeat
     * @param at when
     */
    public StartExecution(
        Map<String, String> variables, String trigger, Optional<String> token, Instant at) {
      this(variables, List.of(), TriggerType.START_PIPELINE_EXECUTION, trigger, token, at);
    }

    /**
     * Checks what causes a start.
     *
     * @param triggerType the kind of cause
     * @param trigger its text
     * @throws IllegalArgumentException if the trigger is one of a rollback, or its text too long
     */
    public static void checkTrigger(TriggerType triggerType, String trigger) {
      Objects.requireNonNull(triggerType, "triggerType");
      Objects.requireNonNull(trigger, "trigger");
      if (triggerType.isRollback()) {
        throw new IllegalArgumentException(triggerType + ": a rollback is ordered, not started");
      }
      if (trigger.length() > LONGEST_TRIGGER) {
        throw new IllegalArgumentException(
            "a trigger of " + trigger.length() + " characters; allowed: 0 to " + LONGEST_TRIGGER);
      }
    }
  }

  /**
   * Report: an action has ended.
   *
   * @param key which attempt
   * @param result how
   * @param at when
   */
  record ReportResult(ActionKey key, ActionResult result, Instant at) implements PipelineCommand {

    /** All parts are required. */
    public ReportResult {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(result, "result");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Report: an action wants something remembered, to be handed back if it is started again after a
   * crash.
   *
   * @param key which attempt
   * @param number counts the attempt's checkpoints from 1, over restarts
   * @param text what to remember, at most 4,096 characters
   * @param at when
   */
  record ReportCheckpoint(ActionKey key, int number, String text, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public ReportCheckpoint {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Order: answer a manual approval (P-1302).
   *
   * @param token the token of the request, which is another one for each attempt (P-1305)
   * @param isApproved whether it is approved
   * @param by who answered, for the history; not blank, at most {@link #LONGEST_NAME} characters
   * @param summary why, at most 512 characters; may be empty
   * @param at when
   */
  record AnswerApproval(String token, boolean isApproved, String by, String summary, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public AnswerApproval {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(summary, "summary");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Order: stop an execution (P-821).
   *
   * @param execution its id
   * @param isAbandoning whether actions in progress are given up rather than waited for
   * @param reason why, for the history; at most 200 characters
   * @param by who asks for it, for the history, at most {@link #LONGEST_NAME} characters; empty if
   *     nobody says so
   * @param at when
   */
  record StopExecution(
      String execution, boolean isAbandoning, String reason, Optional<String> by, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public StopExecution {
      Objects.requireNonNull(execution, "execution");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(at, "at");
    }

    /**
     * The same of nobody in particular.
     *
     * @param execution its id
     * @param isAbandoning whether actions in progress are given up rather than waited for
     * @param reason why
     * @param at when
     */
    public StopExecution(String execution, boolean isAbandoning, String reason, Instant at) {
      this(execution, isAbandoning, reason, Optional.empty(), at);
    }
  }

  /**
   * Order: run a stage again in which actions failed or were abandoned (P-1001). An execution of
   * mode PARALLEL that is under way takes this order in its own process, one that has ended in the
   * pipeline's.
   *
   * @param execution the execution's id
   * @param stage the stage in which it failed or was stopped
   * @param mode which of its actions
   * @param by who asks for it, for the history, at most {@link #LONGEST_NAME} characters; empty if
   *     nobody says so
   * @param at when
   */
  record RetryStage(String execution, String stage, RetryMode mode, Optional<String> by, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public RetryStage {
      Objects.requireNonNull(execution, "execution");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(at, "at");
    }

    /**
     * The same of nobody in particular.
     *
     * @param execution the execution's id
     * @param stage the stage in which it failed or was stopped
     * @param mode which of its actions
     * @param at when
     */
    public RetryStage(String execution, String stage, RetryMode mode, Instant at) {
      this(execution, stage, mode, Optional.empty(), at);
    }

    /**
     * The same for the actions that failed (P-1003).
     *
     * @param execution the execution's id
     * @param stage the stage in which it failed or was stopped
     * @param at when
     */
    public RetryStage(String execution, String stage, Instant at) {
      this(execution, stage, RetryMode.FAILED_ACTIONS, at);
    }
  }

  /**
   * Order: bring a stage back to what an earlier execution delivered there (P-1101). It enters the
   * stage at once, past those that wait and whatever state the transition is in, for it does not
   * come through it.
   *
   * @param stage the stage's name
   * @param target the id of the execution that succeeded there
   * @param token makes the order safe to repeat, as a start's does; at most {@link #LONGEST_NAME}
   *     characters
   * @param by who asks for it, for the history, at most {@link #LONGEST_NAME} characters; empty if
   *     nobody says so
   * @param at when
   */
  record RollBackStage(
      String stage, String target, Optional<String> token, Optional<String> by, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public RollBackStage {
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(at, "at");
    }

    /**
     * The same of nobody in particular.
     *
     * @param stage the stage's name
     * @param target the id of the execution that succeeded there
     * @param token makes the order safe to repeat
     * @param at when
     */
    public RollBackStage(String stage, String target, Optional<String> token, Instant at) {
      this(stage, target, token, Optional.empty(), at);
    }
  }

  /**
   * Order: close the gate in front of a stage, or behind it (P-811). Executions that have passed it
   * are not affected (P-814).
   *
   * @param stage the stage's name
   * @param type which of its two gates
   * @param reason why: 1 to 300 characters of {@code a-zA-Z0-9!@ ().*?-}
   * @param by who asks for it, for the state, at most {@link #LONGEST_NAME} characters
   * @param at when
   */
  record DisableTransition(String stage, TransitionType type, String reason, String by, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public DisableTransition {
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Order: open the gate in front of a stage, or behind it (P-815).
   *
   * @param stage the stage's name
   * @param type which of its two gates
   * @param by who asks for it, for the state, at most {@link #LONGEST_NAME} characters
   * @param at when
   */
  record EnableTransition(String stage, TransitionType type, String by, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public EnableTransition {
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Report to a pipeline: a run of an execution that has a process of its own has ended.
   *
   * @param key the run
   * @param status how it ended
   * @param stage the stage that may be retried; empty if none
   * @param at when
   */
  record ReportExecutionEnd(
      ExecutionKey key, ExecutionStatus status, Optional<String> stage, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public ReportExecutionEnd {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Order to a new process: carry one execution of mode PARALLEL.
   *
   * @param definition what the pipeline recorded of its definition
   * @param start what the pipeline recorded of the start
   * @param at when
   */
  record BeginExecution(
      PipelineEvent.PipelineDefined definition, PipelineEvent.ExecutionStarted start, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public BeginExecution {
      Objects.requireNonNull(definition, "definition");
      Objects.requireNonNull(start, "start");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Order to a process that carries one execution: it was retried after it had ended.
   *
   * @param key which run begins
   * @param stage the stage to run again
   * @param mode which of its actions
   * @param by who asked for it; empty if nobody said so
   * @param at when
   */
  record ResumeExecution(
      ExecutionKey key, String stage, RetryMode mode, Optional<String> by, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public ResumeExecution {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Report to a process that carries one execution: these are the pipeline's gates.
   *
   * @param number counts the pipeline's changes of gates; an older report changes nothing
   * @param transitions all gates that somebody ever touched
   * @param at when
   */
  record HandOnTransitions(long number, List<StageTransition> transitions, Instant at)
      implements PipelineCommand {

    /** Copies the list. */
    public HandOnTransitions {
      transitions = List.copyOf(Objects.requireNonNull(transitions, "transitions"));
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Order: forget that executions may be rolled back to, because their events take too much room in
   * the journal. The last one that succeeded in a stage is kept for it.
   *
   * @param executions their ids
   * @param at when
   */
  record ForgetTargets(List<String> executions, Instant at) implements PipelineCommand {

    /** Copies the list. */
    public ForgetTargets {
      executions = List.copyOf(Objects.requireNonNull(executions, "executions"));
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Report: a rule has answered.
   *
   * @param key which question
   * @param result the answer
   * @param at when
   */
  record ReportRule(RuleKey key, RuleResult result, Instant at) implements PipelineCommand {

    /** All parts are required. */
    public ReportRule {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(result, "result");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Order: let a stage go on in spite of a condition that is being evaluated, or because of which
   * the stage has just failed (P-1211). An execution of mode PARALLEL takes this order in its own
   * process, while it is under way.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param condition which condition of the stage, not the one after a failure
   * @param by who lets it go on, for the history, at most {@link #LONGEST_NAME} characters
   * @param at when
   */
  record OverrideCondition(
      String execution, String stage, ConditionKind condition, String by, Instant at)
      implements PipelineCommand {

    /** All parts are required. */
    public OverrideCondition {
      Objects.requireNonNull(execution, "execution");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(condition, "condition");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Report: a timer has come due.
   *
   * @param key the timer's key
   * @param at when it fired
   */
  record TimerFired(EffectKey key, Instant at) implements PipelineCommand {

    /** All parts are required. */
    public TimerFired {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Whether delivering this command a second time must change nothing: reports, and orders with a
   * token.
   *
   * @return false for orders that a second delivery may find forbidden
   */
  default boolean isRepeatable() {
    return this instanceof ReportResult
        || this instanceof ReportCheckpoint
        || this instanceof ReportRule
        || this instanceof TimerFired
        || this instanceof AnswerApproval
        || this instanceof ReportExecutionEnd
        || this instanceof BeginExecution
        || this instanceof ResumeExecution
        || this instanceof HandOnTransitions
        || (this instanceof RollBackStage rollback && rollback.token().isPresent())
        || (this instanceof StartExecution start && start.token().isPresent());
  }
}
