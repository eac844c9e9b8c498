package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.ConditionKind.BEFORE_ENTRY;
import static dev.penstock.pipeline.ConditionKind.ON_FAILURE;
import static dev.penstock.pipeline.ConditionKind.ON_SUCCESS;
import static dev.penstock.pipeline.execution.Story.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.process.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An override of a condition")
class OverrideTest {
  private static final RuleResult NO = RuleResult.failed("no");
  private static final RuleResult YES = RuleResult.succeeded("yes");

  private static Story entry() {
    return Story.about(
        stage -> stage.beforeEntry(c -> c.result(ConditionResult.FAIL).rule(ask("one"))));
  }

  @Test
  @DisplayName("before entry: the stage proceeds, and the rules are given up")
  @Covers({"P-1211", "P-1212", "P-1214"})
  void running() {
    Story story = entry();
    String id = story.start();
    story.quietly();
    assertEquals("accepted", story.override(id, BEFORE_ENTRY));
    assertEquals("BEFORE_ENTRY overridden by ada\nstart ship 1", story.then());
    ConditionView condition = story.condition(BEFORE_ENTRY).orElseThrow();
    assertEquals(ConditionStatus.OVERRIDDEN, condition.status());
    assertEquals(Optional.of("ada"), condition.overriddenBy());
    assertEquals(RuleStatus.ABANDONED, condition.rules().get(0).status());
    assertEquals("unchanged", story.override(id, BEFORE_ENTRY));
    assertEquals("unchanged", story.answer(id, BEFORE_ENTRY, "one", 1, NO));
    assertEquals(1, story.driven.pending().size()); // the action alone
  }

  @Test
  @DisplayName("after success: the stage succeeds, whether it would fail or roll back")
  @Covers({"P-1211", "P-1212"})
  void afterSuccess() {
    for (ConditionResult result : List.of(ConditionResult.FAIL, ConditionResult.ROLLBACK)) {
      Story story = Story.about(stage -> stage.onSuccess(c -> c.result(result).rule(ask("one"))));
      String id = story.start();
      story.ship(id);
      story.quietly();
      assertEquals("accepted", story.override(id, ON_SUCCESS));
      assertEquals(
          "ON_SUCCESS overridden by ada\nleave Prod\nenter After\nstart tell 1", story.then());
    }
  }

  @Test
  @DisplayName("after the stage has failed because of it: the execution goes on where it was")
  @Covers("P-1212")
  void failed() {
    Story story =
        Story.about(
            stage ->
                stage
                    .timeout(Duration.ofMinutes(30))
                    .beforeEntry(c -> c.result(ConditionResult.FAIL).rule(ask("one"))));
    String id = story.start();
    story.answer(id, BEFORE_ENTRY, "one", 1, NO);
    assertEquals(ExecutionStatus.FAILED, story.status(id));
    story.quietly();
    story.pass(Duration.ofMinutes(20));
    assertEquals("accepted", story.override(id, BEFORE_ENTRY));
    assertEquals("BEFORE_ENTRY overridden by ada, reopening\nstart ship 1", story.then());
    assertEquals(ExecutionStatus.IN_PROGRESS, story.status(id));
    assertEquals(StageStatus.IN_PROGRESS, story.prod().latestExecution().orElseThrow().status());
    assertEquals(Optional.empty(), story.driven.state.ended(id));
    assertEquals("unchanged", story.override(id, BEFORE_ENTRY));
    story.pass(Duration.ofMinutes(29)); // its time begins anew
    assertEquals("", story.then());
    story.ship(id);
    assertEquals("done ship\nleave Prod\nenter After\nstart tell 1", story.then());
    Story after =
        Story.about(
            stage -> stage.onSuccess(c -> c.result(ConditionResult.ROLLBACK).rule(ask("one"))));
    String first = after.start();
    after.ship(first);
    after.answer(first, ON_SUCCESS, "one", 1, RuleResult.errored("who knows"));
    after.quietly();
    assertEquals("accepted", after.override(first, ON_SUCCESS)); // nothing to roll back to
    assertEquals(
        "ON_SUCCESS overridden by ada, reopening\nleave Prod\nenter After\nstart tell 1",
        after.then());
  }

  @Test
  @DisplayName("is refused once another execution has entered the stage")
  void notLatest() {
    Story story = entry();
    String old = story.start();
    story.answer(old, BEFORE_ENTRY, "one", 1, NO);
    story.start();
    assertEquals("override.not-latest", story.override(old, BEFORE_ENTRY));
    Story rolledBack =
        Story.about(
            stage -> stage.onSuccess(c -> c.result(ConditionResult.ROLLBACK).rule(ask("one"))));
    String good = rolledBack.start();
    rolledBack.ship(good);
    rolledBack.answer(good, ON_SUCCESS, "one", 1, YES);
    String bad = rolledBack.start();
    rolledBack.ship(bad);
    rolledBack.answer(bad, ON_SUCCESS, "one", 1, NO);
    assertEquals("override.not-latest", rolledBack.override(bad, ON_SUCCESS));
  }

  @Test
  @DisplayName("is refused once an update has cancelled what was under way")
  void outdated() {
    Story story = entry();
    String id = story.start();
    story.answer(id, BEFORE_ENTRY, "one", 1, NO);
    story.driven.tell(
        new PipelineCommand.DefinePipeline(
            Story.pipeline(stage -> {}).build(),
            ExecutionLimits.NONE,
            UpdatePolicy.CANCEL,
            false,
            story.driven.now));
    assertEquals("override.not-overridable", story.override(id, BEFORE_ENTRY));
  }

  @Test
  @DisplayName("is refused where as many executions as allowed are under way")
  void full() {
    Story story =
        new Story(
            Story.pipeline(
                    stage ->
                        stage.beforeEntry(c -> c.result(ConditionResult.FAIL).rule(ask("one"))))
                .executionMode(ExecutionMode.QUEUED)
                .build());
    story.driven.tell(
        new PipelineCommand.DefinePipeline(
            story.driven.state.definition().orElseThrow(),
            new ExecutionLimits(1, 0),
            UpdatePolicy.FINISH,
            false,
            story.driven.now));
    String id = story.start();
    story.answer(id, BEFORE_ENTRY, "one", 1, NO);
    story.driven.start(); // fetches
    assertEquals("pipeline.concurrent-executions", story.override(id, BEFORE_ENTRY));
    String other = story.driven.state.executions().get(1).id();
    story.driven.tell(new PipelineCommand.StopExecution(other, true, "", story.driven.now));
    assertEquals("accepted", story.override(id, BEFORE_ENTRY));
    assertEquals( // it counts again
        "pipeline.concurrent-executions",
        Story.decided(
            story.driven.tell(
                new PipelineCommand.StartExecution(
                    java.util.Map.of(), "", Optional.empty(), story.driven.now))));
  }

  @Test
  @DisplayName("is refused for a condition that skips, and for the one after a failure")
  @Covers({"P-1211", "P-1213", "P-1618"})
  void notOverridable() {
    Story skipping =
        Story.about(
            stage -> stage.beforeEntry(c -> c.result(ConditionResult.SKIP).rule(ask("one"))));
    String id = skipping.start();
    assertEquals("override.not-overridable", skipping.override(id, BEFORE_ENTRY));
    assertEquals(
        Optional.of("ConditionNotOverridableException"),
        PipelineRejection.of(new Rejection("override.not-overridable", ""))
            .flatMap(PipelineRejection::exception));
    Condition condition =
        Condition.builder().result(ConditionResult.ROLLBACK).rule(ask("one")).build();
    Story failing = Story.about(stage -> stage.onFailure(OnFailure.when(condition)));
    String bad = failing.start();
    failing.fail(bad, "Prod", "ship", 1);
    assertEquals("override.not-overridable", failing.override(bad, ON_FAILURE));
  }

  @Test
  @DisplayName("is refused where there is nothing to override")
  @Covers("P-1213")
  void nothing() {
    Story story = entry();
    String id = story.driven.start();
    assertEquals("override.not-overridable", story.override(id, BEFORE_ENTRY)); // not there yet
    story.succeed(id, "Source", "fetch", 1);
    assertEquals("override.not-overridable", story.override(id, ON_SUCCESS)); // there is none
    story.answer(id, BEFORE_ENTRY, "one", 1, YES);
    assertEquals("override.not-overridable", story.override(id, BEFORE_ENTRY)); // it holds
    assertEquals("pipeline.unknown-execution", story.override("nobody", BEFORE_ENTRY));
    story.ship(id);
    story.succeed(id, "After", "tell", 1);
    assertEquals("override.not-overridable", story.override(id, BEFORE_ENTRY)); // it has ended
    Story stopping =
        Story.about(stage -> stage.onSuccess(c -> c.rule(ask("one"))).action("slow", Story.SCRIPT));
    String stopped = stopping.start();
    stopping.driven.tell(
        new PipelineCommand.StopExecution(stopped, false, "enough", stopping.driven.now));
    assertEquals("override.not-overridable", stopping.override(stopped, ON_SUCCESS));
  }
}
