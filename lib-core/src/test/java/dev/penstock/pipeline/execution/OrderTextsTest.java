package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.process.Decision;
import dev.penstock.process.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The texts of an order")
class OrderTextsTest {
  private static final String HALF = "half \ud83d";
  private static final String WHOLE = "whole \ud83d\ude00";

  private final DrivenPipeline driven = new DrivenPipeline();
  private String execution = "";
  private String token = "";

  @BeforeEach
  void release() {
    driven.tell(
        new PipelineCommand.DefinePipeline(
            Pipeline.builder("release")
                .variable("region", "north")
                .stage("Source", stage -> stage.action("fetch", Story.GIT))
                .stage("Prod", stage -> stage.approval("sign-off").action("ship", Story.SCRIPT))
                .build(),
            driven.now));
    execution = driven.start();
    driven.tell(
        new PipelineCommand.ReportResult(
            new ActionKey(execution, "Source", "fetch", 1), ActionResult.succeeded(), driven.now));
    token = driven.state.openApprovals.keySet().iterator().next();
  }

  private Map<String, Function<String, PipelineCommand>> names() {
    Map<String, Function<String, PipelineCommand>> orders = new LinkedHashMap<>();
    orders.put("start", by -> start(Optional.empty(), Optional.of(by), "test"));
    orders.put("token", text -> start(Optional.of(text), Optional.empty(), "test"));
    orders.put(
        "answer", by -> new PipelineCommand.AnswerApproval(token, true, by, "fine", driven.now));
    orders.put(
        "stop",
        by ->
            new PipelineCommand.StopExecution(
                execution, false, "why", Optional.of(by), driven.now));
    orders.put(
        "retry",
        by ->
            new PipelineCommand.RetryStage(
                execution, "Prod", RetryMode.ALL_ACTIONS, Optional.of(by), driven.now));
    orders.put(
        "rollback",
        by ->
            new PipelineCommand.RollBackStage(
                "Prod", execution, Optional.empty(), Optional.of(by), driven.now));
    orders.put(
        "token of a rollback",
        text ->
            new PipelineCommand.RollBackStage(
                "Prod", execution, Optional.of(text), Optional.empty(), driven.now));
    orders.put(
        "disable",
        by ->
            new PipelineCommand.DisableTransition(
                "Prod", TransitionType.INBOUND, "holiday", by, driven.now));
    orders.put(
        "enable",
        by -> new PipelineCommand.EnableTransition("Prod", TransitionType.INBOUND, by, driven.now));
    orders.put(
        "override",
        by ->
            new PipelineCommand.OverrideCondition(
                execution, "Prod", ConditionKind.BEFORE_ENTRY, by, driven.now));
    return orders;
  }

  private PipelineCommand start(Optional<String> text, Optional<String> by, String trigger) {
    return new PipelineCommand.StartExecution(
        Map.of(),
        List.of(),
        TriggerType.START_PIPELINE_EXECUTION,
        trigger,
        text,
        by,
        Optional.empty(),
        0,
        driven.now);
  }

  private PipelineCommand start(Map<String, String> variables, List<SourceOverride> revisions) {
    return new PipelineCommand.StartExecution(
        variables,
        revisions,
        TriggerType.START_PIPELINE_EXECUTION,
        "test",
        Optional.empty(),
        driven.now);
  }

  private Optional<Rejection> refusal(PipelineCommand order) {
    return driven.decider.decide(driven.state, order)
            instanceof Decision.Rejected<PipelineEvent> rejected
        ? Optional.of(rejected.rejection())
        : Optional.empty();
  }

  private void expectRefused(PipelineRejection code, String reason, PipelineCommand order) {
    String before = driven.state.describe();
    assertEquals(Optional.of(new Rejection(code.code(), reason)), refusal(order));
    driven.tell(order);
    assertEquals(before, driven.state.describe());
  }

  @Test
  @DisplayName("name people and tokens in at most 512 whole characters, or the order is refused")
  @Covers("P-703")
  void namesAndTokens() {
    names()
        .forEach(
            (what, order) -> {
              String whose =
                  what.startsWith("token") ? "the token" : "the name of who gives the order";
              expectRefused(
                  PipelineRejection.ORDER_TEXT,
                  whose + " has 513 characters; allowed: 0 to 512",
                  order.apply("x".repeat(513)));
              expectRefused(
                  PipelineRejection.ORDER_TEXT,
                  whose + " holds half a surrogate pair; allowed: whole characters",
                  order.apply(HALF));
              for (String fitting : List.of("x".repeat(512), WHOLE)) {
                assertNotEquals(
                    Optional.of(PipelineRejection.ORDER_TEXT.code()),
                    refusal(order.apply(fitting)).map(Rejection::code),
                    what);
              }
            });
  }

  @Test
  @DisplayName("that only one order has are whole characters too")
  @Covers({"P-821", "P-1302"})
  void others() {
    String allowed = " holds half a surrogate pair; allowed: whole characters";
    expectRefused(
        PipelineRejection.ORDER_TEXT,
        "the trigger" + allowed,
        start(Optional.empty(), Optional.empty(), HALF));
    expectRefused(
        PipelineRejection.APPROVAL_SUMMARY,
        "the summary" + allowed,
        new PipelineCommand.AnswerApproval(token, true, "ada", HALF, driven.now));
    expectRefused(
        PipelineRejection.STOP_REASON,
        "the reason" + allowed,
        new PipelineCommand.StopExecution(execution, false, HALF, driven.now));
    expectRefused(
        PipelineRejection.VARIABLES,
        "the value of variable \"region\"" + allowed,
        start(Map.of("region", HALF), List.of()));
    String where = "source override of action \"fetch\": ";
    expectRefused(
        PipelineRejection.SOURCE_REVISIONS,
        where + "the value" + allowed + "; " + where + "the branch" + allowed,
        start(Map.of(), List.of(override(HALF, HALF))));
    expectRefused(
        PipelineRejection.SOURCE_REVISIONS,
        where + "a branch of 4097 characters; allowed: 0 to 4096",
        start(Map.of(), List.of(override("c0ffee", "x".repeat(4_097)))));
    for (PipelineCommand order :
        List.of(
            start(Optional.empty(), Optional.empty(), WHOLE),
            start(Map.of("region", WHOLE), List.of(override(WHOLE, "x".repeat(4_096)))),
            new PipelineCommand.AnswerApproval(token, true, "ada", WHOLE, driven.now),
            new PipelineCommand.StopExecution(execution, false, WHOLE, driven.now))) {
      assertEquals(Optional.empty(), refusal(order));
    }
  }

  private static SourceOverride override(String value, String branch) {
    return new SourceOverride("fetch", RevisionType.COMMIT_ID, value, Optional.of(branch));
  }
}
