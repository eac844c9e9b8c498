package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.PipelineEvent.ExecutionCancelled;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStopped;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionDisabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionEnabled;
import dev.penstock.process.Effects;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a pipeline asks of its host for executions that have processes of their own. */
final class ParallelEffects {
  private ParallelEffects() {}

  static void of(PipelineState after, PipelineEvent event, Effects<? super PipelineEffect> out) {
    if (event instanceof ExecutionStarted started) {
      begin(after.parallel.get(started.execution()), out);
    } else if (event instanceof StageRetried retried) {
      begin(after.parallel.get(retried.execution()), out);
    } else if (event instanceof ExecutionSucceeded succeeded) {
      settle(after, succeeded.execution(), out);
    } else if (event instanceof ExecutionFailed failed) {
      settle(after, failed.execution(), out);
    } else if (event instanceof ExecutionStopped stopped) {
      settle(after, stopped.execution(), out);
    } else if (event instanceof ExecutionCancelled cancelled) {
      settle(after, cancelled.execution(), out);
    } else if (event instanceof TransitionDisabled || event instanceof TransitionEnabled) {
      List<StageTransition> transitions =
          after.parallel.isEmpty() ? List.of() : after.transitions();
      after.parallel.values().forEach(each -> each.emitTransitions(transitions, out));
    }
  }

  private static void begin(
      @Nullable ParallelExecution execution, Effects<? super PipelineEffect> out) {
    if (execution != null) {
      execution.emitRun(out);
    }
  }

  private static void settle(PipelineState after, String execution, Effects<?> out) {
    ParallelExecution ended = after.endedParallel.get(execution);
    if (ended != null) {
      ended.settle(out);
    }
  }

  static void pending(PipelineState state, Consumer<? super PipelineEffect> out) {
    if (!state.parallel.isEmpty()) {
      List<StageTransition> transitions = state.transitions();
      state.parallel.values().forEach(each -> each.pending(transitions, out));
    }
  }
}
