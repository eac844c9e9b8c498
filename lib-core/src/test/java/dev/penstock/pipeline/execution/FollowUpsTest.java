package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.Stage;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Actions that run after named ones")
class FollowUpsTest {
  private static Story build(Consumer<Stage.Builder> definition) {
    Story story = new Story(Pipeline.builder("build").stage("Build", definition).build());
    story.driven.start();
    return story;
  }

  private static String id() {
    return DerivedIds.executionId("build", 1);
  }

  private static void done(Story story, String action) {
    story.succeed(id(), "Build", action, 1);
  }

  /** Without the beginning, which is the same each time. */
  private static String then(Story story) {
    return story.then().replace("START_PIPELINE_EXECUTION 1\nenter Build\n", "");
  }

  @Test
  @DisplayName(
      "start once those have succeeded, beside the run orders, and the stage waits for all")
  void order() {
    Story story =
        build(
            stage ->
                stage
                    .action("a", Story.SCRIPT)
                    .action("b", Story.SCRIPT)
                    .action("second", Story.SCRIPT, x -> x.runOrder(2))
                    .action("after-a", Story.SCRIPT, x -> x.after("a"))
                    .action("last", Story.SCRIPT, x -> x.after("after-a").after("second")));
    assertEquals("start a 1\nstart b 1", then(story));
    done(story, "a");
    assertEquals("done a\nstart after-a 1", then(story));
    done(story, "b");
    assertEquals("done b\nstart second 1", then(story)); // does not wait for after-a
    done(story, "second");
    assertEquals("done second", then(story));
    done(story, "after-a");
    assertEquals("done after-a\nstart last 1", then(story));
    done(story, "last");
    assertEquals("done last\nleave Build\nExecutionSucceeded", then(story));
  }

  @Test
  @DisplayName("do not start after a failure, and are run again with those that failed")
  void failure() {
    Story story =
        build(
            stage ->
                stage
                    .action("a", Story.SCRIPT)
                    .action("b", Story.SCRIPT)
                    .action("after-a", Story.SCRIPT, x -> x.after("a"))
                    .action("after-b", Story.SCRIPT, x -> x.after("b"))
                    .action("last", Story.SCRIPT, x -> x.after("after-a").after("after-b")));
    done(story, "a");
    story.fail(id(), "Build", "after-a", 1);
    done(story, "b");
    story.driven.tell(new PipelineCommand.RetryStage(id(), "Build", story.driven.now));
    assertEquals(
        "start a 1\nstart b 1\ndone a\nstart after-a 1\nfailed after-a: broken\ndone b\nStageFailed\n"
            + "ExecutionFailed\nretry FAILED_ACTIONS\nstart after-a 2\nstart after-b 1",
        then(story));
    story.succeed(id(), "Build", "after-a", 2);
    done(story, "after-b");
    assertEquals("done after-a\ndone after-b\nstart last 1", then(story));
    story.fail(id(), "Build", "last", 1);
    story.driven.tell(
        new PipelineCommand.RetryStage(id(), "Build", RetryMode.ALL_ACTIONS, story.driven.now));
    assertEquals(
        "failed last: broken\nStageFailed\nExecutionFailed\nretry ALL_ACTIONS\nstart a 2\nstart b 2",
        then(story));
    story.succeed(id(), "Build", "b", 2);
    assertEquals("done b\nstart after-b 2", then(story));
  }

  @Test
  @DisplayName("wait for all cells of a matrix action, each of which is an action of its own")
  void matrix() {
    Story story =
        build(
            stage ->
                stage
                    .action(
                        "test",
                        Story.SCRIPT,
                        test ->
                            test.matrix("jdk", "17", "21")
                                .configuration("jdk", "#{matrix.jdk}")
                                .output("report"))
                    .action(
                        "publish",
                        Story.SCRIPT,
                        publish -> publish.after("test").input("report-17").input("report-21")));
    assertEquals("start test-17 1\nstart test-21 1", then(story));
    assertEquals(
        List.of(Map.of("jdk", "17"), Map.of("jdk", "21")),
        story.driven.pending().stream()
            .map(each -> ((PipelineEffect.RunAction) each).configuration())
            .toList());
    done(story, "test-21");
    assertEquals("done test-21", then(story));
    done(story, "test-17");
    assertEquals("done test-17\nstart publish 1", then(story));
    assertEquals(
        List.of("test-17", "test-21", "publish"),
        story.driven.state.view().orElseThrow().stages().get(0).actions().stream()
            .map(StageView.ActionState::name)
            .toList());
    done(story, "publish");
    assertEquals("done publish\nleave Build\nExecutionSucceeded", then(story));
  }

  @Test
  @DisplayName("a failed cell is retried alone, under its own name")
  void failedCell() {
    Story story =
        build(
            stage ->
                stage
                    .action("test", Story.SCRIPT, test -> test.matrix("jdk", "17", "21"))
                    .action("next", Story.SCRIPT, next -> next.runOrder(2)));
    story.fail(id(), "Build", "test-17", 1);
    done(story, "test-21");
    story.quietly();
    story.driven.tell(new PipelineCommand.RetryStage(id(), "Build", story.driven.now));
    story.succeed(id(), "Build", "test-17", 2);
    assertEquals("retry FAILED_ACTIONS\nstart test-17 2\ndone test-17\nstart next 1", then(story));
  }

  @Test
  @DisplayName("keep to the number of actions that may be in progress")
  void limit() {
    Pipeline pipeline =
        Pipeline.builder("build")
            .executionMode(ExecutionMode.PARALLEL)
            .stage(
                "Build",
                stage ->
                    stage
                        .action("a", Story.SCRIPT)
                        .action("b", Story.SCRIPT)
                        .action("after-a", Story.SCRIPT, x -> x.after("a"))
                        .action("then-a", Story.SCRIPT, x -> x.after("a"))
                        .action("second", Story.SCRIPT, x -> x.runOrder(2)))
            .build();
    Story story = new Story(pipeline);
    DrivenPipeline one = new DrivenPipeline();
    String id = story.driven.start();
    PipelineEffect.RunExecution order = (PipelineEffect.RunExecution) story.driven.pending().get(0);
    one.tell(
        new PipelineCommand.BeginExecution(
            new PipelineEvent.PipelineDefined(pipeline, 1, false, 0, 2, one.now),
            order.start(),
            one.now));
    assertEquals(List.of("a", "b"), inProgress(one, id));
    succeed(one, id, "a");
    assertEquals(List.of("b", "after-a"), inProgress(one, id));
    succeed(one, id, "after-a");
    assertEquals(List.of("b", "then-a"), inProgress(one, id));
    succeed(one, id, "b");
    assertEquals(List.of("then-a", "second"), inProgress(one, id));
    succeed(one, id, "second");
    succeed(one, id, "then-a");
    assertEquals(ExecutionStatus.SUCCEEDED, one.state.ended(id).orElseThrow());
  }

  private static void succeed(DrivenPipeline one, String id, String action) {
    one.tell(
        new PipelineCommand.ReportResult(
            new ActionKey(id, "Build", action, 1),
            dev.penstock.pipeline.ActionResult.succeeded(),
            one.now));
  }

  private static List<String> inProgress(DrivenPipeline one, String id) {
    return one.state.execution(id).orElseThrow().actions().stream()
        .filter(each -> each.status() == ActionStatus.IN_PROGRESS)
        .map(each -> each.key().action())
        .toList();
  }
}
