package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Signal;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.Map;

/** What a pipeline asks of its host. */
public sealed interface PipelineEffect extends Effect {

  /**
   * Run an action; report the result under the same key.
   *
   * @param key the attempt
   * @param action the action's definition
   * @param configuration its configuration with all references resolved (P-505)
   * @param inputs its input artifacts by name, in the order of the definition
   * @param variables what the execution knew when the action started: {@code namespace.name} to
   *     value
   */
  record RunAction(
      ActionKey key,
      Action action,
      Map<String, String> configuration,
      Map<String, ArtifactReference> inputs,
      Map<String, String> variables)
      implements PipelineEffect {}

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
   * @param key names the attempt and what is awaited
   * @param due when, at the earliest
   */
  record WakeAt(TimerKey key, Instant due) implements PipelineEffect, Timer {}

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
