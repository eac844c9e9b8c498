package dev.penstock.notification;

import static dev.penstock.notification.NotifiedHost.ORIGIN;
import static dev.penstock.notification.NotifiedHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineDecider;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.StageStatus;
import dev.penstock.process.Checkpointing;
import dev.penstock.process.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The service's events of a pipeline")
class ServiceEventsTest {
  private static final EventPattern ALL = EventPattern.of("{\"source\": [\"aws.codepipeline\"]}");

  private final List<ServiceEvent> heard = new ArrayList<>();
  private final List<ServiceEvent> everything = new ArrayList<>();

  private NotifiedHost host() {
    return host(ExecutionMode.SUPERSEDED);
  }

  private NotifiedHost host(ExecutionMode mode) {
    return host(NotifiedHost.shop(mode));
  }

  private NotifiedHost host(Pipeline definition) {
    heard.clear();
    return new NotifiedHost(
        new InMemoryJournal(),
        definition,
        PipelineNotifications.builder(ORIGIN)
            .rule(new NotificationRule("all", ALL, heard::add))
            .rule(new NotificationRule("everything", ALL, everything::add))
            .build());
  }

  /** Level, name and state of everything heard since the last call. */
  private List<String> told() {
    List<String> told = heard.stream().map(ServiceEventsTest::line).toList();
    heard.clear();
    return told;
  }

  private static String line(ServiceEvent event) {
    Map<String, Object> detail = event.detail();
    String level = event.detailType().split(" ", -1)[1];
    String name =
        level.equals("Pipeline")
            ? ""
            : detail.get("stage") + (level.equals("Stage") ? "" : "/" + detail.get("action"));
    return level + " " + name + (name.isEmpty() ? "" : " ") + detail.get("state");
  }

  private ServiceEvent last(String line) {
    return heard.stream().filter(each -> line(each).equals(line)).reduce((a, b) -> b).orElseThrow();
  }

  @Test
  @DisplayName("begin from the outside in, end from the inside out, and are counted")
  @Covers({"P-1402", "P-1403", "P-1404", "P-1405", "P-1408"})
  void succeeds() {
    try (NotifiedHost host = host()) {
      String execution = now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      host.end("compile", NotifiedHost.compiled());
      host.succeed("lint");
      String token =
          now(host.pipeline.nextApproval(execution)).orElseThrow().approvalToken().orElseThrow();
      now(host.pipeline.approve(token, "ada", "fine"));
      for (int i = 0; i < heard.size(); i++) {
        assertEquals(i + 1L, heard.get(i).sequence());
        assertEquals(i + 1L, heard.get(i).detail().get("sequence-number"));
        assertEquals(execution, heard.get(i).detail().get("execution-id"));
      }
      assertEquals(
          List.of(
              "Pipeline STARTED",
              "Stage Source STARTED",
              "Action Source/fetch STARTED",
              "Action Source/fetch SUCCEEDED",
              "Stage Source SUCCEEDED",
              "Stage Build STARTED",
              "Action Build/compile STARTED",
              "Action Build/lint STARTED",
              "Action Build/compile SUCCEEDED",
              "Action Build/lint SUCCEEDED",
              "Stage Build SUCCEEDED",
              "Stage Prod STARTED",
              "Action Prod/sign-off STARTED",
              "Action Prod/sign-off SUCCEEDED",
              "Stage Prod SUCCEEDED",
              "Pipeline SUCCEEDED"),
          told());
      String second = now(host.pipeline.start());
      assertEquals(1L, last("Pipeline STARTED").sequence());
      assertEquals(second, last("Pipeline STARTED").detail().get("execution-id"));
    }
  }

  @Test
  @DisplayName("tell failure from the action outwards, and what a retry resumes")
  @Covers({"P-1402", "P-1403", "P-1404", "P-1405", "P-1408"})
  void failsAndIsRetried() {
    try (NotifiedHost host = host()) {
      String execution = now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      heard.clear();
      host.end("compile", ActionResult.failed("2 tests failed"));
      host.end("lint", ActionResult.failed("untidy"));
      assertEquals(
          List.of(
              "Action Build/compile FAILED",
              "Action Build/lint FAILED",
              "Stage Build FAILED",
              "Pipeline FAILED"),
          told());
      now(host.pipeline.retry(execution, "Build"));
      assertEquals(
          List.of(
              "Pipeline RESUMED",
              "Stage Build RESUMED",
              "Action Build/compile STARTED",
              "Action Build/lint STARTED"),
          told());
    }
  }

  private NotifiedHost host(ConditionResult result, String hour) {
    return host(
        NotifiedHost.shop().toBuilder()
            .changeStage(
                "Build",
                stage ->
                    stage.beforeEntry(
                        c ->
                            c.result(result)
                                .rule(
                                    "now",
                                    RuleType.DEPLOYMENT_WINDOW,
                                    r ->
                                        r.configuration("Cron", "* * " + hour + " ? * *")
                                            .configuration("Wait", "false"))))
            .build());
  }

  @Test
  @DisplayName("tell of a condition only what becomes of its stage, and of a skipped one no end")
  @Covers("P-1405")
  void conditions() {
    try (NotifiedHost host = host(ConditionResult.SKIP, "3")) {
      now(host.pipeline.start());
      heard.clear();
      host.end("fetch", NotifiedHost.fetched());
      assertEquals(
          List.of(
              "Action Source/fetch SUCCEEDED",
              "Stage Source SUCCEEDED",
              "Stage Build STARTED",
              "Stage Prod STARTED",
              "Action Prod/sign-off STARTED"),
          told());
    }
    try (NotifiedHost host = host(ConditionResult.FAIL, "3")) {
      String execution = now(host.pipeline.start());
      heard.clear();
      host.end("fetch", NotifiedHost.fetched());
      now(host.pipeline.override(execution, "Build", ConditionKind.BEFORE_ENTRY, "ada"));
      assertEquals(
          List.of(
              "Action Source/fetch SUCCEEDED",
              "Stage Source SUCCEEDED",
              "Stage Build STARTED",
              "Stage Build FAILED",
              "Pipeline FAILED",
              "Pipeline RESUMED",
              "Stage Build RESUMED",
              "Action Build/compile STARTED",
              "Action Build/lint STARTED"),
          told());
    }
  }

  @Test
  @DisplayName("tell that an execution stops, and what a stop gave up")
  @Covers({"P-1402", "P-1403", "P-1404", "P-1405", "P-1406", "P-1408"})
  void stops() {
    try (NotifiedHost host = host()) {
      String first = now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      heard.clear();
      now(host.pipeline.stop(first, "wrong branch"));
      assertEquals(
          "wrong branch", last("Pipeline STOPPING").detail().get("stop-execution-comments"));
      assertFalse(last("Stage Build STOPPING").detail().containsKey("stop-execution-comments"));
      assertEquals(List.of("Pipeline STOPPING", "Stage Build STOPPING"), told());
      host.end("compile", NotifiedHost.compiled());
      host.end("lint", ActionResult.failed("cancelled"));
      assertEquals(
          List.of(
              "Action Build/compile SUCCEEDED",
              "Action Build/lint FAILED",
              "Stage Build STOPPED",
              "Pipeline STOPPED"),
          told());
      String second = now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      heard.clear();
      now(host.pipeline.abandon(second, "hurry"));
      assertEquals(
          List.of(
              "Pipeline STOPPING",
              "Stage Build STOPPING",
              "Action Build/compile ABANDONED",
              "Action Build/lint ABANDONED",
              "Stage Build STOPPED",
              "Pipeline STOPPED"),
          told());
    }
  }

  @Test
  @DisplayName(
      "tell that a waiting execution was superseded, and stops without a stage if it waits")
  @Covers({"P-1402", "P-1405"})
  void superseded() {
    try (NotifiedHost host = host()) {
      now(host.pipeline.start());
      String second = now(host.pipeline.start());
      heard.clear();
      String third = now(host.pipeline.start());
      assertEquals(List.of("Pipeline STARTED", "Pipeline SUPERSEDED"), told());
      now(host.pipeline.stop(third, ""));
      assertEquals(List.of("Pipeline STOPPING", "Pipeline STOPPED"), told());
      assertFalse(second.equals(third));
    }
  }

  @Test
  @DisplayName("tell that an update has cancelled an execution, from its actions outwards")
  @Covers({"P-1402", "P-1403", "P-1404", "P-1405", "P-1408", "P-1616"})
  void cancelled() {
    assertEquals("Cancelled", ExecutionStatus.CANCELLED.serviceName());
    assertEquals("Cancelled", StageStatus.CANCELLED.serviceName());
    try (NotifiedHost host = host()) {
      now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      host.succeed("lint");
      heard.clear();
      now(host.pipeline.update(NotifiedHost.shop()));
      assertEquals(List.of(), told());
      host.end("compile", NotifiedHost.compiled());
      assertEquals(1, last("Pipeline CANCELED").detail().get("version"));
      assertEquals(
          List.of("Action Build/compile SUCCEEDED", "Stage Build CANCELED", "Pipeline CANCELED"),
          told());
      now(host.pipeline.start());
      assertEquals(2, last("Pipeline STARTED").detail().get("version"));
    }
  }

  @Test
  @DisplayName("tell of actions that an end has cut off before they tell of the end")
  @Covers({"P-1404", "P-1405", "P-1408"})
  void cutOff() {
    ServiceEvents events = new ServiceEvents("pipeline/shop", "shop", ORIGIN);
    ActionKey key = new ActionKey("e", "Build", "compile", 1);
    List<ServiceEvent> told = new ArrayList<>();
    told.addAll(events.add(0, new PipelineEvent.StageEntered("e", "Build", NotifiedHost.START)));
    told.addAll(events.add(1, new PipelineEvent.ActionStarted(key, NotifiedHost.START)));
    told.addAll(events.add(2, new PipelineEvent.ExecutionCancelled("e", NotifiedHost.START)));
    assertEquals(
        List.of(
            "Stage Build STARTED",
            "Action Build/compile STARTED",
            "Action Build/compile CANCELED",
            "Stage Build CANCELED",
            "Pipeline CANCELED"),
        told.stream().map(ServiceEventsTest::line).toList());
    assertEquals(Map.of(), told.get(4).additionalAttributes());
    everything.addAll(told);
  }

  @Test
  @DisplayName("tell once of an execution that has a process of its own, and of its retry")
  @Covers({"P-1402", "P-1403", "P-1404", "P-1408"})
  void parallel() {
    try (NotifiedHost host = host(ExecutionMode.PARALLEL)) {
      String execution = now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      host.end("compile", NotifiedHost.compiled());
      host.end("lint", ActionResult.failed("untidy"));
      assertEquals("shop", heard.get(0).detail().get("pipeline"));
      assertEquals(1, heard.get(0).detail().get("version"));
      assertEquals(heard.size(), heard.stream().map(ServiceEvent::id).distinct().count());
      assertEquals(
          List.of("arn:aws:codepipeline:eu-1:123456789012:shop"), heard.get(0).resources());
      assertEquals(
          List.of(
              "Pipeline STARTED",
              "Stage Source STARTED",
              "Action Source/fetch STARTED",
              "Action Source/fetch SUCCEEDED",
              "Stage Source SUCCEEDED",
              "Stage Build STARTED",
              "Action Build/compile STARTED",
              "Action Build/lint STARTED",
              "Action Build/compile SUCCEEDED",
              "Action Build/lint FAILED",
              "Stage Build FAILED",
              "Pipeline FAILED"),
          told());
      now(host.pipeline.retry(execution, "Build"));
      assertEquals(2, last("Pipeline RESUMED").detail().get("pipeline-execution-attempt"));
      assertEquals(
          List.of("Pipeline RESUMED", "Stage Build RESUMED", "Action Build/lint STARTED"), told());
      now(host.pipeline.stop(execution, "enough"));
      assertEquals(List.of("Pipeline STOPPING", "Stage Build STOPPING"), told());
      host.succeed("lint");
      assertEquals(
          List.of("Action Build/lint SUCCEEDED", "Stage Build STOPPED", "Pipeline STOPPED"),
          told());
    }
  }

  @Test
  @DisplayName("tell of a rollback what its target had made")
  void rollback() {
    try (NotifiedHost host = host()) {
      String target = now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      host.end("compile", NotifiedHost.compiled());
      host.succeed("lint");
      now(
          host.pipeline.reject(
              now(host.pipeline.nextApproval(target)).orElseThrow().approvalToken().orElseThrow(),
              "ada",
              "no"));
      heard.clear();
      now(host.pipeline.rollBack("Build", target));
      assertEquals(
          List.of(
              Map.of(
                  "name", "code", "s3location", Map.of("bucket", "store", "key", "shop/code.zip"))),
          last("Action Build/compile STARTED").detail().get("input-artifacts"));
      assertEquals(
          "ManualRollback",
          ((Map<?, ?>) last("Pipeline STARTED").detail().get("execution-trigger"))
              .get("trigger-type"));
      assertTrue(last("Stage Build STARTED").additionalAttributes().containsKey("sourceActions"));
    }
  }

  @Test
  @DisplayName("use no other states than the service does on each level")
  @Covers({"P-1402", "P-1403", "P-1404", "P-1405"})
  void states() {
    succeeds();
    failsAndIsRetried();
    stops();
    superseded();
    cancelled();
    cutOff();
    parallel();
    Map<String, Set<String>> allowed =
        Map.of(
            ServiceEvent.PIPELINE,
            Set.of(
                "STARTED",
                "SUCCEEDED",
                "FAILED",
                "RESUMED",
                "STOPPING",
                "STOPPED",
                "CANCELED",
                "SUPERSEDED"),
            ServiceEvent.STAGE,
            Set.of("STARTED", "SUCCEEDED", "FAILED", "RESUMED", "STOPPING", "STOPPED", "CANCELED"),
            ServiceEvent.ACTION,
            Set.of("STARTED", "SUCCEEDED", "FAILED", "CANCELED", "ABANDONED"));
    Set<String> words = new HashSet<>();
    allowed.values().forEach(words::addAll);
    assertEquals(
        words, new HashSet<>(List.of(EventState.values()).stream().map(EventState::name).toList()));
    assertTrue(everything.size() > 80, () -> "only " + everything.size());
    for (ServiceEvent event : everything) {
      assertTrue(
          allowed.get(event.detailType()).contains(event.detail().get("state")), event::toJson);
    }
  }

  @Test
  @DisplayName("have the service's envelope, in events and in notifications")
  @Covers("P-1401")
  void envelope() {
    try (NotifiedHost host = host()) {
      now(host.pipeline.start());
      ServiceEvent event = last("Pipeline STARTED");
      Map<String, Object> map = event.toMap();
      assertEquals(
          List.of(
              "version",
              "id",
              "detail-type",
              "source",
              "account",
              "time",
              "region",
              "resources",
              "detail"),
          List.copyOf(map.keySet()));
      assertEquals("0", map.get("version"));
      assertEquals("CodePipeline Pipeline Execution State Change", map.get("detail-type"));
      assertEquals("aws.codepipeline", map.get("source"));
      assertEquals("123456789012", map.get("account"));
      assertEquals("2026-01-05T09:00:00Z", map.get("time"));
      assertEquals("eu-1", map.get("region"));
      assertEquals(List.of("arn:aws:codepipeline:eu-1:123456789012:shop"), map.get("resources"));
      assertEquals(event.detail(), map.get("detail"));
      assertTrue(event.id().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), event.id());
      assertEquals(heard.size(), heard.stream().map(ServiceEvent::id).distinct().count());
      assertEquals("CodePipeline Stage Execution State Change", heard.get(1).detailType());
      assertEquals("CodePipeline Action Execution State Change", heard.get(2).detailType());
      assertTrue(event.toJson().startsWith("{\"version\":\"0\",\"id\":\"" + event.id() + "\","));

      host.end("fetch", NotifiedHost.fetched());
      host.end("compile", ActionResult.failed("2 tests failed"));
      host.end("lint", ActionResult.failed("untidy"));
      Map<String, Object> failure = last("Pipeline FAILED").toNotification();
      assertEquals(
          List.of(
              "version",
              "id",
              "detailType",
              "source",
              "account",
              "time",
              "region",
              "resources",
              "detail",
              "additionalAttributes"),
          List.copyOf(failure.keySet()));
      assertEquals(
          Map.of(
              "failedActionCount",
              2,
              "failedStage",
              "Build",
              "failedActions",
              List.of(
                  Map.of("action", "compile", "additionalInformation", "2 tests failed"),
                  Map.of("action", "lint", "additionalInformation", "untidy"))),
          failure.get("additionalAttributes"));
      List<Map<String, Object>> sources =
          List.of(
              Map.of(
                  "sourceActionName", "fetch",
                  "sourceActionProvider", "Git",
                  "sourceActionVariables", Map.of("CommitId", "c0ffee")));
      assertEquals(
          Map.of("sourceActions", sources),
          last("Stage Build STARTED").toNotification().get("additionalAttributes"));
      assertEquals(sources, last("Stage Build FAILED").additionalAttributes().get("sourceActions"));
      assertEquals(Map.of(), last("Pipeline STARTED").toNotification().get("additionalAttributes"));
    }
  }

  @Test
  @DisplayName("have the service's details on each level")
  @Covers("P-1406")
  void details() {
    try (NotifiedHost host = host()) {
      String execution = now(host.pipeline.start());
      host.time.advance(Duration.ofMillis(1_500));
      host.end("fetch", NotifiedHost.fetched());
      assertEquals(
          Map.of(
              "pipeline",
              "shop",
              "execution-id",
              execution,
              "version",
              1,
              "state",
              "STARTED",
              "start-time",
              "2026-01-05T09:00:00.250Z",
              "pipeline-execution-attempt",
              1,
              "execution-trigger",
              trigger(),
              "sequence-number",
              1L),
          last("Pipeline STARTED").detail());
      assertEquals(
          Map.of(
              "pipeline",
              "shop",
              "execution-id",
              execution,
              "version",
              1,
              "state",
              "STARTED",
              "start-time",
              "2026-01-05T09:00:01.750Z",
              "pipeline-execution-attempt",
              1,
              "stage",
              "Build",
              "sequence-number",
              6L),
          last("Stage Build STARTED").detail());
      Map<String, Object> code =
          Map.of("name", "code", "s3location", Map.of("bucket", "store", "key", "shop/code.zip"));
      Map<String, Object> started = last("Action Build/compile STARTED").detail();
      assertEquals(
          Map.ofEntries(
              Map.entry("pipeline", "shop"),
              Map.entry("execution-id", execution),
              Map.entry("version", 1),
              Map.entry("state", "STARTED"),
              Map.entry("start-time", "2026-01-05T09:00:01.750Z"),
              Map.entry("pipeline-execution-attempt", 1),
              Map.entry("stage", "Build"),
              Map.entry("action", "compile"),
              Map.entry("action-execution-id", started.get("action-execution-id")),
              Map.entry("region", "eu-1"),
              Map.entry(
                  "type",
                  Map.of(
                      "owner", "Custom", "category", "Build", "provider", "Make", "version", "1")),
              Map.entry("input-artifacts", List.of(code)),
              Map.entry("output-artifacts", List.of()),
              Map.entry("sequence-number", 7L)),
          started);
      host.time.advance(Duration.ofSeconds(1));
      host.end("compile", NotifiedHost.compiled());
      Map<String, Object> compiled = last("Action Build/compile SUCCEEDED").detail();
      assertEquals("2026-01-05T09:00:01.750Z", compiled.get("start-time"));
      assertEquals(
          "2026-01-05T09:00:02Z", last("Action Build/compile SUCCEEDED").toMap().get("time"));
      assertEquals(started.get("action-execution-id"), compiled.get("action-execution-id"));
      assertEquals(
          List.of(Map.of("name", "jar", "s3location", Map.of("bucket", "", "key", "jars/7"))),
          compiled.get("output-artifacts"));
      assertEquals(
          Map.of(
              "external-execution-url", "",
              "external-execution-summary", "42 tests",
              "external-execution-id", execution + "/Build/compile/1"),
          compiled.get("execution-result"));
      host.end("lint", ActionResult.failed("untidy"));
      assertEquals(
          Map.of(
              "external-execution-url", "",
              "external-execution-summary", "untidy",
              "external-execution-id", execution + "/Build/lint/1",
              "error-code", "JobFailed"),
          last("Action Build/lint FAILED").detail().get("execution-result"));
      assertFalse(last("Stage Build FAILED").detail().containsKey("stage-last-retry-attempt-time"));
      assertEquals(trigger(), last("Pipeline FAILED").detail().get("execution-trigger"));

      host.time.advance(Duration.ofSeconds(1));
      now(host.pipeline.retry(execution, "Build"));
      Map<String, Object> resumed = last("Pipeline RESUMED").detail();
      assertFalse(resumed.containsKey("start-time"));
      assertEquals(2, resumed.get("pipeline-execution-attempt"));
      Map<String, Object> stage = last("Stage Build RESUMED").detail();
      assertFalse(stage.containsKey("start-time"));
      assertEquals(2, stage.get("pipeline-execution-attempt"));
      assertEquals("2026-01-05T09:00:03.750Z", stage.get("stage-last-retry-attempt-time"));
      Map<String, Object> again = last("Action Build/lint STARTED").detail();
      assertEquals(2, again.get("pipeline-execution-attempt"));
      assertFalse(
          again
              .get("action-execution-id")
              .equals(last("Action Build/lint FAILED").detail().get("action-execution-id")));
      host.succeed("lint");
      Map<String, Object> succeeded = last("Stage Build SUCCEEDED").detail();
      assertEquals("2026-01-05T09:00:03.750Z", succeeded.get("stage-last-retry-attempt-time"));
      assertEquals("2026-01-05T09:00:01.750Z", succeeded.get("start-time"));
      assertFalse(last("Stage Prod STARTED").detail().containsKey("stage-last-retry-attempt-time"));
      Map<String, Object> approval = last("Action Prod/sign-off STARTED").detail();
      assertEquals(
          Map.of("owner", "AWS", "category", "Approval", "provider", "Manual", "version", "1"),
          approval.get("type"));
      assertEquals(Map.of(), last("Pipeline RESUMED").additionalAttributes());
    }
  }

  private static Map<String, Object> trigger() {
    return Map.of("trigger-type", "StartPipelineExecution", "trigger-detail", "");
  }

  @Test
  @DisplayName("tell where an action ran, and what its executor says of its work outside")
  @Covers({"P-909", "P-1406"})
  void outside() {
    Pipeline shop =
        Pipeline.builder("shop")
            .stage("Source", stage -> stage.action("fetch", NotifiedHost.GIT))
            .stage(
                "Build",
                stage ->
                    stage
                        .action("compile", NotifiedHost.MAKE, compile -> compile.region("us-2"))
                        .action("lint", NotifiedHost.MAKE))
            .build();
    try (NotifiedHost host = host(shop)) {
      String execution = now(host.pipeline.start());
      host.succeed("fetch");
      assertEquals("us-2", last("Action Build/compile STARTED").detail().get("region"));
      assertEquals("eu-1", last("Action Build/lint STARTED").detail().get("region"));
      ExternalExecution build = new ExternalExecution("build-7", "https://ci/7");
      host.end("compile", ActionResult.succeeded().withExternalExecution(build));
      assertEquals(
          Map.of(
              "external-execution-url", "https://ci/7",
              "external-execution-summary", "",
              "external-execution-id", "build-7"),
          last("Action Build/compile SUCCEEDED").detail().get("execution-result"));
      host.end(
          "lint",
          ActionResult.failed(FailureType.PERMISSION_ERROR, "no access")
              .withExternalExecution(new ExternalExecution("", "https://ci/8")));
      assertEquals(
          Map.of(
              "external-execution-url", "https://ci/8",
              "external-execution-summary", "no access",
              "external-execution-id", execution + "/Build/lint/1",
              "error-code", "PermissionError"),
          last("Action Build/lint FAILED").detail().get("execution-result"));
      PipelineHistory.Execution past = host.pipeline.history().execution(execution).orElseThrow();
      assertEquals(Optional.of("build-7"), past.actions().get(1).externalExecutionId());
      assertEquals(Optional.of("https://ci/7"), past.actions().get(1).externalExecutionUrl());
      assertEquals(Optional.empty(), past.actions().get(2).externalExecutionId());
      assertEquals(Optional.of(FailureType.PERMISSION_ERROR), past.actions().get(2).failureType());
      ActionView compile =
          now(host.pipeline.state()).stage("Build").orElseThrow().action("compile").orElseThrow();
      assertEquals(Optional.of(build), compile.external());
      ActionView lint =
          now(host.pipeline.state()).stage("Build").orElseThrow().action("lint").orElseThrow();
      assertEquals(Optional.of(FailureType.PERMISSION_ERROR), lint.failureType());
    }
  }

  @Test
  @DisplayName("match the rules that were written for the service")
  @Covers("P-1402")
  void rulesMatch() {
    try (NotifiedHost host = host()) {
      now(host.pipeline.start());
      host.end("fetch", ActionResult.failed("no such branch"));
      EventPattern failures =
          EventPattern.of(
              """
              {"source": ["aws.codepipeline"],
               "detail-type": ["CodePipeline Action Execution State Change"],
               "resources": [{"suffix": ":shop"}],
               "detail": {"state": ["FAILED"], "version": [{"numeric": [">=", 1]}],
                 "type": {"category": ["Source", "Deploy"], "owner": [{"anything-but": "AWS"}]},
                 "execution-result": {"error-code": [{"exists": true}]}}}
              """);
      assertEquals(
          List.of("Action Source/fetch FAILED"),
          heard.stream()
              .filter(each -> failures.matches(each.toMap()))
              .map(ServiceEventsTest::line)
              .toList());
    }
  }

  @Test
  @DisplayName("are decided upon for every kind of event that a pipeline has")
  void allKindsAreKnown() {
    assertEquals(
        Set.of(PipelineEvent.class.getPermittedSubclasses()),
        new ServiceEvents("pipeline/shop", "shop", ORIGIN).known());
  }

  @Test
  @DisplayName("are told after a journal was compacted as if it had not been")
  void compacted() {
    List<PipelineEvent> all = new ArrayList<>();
    try (NotifiedHost host = host()) {
      now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      host.end("compile", NotifiedHost.compiled());
      host.end("lint", ActionResult.failed("untidy"));
      host.pipeline.read(0, (sequence, event) -> all.add(event));
    }
    PipelineDecider decider = new PipelineDecider();
    for (int cut = 1; cut < all.size(); cut++) {
      ServiceEvents whole = new ServiceEvents("pipeline/shop", "shop", ORIGIN);
      Checkpointing.Digest<PipelineEvent> digest = decider.digest(Retention.EVERYTHING);
      for (PipelineEvent event : all.subList(0, cut)) {
        whole.add(0, event);
        digest.add(event);
      }
      ServiceEvents compacted = new ServiceEvents("pipeline/shop", "shop", ORIGIN);
      assertEquals(List.of(), compacted.add(0, digest.checkpoint()));
      for (int i = cut; i < all.size(); i++) {
        assertEquals(whole.add(i, all.get(i)), compacted.add(i, all.get(i)), "cut at " + cut);
      }
    }
  }

  @Test
  @DisplayName("leave out what was not heard")
  void unheardStart() {
    ServiceEvents events = new ServiceEvents("pipeline/shop", "shop", ORIGIN);
    ActionKey key = new ActionKey("e", "Build", "compile", 1);
    List<ServiceEvent> told =
        events.add(9, new PipelineEvent.ActionFailed(key, "why", NotifiedHost.START));
    assertEquals(
        Set.of(
            "pipeline",
            "execution-id",
            "state",
            "stage",
            "action",
            "action-execution-id",
            "region",
            "execution-result",
            "sequence-number"),
        told.get(0).detail().keySet());
    assertEquals(
        "account: \"7\" is out of range; allowed: 12 digits",
        assertThrows(IllegalArgumentException.class, () -> new EventOrigin("7", "eu-1"))
            .getMessage());
    assertEquals(
        "region: \"EU\" is out of range; allowed: 1 to 40 characters of a-z0-9-",
        assertThrows(IllegalArgumentException.class, () -> new EventOrigin("123456789012", "EU"))
            .getMessage());
  }
}
