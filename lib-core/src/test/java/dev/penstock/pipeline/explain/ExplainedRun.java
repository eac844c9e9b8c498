package dev.penstock.pipeline.explain;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A pipeline in virtual time whose actions go on until the test ends them. */
final class ExplainedRun implements AutoCloseable {
  static final ActionType MAVEN = ActionType.of(ActionCategory.BUILD, "Maven");
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  final VirtualTime time = VirtualTime.startingAt(START);
  final OpenPipeline pipeline;
  private final Pipeline definition;
  private final ProcessEngine processes;
  private final Map<String, CompletableFuture<ActionResult>> open = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>(); // of executions, by id

  ExplainedRun(Pipeline definition) {
    this.definition = definition;
    processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build();
    pipeline =
        PipelineEngine.builder(processes)
            .action(
                MAVEN,
                context -> open.computeIfAbsent(context.key(), key -> new CompletableFuture<>()))
            .build()
            .open(definition);
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  String start() {
    String id = now(pipeline.start());
    names.put(id, "E" + (names.size() + 1));
    return id;
  }

  /** The keys of the actions under way, in order of their start. */
  List<String> running() {
    return open.entrySet().stream()
        .filter(each -> !each.getValue().isDone())
        .map(Map.Entry::getKey)
        .toList();
  }

  void end(String key, boolean isGood) {
    open.get(key).complete(isGood ? ActionResult.succeeded() : ActionResult.failed("broken"));
  }

  RunExplanation explain() {
    return RunExplanation.of(definition, now(pipeline.state()), now(pipeline.executions()));
  }

  /** The explanation with short names for executions. */
  String text() {
    String text = explain().text();
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace(name.getKey(), name.getValue());
    }
    return text;
  }

  @Override
  public void close() {
    processes.close();
  }
}
