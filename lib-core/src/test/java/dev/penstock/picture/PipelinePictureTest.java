package dev.penstock.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionType;
import dev.penstock.pipeline.execution.InboundExecution;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.execution.StageExecutionView;
import dev.penstock.pipeline.execution.StageStatus;
import dev.penstock.pipeline.execution.StageView;
import dev.penstock.pipeline.execution.TransitionState;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.source.Criterion;
import dev.penstock.source.PullRequestEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Compares pictures with files that people have looked at. After an intended change, write them
 * anew with {@code -Dpenstock.pictures.write=true} and look at them again.
 */
@DisplayName("A picture of a pipeline")
class PipelinePictureTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final Path FILES = Path.of("src/test/resources/pictures");
  private static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");
  private static final ActionType MAVEN = ActionType.of(ActionCategory.BUILD, "Maven");
  private static final ActionType TESTS = ActionType.of(ActionCategory.TEST, "Browser");
  private static final ActionType FLEET = ActionType.of(ActionCategory.DEPLOY, "Fleet");

  private static final Pipeline CHECKOUT =
      Pipeline.builder("checkout")
          .stage("Source", stage -> stage.action("fetch", GIT))
          .stage(
              "Build",
              stage ->
                  stage
                      .action("compile", MAVEN)
                      .action("lint", MAVEN)
                      .action(
                          "package-and-sign-the-distribution-for-all-systems",
                          MAVEN,
                          action -> action.runOrder(2)))
          .stage(
              "Test",
              stage ->
                  stage.action("chrome", TESTS).action("firefox", TESTS).action("safari", TESTS))
          .stage(
              "Production",
              stage ->
                  stage.approval("sign-off").action("deploy", FLEET, action -> action.runOrder(2)))
          .build();

  private static PipelineHistory.Execution failed() {
    VirtualTime time = VirtualTime.startingAt(START);
    Map<String, CompletableFuture<ActionResult>> open = new HashMap<>();
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      PipelineEngine.Builder engine = PipelineEngine.builder(processes);
      for (ActionType type : List.of(GIT, MAVEN, TESTS, FLEET)) {
        engine.action(
            type,
            context -> open.computeIfAbsent(context.action(), name -> new CompletableFuture<>()));
      }
      OpenPipeline pipeline = engine.build().open(CHECKOUT);
      String id = pipeline.start().toCompletableFuture().join();
      time.advance(Duration.ofSeconds(7));
      open.get("fetch").complete(ActionResult.succeeded());
      time.advance(Duration.ofSeconds(95));
      open.get("lint").complete(ActionResult.succeeded());
      time.advance(Duration.ofMinutes(3));
      open.get("compile").complete(ActionResult.succeeded());
      time.advance(Duration.ofMinutes(75));
      open.get("package-and-sign-the-distribution-for-all-systems")
          .complete(ActionResult.succeeded());
      time.advance(Duration.ofSeconds(30));
      open.get("chrome").complete(ActionResult.succeeded());
      open.get("firefox").complete(ActionResult.failed("3 of 211 tests failed, such as <pay>"));
      return pipeline.history().execution(id).orElseThrow();
    }
  }

  @Test
  @DisplayName("of its definition is the one that was looked at")
  void definition() throws IOException {
    PipelinePicture picture = PipelinePicture.of(CHECKOUT);
    same("definition.svg", picture.svg());
    same("definition.mmd", picture.mermaid());
  }

  @Test
  @DisplayName("with an execution is the one that was looked at")
  void execution() throws IOException {
    PipelinePicture picture = PipelinePicture.of(CHECKOUT).withExecution(failed());
    same("execution.svg", picture.svg());
    same("execution.mmd", picture.mermaid());
  }

  @Test
  @DisplayName("of a rollback says of which stage to what, and that others are no part of it")
  void rollback() {
    Pipeline two =
        Pipeline.builder("two")
            .stage("Source", stage -> stage.action("fetch", GIT))
            .stage("Build", stage -> stage.action("compile", MAVEN).approval("look"))
            .build();
    VirtualTime time = VirtualTime.startingAt(START);
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      ActionExecutor done = ActionExecutor.blocking(context -> ActionResult.succeeded());
      OpenPipeline pipeline =
          PipelineEngine.builder(processes).action(GIT, done).action(MAVEN, done).build().open(two);
      String good = pipeline.start().toCompletableFuture().join();
      ActionView asked = pipeline.nextApproval(good).toCompletableFuture().join().orElseThrow();
      pipeline.approve(asked.approvalToken().orElseThrow(), "ada", "");
      String back = pipeline.rollBack("Build", good).toCompletableFuture().join();
      PipelinePicture picture =
          PipelinePicture.of(two)
              .withExecution(pipeline.history().execution(back).orElseThrow())
              .withState(pipeline.state().toCompletableFuture().join());
      String title =
          "Pipeline two, execution 2 in progress, started 2026-01-05 09:00Z, rollback of stage Build"
              + " only, to execution "
              + good
              + ", gates and who waits as they are now";
      String others =
          "Stage Source, not part of it: fetch (Source · Git) not part of it. Stage Build, in"
              + " progress: compile (Build · Maven) succeeded in 0 s, look";
      assertTrue(picture.mermaid().contains("accTitle: " + title + "\n"), picture::mermaid);
      assertTrue(picture.mermaid().contains(others), picture::mermaid);
      assertTrue(picture.mermaid().contains("– fetch<br/>not part of it"), picture::mermaid);
      assertTrue(picture.svg().contains(title), picture::svg);
      assertTrue(picture.svg().contains(others), picture::svg);
    }
  }

  @Test
  @DisplayName("as Mermaid shows why an action failed, and keeps its words in the description")
  void reasons() {
    String mermaid = PipelinePicture.of(CHECKOUT).withExecution(failed()).mermaid();
    assertTrue(mermaid.contains("<br/>3 of 211 tests failed#44; such as #60;pay#62;\"]"), mermaid);
    assertTrue(mermaid.contains("[3 of 211 tests failed, such as ‹pay›]"), mermaid);
    assertEquals("at 3 o’clock ＆ a＿b ”c”", MermaidPicture.plain("at 3 o'clock & a_b \"c\""));
  }

  private static final Pipeline RICH =
      Pipeline.builder("rich")
          .executionMode(ExecutionMode.QUEUED)
          .stage("Source", stage -> stage.action("fetch", GIT))
          .stage(
              "Build",
              stage ->
                  stage
                      .action("compile", MAVEN)
                      .action(
                          "test",
                          TESTS,
                          action -> action.after("compile").matrix("jdk", "17", "21"))
                      .action("report", MAVEN, action -> action.after("test"))
                      .action("sign", MAVEN, action -> action.runOrder(2))
                      .onFailure(OnFailure.retry(RetryMode.FAILED_ACTIONS))
                      .timeout(Duration.ofHours(2)))
          .stage(
              "Production",
              stage ->
                  stage
                      .approval("sign-off")
                      .beforeEntry(
                          condition ->
                              condition
                                  .result(ConditionResult.FAIL)
                                  .rule("office-hours", RuleType.of("Hours"), rule -> {})
                                  .rule("no-incident", RuleType.of("Incidents"), rule -> {}))
                      .onSuccess(
                          condition ->
                              condition
                                  .result(ConditionResult.ROLLBACK)
                                  .rule("healthy", RuleType.of("Alarms"), rule -> {})))
          .build();

  private static PipelineView state() {
    TransitionState open = TransitionState.UNTOUCHED;
    TransitionState closed =
        new TransitionState(false, "ada", Optional.of(START), "holiday <until Monday>");
    InboundExecution waiting =
        new InboundExecution(
            "e-2", ExecutionStatus.IN_PROGRESS, ExecutionType.STANDARD, START, false);
    return new PipelineView(
        "rich",
        3,
        ExecutionMode.QUEUED,
        START,
        START,
        List.of(
            stage(
                "Source", List.of(), open, StageStatus.SUCCEEDED, "fetch", ActionStatus.SUCCEEDED),
            stage("Build", List.of(), open, StageStatus.FAILED, "test-21", ActionStatus.FAILED),
            new StageView(
                "Production", List.of(waiting), closed, Optional.empty(), List.of(), List.of())));
  }

  private static StageView stage(
      String name,
      List<InboundExecution> inbound,
      TransitionState gate,
      StageStatus status,
      String action,
      ActionStatus actionStatus) {
    return new StageView(
        name,
        inbound,
        gate,
        Optional.of(
            new StageExecutionView(
                "e-1", status, ExecutionType.STANDARD, START, START, 0, 0, Optional.empty())),
        List.of(
            new StageView.ActionState(
                action,
                Optional.of(
                    new ActionView(
                        new ActionKey("e-1", name, action, 2),
                        actionStatus,
                        START,
                        Optional.of(START.plusSeconds(61)),
                        actionStatus == ActionStatus.FAILED ? "1 of 8 failed" : "",
                        Optional.empty(),
                        "",
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))),
        List.of());
  }

  @Test
  @DisplayName("tells at its sources what starts a pipeline")
  void triggers() {
    Pipeline watched =
        Pipeline.builder("watched")
            .stage("Source", stage -> stage.action("app", GIT).action("data", GIT))
            .stage("Build", stage -> stage.action("compile", MAVEN))
            .trigger(
                "app",
                trigger ->
                    trigger
                        .push(push -> push.tags("v1"))
                        .push(
                            push ->
                                push.branches(Criterion.including("main", "dev").except("old"))
                                    .filePaths(Criterion.excluding("docs")))
                        .pullRequest(
                            request ->
                                request
                                    .events(PullRequestEvent.OPEN, PullRequestEvent.UPDATED)
                                    .branches("main"))
                        .pullRequest(request -> {}))
            .trigger("data", trigger -> {})
            .build();
    String app =
        "app starts it on a push of tags v1 or a push to branches main, dev but not old of files all"
            + " but not docs or a pull request open, updated into branches main or a pull request";
    String data = "data starts it on any push to its branch";
    String described = "Stage Source, " + app + ", " + data + ": app ";
    String svg = PipelinePicture.of(watched).svg();
    assertTrue(svg.contains(described), svg);
    String mermaid = PipelinePicture.of(watched).mermaid();
    assertTrue(mermaid.contains(described), mermaid);
    assertTrue(mermaid.contains("s0n>"), "a note at the sources");
    assertFalse(mermaid.contains("s1n>"), "and nowhere else");
  }

  @Test
  @DisplayName("shows matrices, named predecessors, conditions and the state, as was looked at")
  void rich() throws IOException {
    PipelinePicture definition = PipelinePicture.of(RICH);
    same("rich.svg", definition.svg());
    same("rich.mmd", definition.mermaid());
    PipelinePicture state = definition.withState(state());
    same("state.svg", state.svg());
    same("state.mmd", state.mermaid());
  }

  private static void same(String file, String picture) throws IOException {
    if (Boolean.getBoolean("penstock.pictures.write")) {
      Files.createDirectories(FILES);
      Files.writeString(FILES.resolve(file), picture);
    }
    assertEquals(Files.readString(FILES.resolve(file)), picture);
  }
}
