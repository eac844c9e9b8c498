package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.source.PullRequestEvent;
import dev.penstock.source.SourceEvent;
import dev.penstock.source.SourceEvent.PullRequest;
import dev.penstock.source.SourceEvent.Push;
import dev.penstock.source.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event that is offered to a pipeline")
class TriggeredStartsTest {
  private static final ActionType CONNECTION =
      new ActionType(ActionCategory.SOURCE, "AWS", Trigger.CONNECTION, "1");

  private static final ActionType BUILD = ActionType.of(ActionCategory.BUILD, "Script");

  private final Journal journal = new InMemoryJournal();
  private final List<String> fetched = new ArrayList<>();
  private ProcessEngine processes = engine();

  private ProcessEngine engine() {
    VirtualTime time = VirtualTime.startingAt(TestHost.START);
    return ProcessEngine.builder()
        .journal(journal)
        .executor(Runnable::run)
        .scheduler(time)
        .clock(time.clock())
        .build();
  }

  private OpenPipeline open(Pipeline pipeline) {
    return PipelineEngine.builder(processes)
        .action(CONNECTION, this::note)
        .action(BUILD, this::note)
        .build()
        .open(pipeline);
  }

  private CompletionStage<ActionResult> note(ActionContext context) {
    fetched.add(
        context.action() + " " + context.revisions() + " " + context.configuration("BranchName"));
    return CompletableFuture.completedStage(ActionResult.succeeded());
  }

  @AfterEach
  void close() {
    processes.close();
  }

  private static Pipeline.Builder pipeline() {
    return source(Pipeline.builder("checkout"))
        .trigger(
            "app",
            trigger ->
                trigger
                    .push(push -> push.branches("main", "release/*"))
                    .pullRequest(request -> request.branches("main")));
  }

  private static Pipeline.Builder source(Pipeline.Builder pipeline) {
    return pipeline.stage(
        "Source",
        stage ->
            stage.action(
                "app",
                CONNECTION,
                app ->
                    app.configuration("FullRepositoryId", "acme/shop")
                        .configuration("BranchName", "main")));
  }

  private static Push push(String id, String branch) {
    return Push.of(id, "acme/shop", "refs/heads/" + branch, "c0ffee");
  }

  private static String started(OpenPipeline pipeline, SourceEvent event) {
    return now(pipeline.offer(event))
        .fold(
            TriggerResult.Started::execution,
            no -> "not started: " + no.explanation(),
            no -> "refused: " + no.explanation());
  }

  private static List<String> causes(OpenPipeline pipeline) {
    return pipeline.history().executions().stream()
        .map(PipelineHistory.Execution::trigger)
        .toList();
  }

  @Test
  @DisplayName("starts an execution when a trigger matches, and says why")
  @Covers({"P-720", "P-731"})
  void starts() {
    OpenPipeline pipeline = open(pipeline().build());
    TriggerResult result = now(pipeline.offer(push("e1", "release/1")));
    String why = "app starts: push[0] (branches: branch \"release/1\" matches \"release/*\")";
    assertEquals(why, result.explanation());
    assertEquals(List.of("app {COMMIT_ID=c0ffee} release/1"), fetched);
    assertEquals(List.of("event e1: " + why), causes(pipeline));
    assertEquals("WebhookV2", pipeline.history().executions().get(0).triggerType().serviceName());
    assertEquals(
        pipeline.history().executions().get(0).id(), started(pipeline, push("e1", "release/1")));
  }

  @Test
  @DisplayName("says of an event that was offered before that nothing has started again")
  void repeats() {
    OpenPipeline pipeline = open(pipeline().build());
    TriggerResult first = now(pipeline.offer(push("e1", "release/1")));
    TriggerResult again = now(pipeline.offer(push("e1", "release/1")));
    String execution = pipeline.history().executions().get(0).id();
    assertEquals(new TriggerResult.Started(execution, first.verdicts(), false), first);
    assertEquals(new TriggerResult.Started(execution, first.verdicts(), true), again);
    assertEquals(
        first.explanation() + "\nan event with the same id started execution " + execution,
        again.explanation());
    assertEquals(1, pipeline.history().executions().size());
  }

  @Test
  @DisplayName("starts nothing when no trigger matches, and says why not")
  void startsNothing() {
    OpenPipeline pipeline = open(pipeline().build());
    assertEquals(
        "not started: app does not start: push[0] (branches: branch \"dev\" matches none of"
            + " \"main\", \"release/*\"), pullRequest[0] (event: it is a push)",
        started(pipeline, push("e1", "dev")));
    assertEquals(List.of(), fetched);
    assertEquals(List.of(), causes(pipeline));
    OpenPipeline other =
        open(Pipeline.builder("plain").stage("Build", stage -> stage.approval("sign-off")).build());
    assertEquals(
        "not started: the pipeline has no source action", started(other, push("e1", "main")));
  }

  @Test
  @DisplayName("starts one execution, however often it is delivered, over restarts too")
  void redelivered() {
    OpenPipeline pipeline = open(pipeline().build());
    String first = started(pipeline, push("e1", "main"));
    assertEquals(first, started(pipeline, push("e1", "main")));
    String second = started(pipeline, push("e2", "main"));
    assertNotEquals(first, second);
    processes.close();
    processes = engine();
    OpenPipeline reopened = open(pipeline().build());
    assertEquals(first, started(reopened, push("e1", "main")));
    assertEquals(second, started(reopened, push("e2", "main")));
    assertEquals(2, reopened.history().executions().size());
  }

  @Test
  @DisplayName("starts a second execution when a merge is a push as well as a closing")
  @Covers("P-739")
  void merge() {
    OpenPipeline pipeline = open(pipeline().build());
    String push = started(pipeline, push("e1", "main"));
    PullRequest closed =
        PullRequest.of("e2", "acme/shop", PullRequestEvent.CLOSED, "f", "main", "c0ffee")
            .asMerged();
    assertNotEquals(push, started(pipeline, closed));
    assertEquals(2, pipeline.history().executions().size());
    assertEquals(List.of("app {COMMIT_ID=c0ffee} main", "app {COMMIT_ID=c0ffee} f"), fetched);
  }

  @Test
  @DisplayName("has the source branch of a pull request built, not the target")
  @Covers({"P-737", "P-1614"})
  void sourceBranch() {
    OpenPipeline pipeline = open(pipeline().build());
    started(
        pipeline, PullRequest.of("e1", "acme/shop", PullRequestEvent.OPEN, "cart", "main", "beef"));
    assertEquals(List.of("app {COMMIT_ID=beef} cart"), fetched);
    PipelineHistory.Attempt fetch = pipeline.history().executions().get(0).actions().get(0);
    assertEquals("main", fetch.action().configuration().get("BranchName"));
    assertEquals("cart", fetch.resolvedConfiguration().get("BranchName"));
    assertEquals("acme/shop", fetch.resolvedConfiguration().get("FullRepositoryId"));
  }

  @Test
  @DisplayName("is handed on to an execution with a process of its own")
  void parallel() {
    OpenPipeline pipeline = open(pipeline().executionMode(ExecutionMode.PARALLEL).build());
    String first = started(pipeline, push("e1", "release/1"));
    assertEquals(first, started(pipeline, push("e1", "release/1")));
    assertNotEquals(first, started(pipeline, push("e2", "release/2")));
    assertEquals(
        List.of("app {COMMIT_ID=c0ffee} release/1", "app {COMMIT_ID=c0ffee} release/2"), fetched);
  }

  @Test
  @DisplayName("leaves the configured branch to starts by hand and to pushes of tags")
  @Covers("P-705")
  void configuredBranch() {
    OpenPipeline pipeline =
        open(
            source(Pipeline.builder("checkout"))
                .trigger(
                    "app",
                    trigger ->
                        trigger
                            .push(push -> push.branches("release/*"))
                            .push(push -> push.tags("v*")))
                .build());
    now(pipeline.start());
    assertEquals(List.of("app {} main"), fetched);
    started(pipeline, Push.of("e1", "acme/shop", "refs/tags/v1", "beef"));
    assertEquals(List.of("app {} main", "app {COMMIT_ID=beef} main"), fetched);
  }

  @Test
  @DisplayName("names the revision for the source actions that it starts, and for no other")
  void severalSources() {
    OpenPipeline pipeline =
        open(
            source(Pipeline.builder("checkout"))
                .stage(
                    "More",
                    stage ->
                        stage
                            .action(
                                "tests",
                                CONNECTION,
                                tests ->
                                    tests
                                        .configuration("FullRepositoryId", "acme/shop")
                                        .configuration("BranchName", "main"))
                            .action(
                                "config",
                                CONNECTION,
                                config ->
                                    config
                                        .configuration("FullRepositoryId", "acme/config")
                                        .configuration("BranchName", "main"))
                            .action("app", BUILD, app -> app.configuration("BranchName", "mine")))
                .build());
    started(pipeline, push("e1", "main"));
    assertEquals(
        List.of(
            "app {COMMIT_ID=c0ffee} main",
            "tests {COMMIT_ID=c0ffee} main",
            "config {} main",
            "app {} mine"),
        fetched);
    assertEquals(
        List.of(
            "event e1: app starts: changeDetection (branches: branch \"main\" is the configured"
                + " one); tests starts: changeDetection (branches: branch \"main\" is the configured"
                + " one)"),
        causes(pipeline));
  }

  @Test
  @DisplayName("is refused when a variable has no default, and takes the defaults of the others")
  @Covers({"P-523", "P-529"})
  void variables() {
    OpenPipeline strict = open(pipeline().variable("region").variable("size", "small").build());
    TriggerResult result = now(strict.offer(push("e1", "main")));
    assertEquals(
        "app starts: push[0] (branches: branch \"main\" matches \"main\")\n"
            + "variable \"region\" has no default and no value was given [pipeline.variables]",
        result.explanation());
    assertTrue(result instanceof TriggerResult.Refused);
    assertEquals(List.of(), fetched);
    processes.close();
    processes = engine();
    OpenPipeline lenient =
        open(pipeline().variable("region", "north").variable("size", "small").build());
    String execution = started(lenient, push("e1", "main"));
    assertEquals(
        Map.of("region", "north", "size", "small"),
        lenient.history().execution(execution).orElseThrow().variables());
  }

  @Test
  @DisplayName("is judged by the definition that holds now")
  void redefined() {
    OpenPipeline pipeline = open(pipeline().build());
    assertTrue(now(pipeline.offer(push("e1", "dev"))) instanceof TriggerResult.NotStarted);
    now(
        pipeline.update(
            source(Pipeline.builder("checkout"))
                .trigger("app", trigger -> trigger.push(push -> push.branches("dev")))
                .build()));
    assertTrue(now(pipeline.offer(push("e1", "dev"))) instanceof TriggerResult.Started);
    assertTrue(now(pipeline.offer(push("e2", "main"))) instanceof TriggerResult.NotStarted);
  }

  @Test
  @DisplayName("starts a pipeline without triggers when the configured branch is pushed to")
  @Covers("P-721")
  void builtIn() {
    OpenPipeline pipeline = open(source(Pipeline.builder("checkout")).build());
    assertTrue(now(pipeline.offer(push("e1", "main"))) instanceof TriggerResult.Started);
    assertTrue(now(pipeline.offer(push("e2", "dev"))) instanceof TriggerResult.NotStarted);
  }

  @Test
  @DisplayName("has a cause of 1,024 characters at most in the history")
  void longCause() {
    Pipeline pipeline =
        source(Pipeline.builder("checkout"))
            .trigger("app", trigger -> trigger.push(push -> push.branches("m*")))
            .build();
    OpenPipeline open = open(pipeline);
    started(open, push("e1", "m".repeat(2_000)));
    String cause = causes(open).get(0);
    assertEquals(1_024, cause.length());
    assertTrue(cause.startsWith("event e1: app starts: push[0] (branches: branch \"mmm"), cause);
    assertTrue(cause.endsWith("mm\u2026"), cause);
    String smile = "\ud83d\ude00";
    for (String branch : List.of("m" + smile.repeat(600), "mm" + smile.repeat(600))) {
      started(open, push("e-" + branch.length(), branch)); // not refused for half a character
    }
  }
}
