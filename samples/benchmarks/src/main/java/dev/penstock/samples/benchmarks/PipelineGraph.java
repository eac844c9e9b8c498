package dev.penstock.samples.benchmarks;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessListener;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.process.Journal;
import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Pipelines of no-op actions; engine, journal and executions are made anew for each run. */
final class PipelineGraph {
  private static final ActionType NOTHING = ActionType.of(ActionCategory.BUILD, "Nothing");
  private static final Scheduler NEVER = (due, task) -> () -> {};

  private final List<Pipeline> pipelines = new ArrayList<>();
  private final int actions;

  private PipelineGraph(int actions) {
    this.actions = actions;
  }

  static PipelineGraph of(String shape, int actions) {
    PipelineGraph graph = new PipelineGraph(actions);
    switch (shape) {
      case "seq" -> graph.pipelines.add(pipeline("seq", actions / 10, 10));
      case "wide" -> graph.pipelines.add(pipeline("wide", 1, actions));
      default -> {
        for (int i = 0; i < 10; i++) {
          graph.pipelines.add(pipeline("ten-" + i, actions / 100, 10));
        }
      }
    }
    return graph;
  }

  /** One pipeline of stages of 10 actions. */
  static PipelineGraph sequence(String name, int stages) {
    PipelineGraph graph = new PipelineGraph(stages * 10);
    graph.pipelines.add(pipeline(name, stages, 10));
    return graph;
  }

  private static Pipeline pipeline(String name, int stages, int width) {
    Pipeline.Builder pipeline = Pipeline.builder(name);
    for (int s = 0; s < stages; s++) {
      pipeline.stage(
          "stage-" + s,
          stage -> {
            for (int a = 0; a < width; a++) {
              stage.action("action-" + a, NOTHING);
            }
          });
    }
    return pipeline.build();
  }

  int run(Executor executor) {
    return run(executor, new InMemoryJournal());
  }

  /**
   * Runs everything once, until the listener has seen all successes; what a listener sees is
   * durable.
   */
  int run(Executor executor, Journal journal) {
    AtomicInteger ran = new AtomicInteger();
    Succeeded succeeded = new Succeeded(actions);
    CompletionStage<ActionResult> done =
        CompletableFuture.completedFuture(ActionResult.succeeded());
    try (ProcessEngine processes = engine(executor, journal, succeeded)) {
      PipelineEngine engine =
          PipelineEngine.builder(processes)
              .action(
                  NOTHING,
                  context -> {
                    ran.incrementAndGet();
                    return done;
                  })
              .build();
      List<CompletableFuture<ExecutionStatus>> ends = new ArrayList<>();
      for (Pipeline pipeline : pipelines) {
        OpenPipeline open = engine.open(pipeline);
        ends.add(open.start().thenCompose(open::finished).toCompletableFuture());
      }
      ends.forEach(CompletableFuture::join);
      succeeded.all.join();
    }
    if (ran.get() != actions) {
      throw new IllegalStateException("ran " + ran.get());
    }
    return ran.get();
  }

  /**
   * Starts everything with an executor that leaves actions pending, and returns what must be kept
   * alive.
   */
  Object hold(Executor executor) {
    ProcessEngine processes = engine(executor, new InMemoryJournal(), new Succeeded(actions));
    ActionExecutor never = context -> new CompletableFuture<>();
    PipelineEngine engine = PipelineEngine.builder(processes).action(NOTHING, never).build();
    List<OpenPipeline> open = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      OpenPipeline each = engine.open(pipeline);
      each.start().toCompletableFuture().join();
      open.add(each);
    }
    return List.of(processes, open);
  }

  private static ProcessEngine engine(
      Executor executor, Journal journal, ProcessListener listener) {
    Clock clock = Clock.systemUTC();
    return ProcessEngine.builder()
        .journal(journal)
        .executor(executor)
        .scheduler(NEVER)
        .clock(clock)
        .maxInFlight(1_000_000)
        .listener(listener)
        .build();
  }

  /** The one listener: counts successes. */
  private static final class Succeeded implements ProcessListener {
    final CompletableFuture<Void> all = new CompletableFuture<>();
    private int left; // one call at a time is the listener's contract

    Succeeded(int expected) {
      left = expected;
    }

    @Override
    public void onEvent(String process, long sequence, Object event) {
      if (event instanceof PipelineEvent.ActionSucceeded && --left == 0) {
        all.complete(null);
      }
    }

    @Override
    public void onGap(String process, long sequence) {
      all.completeExceptionally(new IllegalStateException("the listener fell behind"));
    }
  }
}
