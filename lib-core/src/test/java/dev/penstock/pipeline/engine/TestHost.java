package dev.penstock.pipeline.engine;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A host in virtual time, on one thread, whose executor notes what it was asked. */
final class TestHost implements AutoCloseable {
  static final ActionType SCRIPT = ActionType.of(ActionCategory.BUILD, "Script");
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  final VirtualTime time = VirtualTime.startingAt(START);
  final List<String> calls = new ArrayList<>();
  final ProcessEngine processes;
  final OpenPipeline pipeline;

  TestHost(Journal journal, Pipeline definition, ActionExecutor executor) {
    processes =
        ProcessEngine.builder()
            .journal(journal)
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build();
    pipeline =
        PipelineEngine.builder(processes)
            .action(
                SCRIPT,
                context -> {
                  calls.add(context.stage() + "/" + context.action() + "/" + context.attempt());
                  return executor.execute(context);
                })
            .build()
            .open(definition);
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  @Override
  public void close() {
    processes.close();
  }
}
