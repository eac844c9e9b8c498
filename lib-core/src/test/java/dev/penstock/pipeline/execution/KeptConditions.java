package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.ConditionKind.BEFORE_ENTRY;
import static dev.penstock.pipeline.ConditionKind.ON_SUCCESS;

import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.PipelineVariable;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Writes the journal that is kept of each release in {@code
 * src/test/resources/journals/<release>/conditions}: conditions that hold, skip, wait and are
 * overridden, a stage that times out and one that is retried by itself, actions that run after
 * others, and a matrix. Run it once for a new release; what is there is never written again.
 */
final class KeptConditions {
  static final String STREAM = "pipeline/conditions";

  private KeptConditions() {}

  /** Writes the journal into the directory that is named. */
  public static void main(String[] arguments) {
    try (FileJournal journal = FileJournal.open(Path.of(arguments[0]))) {
      Story story = story();
      journal
          .open(STREAM, PipelineDecider.CODEC)
          .append(0, story.driven.events)
          .toCompletableFuture()
          .join();
    }
  }

  private static Story story() {
    Story story =
        new Story(
            Story.pipeline(
                    stage ->
                        stage
                            .beforeEntry(
                                c ->
                                    c.result(ConditionResult.SKIP)
                                        .rule(Story.ask("free"))
                                        .rule(
                                            "evening",
                                            RuleType.DEPLOYMENT_WINDOW,
                                            r -> r.configuration("Cron", "* * 18-19 ? * *")))
                            .onSuccess(
                                c -> c.result(ConditionResult.ROLLBACK).rule(Story.ask("calm")))
                            .onFailure(OnFailure.retry(RetryMode.FAILED_ACTIONS))
                            .timeout(Duration.ofDays(3))
                            .changeAction("ship", ship -> ship.matrix("zone", "a", "b"))
                            .action("check", Story.SCRIPT, check -> check.after("ship")))
                .variable(PipelineVariable.of("who", "ada").withDescription("who asks"))
                .changeStage(
                    "After",
                    stage ->
                        stage.changeAction(
                            "tell",
                            (Action.Builder tell) ->
                                tell.command("echo #{variables.who}").region("north")))
                .build());
    String first = story.start();
    answer(story, first, RuleResult.succeeded("fine"));
    story.pass(Duration.ofHours(12)); // past the window
    story.pass(Duration.ofHours(21)); // into the next
    ship(story, first, 1);
    story.answer(first, ON_SUCCESS, "calm", 1, RuleResult.succeeded("fine"));
    String skipped = story.start();
    answer(story, skipped, RuleResult.failed("busy"));
    String second = story.start();
    answer(story, second, RuleResult.succeeded("fine"));
    story.succeed(second, "Prod", "ship-a", 1);
    story.fail(second, "Prod", "ship-b", 1);
    story.succeed(second, "Prod", "ship-b", 2);
    story.succeed(second, "Prod", "check", 1);
    story.override(second, ON_SUCCESS);
    String third = story.start();
    answer(story, third, RuleResult.succeeded("fine"));
    ship(story, third, 1);
    story.answer(third, ON_SUCCESS, "calm", 1, RuleResult.errored("nobody knows"));
    story.driven.tell(
        new PipelineCommand.StopExecution(
            story.prod().latestExecution().orElseThrow().execution(),
            true,
            "enough",
            story.driven.now));
    story.start();
    story.pass(Duration.ofDays(5));
    story.then();
    return story;
  }

  private static void answer(Story story, String id, RuleResult result) {
    story.answer(id, BEFORE_ENTRY, "free", 1, result);
  }

  private static void ship(Story story, String id, int attempt) {
    story.succeed(id, "Prod", "ship-a", attempt);
    story.succeed(id, "Prod", "ship-b", attempt);
    story.succeed(id, "Prod", "check", attempt);
  }
}
