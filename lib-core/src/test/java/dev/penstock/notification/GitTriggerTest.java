package dev.penstock.notification;

import static dev.penstock.notification.NotifiedHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.engine.TriggerResult;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.source.CommitDetails;
import dev.penstock.source.GitHost;
import dev.penstock.source.PullRequestEvent;
import dev.penstock.source.SourceEvent;
import dev.penstock.source.SourceEvent.PullRequest;
import dev.penstock.source.SourceEvent.Push;
import dev.penstock.source.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The events of an execution that a change in a Git repository has started")
class GitTriggerTest {
  private static final ActionType CONNECTION =
      new ActionType(ActionCategory.SOURCE, "AWS", Trigger.CONNECTION, "1");
  private static final String ARN = "arn:aws:codestar-connections:eu-1:123456789012:connection/1";
  private static final CommitDetails DETAILS =
      new CommitDetails(
          "Add the cart",
          "Ada",
          "ada@example.org",
          "4711",
          Optional.of(Instant.parse("2026-01-05T08:59:30Z")));

  private final Journal journal = new InMemoryJournal();
  private final List<ServiceEvent> heard = new ArrayList<>();
  private final Map<String, CompletableFuture<ActionResult>> running = new HashMap<>();
  private PipelineNotifications notifications = notifications();
  private ProcessEngine processes = processes();

  private PipelineNotifications notifications() {
    return PipelineNotifications.builder(NotifiedHost.ORIGIN)
        .rule(
            new NotificationRule(
                "all", EventPattern.of("{\"source\": [\"aws.codepipeline\"]}"), heard::add))
        .build();
  }

  private ProcessEngine processes() {
    VirtualTime time = VirtualTime.startingAt(NotifiedHost.START);
    return ProcessEngine.builder()
        .journal(journal)
        .executor(Runnable::run)
        .scheduler(time)
        .clock(time.clock())
        .listener(notifications)
        .build();
  }

  private OpenPipeline open() {
    return PipelineEngine.builder(processes)
        .action(
            CONNECTION,
            context -> running.computeIfAbsent(context.action(), key -> new CompletableFuture<>()))
        .action(
            NotifiedHost.GIT,
            context -> {
              CompletableFuture<ActionResult> fetched = new CompletableFuture<>();
              running.put(context.action(), fetched);
              return fetched;
            })
        .action(
            NotifiedHost.MAKE,
            context -> running.computeIfAbsent(context.action(), key -> new CompletableFuture<>()))
        .build()
        .open(
            Pipeline.builder("shop")
                .stage(
                    "Source",
                    stage ->
                        stage
                            .action(
                                "app",
                                CONNECTION,
                                app ->
                                    app.configuration("FullRepositoryId", "acme/shop")
                                        .configuration("ConnectionArn", ARN)
                                        .configuration("BranchName", "main"))
                            .action("other", NotifiedHost.GIT))
                .stage("Build", stage -> stage.action("compile", NotifiedHost.MAKE))
                .trigger(
                    "app",
                    trigger ->
                        trigger
                            .push(push -> push.branches("**"))
                            .push(push -> push.tags("**"))
                            .pullRequest(request -> request.branches("**")))
                .build());
  }

  @AfterEach
  void close() {
    processes.close();
  }

  private Object trigger(String state) {
    return heard.stream()
        .filter(event -> event.detailType().equals(ServiceEvent.PIPELINE))
        .filter(event -> state.equals(event.detail().get("state")))
        .reduce((a, b) -> b)
        .orElseThrow()
        .detail()
        .get("execution-trigger");
  }

  private static void start(OpenPipeline pipeline, SourceEvent event) {
    now(pipeline.offer(event))
        .fold(
            TriggerResult.Started::execution,
            no -> {
              throw new AssertionError(no.explanation());
            },
            no -> {
              throw new AssertionError(no.explanation());
            });
  }

  /** What another source finds out is none of the change's. */
  private void otherSource() {
    running
        .get("other")
        .complete(
            ActionResult.succeeded()
                .withVariable("CommitMessage", "Of another repository")
                .withVariable("AuthorDate", "2020-01-01T00:00:00Z"));
  }

  private static final Map<String, Object> OF_PUSH =
      Map.of(
          "author-display-name", "Ada",
          "full-repository-name", "acme/shop",
          "provider-type", "GitHub",
          "author-email", "ada@example.org",
          "commit-message", "Add the cart",
          "author-date", "2026-01-05T08:59:30Z",
          "branch-name", "main",
          "commit-id", "c0ffee",
          "connection-arn", ARN,
          "author-id", "4711");

  @Test
  @DisplayName("tell the branch, the commit, who wrote it and where it lies")
  @Covers("P-1406")
  void push() {
    OpenPipeline pipeline = open();
    start(
        pipeline,
        Push.of("1", "acme/shop", "refs/heads/main", "c0ffee")
            .withDetails(GitHost.GITHUB, DETAILS));
    assertEquals(OF_PUSH, trigger("STARTED"));
    running.get("app").complete(ActionResult.succeeded());
    otherSource();
    running.get("compile").complete(ActionResult.failed("2 tests failed"));
    assertEquals(OF_PUSH, trigger("FAILED"));
  }

  @Test
  @DisplayName("tell the tag instead of a branch, and leave out what nobody tells")
  @Covers("P-1406")
  void tag() {
    start(open(), Push.of("1", "acme/shop", "refs/tags/v1", "c0ffee"));
    assertEquals(
        Map.of(
            "full-repository-name", "acme/shop",
            "tag-name", "v1",
            "commit-id", "c0ffee",
            "connection-arn", ARN),
        trigger("STARTED"));
  }

  @Test
  @DisplayName("tell of a pull request its source branch, and what the source action finds out")
  @Covers("P-1406")
  void pullRequest() {
    start(
        open(),
        PullRequest.of("1", "acme/shop", PullRequestEvent.OPEN, "cart", "main", "c0ffee")
            .withHost(GitHost.GITLAB));
    running
        .get("app")
        .complete(
            ActionResult.succeeded()
                .withVariable("CommitMessage", "Add the cart")
                .withVariable("AuthorDate", "2026-01-05T08:59:30Z"));
    otherSource();
    running.get("compile").complete(ActionResult.succeeded());
    assertEquals(
        Map.of(
            "full-repository-name", "acme/shop",
            "provider-type", "GitLab",
            "branch-name", "cart",
            "commit-id", "c0ffee",
            "commit-message", "Add the cart",
            "author-date", "2026-01-05T08:59:30Z",
            "connection-arn", ARN),
        trigger("SUCCEEDED"));
  }

  @Test
  @DisplayName("tell no more than the kind of trigger once the sources could not be fetched")
  @Covers("P-1407")
  void failsAtItsSource() {
    OpenPipeline pipeline = open();
    start(
        pipeline,
        Push.of("1", "acme/shop", "refs/heads/main", "c0ffee")
            .withDetails(GitHost.GITHUB, DETAILS));
    running.get("app").complete(ActionResult.failed("no connection"));
    otherSource();
    Map<?, ?> failed = (Map<?, ?>) trigger("FAILED");
    assertEquals(java.util.Set.of("trigger-type", "trigger-detail"), failed.keySet());
    assertEquals("WebhookV2", failed.get("trigger-type"));
  }

  @Test
  @DisplayName("tell the change of one that was stopped there, although an action had failed")
  @Covers("P-1407")
  void stopsAtItsSource() {
    OpenPipeline pipeline = open();
    start(
        pipeline,
        Push.of("1", "acme/shop", "refs/heads/main", "c0ffee")
            .withDetails(GitHost.GITHUB, DETAILS));
    running.get("app").complete(ActionResult.failed("no connection"));
    now(pipeline.stop(pipeline.history().executions().get(0).id(), "enough"));
    running.get("other").complete(ActionResult.succeeded());
    assertEquals(OF_PUSH, trigger("STOPPED"));
  }

  @Test
  @DisplayName("tell the same after a restart")
  @Covers("P-1406")
  void afterARestart() {
    OpenPipeline pipeline = open();
    start(
        pipeline,
        Push.of("1", "acme/shop", "refs/heads/main", "c0ffee")
            .withDetails(GitHost.GITHUB, DETAILS));
    processes.close();
    heard.clear();
    running.clear();
    notifications = notifications();
    processes = processes();
    notifications.catchUp(open(), Long.MAX_VALUE);
    running.get("app").complete(ActionResult.succeeded());
    otherSource();
    running.get("compile").complete(ActionResult.succeeded());
    assertEquals(OF_PUSH, trigger("SUCCEEDED"));
  }
}
