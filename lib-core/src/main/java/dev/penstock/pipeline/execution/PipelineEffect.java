package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.VariableReference;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Signal;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a pipeline asks of its host. */
public sealed interface PipelineEffect extends Effect {

  /**
   * Run an action; report the result under the same key.
   *
   * @param key the attempt
   * @param action the action's definition
   * @param configuration its configuration with all references resolved (P-505)
   * @param inputs its input artifacts by name, in the order of the definition
   * @param execution what its execution knew when the action started
   */
  record RunAction(
      ActionKey key,
      Action action,
      Map<String, String> configuration,
      Map<String, ArtifactReference> inputs,
      ExecutionContext execution)
      implements PipelineEffect {

    /**
     * What the execution knew when the action started.
     *
     * @return {@code namespace.name} to value
     */
    public Map<String, String> variables() {
      return execution.variables();
    }

    /**
     * What a compute action runs.
     *
     * @return its commands with all references resolved
     */
    public List<String> commands() {
      return action.commands().stream().map(this::resolved).toList();
    }

    /**
     * What its commands find in their environment.
     *
     * @return its environment variables with all references resolved
     */
    public List<EnvironmentVariable> environmentVariables() {
      return action.environmentVariables().stream()
          .map(each -> new EnvironmentVariable(each.name(), resolved(each.value()), each.type()))
          .toList();
    }

    private String resolved(String text) {
      return Objects.requireNonNullElse(
          VariableReference.resolve(
              text, reference -> execution.valueOf(reference, key.execution())),
          text);
    }

    /**
     * Which revisions the start wants this action to take, if it is a source.
     *
     * @return values by kind, most often none
     */
    public Map<RevisionType, String> revisions() {
      return action.type().category() == ActionCategory.SOURCE
          ? execution.revisionsOf(action.name())
          : Map.of();
    }
  }

  /**
   * Ask a rule; report the answer under the same key ({@link PipelineCommand.ReportRule}). Rules
   * that compare variables or wait for a window are never asked in this way.
   *
   * @param key the question
   * @param rule the rule's definition
   * @param configuration its configuration with all references resolved
   * @param commands its commands with all references resolved
   * @param inputs its input artifacts by name, in the order of the definition
   * @param execution what the execution knows
   */
  record RunRule(
      RuleKey key,
      Rule rule,
      Map<String, String> configuration,
      List<String> commands,
      Map<String, ArtifactReference> inputs,
      ExecutionContext execution)
      implements PipelineEffect {}

  /**
   * Carry an execution of mode PARALLEL in a process of its own, whose id is derived from the
   * execution's: give that process the gates as they are now ({@link
   * PipelineCommand.HandOnTransitions}), {@link PipelineCommand.BeginExecution}, and after a retry
   * {@link PipelineCommand.ResumeExecution}; once it has ended, {@link
   * PipelineCommand.ReportExecutionEnd}. All of these are safe to repeat.
   *
   * @param key the run
   * @param definition what the pipeline recorded of its definition
   * @param start what the pipeline recorded of the start
   * @param retry what the pipeline recorded of the retry that began this run; empty for the first
   */
  record RunExecution(
      ExecutionKey key,
      PipelineEvent.PipelineDefined definition,
      PipelineEvent.ExecutionStarted start,
      Optional<PipelineEvent.StageRetried> retry)
      implements PipelineEffect {}

  /**
   * Ask the process that carries an execution to stop it.
   *
   * @param key names the run
   * @param reason why
   * @param by who asked for it, if somebody said so
   */
  record StopRun(StopKey key, String reason, Optional<String> by)
      implements PipelineEffect, Signal {
    @Override
    public EffectKey target() {
      return key.run();
    }
  }

  /**
   * Tell the process that carries an execution of the gates.
   *
   * @param key names the run and counts the changes
   * @param transitions all gates that somebody ever touched
   */
  record TellTransitions(TransitionsKey key, List<StageTransition> transitions)
      implements PipelineEffect, Signal {
    @Override
    public EffectKey target() {
      return key.run();
    }
  }

  /**
   * Ask a running action to stop. It may finish or fail.
   *
   * @param key names the attempt
   */
  record CancelAction(CancelKey key) implements PipelineEffect, Signal {
    @Override
    public EffectKey target() {
      return key.action();
    }
  }

  /**
   * Wake the pipeline.
   *
   * @param key names the attempt, the question or the stage, and what is awaited
   * @param due when, at the earliest
   */
  record WakeAt(EffectKey key, Instant due) implements PipelineEffect, Timer {}

  /**
   * The key of a request to stop an action.
   *
   * @param action the attempt
   */
  record CancelKey(ActionKey action) implements EffectKey {
    @Override
    public String text() {
      return action.text() + "/cancel";
    }
  }

  /**
   * The key of a timer.
   *
   * @param action the attempt that it is about
   * @param kind what is awaited
   */
  record TimerKey(ActionKey action, TimerKind kind) implements EffectKey {
    @Override
    public String text() {
      return action.text() + "/" + kind.text;
    }
  }

  /**
   * The key of a timer of a rule.
   *
   * @param rule the question
   * @param kind what is awaited
   * @param number counts the openings of the window that it has waited for
   */
  record RuleTimerKey(RuleKey rule, RuleTimerKind kind, int number) implements EffectKey {
    @Override
    public String text() {
      return rule.text() + "/" + kind.text + "/" + number;
    }
  }

  /**
   * The key of a timer of a stage.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param number counts the tries of the stage
   */
  record StageTimerKey(String execution, String stage, int number) implements EffectKey {
    @Override
    public String text() {
      return execution + "/" + stage + "/" + number + "/stage-timeout";
    }
  }

  /** What a timer of a rule awaits. */
  enum RuleTimerKind {
    /** The next opening of the window. */
    WINDOW("window"),
    /** The end of the time that an answer may take. */
    TIMEOUT("timeout");

    private final String text;

    RuleTimerKind(String text) {
      this.text = text;
    }
  }

  /**
   * The key of a request to stop a run.
   *
   * @param run the run
   * @param isAbandoning whether actions in progress are given up
   */
  record StopKey(ExecutionKey run, boolean isAbandoning) implements EffectKey {
    @Override
    public String text() {
      return run.text() + (isAbandoning ? "/abandon" : "/stop");
    }
  }

  /**
   * The key of a notice about gates.
   *
   * @param run the run that hears it
   * @param number counts the pipeline's changes of gates
   */
  record TransitionsKey(ExecutionKey run, long number) implements EffectKey {
    @Override
    public String text() {
      return run.text() + "/transitions/" + number;
    }
  }

  /** What a timer awaits. */
  enum TimerKind {
    /** The end of the time that an attempt may take. */
    TIMEOUT("timeout"),
    /** The end of the grace period after an attempt was asked to stop because it timed out. */
    GRACE("grace");

    private final String text;

    TimerKind(String text) {
      this.text = text;
    }
  }
}
