package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.ConditionKind.BEFORE_ENTRY;
import static dev.penstock.pipeline.ConditionKind.ON_FAILURE;
import static dev.penstock.pipeline.ConditionKind.ON_SUCCESS;
import static dev.penstock.pipeline.execution.Story.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The conditions of a stage, as they are evaluated")
class ConditionsTest {
  private static final RuleResult YES = RuleResult.succeeded("yes");
  private static final RuleResult NO = RuleResult.failed("no");

  @Test
  @DisplayName("before entry: the stage is locked, and actions start once all rules hold")
  @Covers({"P-1202", "P-1203", "P-1207", "P-904", "P-905"})
  void entry() {
    Story story = Story.about(stage -> stage.beforeEntry(c -> c.rule(ask("one")).rule(ask("two"))));
    String id = story.start();
    assertEquals(
        """
        STAGE_START 1
        enter Source
        start fetch 1
        done fetch
        leave Source
        enter Prod
        ask BEFORE_ENTRY of Prod"""
            .replace("STAGE_START", "START_PIPELINE_EXECUTION"),
        story.then());
    assertEquals(StageStatus.IN_PROGRESS, story.prod().latestExecution().orElseThrow().status());
    assertEquals(ConditionStatus.IN_PROGRESS, story.condition(BEFORE_ENTRY).orElseThrow().status());
    assertEquals(2, story.driven.pending().size()); // both rules at once
    String next = story.start(); // and nobody enters meanwhile
    assertEquals(next, story.prod().inboundExecution().orElseThrow().execution());
    story.quietly();
    assertEquals("accepted", story.answer(id, BEFORE_ENTRY, "two", 1, YES));
    assertEquals("two SUCCEEDED: yes", story.then());
    assertEquals("accepted", story.answer(id, BEFORE_ENTRY, "one", 1, YES));
    assertEquals(
        """
        one SUCCEEDED: yes
        BEFORE_ENTRY SUCCEEDED
        start ship 1""",
        story.then());
    assertEquals("unchanged", story.answer(id, BEFORE_ENTRY, "one", 1, NO));
    ConditionView condition = story.condition(BEFORE_ENTRY).orElseThrow();
    assertEquals(ConditionStatus.SUCCEEDED, condition.status());
    assertEquals(
        List.of("one SUCCEEDED yes", "two SUCCEEDED yes"),
        condition.rules().stream()
            .map(rule -> rule.key().rule() + " " + rule.status() + " " + rule.summary())
            .toList());
    story.ship(id);
    assertEquals(
        """
        done ship
        leave Prod
        enter After
        start tell 1
        enter Prod
        ask BEFORE_ENTRY of Prod""",
        story.then());
  }

  @Test
  @DisplayName("before entry: one rule that does not hold fails the stage, once all have answered")
  @Covers({"P-1202", "P-1203", "P-1207"})
  void entryFails() {
    for (Optional<ConditionResult> result :
        List.of(Optional.of(ConditionResult.FAIL), Optional.<ConditionResult>empty())) {
      Story story =
          Story.about(
              stage ->
                  stage
                      .onFailure(OnFailure.rollback())
                      .beforeEntry(
                          c -> {
                            result.ifPresent(c::result);
                            c.rule(ask("one")).rule(ask("two"));
                          }));
      String id = story.start();
      story.quietly();
      story.answer(id, BEFORE_ENTRY, "one", 1, NO);
      assertEquals("one FAILED: no", story.then()); // the other is waited for
      story.answer(id, BEFORE_ENTRY, "two", 1, YES);
      assertEquals(
          """
          two SUCCEEDED: yes
          BEFORE_ENTRY FAILED
          StageFailed
          ExecutionFailed""",
          story.then());
      assertEquals(ExecutionStatus.FAILED, story.status(id));
      assertEquals(ConditionStatus.FAILED, story.condition(BEFORE_ENTRY).orElseThrow().status());
      assertEquals(List.of(), story.driven.pending());
    }
  }

  @Test
  @DisplayName("before entry: SKIP passes the stage without its actions, and cannot be retried")
  @Covers({"P-1008", "P-1107", "P-1203", "P-1209"})
  void skip() {
    Story story =
        Story.about(
            stage -> stage.beforeEntry(c -> c.result(ConditionResult.SKIP).rule(ask("one"))));
    String id = story.start();
    story.quietly();
    story.answer(id, BEFORE_ENTRY, "one", 1, NO);
    assertEquals(
        """
        one FAILED: no
        BEFORE_ENTRY FAILED
        StageSkipped
        enter After
        start tell 1""",
        story.then());
    assertEquals(StageStatus.SKIPPED, story.prod().latestExecution().orElseThrow().status());
    assertEquals(List.of(), story.driven.state.rollbackTargets("Prod"));
    assertEquals(
        "retry.not-retryable",
        Story.decided(
            story.driven.tell(new PipelineCommand.RetryStage(id, "Prod", story.driven.now))));
    String last = story.start();
    story.answer(last, BEFORE_ENTRY, "one", 1, YES);
    story.ship(last);
    assertEquals(List.of(last), story.driven.state.rollbackTargets("Prod"));
    String skipped = story.start();
    story.answer(skipped, BEFORE_ENTRY, "one", 1, NO);
    assertEquals(
        "rollback.skipped",
        Story.decided(
            story.driven.tell(
                new PipelineCommand.RollBackStage(
                    "Prod", last, Optional.empty(), story.driven.now))));
  }

  @Test
  @DisplayName("after a skipped stage: an action that needs what it would have made fails")
  @Covers("P-1209")
  void downstreamOfSkip() {
    Story story =
        new Story(
            dev.penstock.pipeline.Pipeline.builder("release")
                .stage("Source", s -> s.action("fetch", Story.GIT))
                .stage(
                    "Prod",
                    s ->
                        s.beforeEntry(c -> c.result(ConditionResult.SKIP).rule(ask("one")))
                            .action("make", Story.SCRIPT, a -> a.output("jar").namespace("m")))
                .stage(
                    "After",
                    s ->
                        s.action("read", Story.SCRIPT, a -> a.input("jar"))
                            .action("say", Story.SCRIPT, a -> a.configuration("what", "#{m.v}"))
                            .action("run", Story.SCRIPT, a -> a.command("say #{m.v}"))
                            .action(
                                "env",
                                Story.SCRIPT,
                                a ->
                                    a.environment(
                                        dev.penstock.pipeline.EnvironmentVariable.plain(
                                            "V", "#{m.v}"))))
                .build());
    String id = story.start();
    story.quietly();
    story.answer(id, BEFORE_ENTRY, "one", 1, NO);
    assertEquals(
        """
        one FAILED: no
        BEFORE_ENTRY FAILED
        StageSkipped
        enter After
        start read 1
        failed read: input artifact "jar" does not exist in this execution
        start say 1
        failed say: configuration "what" refers to a variable that no action has produced: [#{m.v}]
        start run 1
        failed run: command 1 refers to a variable that no action has produced: [#{m.v}]
        start env 1
        failed env: environment variable "V" refers to a variable that no action has produced: [#{m.v}]
        StageFailed
        ExecutionFailed""",
        story.then());
  }

  @Test
  @DisplayName("after success: the stage succeeds if the rules hold, and fails if not")
  @Covers({"P-1202", "P-1204"})
  void success() {
    Story story =
        Story.about(stage -> stage.onSuccess(c -> c.result(ConditionResult.FAIL).rule(ask("one"))));
    String good = story.start();
    story.quietly();
    story.ship(good);
    assertEquals("done ship\nask ON_SUCCESS of Prod", story.then());
    story.answer(good, ON_SUCCESS, "one", 1, YES);
    assertEquals(
        """
        one SUCCEEDED: yes
        ON_SUCCESS SUCCEEDED
        leave Prod
        enter After
        start tell 1""",
        story.then());
    String bad = story.start();
    story.ship(bad);
    story.quietly();
    story.answer(bad, ON_SUCCESS, "one", 1, NO);
    assertEquals(
        """
        one FAILED: no
        ON_SUCCESS FAILED
        StageFailed
        ExecutionFailed""",
        story.then());
    assertEquals(
        "retry.not-retryable", // nothing failed in it but the condition
        Story.decided(
            story.driven.tell(new PipelineCommand.RetryStage(bad, "Prod", story.driven.now))));
    assertEquals(List.of(good), story.driven.state.rollbackTargets("Prod"));
  }

  @Test
  @DisplayName("after failure: its result follows if the rules do not hold, else the plain failure")
  @Covers({"P-1205", "P-1208"})
  void failure() {
    Condition condition =
        Condition.builder().result(ConditionResult.RETRY).rule(ask("one")).build();
    Story story = Story.about(stage -> stage.onFailure(OnFailure.when(condition)));
    String bad = story.start();
    story.quietly();
    story.fail(bad, "Prod", "ship", 1);
    assertEquals("failed ship: broken\nask ON_FAILURE of Prod", story.then());
    story.answer(bad, ON_FAILURE, "one", 1, YES);
    assertEquals(
        """
        one SUCCEEDED: yes
        ON_FAILURE SUCCEEDED
        StageFailed
        ExecutionFailed""",
        story.then());
    String again = story.start();
    story.fail(again, "Prod", "ship", 1);
    story.quietly();
    story.answer(again, ON_FAILURE, "one", 1, NO);
    assertEquals(
        """
        one FAILED: no
        ON_FAILURE FAILED
        retry FAILED_ACTIONS by itself
        start ship 2""",
        story.then());
    story.fail(again, "Prod", "ship", 2);
    assertEquals( // retried once already: nothing could follow, so nobody is asked
        """
        failed ship: broken
        StageFailed
        ExecutionFailed""",
        story.then());
  }

  @Test
  @DisplayName("after failure: without a result nothing could follow, so nobody is asked")
  @Covers("P-1205")
  void failureWithoutResult() {
    Story story =
        Story.about(
            stage -> stage.onFailure(OnFailure.when(Condition.builder().rule(ask("one")).build())));
    String id = story.start();
    story.quietly();
    story.fail(id, "Prod", "ship", 1);
    assertEquals("failed ship: broken\nStageFailed\nExecutionFailed", story.then());
  }

  @Test
  @DisplayName("errored: who cannot be asked, or cannot tell, counts as not holding")
  @Covers({"P-1206", "P-904"})
  void errored() {
    Story story =
        Story.about(
            stage ->
                stage.beforeEntry(
                    c ->
                        c.result(ConditionResult.SKIP)
                            .rule(ask("one"))
                            .rule(ask("two"))
                            .rule(
                                Rule.builder("three", Story.ASK)
                                    .configuration("v", "#{src.missing}")
                                    .build())));
    String id = story.start();
    story.quietly();
    story.answer(id, BEFORE_ENTRY, "one", 1, RuleResult.errored("nobody home"));
    story.answer(id, BEFORE_ENTRY, "two", 1, NO);
    assertEquals(
        """
        one ERRORED: nobody home
        two FAILED: no
        BEFORE_ENTRY ERRORED
        StageSkipped
        enter After
        start tell 1""",
        story.then());
    ConditionView condition = story.condition(BEFORE_ENTRY).orElseThrow();
    assertEquals(ConditionStatus.ERRORED, condition.status());
    RuleView three = condition.rule("three").orElseThrow();
    assertEquals(RuleStatus.FAILED, three.status());
    assertEquals(Optional.of(RuleResult.Outcome.ERRORED), three.outcome());
    assertEquals(
        "configuration \"v\" refers to a variable that no action has produced: [#{src.missing}];"
            + " namespace src yielded [branch, v]",
        three.summary());
  }

  @Test
  @DisplayName("time out: a rule that takes too long does not hold, and its late answer is ignored")
  @Covers({"P-177", "P-905"})
  void ruleTimeout() {
    Rule slow = Rule.builder("slow", Story.ASK).timeout(Duration.ofMinutes(5)).build();
    Story story = Story.about(stage -> stage.beforeEntry(c -> c.rule(slow)));
    String id = story.start();
    story.quietly();
    story.pass(Duration.ofMinutes(4));
    assertEquals("", story.then());
    story.pass(Duration.ofMinutes(1));
    assertEquals(
        """
        slow FAILED: timed out after 5 minutes
        BEFORE_ENTRY FAILED
        StageFailed
        ExecutionFailed""",
        story.then());
    assertEquals("unchanged", story.answer(id, BEFORE_ENTRY, "slow", 1, YES));
  }

  @Test
  @DisplayName("compare variables as they are when they are asked")
  @Covers({"P-505", "P-510", "P-1226", "P-1611"})
  void variableCheck() {
    Rule check =
        Rule.builder("main", RuleType.VARIABLE_CHECK)
            .configuration("Variable", "#{src.branch}")
            .configuration("Operator", "EQ")
            .configuration("Value", "main")
            .build();
    Story story = Story.about(stage -> stage.beforeEntry(c -> c.rule(check)));
    story.start();
    assertEquals(
        """
        ask BEFORE_ENTRY of Prod
        main SUCCEEDED: "main" EQ "main"
        BEFORE_ENTRY SUCCEEDED
        start ship 1""",
        story.then().replaceAll("(?s).*(ask BEFORE)", "$1"));
    RuleView rule = story.condition(BEFORE_ENTRY).orElseThrow().rule("main").orElseThrow();
    assertEquals("#{src.branch}", rule.rule().configuration().get("Variable"));
    assertEquals("main", rule.resolvedConfiguration().get("Variable"));
    Story other =
        Story.about(
            stage ->
                stage.beforeEntry(
                    c ->
                        c.result(ConditionResult.SKIP)
                            .rule(ask("slow"))
                            .rule(
                                "main",
                                RuleType.VARIABLE_CHECK,
                                r ->
                                    r.configuration("Variable", "#{src.branch}")
                                        .configuration("Operator", "NE")
                                        .configuration("Value", "main"))));
    String id = other.start();
    other.quietly();
    other.answer(id, BEFORE_ENTRY, "slow", 1, YES);
    assertEquals(
        """
        slow SUCCEEDED: yes
        BEFORE_ENTRY FAILED
        StageSkipped
        enter After
        start tell 1""",
        other.then());
  }

  private static Story window(String cron, Optional<Duration> timeout, Map<String, String> more) {
    Rule.Builder rule =
        Rule.builder("window", RuleType.DEPLOYMENT_WINDOW).configuration("Cron", cron);
    more.forEach(rule::configuration);
    timeout.ifPresent(rule::timeout);
    Story story = Story.about(stage -> stage.beforeEntry(c -> c.rule(rule.build())));
    story.start(); // on Monday at 9
    return story;
  }

  private static String asked(Story story) {
    return story.then().replaceAll("(?s).*ask BEFORE_ENTRY of Prod\n?", "");
  }

  @Test
  @DisplayName("wait for a window, at most for the rule's time, or fail at once if told so")
  @Covers("P-1224")
  void windows() {
    assertEquals(
        "window SUCCEEDED: the window is open\nBEFORE_ENTRY SUCCEEDED\nstart ship 1",
        asked(window("* * 9 ? * MON", Optional.empty(), Map.of())));
    Story evening = window("* * 18-20 ? * *", Optional.empty(), Map.of());
    assertEquals("", asked(evening));
    String waiting = evening.prod().latestExecution().orElseThrow().execution();
    assertEquals("unchanged", evening.answer(waiting, BEFORE_ENTRY, "window", 1, YES));
    evening.pass(Duration.ofHours(8));
    assertEquals("", evening.then());
    evening.pass(Duration.ofHours(1));
    assertEquals(
        "window SUCCEEDED: the window has opened\nBEFORE_ENTRY SUCCEEDED\nstart ship 1",
        evening.then());
    String failed = "\nBEFORE_ENTRY FAILED\nStageFailed\nExecutionFailed";
    Story impatient = window("* * 18 ? * *", Optional.of(Duration.ofHours(2)), Map.of());
    assertEquals("", asked(impatient));
    impatient.pass(Duration.ofHours(2));
    assertEquals("window FAILED: timed out after 2 hours" + failed, impatient.then());
    Story justInTime = window("* * 18 ? * *", Optional.of(Duration.ofHours(9)), Map.of());
    asked(justInTime);
    justInTime.pass(Duration.ofHours(9));
    assertEquals(
        "window SUCCEEDED: the window has opened\nBEFORE_ENTRY SUCCEEDED\nstart ship 1",
        justInTime.then());
    assertEquals(
        "window FAILED: the window is closed" + failed,
        asked(window("* * 18 ? * *", Optional.empty(), Map.of("Wait", "false"))));
    assertEquals(
        "window FAILED: the window never opens again" + failed,
        asked(window("* * * ? * * 2020", Optional.empty(), Map.of())));
    Story never = window("* * * ? * * 2020", Optional.of(Duration.ofHours(1)), Map.of());
    assertEquals("", asked(never));
    never.pass(Duration.ofHours(1));
    assertEquals("window FAILED: timed out after 1 hour" + failed, never.then());
    assertEquals(
        "window SUCCEEDED: the window is open\nBEFORE_ENTRY SUCCEEDED\nstart ship 1",
        asked(window("* * 10 ? * *", Optional.empty(), Map.of("TimeZone", "Europe/Berlin"))));
  }

  @Test
  @DisplayName("miss a window if nobody wakes them in time, and wait for the next")
  @Covers("P-1224")
  void missedWindow() {
    Story story = window("* * 18 ? * *", Optional.empty(), Map.of());
    story.quietly();
    story.pass(Duration.ofHours(12)); // 21 h
    assertEquals("missed window", story.then());
    story.pass(Duration.ofHours(20)); // 17 h
    assertEquals("", story.then());
    story.pass(Duration.ofHours(1));
    assertEquals(
        "window SUCCEEDED: the window has opened\nBEFORE_ENTRY SUCCEEDED\nstart ship 1",
        story.then());
    Story last = window("* * 18 5 1 ? 2026", Optional.empty(), Map.of());
    last.quietly();
    last.pass(Duration.ofHours(12));
    assertEquals(
        "window FAILED: the window never opens again\n"
            + "BEFORE_ENTRY FAILED\nStageFailed\nExecutionFailed",
        last.then());
    Story bounded = window("* * 18 5 1 ? 2026", Optional.of(Duration.ofHours(20)), Map.of());
    bounded.quietly();
    bounded.pass(Duration.ofHours(12));
    assertEquals("missed window", bounded.then());
    bounded.pass(Duration.ofHours(8));
    assertEquals(
        "window FAILED: timed out after 20 hours\nBEFORE_ENTRY FAILED\nStageFailed\nExecutionFailed",
        bounded.then());
  }

  @Test
  @DisplayName("have the service's names for how far they are")
  @Covers({"P-904", "P-905"})
  void names() {
    assertEquals(
        List.of(
            "InProgress", "Succeeded", "Failed", "Errored", "Cancelled", "Abandoned", "Overridden"),
        Stream.of(ConditionStatus.values()).map(ConditionStatus::serviceName).toList());
    assertEquals(
        List.of("InProgress", "Succeeded", "Failed", "Abandoned"),
        Stream.of(RuleStatus.values()).map(RuleStatus::serviceName).toList());
  }

  @Test
  @DisplayName("given up: a stop abandons the rules, an update cancels the condition")
  @Covers({"P-904", "P-905"})
  void givenUp() {
    Story story = Story.about(stage -> stage.beforeEntry(c -> c.rule(ask("one"))));
    String id = story.start();
    story.quietly();
    story.driven.tell(new PipelineCommand.StopExecution(id, false, "enough", story.driven.now));
    assertEquals("StopRequested\nBEFORE_ENTRY ABANDONED\nExecutionStopped", story.then());
    ConditionView given = story.condition(BEFORE_ENTRY).orElseThrow();
    assertEquals(ConditionStatus.ABANDONED, given.status());
    assertEquals(RuleStatus.ABANDONED, given.rules().get(0).status());
    assertEquals(Optional.of(story.driven.now), given.rules().get(0).endedAt());
    assertEquals(List.of(), story.driven.pending());

    Story updated = Story.about(stage -> stage.beforeEntry(c -> c.rule(ask("one"))));
    updated.start();
    updated.quietly();
    updated.driven.tell(
        new PipelineCommand.DefinePipeline(
            Story.pipeline(stage -> {}).build(),
            ExecutionLimits.NONE,
            UpdatePolicy.CANCEL,
            false,
            updated.driven.now));
    assertEquals("PipelineDefined\nBEFORE_ENTRY CANCELLED\nExecutionCancelled", updated.then());
    assertEquals(List.of(), updated.driven.pending());
  }

  @Test
  @DisplayName("a retry while the condition after the failure is asked makes it of no use")
  @Covers("P-904")
  void retriedMeanwhile() {
    Condition condition =
        Condition.builder().result(ConditionResult.ROLLBACK).rule(ask("one")).build();
    Story story = Story.about(stage -> stage.onFailure(OnFailure.when(condition)));
    String id = story.start();
    story.fail(id, "Prod", "ship", 1);
    story.quietly();
    story.driven.tell(new PipelineCommand.RetryStage(id, "Prod", story.driven.now));
    assertEquals("ON_FAILURE CANCELLED\nretry FAILED_ACTIONS\nstart ship 2", story.then());
    story.fail(id, "Prod", "ship", 2);
    assertEquals("failed ship: broken\nask ON_FAILURE of Prod", story.then());
    assertEquals("unchanged", story.answer(id, ON_FAILURE, "one", 1, NO)); // of the first failure
    assertEquals("accepted", story.answer(id, ON_FAILURE, "one", 2, NO));
  }

  @Test
  @DisplayName("are evaluated anew after a retry, but for the one before entry")
  void anewAfterRetry() {
    Story story =
        Story.about(
            stage ->
                stage
                    .beforeEntry(c -> c.rule(ask("before")))
                    .onSuccess(c -> c.rule(ask("after")))
                    .action("check", Story.SCRIPT));
    String id = story.start();
    story.answer(id, BEFORE_ENTRY, "before", 1, YES);
    story.fail(id, "Prod", "ship", 1);
    story.succeed(id, "Prod", "check", 1);
    story.quietly();
    story.driven.tell(new PipelineCommand.RetryStage(id, "Prod", story.driven.now));
    story.succeed(id, "Prod", "ship", 2);
    assertEquals(
        """
        retry FAILED_ACTIONS
        start ship 2
        done ship
        ask ON_SUCCESS of Prod""",
        story.then());
  }
}
