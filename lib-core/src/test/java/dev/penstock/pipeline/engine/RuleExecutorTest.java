package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.ConditionStatus;
import dev.penstock.pipeline.execution.ConditionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.RuleView;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rules in an engine")
class RuleExecutorTest {
  private static final RuleType ASK = RuleType.of("Ask");

  /** Answers when the test says so. */
  private static final class Answers implements RuleExecutor {
    final Map<String, RuleContext> asked = new LinkedHashMap<>();
    final Map<String, CompletableFuture<RuleResult>> open = new LinkedHashMap<>();

    @Override
    public CompletionStage<RuleResult> evaluate(RuleContext context) {
      String rule = context.key().rule() + "/" + context.key().attempt();
      asked.put(rule, context);
      return open.computeIfAbsent(rule, key -> new CompletableFuture<>());
    }
  }

  private final Answers answers = new Answers();

  private static Pipeline.Builder definition(Consumer<Stage.Builder> prod) {
    return Pipeline.builder("release")
        .variable("region", "north")
        .stage(
            "Build",
            stage ->
                stage.action(
                    "compile", SCRIPT, compile -> compile.output("jar").namespace("build")))
        .stage("Prod", stage -> prod.accept(stage.action("ship", SCRIPT)));
  }

  private static final Rule RULE =
      Rule.builder("one", ASK)
          .configuration("what", "#{build.version} in #{variables.region}")
          .command("check #{build.version}")
          .input("jar")
          .build();

  private Releases open(Journal journal, Pipeline definition) {
    return new Releases(journal, definition, engine -> engine.rule(ASK, answers));
  }

  private Releases entering() {
    Releases releases =
        open(
            new InMemoryJournal(),
            definition(stage -> stage.beforeEntry(c -> c.rule(RULE))).build());
    String id = releases.start();
    releases.pass(id, Releases.BUILD);
    return releases;
  }

  private static ConditionView condition(Releases releases) {
    return now(releases.pipeline.state()).stages().get(1).conditions().get(0);
  }

  @Test
  @DisplayName("are asked with everything resolved, and answer when they like")
  @Covers({"P-1415", "P-505"})
  void asked() {
    try (Releases releases = entering()) {
      RuleContext context = answers.asked.get("one/1");
      assertEquals("release", context.pipeline());
      assertEquals(RULE, context.definition());
      assertEquals(false, context.isRepeat());
      assertEquals(Map.of("what", "1.1 in north"), context.configuration());
      assertEquals(List.of("check 1.1"), context.commands());
      assertEquals("1.1", context.variables().get("build.version"));
      assertEquals(Map.of("jar", Releases.artifact("1")), context.inputs());
      assertEquals(
          "rule Prod/one has no input \"war\"; it has [jar]",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> context.fetch("war", java.nio.file.Path.of(".")))
              .getMessage());
      assertEquals(false, context.settled().toCompletableFuture().isDone());
      assertEquals(List.of(), releases.work.running());
      answers.open.get("one/1").complete(RuleResult.succeeded("fine"));
      assertTrue(context.settled().toCompletableFuture().isDone());
      assertEquals(1, releases.work.running().size());
      RuleView past = releases.pipeline.history().executions().get(0).rules().get(0);
      assertEquals("fine", past.summary());
      assertEquals(RULE, past.rule());
      assertEquals(context.key(), past.key());
      assertEquals(Map.of("what", "1.1 in north"), past.resolvedConfiguration());
      assertEquals(TestHost.START, past.startedAt());
      assertEquals(TestHost.START, past.endedAt().orElseThrow());
    }
  }

  @Test
  @DisplayName("that throw, or fail, have errored")
  @Covers("P-1206")
  void errors() {
    List<String> summaries = new ArrayList<>();
    for (RuleExecutor executor :
        List.<RuleExecutor>of(
            RuleExecutor.blocking(
                context -> {
                  throw new IllegalStateException("nobody home");
                }),
            context -> CompletableFuture.failedFuture(new IllegalStateException("later")),
            context -> {
              throw new AssertionError("bug");
            })) {
      try (Releases releases =
          new Releases(
              new InMemoryJournal(),
              definition(stage -> stage.beforeEntry(c -> c.rule("one", ASK, r -> {}))).build(),
              engine -> engine.rule(ASK, executor))) {
        String id = releases.start();
        releases.pass(id, Releases.BUILD);
        ConditionView condition = condition(releases);
        summaries.add(condition.status() + " " + condition.rules().get(0).summary());
        assertEquals(ExecutionStatus.FAILED, releases.status(id));
      }
    }
    assertEquals(List.of("ERRORED nobody home", "ERRORED later", "ERRORED bug"), summaries);
  }

  @Test
  @DisplayName("that tell a secret which an action has hidden are masked")
  void masked() {
    List<String> summaries = new ArrayList<>();
    for (RuleExecutor executor :
        List.<RuleExecutor>of(
            RuleExecutor.blocking(context -> RuleResult.failed("it is swordfish9")),
            RuleExecutor.blocking(
                context -> {
                  throw new IllegalStateException("not swordfish9");
                }))) {
      try (TestHost host =
          new TestHost(
              new InMemoryJournal(),
              definition(stage -> stage.beforeEntry(c -> c.rule("one", ASK, r -> {}))).build(),
              ActionExecutor.blocking(
                  context -> {
                    context.conceal("swordfish9");
                    return dev.penstock.pipeline.ActionResult.succeeded()
                        .withArtifact("jar", Releases.artifact("1"));
                  }),
              engine -> engine.rule(ASK, executor))) {
        now(host.pipeline.start());
        summaries.add(
            now(host.pipeline.state())
                .stages()
                .get(1)
                .conditions()
                .get(0)
                .rules()
                .get(0)
                .summary());
      }
    }
    assertEquals(List.of("it is ****", "not ****"), summaries);
  }

  @Test
  @DisplayName("are asked again after a restart, and are told so")
  void restart() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline definition = definition(stage -> stage.beforeEntry(c -> c.rule(RULE))).build();
    String id;
    try (Releases releases = open(journal, definition)) {
      id = releases.start();
      releases.pass(id, Releases.BUILD);
    }
    answers.asked.clear();
    try (Releases releases = open(journal, definition)) {
      assertTrue(answers.asked.get("one/1").isRepeat());
      answers.open.get("one/1").complete(RuleResult.failed("no"));
      assertEquals(ExecutionStatus.FAILED, releases.status(id));
    }
  }

  @Test
  @DisplayName("are told when their answer is of no interest any more")
  void overridden() {
    try (Releases releases = entering()) {
      String id = releases.pipeline.history().executions().get(0).id();
      RuleContext context = answers.asked.get("one/1");
      assertTrue(
          now(releases.pipeline.override(id, "Prod", ConditionKind.BEFORE_ENTRY, "ada"))
              instanceof CommandResult.Accepted);
      assertTrue(context.settled().toCompletableFuture().isDone());
      assertEquals(ConditionStatus.OVERRIDDEN, condition(releases).status());
      assertEquals(1, releases.work.running().size());
      assertEquals(
          "override.not-overridable",
          rejection(releases.pipeline.override(id, "Prod", ConditionKind.ON_SUCCESS, "ada")));
    }
  }

  @Test
  @DisplayName("are asked and overridden in executions that have processes of their own")
  @Covers({"P-1211", "P-1415"})
  void parallel() {
    try (Releases releases =
        open(
            new InMemoryJournal(),
            definition(stage -> stage.beforeEntry(c -> c.rule(RULE)))
                .executionMode(ExecutionMode.PARALLEL)
                .build())) {
      String id = releases.start();
      releases.pass(id, Releases.BUILD);
      assertEquals(
          ConditionStatus.IN_PROGRESS,
          releases.view(id).condition(ConditionKind.BEFORE_ENTRY).orElseThrow().status());
      assertTrue(
          now(releases.pipeline.override(id, "Prod", ConditionKind.BEFORE_ENTRY, "ada"))
              instanceof CommandResult.Accepted);
      releases.pass(id, "Prod/ship/1");
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(id));
      assertEquals(
          List.of("ABANDONED"),
          releases.pipeline.history().execution(id).orElseThrow().rules().stream()
              .map(rule -> rule.status().name())
              .toList());
      String failed = releases.start();
      releases.pass(failed, Releases.BUILD);
      answers.open.get("one/1").complete(RuleResult.failed("no"));
      assertEquals(ExecutionStatus.FAILED, releases.status(failed));
      assertEquals("retry.not-retryable", rejection(releases.pipeline.retry(failed, "Prod")));
      assertEquals(
          "override.not-overridable",
          rejection(releases.pipeline.override(failed, "Prod", ConditionKind.BEFORE_ENTRY, "ada")));
    }
  }

  @Test
  @DisplayName("wait for windows and time out by the host's scheduler")
  @Covers("P-1224")
  void timers() {
    try (Releases releases =
        open(
            new InMemoryJournal(),
            definition(
                    stage ->
                        stage
                            .timeout(Duration.ofHours(12))
                            .beforeEntry(
                                c ->
                                    c.rule(
                                        "evening",
                                        RuleType.DEPLOYMENT_WINDOW,
                                        r -> r.configuration("Cron", "* * 18 ? * *"))))
                .build())) {
      String id = releases.start();
      releases.pass(id, Releases.BUILD);
      releases.host.time.advance(Duration.ofHours(8));
      assertEquals(List.of(), releases.work.running());
      releases.host.time.advance(Duration.ofHours(1));
      assertEquals(1, releases.work.running().size());
      releases.host.time.advance(Duration.ofHours(3));
      releases.host.time.advance(Duration.ofMinutes(1));
      assertEquals(ExecutionStatus.FAILED, releases.status(id));
    }
  }

  @Test
  @DisplayName("of types that nobody answers are faults, each with its place")
  void missing() {
    Rule other = Rule.builder("other", RuleType.of("Other")).build();
    Pipeline definition =
        definition(
                stage ->
                    stage
                        .beforeEntry(
                            c ->
                                c.rule(
                                        "window",
                                        RuleType.DEPLOYMENT_WINDOW,
                                        r -> r.configuration("Cron", "* * * ? * *"))
                                    .rule(other))
                        .onSuccess(c -> c.rule("fine", ASK, r -> {}).rule(other))
                        .onFailure(OnFailure.when(Condition.builder().rule(other).build())))
            .build();
    assertEquals(
        """
        pipeline release has 3 faults:
          release: stages[1].beforeEntry.conditions[0].rules[1].type (Prod/other): no executor is registered for Rule/Other; allowed: Rule/Ask [pipeline.missing-executor]
          release: stages[1].onSuccess.conditions[0].rules[1].type (Prod/other): no executor is registered for Rule/Other; allowed: Rule/Ask [pipeline.missing-executor]
          release: stages[1].onFailure.conditions[0].rules[0].type (Prod/other): no executor is registered for Rule/Other; allowed: Rule/Ask [pipeline.missing-executor]""",
        assertThrows(
                InvalidDefinitionException.class, () -> open(new InMemoryJournal(), definition))
            .getMessage());
    assertEquals(
        "an executor for Rule/Ask was registered before",
        assertThrows(
                IllegalStateException.class,
                () ->
                    new Releases(
                        new InMemoryJournal(),
                        definition,
                        engine -> engine.rule(ASK, answers).rule(ASK, answers)))
            .getMessage());
  }

  @Test
  @DisplayName("leave actions their commands and environment, resolved just before they start")
  @Covers({"P-505", "P-510"})
  void commands() {
    List<String> seen = new ArrayList<>();
    Pipeline definition =
        Pipeline.builder("release")
            .variable("region", "north")
            .stage(
                "Build",
                stage ->
                    stage.action(
                        "run",
                        SCRIPT,
                        run ->
                            run.matrix("jdk", "17")
                                .command("make #{variables.region} #{matrix.jdk}")
                                .region("eu-west-1")
                                .environment(
                                    EnvironmentVariable.plain(
                                        "ID", "#{codepipeline.PipelineExecutionId}"))
                                .environment(EnvironmentVariable.secret("KEY", "store/key"))))
            .build();
    try (TestHost host =
        new TestHost(
            new InMemoryJournal(),
            definition,
            ActionExecutor.blocking(
                context -> {
                  seen.add(context.action() + context.commands());
                  context
                      .environmentVariables()
                      .forEach(
                          each -> seen.add(each.name() + " " + each.value() + " " + each.type()));
                  seen.add(context.definition().region().orElse("nowhere"));
                  return dev.penstock.pipeline.ActionResult.succeeded();
                }))) {
      String id = now(host.pipeline.start());
      assertEquals(
          List.of(
              "run-17[make north 17]",
              "ID " + id + " PLAINTEXT",
              "KEY store/key SECRETS_MANAGER",
              "eu-west-1"),
          seen);
    }
  }
}
