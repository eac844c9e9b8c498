package dev.penstock.pipeline.engine;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Journal;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;

/** A host in virtual time, on one thread, whose executor notes what it was asked. */
final class TestHost implements AutoCloseable {
  static final ActionType SCRIPT = ActionType.of(ActionCategory.BUILD, "Script");
  static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  final VirtualTime time = VirtualTime.startingAt(START);
  final List<String> calls = new ArrayList<>();
  final ProcessEngine processes;
  final PipelineEngine engine;
  final OpenPipeline pipeline;

  TestHost(Journal journal, Pipeline definition, ActionExecutor executor) {
    this(journal, definition, executor, options -> {});
  }

  TestHost(
      Journal journal,
      Pipeline definition,
      ActionExecutor executor,
      Consumer<PipelineEngine.Builder> options) {
    processes =
        ProcessEngine.builder()
            .journal(journal)
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build();
    ActionExecutor noting =
        context -> {
          calls.add(context.stage() + "/" + context.action() + "/" + context.attempt());
          return executor.execute(context);
        };
    PipelineEngine.Builder builder =
        PipelineEngine.builder(processes).action(SCRIPT, noting).action(GIT, noting);
    options.accept(builder);
    engine = builder.build();
    pipeline = engine.open(definition);
  }

  /** The code of the rejection that an order met. */
  static String rejection(CompletionStage<?> answer) {
    CompletableFuture<?> done = answer.toCompletableFuture();
    if (done.isCompletedExceptionally()) {
      Throwable cause = Assertions.assertThrows(CompletionException.class, done::join).getCause();
      return Assertions.assertInstanceOf(RejectedCommandException.class, cause).rejection().code();
    }
    return Assertions.assertInstanceOf(CommandResult.Rejected.class, done.getNow(null))
        .rejection()
        .code();
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  @Override
  public void close() {
    processes.close();
  }
}
