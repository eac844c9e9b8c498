package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.TransitionType;
import dev.penstock.policy.Policy;
import dev.penstock.policy.PolicyKind;
import dev.penstock.policy.PolicySet;
import dev.penstock.policy.Principal;
import dev.penstock.policy.Verdict;
import dev.penstock.process.CommandResult;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.source.SourceEvent;
import dev.penstock.source.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pipeline in the hands of a principal")
class AuthorizedPipelineTest {
  private static final String PREFIX = "arn:aws:codepipeline:eu-1:123456789012:";
  private static final ActionType CONNECTION =
      new ActionType(ActionCategory.SOURCE, "AWS", Trigger.CONNECTION, "1");
  private static final Principal ADA = Principal.aws("arn:aws:iam::123456789012:user/ada");
  private static final Principal BEN = Principal.aws("arn:aws:iam::123456789012:user/ben");

  private final VirtualTime time = VirtualTime.startingAt(TestHost.START);
  private final List<PipelineOrder> asked = new ArrayList<>();
  private final ProcessEngine processes =
      ProcessEngine.builder()
          .journal(new InMemoryJournal())
          .executor(Runnable::run)
          .scheduler(time)
          .clock(time.clock())
          .build();
  private boolean isFailing;

  @AfterEach
  void close() {
    processes.close();
  }

  private static Pipeline shop(ExecutionMode mode) {
    return Pipeline.builder("shop")
        .executionMode(mode)
        .stage("Build", stage -> stage.action("compile", SCRIPT))
        .stage("Prod", stage -> stage.approval("sign-off"))
        .build();
  }

  private OpenPipeline open(ExecutionMode mode, PipelineAuthorizer authorizer) {
    PipelineEngine.Builder engine =
        PipelineEngine.builder(processes)
            .action(
                SCRIPT,
                ActionExecutor.blocking(
                    context ->
                        isFailing ? ActionResult.failed("broken") : ActionResult.succeeded()));
    if (authorizer != null) {
      engine.authorizer(
          order -> {
            asked.add(order);
            return authorizer.authorize(order);
          });
    }
    return engine.build().open(shop(mode));
  }

  private OpenPipeline open(String... statementsOfAda) {
    return open(ExecutionMode.SUPERSEDED, policies(statementsOfAda));
  }

  /** Ada has a policy with these statements, all others have none. */
  private static PipelineAuthorizer policies(String... statements) {
    Policy policy =
        Policy.of(
            PolicyKind.IDENTITY,
            ("{'Version': '2012-10-17', 'Statement': [" + String.join(",", statements) + "]}")
                .replace('\'', '"'));
    return PipelineAuthorizer.of(
        PREFIX,
        principal ->
            principal.equals(ADA)
                ? PolicySet.builder().identity(policy).build()
                : PolicySet.builder().build());
  }

  private static String allow(String action, String resource) {
    return "{'Effect': 'Allow', 'Action': 'codepipeline:"
        + action
        + "', 'Resource': '"
        + PREFIX
        + resource
        + "'}";
  }

  private static String refusal(CompletionStage<CommandResult> answer) {
    CommandResult.Rejected rejected = assertInstanceOf(CommandResult.Rejected.class, now(answer));
    return rejected.rejection().toString();
  }

  private static String refusedStart(CompletionStage<StartResult> start) {
    return now(start).fold(started -> "started", refused -> refused.rejection().toString());
  }

  private static String started(CompletionStage<StartResult> start) {
    return now(start)
        .fold(StartResult.Started::execution, refused -> refused.rejection().toString());
  }

  private static String tokenOf(OpenPipeline pipeline, String execution) {
    return now(pipeline.nextApproval(execution)).orElseThrow().approvalToken().orElseThrow();
  }

  @Test
  @DisplayName("is started only by who may, in whose name it runs")
  void start() {
    OpenPipeline pipeline = open(allow("StartPipelineExecution", "shop"));
    assertEquals(
        "no statement allows codepipeline:StartPipelineExecution on "
            + PREFIX
            + "shop to "
            + BEN
            + " [order.not-authorized]",
        refusedStart(pipeline.as(BEN).start(StartRequest.of(""))));
    assertEquals(List.of(), pipeline.history().executions());

    String first = started(pipeline.as(ADA).start(StartRequest.of("").withToken("t")));
    String again = started(pipeline.as(ADA).start(StartRequest.of("").withToken("t")));
    assertEquals(first, again);
    String second = started(pipeline.as(ADA).start(StartRequest.of("for the demo")));
    PipelineHistory history = pipeline.history();
    assertEquals(ADA.id(), history.execution(first).orElseThrow().trigger());
    assertEquals(ADA.id() + ": for the demo", history.execution(second).orElseThrow().trigger());
    String third = started(pipeline.as(ADA).start(StartRequest.of("x".repeat(1_024))));
    assertEquals(1_024, pipeline.history().execution(third).orElseThrow().trigger().length());
    assertEquals(
        "variable \"x\" is not declared; the pipeline declares none, see Pipeline.Builder.variable [pipeline.variables]",
        refusedStart(pipeline.as(ADA).start(StartRequest.of("").withVariable("x", "1"))));
  }

  @Test
  @DisplayName("is approved only by who may approve that action, whose name the history keeps")
  void approve() {
    OpenPipeline pipeline = open(allow("PutApprovalResult", "shop/Prod/sign-off"));
    String execution = now(pipeline.start());
    String token = tokenOf(pipeline, execution);
    assertEquals(
        "no statement allows codepipeline:PutApprovalResult on "
            + PREFIX
            + "shop/Prod/sign-off to "
            + BEN
            + " [order.not-authorized]",
        refusal(pipeline.as(BEN).approve(token, "")));
    assertEquals(Optional.of(token), Optional.of(tokenOf(pipeline, execution)));
    assertEquals(
        "no statement allows codepipeline:PutApprovalResult on "
            + PREFIX
            + "shop/Prod/sign-off to "
            + BEN
            + " [order.not-authorized]",
        refusal(pipeline.as(BEN).reject(token, "")));
    assertInstanceOf(
        CommandResult.Accepted.class, now(pipeline.as(ADA).approve(token, "looks good")));
    PipelineHistory.Attempt signOff =
        pipeline.history().execution(execution).orElseThrow().actions().get(1);
    assertEquals(Optional.of(ADA.id()), signOff.answeredBy());
    assertEquals("looks good", signOff.summary());
    assertInstanceOf(
        CommandResult.Unchanged.class, now(pipeline.as(ADA).approve(token, "looks good")));
    assertTrue(
        refusal(pipeline.as(ADA).approve(token, "")).endsWith("[approval.already-completed]"));
    assertTrue(
        refusal(pipeline.as(BEN).reject(token, "")).endsWith("[approval.already-completed]"));

    String second = now(pipeline.start());
    now(pipeline.as(ADA).reject(tokenOf(pipeline, second), "no"));
    assertEquals(ExecutionStatus.FAILED, now(pipeline.finished(second)));
    asked.clear();
    assertEquals(
        "no open approval has this token; each request has its own, shown with the execution"
            + " [approval.invalid-token]",
        refusal(pipeline.as(ADA).approve("guessed", "")));
    assertEquals(List.of(), asked);
  }

  @Test
  @DisplayName("is approved in mode PARALLEL as in any other")
  void approveParallel() {
    OpenPipeline pipeline =
        open(ExecutionMode.PARALLEL, policies(allow("PutApprovalResult", "shop/Prod/*")));
    String first = now(pipeline.start());
    String second = now(pipeline.start());
    String token = tokenOf(pipeline, second);
    assertTrue(refusal(pipeline.as(BEN).approve(token, "")).endsWith("[order.not-authorized]"));
    assertInstanceOf(CommandResult.Accepted.class, now(pipeline.as(ADA).approve(token, "")));
    assertEquals(ExecutionStatus.SUCCEEDED, now(pipeline.finished(second)));
    assertInstanceOf(
        CommandResult.Accepted.class, now(pipeline.as(ADA).approve(tokenOf(pipeline, first), "")));
    assertTrue(
        refusal(pipeline.as(ADA).approve("guessed", "")).endsWith("[approval.invalid-token]"));
  }

  @Test
  @DisplayName("puts each kind of order to the authorizer, as the service names it")
  void everyKind() {
    OpenPipeline pipeline = open(ExecutionMode.SUPERSEDED, policies(allow("None", "x")));
    String execution = now(pipeline.start());
    String token = tokenOf(pipeline, execution);
    AuthorizedPipeline ada = pipeline.as(ADA, Map.of("aws:SourceIp", List.of("192.0.2.7")));
    Map<String, Supplier<String>> orders = new LinkedHashMap<>();
    orders.put("StartPipelineExecution shop", () -> refusedStart(ada.start(StartRequest.of(""))));
    orders.put("PutApprovalResult shop/Prod/sign-off", () -> refusal(ada.approve(token, "")));
    orders.put("StopPipelineExecution shop", () -> refusal(ada.stop(execution, "")));
    orders.put(
        "RetryStageExecution shop/Build",
        () -> refusal(ada.retry(execution, "Build", RetryMode.FAILED_ACTIONS)));
    orders.put(
        "OverrideStageCondition shop/Build",
        () -> refusal(ada.override(execution, "Build", ConditionKind.BEFORE_ENTRY)));
    orders.put("RollbackStage shop/Build", () -> refusedStart(ada.rollBack("Build", execution)));
    orders.put(
        "DisableStageTransition shop/Prod",
        () -> refusal(ada.disableTransition("Prod", TransitionType.INBOUND, "why")));
    orders.put(
        "EnableStageTransition shop/Prod",
        () -> refusal(ada.enableTransition("Prod", TransitionType.INBOUND)));
    orders.put("UpdatePipeline shop", () -> refusal(ada.update(shop(ExecutionMode.QUEUED))));
    List<String> events = new ArrayList<>();
    pipeline.read(0, (sequence, event) -> events.add(event.toString()));
    orders.forEach(
        (order, carryOut) -> {
          asked.clear();
          String action = order.substring(0, order.indexOf(' '));
          String resource = PREFIX + order.substring(order.indexOf(' ') + 1);
          assertEquals(
              "no statement allows codepipeline:"
                  + action
                  + " on "
                  + resource
                  + " to "
                  + ADA
                  + ": statement 1 of identity policy 1: action found \"codepipeline:"
                  + action
                  + "\"; allowed: codepipeline:None [order.not-authorized]",
              carryOut.get());
          assertEquals(1, asked.size(), order);
          assertEquals(List.of("192.0.2.7"), asked.get(0).context().get("aws:SourceIp"));
          assertEquals(TestHost.START, asked.get(0).at());
        });
    assertTrue(refusal(ada.abandon(execution, "")).contains("StopPipelineExecution"));
    assertEquals(PipelineOrder.Kind.values().length, orders.size());
    List<String> after = new ArrayList<>();
    pipeline.read(0, (sequence, event) -> after.add(event.toString()));
    assertEquals(events, after); // no refused order left a trace
  }

  @Test
  @DisplayName("does what is allowed, in the principal's name where there is a place for it")
  void allowedOrders() {
    OpenPipeline pipeline = open(allow("*", "shop*"));
    AuthorizedPipeline ada = pipeline.as(ADA);
    isFailing = true;
    String failed = started(ada.start(StartRequest.of("")));
    isFailing = false;
    assertInstanceOf(
        CommandResult.Accepted.class,
        now(ada.disableTransition("Prod", TransitionType.INBOUND, "frozen")));
    assertEquals(
        ADA.id(), now(pipeline.state()).stages().get(1).inboundTransition().lastChangedBy());
    assertInstanceOf(
        CommandResult.Accepted.class, now(ada.retry(failed, "Build", RetryMode.ALL_ACTIONS)));
    assertEquals(Optional.of("Prod"), now(pipeline.execution(failed)).orElseThrow().stage());
    assertEquals(Optional.of(ADA.id()), past(pipeline, failed).startedBy());
    assertEquals(Optional.of(ADA.id()), past(pipeline, failed).retriedBy());
    String rollback = started(ada.rollBack("Build", failed));
    assertEquals(Optional.of(ADA.id()), past(pipeline, rollback).startedBy());
    assertEquals(ExecutionStatus.SUCCEEDED, now(pipeline.finished(rollback)));
    assertInstanceOf(
        CommandResult.Accepted.class, now(ada.enableTransition("Prod", TransitionType.INBOUND)));
    assertInstanceOf(CommandResult.Accepted.class, now(ada.stop(failed, "enough")));
    assertEquals(Optional.of(ADA.id()), past(pipeline, failed).stoppedBy());
    assertInstanceOf(CommandResult.Accepted.class, now(ada.update(shop(ExecutionMode.QUEUED))));
    String last = started(ada.start(StartRequest.of("")));
    assertInstanceOf(CommandResult.Accepted.class, now(ada.abandon(last, "enough")));
    assertEquals(Optional.of(ADA.id()), past(pipeline, last).stoppedBy());
    assertTrue(
        refusedStart(ada.rollBack("Build", "unknown")).contains("["),
        "the pipeline's own refusals are answers as well");
  }

  private static PipelineHistory.Execution past(OpenPipeline pipeline, String execution) {
    return pipeline.history().execution(execution).orElseThrow();
  }

  @Test
  @DisplayName("tells the process of an execution of mode PARALLEL in whose name it is stopped")
  void namesInParallel() {
    OpenPipeline pipeline = open(ExecutionMode.PARALLEL, policies(allow("*", "shop*")));
    AuthorizedPipeline ada = pipeline.as(ADA);
    isFailing = true;
    String execution = started(ada.start(StartRequest.of("")));
    isFailing = false;
    now(ada.retry(execution, "Build", RetryMode.FAILED_ACTIONS));
    now(ada.stop(execution, "enough"));
    List<Optional<String>> names = new ArrayList<>();
    pipeline.read(
        execution,
        0,
        (sequence, event) -> {
          if (event instanceof PipelineEvent.StopRequested stop) {
            names.add(stop.by());
          } else if (event instanceof PipelineEvent.StageRetried retried) {
            names.add(retried.by());
          } else if (event instanceof PipelineEvent.ExecutionStarted begun) {
            names.add(begun.by());
          }
        });
    Optional<String> name = Optional.of(ADA.id());
    assertEquals(List.of(name, name, name), names);
    assertEquals(name, past(pipeline, execution).stoppedBy());
    assertEquals(name, past(pipeline, execution).retriedBy());
  }

  @Test
  @DisplayName("hands an event on as a start, and only one that starts something")
  void offers() {
    PipelineEngine engine =
        PipelineEngine.builder(processes)
            .action(CONNECTION, ActionExecutor.blocking(context -> ActionResult.succeeded()))
            .authorizer(
                order -> {
                  asked.add(order);
                  return policies(allow("StartPipelineExecution", "watched")).authorize(order);
                })
            .build();
    OpenPipeline pipeline =
        engine.open(
            Pipeline.builder("watched")
                .stage(
                    "Source",
                    stage ->
                        stage.action(
                            "app",
                            CONNECTION,
                            app -> app.configuration("FullRepositoryId", "acme/shop")))
                .trigger("app", trigger -> trigger.push(push -> push.branches("main")))
                .build());
    SourceEvent other = SourceEvent.Push.of("1", "acme/shop", "refs/heads/dev", "c0ffee");
    SourceEvent main = SourceEvent.Push.of("2", "acme/shop", "refs/heads/main", "c0ffee");
    assertInstanceOf(TriggerResult.NotStarted.class, now(pipeline.as(BEN).offer(other)));
    assertEquals(List.of(), asked);
    TriggerResult.Refused refused =
        assertInstanceOf(TriggerResult.Refused.class, now(pipeline.as(BEN).offer(main)));
    assertEquals(AuthorizedPipeline.NOT_AUTHORIZED, refused.rejection().code());
    assertEquals(List.of(), pipeline.history().executions());
    TriggerResult.Started begun =
        assertInstanceOf(TriggerResult.Started.class, now(pipeline.as(ADA).offer(main)));
    assertEquals(Optional.of(ADA.id()), past(pipeline, begun.execution()).startedBy());
    assertEquals(
        begun.execution(),
        assertInstanceOf(TriggerResult.Started.class, now(pipeline.as(ADA).offer(main)))
            .execution());
    assertEquals("WebhookV2", past(pipeline, begun.execution()).triggerType().serviceName());
    assertTrue(past(pipeline, begun.execution()).trigger().startsWith(ADA.id() + ": event 2: "));
  }

  @Test
  @DisplayName("overrides conditions in the principal's name")
  void overrides() {
    PipelineEngine engine =
        PipelineEngine.builder(processes)
            .action(SCRIPT, ActionExecutor.blocking(context -> ActionResult.succeeded()))
            .authorizer(policies(allow("OverrideStageCondition", "shop/Build")))
            .build();
    OpenPipeline pipeline =
        engine.open(
            shop(ExecutionMode.SUPERSEDED).toBuilder()
                .changeStage(
                    "Build",
                    stage ->
                        stage.beforeEntry(
                            c ->
                                c.rule(
                                    "window",
                                    RuleType.DEPLOYMENT_WINDOW,
                                    r -> r.configuration("Cron", "* * 3 ? * *"))))
                .build());
    String execution = now(pipeline.start());
    assertInstanceOf(
        CommandResult.Accepted.class,
        now(pipeline.as(ADA).override(execution, "Build", ConditionKind.BEFORE_ENTRY)));
    assertEquals(
        Optional.of(ADA.id()),
        now(pipeline.state())
            .stages()
            .get(0)
            .condition(ConditionKind.BEFORE_ENTRY)
            .orElseThrow()
            .overriddenBy());
  }

  @Test
  @DisplayName("sees changed policies and the time at once")
  void conditions() {
    OpenPipeline pipeline =
        open(
            "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}",
            "{'Sid': 'Freeze', 'Effect': 'Deny', 'Action': 'codepipeline:Start*', 'Resource': '*',"
                + " 'Condition': {'DateGreaterThan': {'aws:CurrentTime': '2026-01-05T10:00:00Z'}}}");
    AuthorizedPipeline ada = pipeline.as(ADA);
    assertTrue(ada.may(PipelineOrder.Kind.START, Optional.empty(), Optional.empty()).isAllowed());
    started(ada.start(StartRequest.of("")));
    time.advance(java.time.Duration.ofHours(2));
    assertEquals(
        "denied by statement 2 \"Freeze\" of identity policy 1 [order.not-authorized]",
        refusedStart(ada.start(StartRequest.of(""))));
    assertTrue(!ada.may(PipelineOrder.Kind.START, Optional.empty(), Optional.empty()).isAllowed());
    assertEquals(1, pipeline.history().executions().size());
  }

  @Test
  @DisplayName("refuses what nobody can decide on")
  void brokenAuthorizer() {
    OpenPipeline pipeline =
        open(
            ExecutionMode.SUPERSEDED,
            order -> {
              throw new IllegalStateException("the directory is away");
            });
    assertEquals(
        "the authorizer failed: java.lang.IllegalStateException: the directory is away"
            + " [order.authorizer-failed]",
        refusal(pipeline.as(ADA).stop("x", "")));
    assertEquals(
        "the authorizer failed: java.lang.IllegalStateException: the directory is away"
            + " [order.authorizer-failed]",
        refusedStart(pipeline.as(ADA).start(StartRequest.of(""))));
  }

  @Test
  @DisplayName("is ordered in the same words as one that everybody may order")
  void shortOrders() {
    OpenPipeline pipeline =
        open(
            ExecutionMode.SUPERSEDED,
            order -> new Verdict(Verdict.Decision.ALLOWED, "a test says so", List.of()));
    AuthorizedPipeline ada = pipeline.as(ADA);
    isFailing = true;
    String execution = now(ada.start()).fold(StartResult.Started::execution, no -> "refused");
    PipelineHistory.Execution past = pipeline.history().execution(execution).orElseThrow();
    assertEquals(Optional.of(ADA.id()), past.startedBy());
    isFailing = false;
    now(ada.disableTransition("Prod", "freeze")).orThrow();
    now(ada.retry(execution, "Build")).orThrow();
    assertTrue(now(pipeline.execution(execution)).orElseThrow().isWaiting());
    now(ada.enableTransition("Prod")).orThrow();
    assertTrue(now(pipeline.nextApproval(execution)).isPresent());
    assertEquals(
        List.of(
            PipelineOrder.Kind.START,
            PipelineOrder.Kind.DISABLE_TRANSITION,
            PipelineOrder.Kind.RETRY,
            PipelineOrder.Kind.ENABLE_TRANSITION),
        asked.stream().map(PipelineOrder::kind).toList());
  }

  @Test
  @DisplayName("says whether a start found what was started before")
  void repeatedStart() {
    AuthorizedPipeline ada =
        open(
                ExecutionMode.SUPERSEDED,
                order -> new Verdict(Verdict.Decision.ALLOWED, "a test says so", List.of()))
            .as(ADA);
    StartRequest request = StartRequest.of("nightly").withToken("2026-01-05");
    String execution = now(ada.start(request)).fold(StartResult.Started::execution, no -> "no");
    assertEquals(new StartResult.Started(execution, true), now(ada.start(request)));
    StartResult other = now(ada.start(request.withToken("2026-01-06")));
    assertTrue(other instanceof StartResult.Started started && !started.isRepeat());
  }

  @Test
  @DisplayName("needs an engine with an authorizer, of which there is one")
  void wrongUse() {
    OpenPipeline pipeline = open(ExecutionMode.SUPERSEDED, null);
    assertEquals(
        "the engine has no authorizer; give it one with authorizer(...)",
        assertThrows(IllegalStateException.class, () -> pipeline.as(ADA)).getMessage());
    PipelineAuthorizer authorizer = policies(allow("*", "*"));
    PipelineEngine.Builder builder = PipelineEngine.builder(processes).authorizer(authorizer);
    assertThrows(IllegalStateException.class, () -> builder.authorizer(authorizer));
    StartResult started = new StartResult.Started("e", false);
    assertSame(started, started.fold(each -> each, each -> null));
  }
}
