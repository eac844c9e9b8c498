package dev.penstock.notification;

import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineEvent.Checkpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionCancelled;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStopped;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import java.util.Optional;
import java.util.Set;

/** Where the events of executions of mode PARALLEL begin and end: in processes of their own. */
final class OwnProcess {
  private OwnProcess() {}

  /** Adds the executions that are under way in processes of their own, and removes the others. */
  static void follow(PipelineEvent event, Set<String> underWay) {
    if (event instanceof Checkpointed checkpointed) {
      underWay.addAll(checkpointed.rest().parallel());
    } else {
      begin(event).ifPresent(underWay::add);
      end(event).ifPresent(underWay::remove);
    }
  }

  /** Whether an event ends the one execution that a process carries. */
  static boolean isEndOf(String process, PipelineEvent event) {
    return process.indexOf('/', PipelineEngine.PROCESS_PREFIX.length()) >= 0
        && end(event).isPresent();
  }

  private static Optional<String> begin(PipelineEvent event) {
    return event instanceof ExecutionStarted started && started.isOwnProcess()
        ? Optional.of(started.execution())
        : event instanceof StageRetried retried && retried.run() > 0
            ? Optional.of(retried.execution())
            : Optional.empty();
  }

  private static Optional<String> end(PipelineEvent event) {
    if (event instanceof ExecutionSucceeded succeeded) {
      return Optional.of(succeeded.execution());
    }
    if (event instanceof ExecutionFailed failed) {
      return Optional.of(failed.execution());
    }
    if (event instanceof ExecutionStopped stopped) {
      return Optional.of(stopped.execution());
    }
    return event instanceof ExecutionCancelled cancelled
        ? Optional.of(cancelled.execution())
        : Optional.empty();
  }
}
