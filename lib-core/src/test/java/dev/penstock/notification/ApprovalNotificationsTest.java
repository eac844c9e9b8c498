package dev.penstock.notification;

import static dev.penstock.notification.NotifiedHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An approval that opens")
class ApprovalNotificationsTest {
  private final List<ApprovalNotice> told = new ArrayList<>();
  private final InMemoryJournal journal = new InMemoryJournal();
  private boolean isFailing;

  private final ApprovalNotifications approvals =
      new ApprovalNotifications(
          NotifiedHost.ORIGIN,
          ConsoleLinks.below("https://portal.example/"),
          notice -> {
            told.add(notice);
            if (isFailing) {
              throw new IOException("the post office is closed");
            }
          });

  private NotifiedHost host(ExecutionMode mode) {
    return host(mode, Optional.empty());
  }

  private NotifiedHost host(ExecutionMode mode, Optional<ActionExecutor> sources) {
    Pipeline shop =
        Pipeline.builder("shop")
            .executionMode(mode)
            .stage(
                "Source", stage -> stage.action("fetch", NotifiedHost.GIT, a -> a.namespace("src")))
            .stage(
                "Prod",
                stage ->
                    stage.action(
                        "sign off".replace(' ', '-'),
                        Action.MANUAL_APPROVAL,
                        action ->
                            action
                                .configuration("CustomData", "Release #{src.CommitId}?")
                                .configuration(
                                    "ExternalEntityLink", "https://git/#{src.CommitId}")))
            .build();
    return new NotifiedHost(journal, shop, approvals, sources);
  }

  private static String tokenOf(NotifiedHost host, String execution) {
    return now(host.pipeline.nextApproval(execution)).orElseThrow().approvalToken().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  @DisplayName("publishes its region, where to look, what to review, its token and until when")
  @Covers({"P-1309", "P-1310"})
  void publishes(ExecutionMode mode) {
    try (NotifiedHost host = host(mode)) {
      String execution = now(host.pipeline.start());
      assertEquals(List.of(), told);
      host.end("fetch", ActionResult.succeeded().withVariable("CommitId", "c0ffee"));
      String token = tokenOf(host, execution);
      assertEquals(1, told.size());
      assertEquals(execution, told.get(0).execution());
      assertEquals(
          Map.of(
              "region",
              "eu-1",
              "consoleLink",
              "https://portal.example/shop",
              "approval",
              Map.of(
                  "pipelineName", "shop",
                  "stageName", "Prod",
                  "actionName", "sign-off",
                  "token", token,
                  "expires", "2026-01-12T09:00Z",
                  "externalEntityLink", "https://git/c0ffee",
                  "approvalReviewLink",
                      "https://portal.example/shop/Prod/sign-off/approve/" + token,
                  "customData", "Release c0ffee?")),
          told.get(0).toMap());
      assertEquals(
          "{\"region\":\"eu-1\",\"consoleLink\":\"https://portal.example/shop\","
              + "\"approval\":{\"pipelineName\":\"shop\",\"stageName\":\"Prod\","
              + "\"actionName\":\"sign-off\",\"token\":\""
              + token
              + "\",\"expires\":\"2026-01-12T09:00Z\",\"externalEntityLink\":\"https://git/c0ffee\","
              + "\"approvalReviewLink\":\"https://portal.example/shop/Prod/sign-off/approve/"
              + token
              + "\",\"customData\":\"Release c0ffee?\"}}",
          told.get(0).toJson());
    }
  }

  @Test
  @DisplayName("is told of again when the action runs again, and by a host that catches up")
  @Covers("P-1309")
  void again() {
    try (NotifiedHost host = host(ExecutionMode.SUPERSEDED)) {
      String execution = now(host.pipeline.start());
      host.end("fetch", ActionResult.succeeded().withVariable("CommitId", "c0ffee"));
      now(host.pipeline.reject(tokenOf(host, execution), "ada", "no"));
      now(host.pipeline.retry(execution, "Prod"));
      assertEquals(2, told.size());
      assertEquals(tokenOf(host, execution), told.get(1).token());
      now(approvals.catchUp(host.pipeline));
      assertEquals(3, told.size());
      assertEquals(told.get(1), told.get(2));
      now(host.pipeline.approve(tokenOf(host, execution), "ada", ""));
      now(approvals.catchUp(host.pipeline));
      assertEquals(3, told.size());
    }
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  @DisplayName("is told of once when it opens while its pipeline is being opened after a crash")
  @Covers("P-1309")
  void whileOpening(ExecutionMode mode) {
    String execution;
    try (NotifiedHost host = host(mode)) {
      execution = now(host.pipeline.start());
      assertEquals(List.of(), told);
    }
    ActionExecutor sources =
        context ->
            CompletableFuture.completedStage(
                ActionResult.succeeded().withVariable("CommitId", "c0ffee"));
    try (NotifiedHost host = host(mode, Optional.of(sources))) {
      assertEquals(1, told.size());
      assertEquals(tokenOf(host, execution), told.get(0).token());
    }
    try (NotifiedHost host = host(mode)) {
      assertEquals(1, told.size());
      now(approvals.catchUp(host.pipeline));
      assertEquals(List.of(told.get(0), told.get(0)), told);
    }
  }

  @Test
  @DisplayName("waits for its answer also if nobody could be told")
  void targetFails() {
    isFailing = true;
    try (NotifiedHost host = host(ExecutionMode.SUPERSEDED)) {
      String execution = now(host.pipeline.start());
      host.end("fetch", ActionResult.succeeded().withVariable("CommitId", "c0ffee"));
      now(host.pipeline.approve(tokenOf(host, execution), "ada", ""));
      assertEquals("SUCCEEDED", now(host.pipeline.finished(execution)).toString());
    }
    assertEquals(
        "https://portal.example/a%40b/S/sign-off/approve/t%2F1",
        ConsoleLinks.below("https://portal.example/").approval("a@b", "S", "sign-off", "t/1"));
    assertEquals(
        "base: \"https://portal.example\" does not end in a slash",
        assertThrows(
                IllegalArgumentException.class, () -> ConsoleLinks.below("https://portal.example"))
            .getMessage());
  }
}
