package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineEffect.StageTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionEnded;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionOverridden;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionCancelled;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStopped;
import dev.penstock.pipeline.execution.PipelineEvent.RuleAnswered;
import dev.penstock.pipeline.execution.PipelineEvent.RuleWindowMissed;
import dev.penstock.pipeline.execution.PipelineEvent.StageEntered;
import dev.penstock.pipeline.execution.PipelineEvent.StageFailed;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineEvent.StageSkipped;
import dev.penstock.pipeline.execution.PipelineEvent.StageSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.StageTimedOut;
import dev.penstock.process.Effects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a pipeline asks of its host for conditions, and for the time that a stage may take. */
final class StageEffects {
  private StageEffects() {}

  static void of(PipelineState after, PipelineEvent event, Effects<? super PipelineEffect> out) {
    if (event instanceof StageEntered entered) {
      start(latest(after, entered.stage()), out);
    } else if (event instanceof StageSucceeded succeeded) {
      close(latest(after, succeeded.stage()), out);
    } else if (event instanceof StageFailed failed) {
      close(latest(after, failed.stage()), out);
    } else if (event instanceof StageSkipped skipped) {
      close(latest(after, skipped.stage()), out);
    } else if (event instanceof StageTimedOut late) {
      close(latest(after, late.stage()), out);
    } else if (event instanceof StageRetried retried) {
      LiveExecution execution = after.live.get(retried.execution());
      if (execution != null) {
        close(execution.inside, out);
        start(execution.inside, out);
      }
    } else if (event instanceof ExecutionStopped stopped) {
      closeAll(after, stopped.execution(), StageStatus.STOPPED, out);
    } else if (event instanceof ExecutionCancelled cancelled) {
      closeAll(after, cancelled.execution(), StageStatus.CANCELLED, out);
    } else {
      ofConditions(after, event, out);
    }
  }

  private static void ofConditions(
      PipelineState after, PipelineEvent event, Effects<? super PipelineEffect> out) {
    if (event instanceof ConditionStarted started) {
      ConditionRun run = after.openCondition(started.execution());
      if (run != null) {
        run.rules.forEach(rule -> rule.open(out));
      }
    } else if (event instanceof RuleAnswered answered) {
      RuleRun rule = rule(after, answered.key());
      if (rule != null) {
        rule.settle(out);
      }
    } else if (event instanceof RuleWindowMissed missed) {
      RuleRun rule = rule(after, missed.key());
      if (rule != null) {
        rule.reopen(out);
      }
    } else if (event instanceof ConditionEnded ended) {
      abandon(after, ended.execution(), ended.condition(), out);
    } else if (event instanceof ConditionOverridden overridden) {
      abandon(after, overridden.execution(), overridden.condition(), out);
      if (overridden.isReopening()) {
        start(latest(after, overridden.stage()), out);
      }
    }
  }

  private static @Nullable RuleRun rule(PipelineState after, RuleKey key) {
    ConditionRun run = after.openCondition(key.execution());
    return run == null ? null : run.rule(key);
  }

  /** A condition has ended: rules that have not answered are settled. */
  private static void abandon(
      PipelineState after,
      String execution,
      ConditionKind kind,
      Effects<? super PipelineEffect> out) {
    LiveExecution live = after.live.get(execution);
    StageConditions conditions = live == null ? null : live.inside().conditions;
    ConditionRun run = conditions == null ? null : conditions.latest(kind);
    if (run != null) {
      for (RuleRun rule : run.rules) {
        if (rule.status == RuleStatus.ABANDONED) {
          rule.settle(out);
        }
      }
    }
  }

  private static @Nullable StageRun latest(PipelineState after, String stage) {
    StageSlot slot = after.knownSlot(stage);
    return slot == null ? null : slot.latest;
  }

  private static void start(@Nullable StageRun run, Effects<? super PipelineEffect> out) {
    WakeAt timer = run == null ? null : run.timer();
    if (timer != null) {
      out.emit(timer);
    }
  }

  private static void close(@Nullable StageRun run, Effects<?> out) {
    StageTimerKey closed = run == null ? null : run.closedTimer();
    if (closed != null) {
      out.settle(closed);
    }
  }

  /** An execution has ended inside a stage, which only the stage still tells. */
  private static void closeAll(
      PipelineState after, String execution, StageStatus status, Effects<?> out) {
    for (StageSlot slot : after.slots.values()) {
      StageRun run = slot.latest;
      if (run != null && run.status == status && run.execution.id.equals(execution)) {
        close(run, out);
      }
    }
  }

  static void pending(LiveExecution execution, Consumer<? super PipelineEffect> out) {
    StageRun inside = execution.place == Place.INSIDE ? execution.inside : null;
    if (inside == null) {
      return;
    }
    WakeAt timer = inside.timer();
    if (timer != null) {
      out.accept(timer);
    }
    ConditionRun asked = inside.openCondition();
    if (asked != null) {
      asked.rules.forEach(rule -> rule.pending(out));
    }
  }
}
