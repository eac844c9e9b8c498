package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.process.Command;
import dev.penstock.process.EffectKey;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a pipeline can be told. */
public sealed interface PipelineCommand extends Command {

  /**
   * Order: from now on, executions follow this definition. Those under way finish on the one that
   * they started with.
   *
   * @param definition the definition; its name must not change
   * @param at when
   */
  record DefinePipeline(Pipeline definition, Instant at) implements PipelineCommand {

    /** All parts are required. */
    public DefinePipeline {
      Objects.requireNonNull(definition, "definition");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Order: start an execution.
   *
   * @param variables values of pipeline variables by name; the rest take their defaults
   * @param trigger what caused the start, for people; may be empty
   * @param token makes the order safe to repeat: a second start with the same token is unchanged
   * @param at when
   */
  record StartExecution(
      Map<String, String> variables, String trigger, Optional<String> token, Instant at)
      implements PipelineCommand {

    /** Copies the map. */
    public StartExecution {
      variables = Map.copyOf(variables);
      Objects.requireNonNull(trigger, "trigger");
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Report: an action has ended.
   *
   * @param key which attempt
   * @param result how
   * @param at when
   */
  record ReportResult(ActionKey key, ActionResult result, Instant at) implements PipelineCommand {}

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
      implements PipelineCommand {}

  /**
   * Order: answer a manual approval (P-1302).
   *
   * @param token the token of the request, which is another one for each attempt (P-1305)
   * @param isApproved whether it is approved
   * @param by who answered, for the history
   * @param summary why, at most 512 characters; may be empty
   * @param at when
   */
  record AnswerApproval(String token, boolean isApproved, String by, String summary, Instant at)
      implements PipelineCommand {}

  /**
   * Order: stop an execution (P-821).
   *
   * @param execution its id
   * @param isAbandoning whether actions in progress are given up rather than waited for
   * @param reason why, for the history; at most 200 characters
   * @param at when
   */
  record StopExecution(String execution, boolean isAbandoning, String reason, Instant at)
      implements PipelineCommand {}

  /**
   * Order: run the failed actions of a stage again (P-1003).
   *
   * @param execution the execution's id
   * @param stage the stage in which it failed or was stopped
   * @param at when
   */
  record RetryStage(String execution, String stage, Instant at) implements PipelineCommand {}

  /**
   * Report: a timer has come due.
   *
   * @param key the timer's key
   * @param at when it fired
   */
  record TimerFired(EffectKey key, Instant at) implements PipelineCommand {}

  /**
   * Whether delivering this command a second time must change nothing: reports, and orders with a
   * token.
   *
   * @return false for orders that a second delivery may find forbidden
   */
  default boolean isRepeatable() {
    return this instanceof ReportResult
        || this instanceof ReportCheckpoint
        || this instanceof TimerFired
        || this instanceof AnswerApproval
        || (this instanceof StartExecution start && start.token().isPresent());
  }
}
