package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionQuery;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.StageStatus;
import dev.penstock.process.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A manual approval")
class ApprovalsTest {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static TestHost host() {
    Pipeline pipeline =
        Pipeline.builder("signed")
            .stage("Build", stage -> stage.action("fetch", SCRIPT, fetch -> fetch.namespace("git")))
            .stage(
                "Prod",
                stage ->
                    stage.action(
                        "sign-off",
                        Action.MANUAL_APPROVAL,
                        signOff ->
                            signOff
                                .timeout(Duration.ofHours(2))
                                .configuration("CustomData", "please look at #{git.message}")
                                .configuration("ExternalEntityLink", "https://x/#{git.id}")))
            .build();
    return new TestHost(
        new InMemoryJournal(),
        pipeline,
        ActionExecutor.blocking(
            context ->
                ActionResult.succeeded()
                    .withVariable("message", "fix \"it\"")
                    .withVariable("id", "3f2a")));
  }

  private static ActionView request(TestHost host) {
    return now(host.pipeline.state()).stage("Prod").orElseThrow().action("sign-off").orElseThrow();
  }

  private static String token(TestHost host) {
    return request(host).approvalToken().orElseThrow();
  }

  @Test
  @DisplayName("shows in the state what to look at, until when, and the token that answers it")
  @Covers({"P-914", "P-1306", "P-1310"})
  void request() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      ActionView open = request(host);
      assertEquals(ActionStatus.IN_PROGRESS, open.status());
      assertTrue(UUID.matcher(token(host)).matches(), token(host));
      assertTrue(UUID.matcher(execution).matches(), execution);
      assertEquals(Optional.of(TestHost.START.plus(Duration.ofHours(2))), open.expiresAt());
      assertEquals(
          Map.of("CustomData", "please look at fix \"it\"", "ExternalEntityLink", "https://x/3f2a"),
          open.configuration());
      now(host.pipeline.approve(token(host), "ada", "fine"));
      ActionView closed = request(host);
      assertEquals(Optional.empty(), closed.approvalToken());
      assertEquals(Optional.empty(), closed.expiresAt());
      assertEquals(Optional.of("ada"), closed.answeredBy());
      assertEquals("fine", closed.summary());
    }
  }

  @Test
  @DisplayName("is answered with a summary of 0 to 512 characters, which is kept with who wrote it")
  @Covers({"P-1302", "P-1308"})
  void summaries() {
    try (TestHost host = host()) {
      String first = now(host.pipeline.start());
      assertEquals(
          "approval.summary",
          rejection(host.pipeline.approve(token(host), "ada", "x".repeat(513))));
      host.time.advance(Duration.ofMinutes(10));
      now(host.pipeline.approve(token(host), "ada", "x".repeat(512)));
      PipelineHistory.Attempt past = host.pipeline.actions(ActionQuery.of(first)).items().get(0);
      assertEquals(Optional.of("ada"), past.answeredBy());
      assertEquals("x".repeat(512), past.summary());
      assertEquals(Optional.of(TestHost.START.plus(Duration.ofMinutes(10))), past.endedAt());
      String second = now(host.pipeline.start());
      now(host.pipeline.reject(token(host), "bob", ""));
      PipelineHistory.Attempt rejected =
          host.pipeline.actions(ActionQuery.of(second)).items().get(0);
      assertEquals(Optional.of("bob"), rejected.answeredBy());
      assertEquals("", rejected.summary());
    }
  }

  @Test
  @DisplayName("that is rejected fails its action, its stage and its execution")
  @Covers({"P-1303", "P-1609"})
  void rejected() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      now(host.pipeline.reject(token(host), "ada", "no"));
      assertEquals(ActionStatus.FAILED, request(host).status());
      assertEquals(
          StageStatus.FAILED,
          now(host.pipeline.state())
              .stage("Prod")
              .orElseThrow()
              .latestExecution()
              .orElseThrow()
              .status());
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName("has a token of its own for each execution and each retry; others are stale")
  @Covers("P-1305")
  void tokens() {
    try (TestHost host = host()) {
      String first = now(host.pipeline.start());
      String of1 = token(host);
      host.time.advance(Duration.ofHours(2)); // nobody answers
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(first)));
      now(host.pipeline.retry(first, "Prod"));
      String of2 = token(host);
      assertNotEquals(of1, of2);
      assertEquals("approval.invalid-token", rejection(host.pipeline.approve(of1, "ada", "")));
      now(host.pipeline.abandon(first, "enough"));
      now(host.pipeline.start());
      assertNotEquals(of2, token(host));
      assertEquals("approval.invalid-token", rejection(host.pipeline.approve(of2, "ada", "")));
      now(host.pipeline.approve(token(host), "ada", ""));
    }
  }

  @Test
  @DisplayName("takes the answer or the end of its time, whichever comes first, and only that")
  @Covers({"P-1304", "P-1305"})
  void race() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      String token = token(host);
      host.time.advance(Duration.ofHours(2).minusNanos(1));
      now(host.pipeline.approve(token, "ada", ""));
      host.time.advance(Duration.ofHours(1));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
      assertInstanceOf(CommandResult.Unchanged.class, now(host.pipeline.approve(token, "ada", "")));
      assertEquals("approval.already-completed", rejection(host.pipeline.reject(token, "bob", "")));
      assertEquals(Optional.of("ada"), request(host).answeredBy());
      for (List<String> other : List.of(List.of("ben", ""), List.of("ada", "other words"))) {
        CommandResult late = now(host.pipeline.approve(token, other.get(0), other.get(1)));
        assertEquals(
            "the request was approved before, by somebody else or in other words; that answer"
                + " stands, see the history",
            assertInstanceOf(CommandResult.Rejected.class, late).rejection().reason());
      }
    }
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      String token = token(host);
      host.time.advance(Duration.ofHours(2));
      assertEquals("approval.invalid-token", rejection(host.pipeline.approve(token, "ada", "")));
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
      assertEquals("nobody answered within 2 hours", request(host).summary());
    }
  }

  @Test
  @DisplayName("keeps its stage locked until it is answered")
  @Covers({"P-602", "P-1301"})
  void locks() {
    try (TestHost host = host()) {
      now(host.pipeline.start());
      String second = now(host.pipeline.start());
      host.time.advance(Duration.ofHours(1));
      assertEquals(ActionStatus.IN_PROGRESS, request(host).status());
      assertEquals(true, now(host.pipeline.execution(second)).orElseThrow().isWaiting());
      now(host.pipeline.approve(token(host), "ada", ""));
      assertEquals(false, now(host.pipeline.execution(second)).orElseThrow().isWaiting());
      assertEquals(List.of("Build/fetch/1", "Build/fetch/1"), host.calls);
    }
  }
}
