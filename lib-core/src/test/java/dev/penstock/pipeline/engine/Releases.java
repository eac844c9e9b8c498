package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.GIT;
import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.process.Journal;
import dev.penstock.revision.Digest;
import java.util.function.Consumer;

/** A pipeline of three stages of one action each, whose actions end when a test says so. */
final class Releases implements AutoCloseable {
  static final String SOURCE = "Source/fetch/1";
  static final String BUILD = "Build/compile/1";
  static final String PROD = "Prod/ship/1";

  final Scripted work = new Scripted();
  final TestHost host;
  final OpenPipeline pipeline;

  Releases(ExecutionMode mode) {
    this(new InMemoryJournal(), definition(mode).build(), engine -> {});
  }

  Releases(Journal journal, Pipeline definition, Consumer<PipelineEngine.Builder> options) {
    host = new TestHost(journal, definition, work, options);
    pipeline = host.pipeline;
  }

  static Pipeline.Builder definition(ExecutionMode mode) {
    return Pipeline.builder("release")
        .executionMode(mode)
        .variable("region", "north")
        .stage("Source", stage -> stage.action("fetch", GIT, fetch -> fetch.output("sources")))
        .stage(
            "Build",
            stage ->
                stage.action(
                    "compile",
                    SCRIPT,
                    compile -> compile.input("sources").output("jar").namespace("build")))
        .stage(
            "Prod",
            stage ->
                stage.action(
                    "ship",
                    SCRIPT,
                    ship ->
                        ship.input("jar")
                            .configuration("what", "#{build.version} to #{variables.region}")));
  }

  String start() {
    return now(pipeline.start());
  }

  /** The execution passes a stage. */
  void pass(String execution, String action) {
    String number = Long.toString(numberOf(execution));
    ActionResult result = ActionResult.succeeded();
    if (action.startsWith("Source")) {
      result = result.withRevision("commit-" + number).withArtifact("sources", artifact(number));
    } else if (action.startsWith("Build")) {
      result = result.withVariable("version", "1." + number).withArtifact("jar", artifact(number));
    }
    work.end(execution + "/" + action, result);
  }

  static ArtifactReference artifact(String name) {
    return new ArtifactReference(name, new Digest("ab".repeat(32)));
  }

  /** The execution fails in a stage. */
  void fail(String execution, String action) {
    work.fail(execution + "/" + action);
  }

  /** The execution passes the first stages, and is in front of production or in it. */
  String startAndBuild() {
    String execution = start();
    pass(execution, SOURCE);
    pass(execution, BUILD);
    return execution;
  }

  /** The execution passes all stages. */
  String release() {
    String execution = startAndBuild();
    pass(execution, PROD);
    return execution;
  }

  private long numberOf(String execution) {
    return host.pipeline.history().execution(execution).orElseThrow().number();
  }

  ExecutionView view(String execution) {
    return now(pipeline.execution(execution)).orElseThrow();
  }

  /** How it ended, or how far it is. */
  ExecutionStatus status(String execution) {
    return pipeline.history().execution(execution).orElseThrow().status();
  }

  @Override
  public void close() {
    host.close();
  }
}
