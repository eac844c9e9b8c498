package dev.penstock.pipeline.engine;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import java.time.Clock;

/** A program that runs a pipeline and does nothing else. */
final class FirstRun {
  private FirstRun() {}

  public static void main(String[] args) {
    ActionType build = ActionType.of(ActionCategory.BUILD, "Make");
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler((due, task) -> () -> {})
            .clock(Clock.systemUTC())
            .build()) {
      OpenPipeline pipeline =
          PipelineEngine.builder(processes)
              .action(build, ActionExecutor.blocking(context -> ActionResult.succeeded()))
              .build()
              .open(Pipeline.builder("p").stage("S", stage -> stage.action("a", build)).build());
      String execution = pipeline.start().toCompletableFuture().join();
      ExecutionStatus end = pipeline.finished(execution).toCompletableFuture().join();
      if (end != ExecutionStatus.SUCCEEDED) {
        throw new IllegalStateException(end.name());
      }
    }
  }
}
