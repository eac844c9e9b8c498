package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.ConditionKind.ON_FAILURE;
import static dev.penstock.pipeline.ConditionKind.ON_SUCCESS;
import static dev.penstock.pipeline.execution.Story.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RuleResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a stage does by itself when it fails")
class FailureReactionsTest {

  private static Story retrying(RetryMode mode) {
    return Story.about(
        stage ->
            stage
                .onFailure(OnFailure.retry(mode))
                .action("check", Story.SCRIPT)
                .action("last", Story.SCRIPT, last -> last.runOrder(2)));
  }

  @Test
  @DisplayName("retry: once, those that failed; if that fails too, the stage fails")
  @Covers({"P-1021", "P-1022", "P-1026", "P-907"})
  void retryOnce() {
    Story story = retrying(RetryMode.FAILED_ACTIONS);
    String id = story.start();
    story.quietly();
    story.fail(id, "Prod", "ship", 1);
    assertEquals("failed ship: broken", story.then()); // siblings finish first
    story.succeed(id, "Prod", "check", 1);
    assertEquals("done check\nretry FAILED_ACTIONS by itself\nstart ship 2", story.then());
    StageExecutionView stage = story.prod().latestExecution().orElseThrow();
    assertEquals(1, stage.automaticRetries());
    assertEquals(0, stage.manualRetries());
    assertEquals(Optional.of(RetryTrigger.AUTOMATED_STAGE_RETRY), stage.lastRetry());
    assertEquals(2, story.driven.state.execution(id).orElseThrow().attempt());
    story.fail(id, "Prod", "ship", 2);
    assertEquals("failed ship: broken\nStageFailed\nExecutionFailed", story.then());
    story.driven.tell(new PipelineCommand.RetryStage(id, "Prod", story.driven.now));
    story.quietly();
    story.fail(id, "Prod", "ship", 3);
    assertEquals("failed ship: broken\nStageFailed\nExecutionFailed", story.then());
    stage = story.prod().latestExecution().orElseThrow();
    assertEquals(1, stage.automaticRetries());
    assertEquals(1, stage.manualRetries());
    assertEquals(Optional.of(RetryTrigger.MANUAL_STAGE_RETRY), stage.lastRetry());
    assertEquals(3, story.driven.state.execution(id).orElseThrow().attempt());
  }

  @Test
  @DisplayName("retry: all actions, and the stage goes on as usual")
  @Covers({"P-1021", "P-1022"})
  void retryAll() {
    Story story = retrying(RetryMode.ALL_ACTIONS);
    String id = story.start();
    story.succeed(id, "Prod", "check", 1);
    story.quietly();
    story.fail(id, "Prod", "ship", 1);
    assertEquals(
        "failed ship: broken\nretry ALL_ACTIONS by itself\nstart ship 2\nstart check 2",
        story.then());
    story.succeed(id, "Prod", "ship", 2);
    story.succeed(id, "Prod", "check", 2);
    story.succeed(id, "Prod", "last", 1);
    assertEquals(
        "done ship\ndone check\nstart last 1\ndone last\nleave Prod\nenter After\nstart tell 1",
        story.then());
  }

  @Test
  @DisplayName("retry: without a mode, those that failed")
  @Covers("P-1024")
  void retryWithoutMode() {
    Story story =
        Story.about(
            stage ->
                stage
                    .action("check", Story.SCRIPT)
                    .onFailure(
                        new OnFailure(
                            Optional.of(ConditionResult.RETRY),
                            Optional.empty(),
                            Optional.empty())));
    String id = story.start();
    story.succeed(id, "Prod", "check", 1);
    story.quietly();
    story.fail(id, "Prod", "ship", 1);
    assertEquals("failed ship: broken\nretry FAILED_ACTIONS by itself\nstart ship 2", story.then());
  }

  @Test
  @DisplayName("retry: also where sources are fetched")
  @Covers("P-1023")
  void retrySource() {
    Story story =
        new Story(
            Pipeline.builder("release")
                .stage(
                    "Source",
                    stage ->
                        stage
                            .action("fetch", Story.GIT)
                            .onFailure(OnFailure.retry(RetryMode.FAILED_ACTIONS)))
                .stage("Prod", stage -> stage.action("ship", Story.SCRIPT))
                .build());
    String id = story.driven.start();
    story.quietly();
    story.fail(id, "Source", "fetch", 1);
    assertEquals(
        "failed fetch: broken\nretry FAILED_ACTIONS by itself\nstart fetch 2", story.then());
  }

  private static final String ROLLED_BACK =
      "StageFailed\nExecutionFailed\nAUTOMATED_ROLLBACK 3 of Prod\nenter Prod\nstart ship 1";

  @Test
  @DisplayName("roll back: to the last execution that succeeded there, by a new execution")
  @Covers({"P-1121", "P-1123"})
  void rollback() {
    Story story = Story.about(stage -> stage.onFailure(OnFailure.rollback()));
    String first = story.start();
    story.ship(first);
    String second = story.start();
    story.ship(second);
    String bad = story.start();
    story.quietly();
    story.fail(bad, "Prod", "ship", 1);
    assertEquals("failed ship: broken\n" + ROLLED_BACK.replace("3 of", "4 of"), story.then());
    assertEquals(ExecutionStatus.FAILED, story.status(bad));
    String rollback = story.prod().latestExecution().orElseThrow().execution();
    ExecutionView view = story.driven.state.execution(rollback).orElseThrow();
    assertEquals(ExecutionType.ROLLBACK, view.type());
    assertEquals(Optional.of(second), view.rollbackTarget());
    assertEquals(
        "retry.not-latest",
        Story.decided(
            story.driven.tell(new PipelineCommand.RetryStage(bad, "Prod", story.driven.now))));
  }

  @Test
  @DisplayName("roll back: a rollback that fails is not rolled back itself")
  @Covers("P-1110")
  void rollbackOfRollback() {
    Story story = Story.about(stage -> stage.onFailure(OnFailure.rollback()));
    story.ship(story.start());
    story.fail(story.start(), "Prod", "ship", 1);
    String rollback = story.prod().latestExecution().orElseThrow().execution();
    story.quietly();
    story.fail(rollback, "Prod", "ship", 1);
    assertEquals("failed ship: broken\nStageFailed\nExecutionFailed", story.then());
    assertEquals(Optional.of(RollbackObstacle.IS_ROLLBACK), notRolledBack(story, rollback));
  }

  /** What the history, once it was written and read, tells of a rollback that did not follow. */
  private static Optional<RollbackObstacle> notRolledBack(Story story, String execution) {
    PipelineHistory.Reader reader = new PipelineHistory.Reader();
    for (PipelineEvent event : story.driven.events) {
      reader.add(PipelineDecider.CODEC.decode(PipelineDecider.CODEC.encode(event)));
    }
    return reader.history().execution(execution).orElseThrow().notRolledBack();
  }

  @Test
  @DisplayName("roll back: a rollback is asked the stage's conditions too")
  @Covers("P-1110")
  void conditionsOfRollback() {
    Story story =
        Story.about(
            stage ->
                stage
                    .onFailure(OnFailure.rollback())
                    .onSuccess(c -> c.result(ConditionResult.ROLLBACK).rule(ask("one"))));
    String good = story.start();
    story.ship(good);
    story.answer(good, ON_SUCCESS, "one", 1, RuleResult.succeeded(""));
    story.fail(story.start(), "Prod", "ship", 1);
    String rollback = story.prod().latestExecution().orElseThrow().execution();
    story.quietly();
    story.ship(rollback);
    assertEquals("done ship\nask ON_SUCCESS of Prod", story.then());
    story.answer(rollback, ON_SUCCESS, "one", 1, RuleResult.failed("no"));
    assertEquals("one FAILED: no\nON_SUCCESS FAILED\nStageFailed\nExecutionFailed", story.then());
  }

  @Test
  @DisplayName("roll back: without such an execution, and right after an update, just fail")
  @Covers("P-1122")
  void nothingToGoBackTo() {
    String plain = "failed ship: broken\nStageFailed\nExecutionFailed";
    Story story = Story.about(stage -> stage.onFailure(OnFailure.rollback()));
    String first = story.start();
    story.quietly();
    story.fail(first, "Prod", "ship", 1);
    assertEquals(plain, story.then());
    Optional<RollbackObstacle> nothing = Optional.of(RollbackObstacle.NOTHING_SUCCEEDED);
    assertEquals(nothing, notRolledBack(story, first));
    story.driven.tell(new PipelineCommand.RetryStage(first, "Prod", story.driven.now));
    assertEquals(Optional.empty(), notRolledBack(story, first), "it is under way again");
    story.succeed(first, "Prod", "ship", 2);
    assertEquals(Optional.empty(), notRolledBack(story, first));
    story.ship(story.start());
    story.driven.tell(
        new PipelineCommand.DefinePipeline(
            Story.pipeline(stage -> stage.onFailure(OnFailure.rollback()))
                .variable("new", "x")
                .build(),
            story.driven.now));
    String updated = story.start();
    story.quietly();
    story.fail(updated, "Prod", "ship", 1);
    assertEquals(plain, story.then());
    assertEquals(nothing, notRolledBack(story, updated));
  }

  @Test
  @DisplayName("roll back: what follows is no obstacle, nor is what nobody has asked for")
  @Covers("P-1122")
  void noObstacle() {
    Story story = Story.about(stage -> stage.onFailure(OnFailure.rollback()));
    story.ship(story.start());
    String bad = story.start();
    story.fail(bad, "Prod", "ship", 1);
    assertEquals(Optional.empty(), notRolledBack(story, bad), "it was rolled back");
    Story plain = Story.about(stage -> {});
    String failed = plain.start();
    plain.fail(failed, "Prod", "ship", 1);
    assertEquals(Optional.empty(), notRolledBack(plain, failed));
  }

  @Test
  @DisplayName("roll back: an execution of an older version just fails")
  @Covers("P-1121")
  void olderVersion() {
    Story story = Story.about(stage -> stage.onFailure(OnFailure.rollback()));
    String old = story.start();
    story.driven.tell(
        new PipelineCommand.DefinePipeline(
            Story.pipeline(stage -> stage.onFailure(OnFailure.rollback()))
                .executionMode(ExecutionMode.QUEUED)
                .build(),
            story.driven.now));
    story.quietly();
    story.fail(old, "Prod", "ship", 1);
    assertEquals("failed ship: broken\nStageFailed\nExecutionFailed", story.then());
  }

  @Test
  @DisplayName("roll back: also a stage that succeeded, if the condition after it does not hold")
  @Covers({"P-1124", "P-1204", "P-1123"})
  void successRolledBack() {
    Story story =
        Story.about(
            stage -> stage.onSuccess(c -> c.result(ConditionResult.ROLLBACK).rule(ask("alarm"))));
    String good = story.start();
    story.ship(good);
    story.answer(good, ON_SUCCESS, "alarm", 1, RuleResult.succeeded(""));
    String bad = story.start();
    story.ship(bad);
    story.quietly();
    story.answer(bad, ON_SUCCESS, "alarm", 1, RuleResult.failed("rings"));
    assertEquals("alarm FAILED: rings\nON_SUCCESS FAILED\n" + ROLLED_BACK, story.then());
    assertEquals(ExecutionStatus.FAILED, story.status(bad));
    assertEquals(List.of(good), story.driven.state.rollbackTargets("Prod"));
  }

  @Test
  @DisplayName("roll back: if the condition after a failure says so")
  @Covers({"P-1205", "P-1208"})
  void conditionalRollback() {
    Condition condition =
        Condition.builder().result(ConditionResult.ROLLBACK).rule(ask("alarm")).build();
    Story story = Story.about(stage -> stage.onFailure(OnFailure.when(condition)));
    story.ship(story.start());
    String bad = story.start();
    story.fail(bad, "Prod", "ship", 1);
    story.quietly();
    story.answer(bad, ON_FAILURE, "alarm", 1, RuleResult.failed("rings"));
    assertEquals("alarm FAILED: rings\nON_FAILURE FAILED\n" + ROLLED_BACK, story.then());
  }

  @Test
  @DisplayName("roll back: ahead of those that wait in front of the stage")
  @Covers("P-1121")
  void aheadOfWaiting() {
    Story story = Story.about(stage -> stage.onFailure(OnFailure.rollback()));
    story.ship(story.start());
    String bad = story.start();
    String waiting = story.start();
    story.quietly();
    story.fail(bad, "Prod", "ship", 1);
    assertEquals("failed ship: broken\n" + ROLLED_BACK.replace("3 of", "4 of"), story.then());
    assertEquals(waiting, story.prod().inboundExecution().orElseThrow().execution());
  }

  private static Story timed(OnFailure reaction) {
    return Story.about(
        stage ->
            stage
                .timeout(Duration.ofMinutes(30))
                .onFailure(reaction)
                .action("check", Story.SCRIPT, check -> check.timeout(Duration.ofMinutes(10)))
                .approval("ok"));
  }

  @Test
  @DisplayName("time out: actions are asked to stop, approvals fail, and the stage fails")
  void stageTimeout() {
    Story story = timed(OnFailure.rollback());
    String id = story.start();
    story.succeed(id, "Prod", "check", 1);
    story.quietly();
    story.pass(Duration.ofMinutes(29));
    assertEquals("", story.then());
    story.pass(Duration.ofMinutes(1));
    assertEquals("StageTimedOut\nlate ship\nfailed ok: the stage timed out", sorted(story.then()));
    assertEquals( // asked to stop, and given a little time
        List.of("RunAction", "CancelAction", "WakeAt"),
        story.driven.pending().stream().map(each -> each.getClass().getSimpleName()).toList());
    story.pass(PipelineDecider.GRACE_PERIOD);
    assertEquals("failed ship: the stage timed out\nStageFailed\nExecutionFailed", story.then());
    assertEquals(List.of(), story.driven.pending());
  }

  private static String sorted(String lines) {
    return lines
        .replace("late ship\n", "")
        .replace("StageTimedOut\n", "StageTimedOut\nlate ship\n");
  }

  @Test
  @DisplayName("time out: an action whose own time was up before is not asked twice")
  void lateTwice() {
    Story story =
        Story.about(
            stage ->
                stage
                    .timeout(Duration.ofMinutes(30))
                    .changeAction("ship", ship -> ship.timeout(Duration.ofSeconds(1_780))));
    story.start();
    story.quietly();
    story.pass(Duration.ofSeconds(1_780));
    assertEquals("late ship", story.then());
    story.pass(Duration.ofSeconds(20));
    assertEquals("StageTimedOut", story.then());
    story.pass(Duration.ofSeconds(40));
    assertEquals(
        "failed ship: timed out after PT29M40S\nStageFailed\nExecutionFailed", story.then());
  }

  @Test
  @DisplayName("time out: an action that had more time for itself fails with its stage")
  void ownTimeLeft() {
    Story story =
        Story.about(
            stage ->
                stage
                    .timeout(Duration.ofMinutes(30))
                    .changeAction("ship", ship -> ship.timeout(Duration.ofHours(2))));
    story.start();
    story.pass(Duration.ofMinutes(30));
    story.quietly();
    story.pass(PipelineDecider.GRACE_PERIOD);
    assertEquals("failed ship: the stage timed out\nStageFailed\nExecutionFailed", story.then());
    assertEquals(0, timers(story));
  }

  @Test
  @DisplayName("time out: each try of the stage has the whole time")
  void timeoutOfEachTry() {
    Story story = timed(OnFailure.retry(RetryMode.FAILED_ACTIONS));
    String id = story.start();
    story.succeed(id, "Prod", "check", 1);
    story.pass(Duration.ofMinutes(30));
    story.quietly();
    story.succeed(id, "Prod", "ship", 1); // too late
    assertEquals(
        "failed ship: the stage timed out\nretry FAILED_ACTIONS by itself\nstart ship 2\nstart ok 2",
        story.then());
    story.pass(Duration.ofMinutes(29));
    assertEquals("", story.then());
    story.pass(Duration.ofMinutes(1));
    story.fail(id, "Prod", "ship", 2);
    assertEquals(
        "StageTimedOut\nlate ship\nfailed ok: the stage timed out\n"
            + "failed ship: the stage timed out\nStageFailed\nExecutionFailed",
        sorted(story.then()));
  }

  @Test
  @DisplayName("time out: a condition is given up, whichever it is")
  void timeoutOfConditions() {
    Story entry =
        Story.about(
            stage ->
                stage
                    .timeout(Duration.ofMinutes(30))
                    .onFailure(OnFailure.retry(RetryMode.ALL_ACTIONS)) // but nothing has failed
                    .beforeEntry(c -> c.rule(ask("one"))));
    entry.start();
    entry.quietly();
    entry.pass(Duration.ofMinutes(30));
    assertEquals(
        "StageTimedOut\nBEFORE_ENTRY ABANDONED\nStageFailed\nExecutionFailed", entry.then());
    Story after =
        Story.about(
            stage -> stage.timeout(Duration.ofMinutes(30)).onSuccess(c -> c.rule(ask("one"))));
    after.ship(after.start());
    after.quietly();
    after.pass(Duration.ofMinutes(30));
    assertEquals("StageTimedOut\nON_SUCCESS ABANDONED\nStageFailed\nExecutionFailed", after.then());
    Condition last = Condition.builder().result(ConditionResult.RETRY).rule(ask("one")).build();
    Story failure =
        Story.about(stage -> stage.timeout(Duration.ofMinutes(30)).onFailure(OnFailure.when(last)));
    failure.fail(failure.start(), "Prod", "ship", 1);
    failure.quietly();
    failure.pass(Duration.ofMinutes(30));
    assertEquals(
        "StageTimedOut\nON_FAILURE ABANDONED\nStageFailed\nExecutionFailed", failure.then());
  }

  @Test
  @DisplayName("time out: a stage that was left in time is not")
  void inTime() {
    Story story = Story.about(stage -> stage.timeout(Duration.ofMinutes(30)));
    story.ship(story.start());
    story.quietly();
    story.pass(Duration.ofHours(9));
    assertEquals("", story.then());
    assertEquals(0, timers(story));
  }

  private static long timers(Story story) {
    return story.driven.pending().stream()
        .filter(each -> each instanceof PipelineEffect.WakeAt)
        .count();
  }
}
