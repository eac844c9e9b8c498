package dev.penstock.notification;

import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionCancelled;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStopped;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import java.util.Optional;

/** Which events of a pipeline tell of an execution that has a process of its own. */
final class OwnProcessEvents {
  private OwnProcessEvents() {}

  /** The execution that begins in a process of its own, if the event tells of one. */
  static Optional<String> ownProcess(PipelineEvent event) {
    return event instanceof ExecutionStarted started && started.isOwnProcess()
        ? Optional.of(started.execution())
        : event instanceof StageRetried retried && retried.run() > 0
            ? Optional.of(retried.execution())
            : Optional.empty();
  }

  /** The execution that ends, if the event tells of one. */
  static Optional<String> end(PipelineEvent event) {
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
