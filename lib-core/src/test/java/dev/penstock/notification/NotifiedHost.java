package dev.penstock.notification;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessListener;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.UpdatePolicy;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.revision.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A host in virtual time whose actions end when a test says so. */
final class NotifiedHost implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-05T09:00:00.250Z");
  static final EventOrigin ORIGIN = new EventOrigin("123456789012", "eu-1");
  static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");
  static final ActionType MAKE = ActionType.of(ActionCategory.BUILD, "Make");

  final VirtualTime time = VirtualTime.startingAt(START);
  final Map<String, CompletableFuture<ActionResult>> running = new HashMap<>();
  final List<ActionContext> contexts = new ArrayList<>();
  final ProcessEngine processes;
  final OpenPipeline pipeline;

  NotifiedHost(Journal journal, Pipeline definition, ProcessListener listener) {
    this(journal, definition, listener, Optional.empty());
  }

  /** The same with sources that end by themselves. */
  NotifiedHost(
      Journal journal,
      Pipeline definition,
      ProcessListener listener,
      Optional<ActionExecutor> sources) {
    processes =
        ProcessEngine.builder()
            .journal(journal)
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .listener(listener)
            .build();
    ActionExecutor executor =
        context -> {
          contexts.add(context);
          CompletableFuture<ActionResult> end = new CompletableFuture<>();
          running.put(context.action(), end);
          return end;
        };
    pipeline =
        PipelineEngine.builder(processes)
            .action(GIT, sources.orElse(executor))
            .action(MAKE, executor)
            .updatePolicy(UpdatePolicy.CANCEL)
            .build()
            .open(definition);
  }

  /** Source, build with two actions, and a sign-off. */
  static Pipeline shop() {
    return shop(ExecutionMode.SUPERSEDED);
  }

  static Pipeline shop(ExecutionMode mode) {
    return Pipeline.builder("shop")
        .executionMode(mode)
        .stage("Source", stage -> stage.action("fetch", GIT, fetch -> fetch.output("code")))
        .stage(
            "Build",
            stage ->
                stage
                    .action("compile", MAKE, compile -> compile.input("code").output("jar"))
                    .action("lint", MAKE, lint -> lint.input("code")))
        .stage("Prod", stage -> stage.approval("sign-off"))
        .build();
  }

  void end(String action, ActionResult result) {
    running.remove(action).complete(result);
  }

  void succeed(String action) {
    end(action, ActionResult.succeeded());
  }

  static ActionResult fetched() {
    return ActionResult.succeeded()
        .withArtifact("code", new ArtifactReference("s3://store/shop/code.zip", digest()))
        .withVariable("CommitId", "c0ffee")
        .withSummary("c0ffee of main");
  }

  static ActionResult compiled() {
    return ActionResult.succeeded()
        .withArtifact("jar", new ArtifactReference("jars/7", digest()))
        .withSummary("42 tests");
  }

  static Digest digest() {
    return new Digest("ab".repeat(32));
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  @Override
  public void close() {
    processes.close();
  }
}
