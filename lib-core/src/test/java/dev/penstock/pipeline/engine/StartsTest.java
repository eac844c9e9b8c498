package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.GIT;
import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Conformance;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineType;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.pipeline.execution.TriggerType;
import dev.penstock.process.RejectedCommandException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A start")
class StartsTest {
  private final List<String> told = new ArrayList<>();

  private TestHost host() {
    Pipeline pipeline =
        Pipeline.builder("starts")
            .variable("region", "north")
            .variable("size")
            .stage(
                "Source",
                stage ->
                    stage
                        .action("code", GIT)
                        .action(
                            "data",
                            GIT,
                            data -> data.configuration("AllowOverrideForS3ObjectKey", "true")))
            .stage("Build", stage -> stage.action("compile", SCRIPT))
            .build();
    return new TestHost(
        new InMemoryJournal(),
        pipeline,
        ActionExecutor.blocking(
            context -> {
              told.add(context.action() + " " + context.revisions());
              return ActionResult.succeeded();
            }));
  }

  private static StartRequest request() {
    return StartRequest.of("by hand").withVariable("size", "7");
  }

  private static String refusal(TestHost host, StartRequest request) {
    CompletionException failure =
        assertThrows(
            CompletionException.class,
            () -> host.pipeline.start(request).toCompletableFuture().join());
    return ((RejectedCommandException) failure.getCause()).getMessage();
  }

  @Test
  @DisplayName("tells source actions which revisions to take, and nobody else")
  @Covers({"P-703", "P-704"})
  void overrides() {
    try (TestHost host = host()) {
      now(
          host.pipeline.start(
              request()
                  .withRevision("code", RevisionType.COMMIT_ID, "3f2a")
                  .withRevision("data", RevisionType.S3_OBJECT_KEY, "a/b.zip")));
      assertEquals(
          List.of("code {COMMIT_ID=3f2a}", "data {S3_OBJECT_KEY=a/b.zip}", "compile {}"), told);
      now(
          host.pipeline.start(
              request()
                  .withRevision("data", RevisionType.S3_OBJECT_VERSION_ID, "v")
                  .withRevision("data", RevisionType.S3_OBJECT_KEY, "k")
                  .withRevision("code", RevisionType.IMAGE_DIGEST, "x".repeat(1_500))));
      assertEquals(6, told.size());
    }
  }

  @Test
  @DisplayName("refuses overrides of revisions that do not fit the definition")
  @Covers({"P-703", "P-704"})
  void wrongOverrides() {
    try (TestHost host = host()) {
      assertEquals(
          "source override of action \"compile\": no source action is called so; allowed: code, data"
              + " [pipeline.source-revisions]",
          refusal(host, request().withRevision("compile", RevisionType.COMMIT_ID, "x")));
      assertEquals(
          "source override of action \"code\": S3_OBJECT_KEY needs AllowOverrideForS3ObjectKey"
              + " \"true\" [pipeline.source-revisions]",
          refusal(host, request().withRevision("code", RevisionType.S3_OBJECT_KEY, "x")));
      assertEquals(
          "source override of action \"code\": a value of 0 characters; allowed: 1 to 1500"
              + " [pipeline.source-revisions]",
          refusal(host, request().withRevision("code", RevisionType.COMMIT_ID, "")));
      assertEquals(
          "source override of action \"code\": a value of 1501 characters; allowed: 1 to 1500"
              + " [pipeline.source-revisions]",
          refusal(host, request().withRevision("code", RevisionType.COMMIT_ID, "x".repeat(1_501))));
      assertEquals(
          "source override of action \"code\": COMMIT_ID was given twice"
              + " [pipeline.source-revisions]",
          refusal(
              host,
              request()
                  .withRevision("code", RevisionType.COMMIT_ID, "x")
                  .withRevision("code", RevisionType.COMMIT_ID, "y")));
      assertEquals(
          "source override of action \"code\": only [S3_OBJECT_VERSION_ID, S3_OBJECT_KEY] go"
              + " together; found [COMMIT_ID, IMAGE_DIGEST] [pipeline.source-revisions]",
          refusal(
              host,
              request()
                  .withRevision("code", RevisionType.COMMIT_ID, "x")
                  .withRevision("code", RevisionType.IMAGE_DIGEST, "y")));
      StartRequest many = request();
      for (int i = 0; i < 51; i++) {
        many = many.withRevision("no-" + i, RevisionType.COMMIT_ID, "x");
      }
      assertEquals(
          "51 source overrides; allowed: 0 to 50;",
          refusal(host, many).substring(0, "51 source overrides; allowed: 0 to 50;".length()));
      assertEquals(4, RevisionType.values().length);
    }
  }

  @Test
  @DisplayName("gives values to declared variables, each of 1 to 1000 characters")
  @Covers({"P-523", "P-524"})
  void variables() {
    try (TestHost host = host()) {
      assertEquals(
          "variable \"size\" has no default and no value was given [pipeline.variables]",
          refusal(host, StartRequest.of("by hand")));
      assertEquals(
          "variable \"region\" has a value of 0 characters; allowed: 1 to 1000;"
              + " variable \"regoin\" is not declared; allowed: region, size; did you mean"
              + " \"region\"? [pipeline.variables]",
          refusal(host, request().withVariable("regoin", "x").withVariable("region", "")));
      assertEquals(
          "variable \"region\" has a value of 1001 characters; allowed: 1 to 1000"
              + " [pipeline.variables]",
          refusal(host, request().withVariable("region", "x".repeat(1_001))));
      String execution =
          now(host.pipeline.start(request().withVariable("region", "x".repeat(1_000))));
      assertEquals(
          Map.of("size", "7", "region", "x".repeat(1_000)),
          host.pipeline.history().execution(execution).orElseThrow().variables());
    }
  }

  @Test
  @DisplayName("takes as many values as a conforming pipeline has variables, fifty, and no more")
  @Covers("P-524")
  void fiftyVariables() {
    Pipeline.Builder many = Pipeline.builder("many").pipelineType(PipelineType.V2);
    StartRequest request = StartRequest.of("by hand");
    for (int i = 0; i < 50; i++) {
      many.variable("v" + i, "default");
      request = request.withVariable("v" + i, Integer.toString(i));
    }
    Pipeline pipeline =
        many.stage("Build", stage -> stage.action("compile", TestHost.SCRIPT)).build();
    try (TestHost host =
        new TestHost(
            new InMemoryJournal(),
            pipeline,
            ActionExecutor.blocking(context -> ActionResult.succeeded()))) {
      String execution = now(host.pipeline.start(request));
      assertEquals(
          request.variables(),
          host.pipeline.history().execution(execution).orElseThrow().variables());
      assertEquals(
          "variable \"one-more\" is not declared; allowed: "
              + String.join(", ", pipeline.variables().stream().map(each -> each.name()).toList())
              + " [pipeline.variables]",
          refusal(host, request.withVariable("one-more", "x")));
    }
    Pipeline.Builder another = pipeline.toBuilder().variable("v50", "default");
    assertEquals(
        List.of("51"),
        another.build().check(Conformance.CODEPIPELINE).stream()
            .filter(fault -> fault.path().equals("variables"))
            .map(Diagnostic::found)
            .toList());
  }

  @Test
  @DisplayName("records one of nine trigger types, with a text of at most 1024 characters")
  @Covers("P-701")
  void triggers() {
    assertEquals(
        List.of(
            "CreatePipeline",
            "StartPipelineExecution",
            "PollForSourceChanges",
            "Webhook",
            "CloudWatchEvent",
            "PutActionRevision",
            "WebhookV2",
            "ManualRollback",
            "AutomatedRollback"),
        Arrays.stream(TriggerType.values()).map(TriggerType::serviceName).toList());
    try (TestHost host = host()) {
      for (TriggerType type : TriggerType.values()) {
        if (type.isRollback()) {
          assertThrows(IllegalArgumentException.class, () -> StartRequest.of(type, "x"));
          continue;
        }
        String execution =
            now(
                host.pipeline.start(
                    StartRequest.of(type, "x".repeat(1_024)).withVariable("size", "7")));
        PipelineHistory.Execution past = host.pipeline.history().execution(execution).orElseThrow();
        assertEquals(type, past.triggerType());
        assertEquals("x".repeat(1_024), past.trigger());
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> StartRequest.of(TriggerType.WEBHOOK, "x".repeat(1_025)));
    }
  }

  @Test
  @DisplayName("by either of two holders of one pipeline starts an execution of its own")
  void twoHolders() {
    try (Releases releases = new Releases(dev.penstock.pipeline.ExecutionMode.QUEUED)) {
      OpenPipeline again =
          releases.host.engine.open(
              Releases.definition(dev.penstock.pipeline.ExecutionMode.QUEUED).build());
      String first = releases.start();
      String second = now(again.start());
      String third = releases.start();
      assertEquals(
          List.of(first, second, third),
          releases.pipeline.history().executions().stream()
              .map(PipelineHistory.Execution::id)
              .toList());
    }
  }

  @Test
  @DisplayName("with a token is carried out once")
  @Covers("P-703")
  void token() {
    try (TestHost host = host()) {
      String first = now(host.pipeline.start(request().withToken("t-1")));
      assertEquals(first, now(host.pipeline.start(request().withToken("t-1"))));
      assertEquals(1, host.pipeline.history().executions().size());
    }
  }
}
