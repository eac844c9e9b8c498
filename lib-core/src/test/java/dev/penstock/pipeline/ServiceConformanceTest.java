package dev.penstock.pipeline;

import static dev.penstock.pipeline.ActionCategory.APPROVAL;
import static dev.penstock.pipeline.ActionCategory.BUILD;
import static dev.penstock.pipeline.ActionCategory.COMPUTE;
import static dev.penstock.pipeline.ActionCategory.DEPLOY;
import static dev.penstock.pipeline.ActionCategory.SOURCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cloud service's rules")
class ServiceConformanceTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/delivery";
  private static final ActionType S3_SOURCE = ActionType.aws(SOURCE, "S3");
  private static final ActionType CODE_BUILD = ActionType.aws(BUILD, "CodeBuild");
  private static final ActionType COMMANDS = ActionType.aws(COMPUTE, "Commands");
  private static final ActionType EKS = ActionType.aws(DEPLOY, "EKS");
  private static final Rule CHECK =
      Rule.builder("check", RuleType.VARIABLE_CHECK)
          .configuration("Variable", "#{codepipeline.PipelineExecutionId}")
          .configuration("Operator", "EQ")
          .configuration("Value", "x")
          .build();

  /** A definition that the service takes as it is. */
  private static Pipeline.Builder clean() {
    return Pipeline.builder("checkout")
        .pipelineType(PipelineType.V2)
        .roleArn(ROLE)
        .artifactStore(ArtifactStore.bucket("checkout-artifacts"))
        .stage(
            "Source",
            stage ->
                stage.action(
                    "fetch",
                    S3_SOURCE,
                    fetch ->
                        fetch
                            .configuration("S3Bucket", "bucket")
                            .configuration("S3ObjectKey", "app.zip")
                            .namespace("Src")
                            .output("sources")))
        .stage(
            "Build",
            stage ->
                stage.action(
                    "compile",
                    CODE_BUILD,
                    compile ->
                        compile
                            .configuration("ProjectName", "checkout")
                            .input("sources")
                            .output("jar")));
  }

  private static String found(Pipeline.Builder pipeline) {
    return String.join(
        "\n",
        pipeline.build().check(Conformance.CODEPIPELINE).stream()
            .map(each -> each.withSource("").toString())
            .toList());
  }

  private static String build(Consumer<Stage.Builder> change) {
    return found(clean().changeStage("Build", change));
  }

  private static String compile(Consumer<Action.Builder> change) {
    return build(stage -> stage.changeAction("compile", change));
  }

  /** A compute action beside the others. */
  private static String commands(Consumer<Action.Builder> options) {
    return build(
        stage -> stage.action("run", COMMANDS, run -> options.accept(run.input("sources"))));
  }

  private static String rule(Consumer<Rule.Builder> change) {
    Rule.Builder rule = CHECK.toBuilder();
    change.accept(rule);
    return build(stage -> stage.beforeEntry(c -> c.rule(rule.build())));
  }

  private static String times(String text, int count) {
    return text.repeat(count);
  }

  @Test
  @DisplayName("take a plain definition, and let build() demand them, all faults at once")
  void demanded() {
    assertEquals("", found(clean()));
    assertEquals(clean().build(), clean().conformance(Conformance.CODEPIPELINE).build());
    Pipeline.Builder faulty =
        Pipeline.builder("check out")
            .artifactStore(ArtifactStore.bucket("checkout-artifacts"))
            .conformance(Conformance.CODEPIPELINE)
            .stage("Build", stage -> stage.action("run", ActionType.of(BUILD, "Script")));
    InvalidDefinitionException refused =
        assertThrows(InvalidDefinitionException.class, faulty::build);
    assertEquals(
        """
        pipeline check out has 4 faults:
          check out: name: "check out" is no name; allowed: 1 to 100 characters of A-Za-z0-9.@_- [pipeline.name P-101]
          check out: roleArn: no role; allowed: a role's ARN [codepipeline.role P-102]
          check out: stages: 1; allowed: 2 to 50 [codepipeline.stage-count P-201]
          check out: stages[0].actions[0].type (Build/run): BUILD/Script in the first stage; allowed: source actions [codepipeline.source-stage P-205]""",
        refused.getMessage());
    assertEquals(
        List.of(Conformance.OPEN, Conformance.CODEPIPELINE),
        refused.diagnostics().stream().map(Conformance::of).distinct().toList());
    assertEquals(
        "conformance was set before, to OPEN",
        assertThrows(
                IllegalStateException.class,
                () ->
                    Pipeline.builder().conformance(Conformance.OPEN).conformance(Conformance.OPEN))
            .getMessage());
  }

  @Test
  @DisplayName("ask for a role")
  @Covers({"P-102", "P-154", "P-176"})
  void roles() {
    String allowed =
        "; allowed: at most 1024 characters that match"
            + " arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.* ";
    assertEquals(
        "stages[1].actions[0].roleArn (Build/compile): \"arn:aws:iam::12345678901:role/x\" is no role"
            + allowed
            + "[codepipeline.role P-154]",
        compile(action -> action.roleArn("arn:aws:iam::12345678901:role/x")));
    assertEquals("", compile(action -> action.roleArn("arn:aws-cn:iam::123456789012:role/a/b")));
    String longest = ROLE + times("x", 1_024 - ROLE.length());
    assertEquals("", compile(action -> action.roleArn(longest)));
    assertEquals(
        "stages[1].actions[0].roleArn (Build/compile): \""
            + longest
            + "x\" is no role"
            + allowed
            + "[codepipeline.role P-154]",
        compile(action -> action.roleArn(longest + "x")));
    assertEquals(
        "roleArn: \"me\" is no role" + allowed + "[codepipeline.role P-102]",
        found(clean().build().toBuilder().roleArn("me")));
    assertEquals(
        "stages[1].beforeEntry.conditions[0].rules[0].roleArn (Build/check): \"me\" is no role"
            + allowed
            + "[codepipeline.role P-176]",
        rule(rule -> rule.roleArn("me")));
    assertEquals("", rule(rule -> rule.roleArn(ROLE)));
  }

  private static Pipeline.Builder withoutStore() {
    Pipeline.Builder bare =
        Pipeline.builder("checkout").pipelineType(PipelineType.V2).roleArn(ROLE);
    clean().build().stages().forEach(bare::stage);
    return bare;
  }

  @Test
  @DisplayName("ask for one store, or one for each region")
  @Covers({"P-103", "P-155", "P-176", "P-208"})
  void stores() {
    ArtifactStore store = ArtifactStore.bucket("checkout-artifacts");
    assertEquals(
        "artifactStore: no store; allowed: exactly one of artifactStore and artifactStores"
            + " [codepipeline.artifact-store P-208]",
        found(withoutStore()));
    assertEquals(
        "artifactStores: one store, and stores by region; allowed: exactly one of artifactStore and"
            + " artifactStores [codepipeline.artifact-store P-208]",
        found(clean().artifactStore("eu-west-1", store)));
    assertEquals("", found(withoutStore().artifactStore("eu-west-1", store)));
    assertEquals(
        "artifactStores.eu1: 3 characters; allowed: 4 to 30 characters [codepipeline.region P-104]",
        found(withoutStore().artifactStore("eu1", store)));
    assertEquals(
        "",
        found(withoutStore().artifactStore(times("r", 30), store).artifactStore("euro", store)));
    assertEquals(
        "artifactStores."
            + times("r", 31)
            + ": 31 characters; allowed: 4 to 30 characters [codepipeline.region P-104]",
        found(withoutStore().artifactStore(times("r", 31), store)));
    Consumer<Stage.Builder> abroad =
        stage -> stage.changeAction("compile", action -> action.region("us-east-1"));
    assertEquals(
        "stages[1].actions[0].region (Build/compile): no artifact store for \"us-east-1\"; allowed:"
            + " eu-west-1 [codepipeline.region P-104]",
        found(withoutStore().artifactStore("eu-west-1", store).changeStage("Build", abroad)));
    assertEquals(
        "",
        found(
            withoutStore()
                .artifactStore("eu-west-1", store)
                .artifactStore("us-east-1", store)
                .changeStage("Build", abroad)));
    assertEquals("", found(clean().changeStage("Build", abroad)));
    assertEquals(
        "artifactStore: one store for the regions eu-west-1, us-east-1; allowed: artifactStores,"
            + " with one for each region [codepipeline.region P-104]",
        found(
            clean()
                .changeStage("Build", abroad)
                .changeStage(
                    "Build",
                    stage ->
                        stage.beforeEntry(
                            c -> c.rule(CHECK.toBuilder().region("eu-west-1").build())))));
    assertEquals(
        "stages[1].actions[0].region (Build/compile): 3 characters; allowed: 4 to 30 characters"
            + " [codepipeline.region P-155]",
        compile(action -> action.region("eu1")));
    assertEquals(
        "stages[1].beforeEntry.conditions[0].rules[0].region (Build/check): 3 characters; allowed: 4"
            + " to 30 characters [codepipeline.region P-155]",
        rule(rule -> rule.region("eu1")));
    assertEquals(
        "stages[1].actions[0].region (Build/compile): 31 characters; allowed: 4 to 30 characters"
            + " [codepipeline.region P-155]",
        compile(action -> action.region(times("r", 31))));
  }

  private static String store(ArtifactStore store) {
    return found(withoutStore().artifactStore(store));
  }

  @Test
  @DisplayName("know one kind of store, and one of keys")
  @Covers({"P-121", "P-122", "P-123"})
  void storeFields() {
    assertEquals(
        "artifactStore.type: \"EFS\"; allowed: S3 [codepipeline.artifact-store P-121]",
        store(new ArtifactStore("EFS", "bucket", Optional.empty())));
    assertEquals("", store(ArtifactStore.bucket("a-B")));
    assertEquals("", store(ArtifactStore.bucket(times("9.", 31) + "9")));
    for (String location : List.of("ab", times("a", 64), "a_b", "bucket/folder")) {
      assertEquals(
          "artifactStore.location: \""
              + location
              + "\" is no location; allowed: 3 to 63 characters of a-zA-Z0-9.-"
              + " [codepipeline.artifact-store P-122]",
          store(ArtifactStore.bucket(location)));
    }
    ArtifactStore bucket = ArtifactStore.bucket("bucket");
    assertEquals(
        "", store(bucket.withEncryptionKey(new EncryptionKey(times("k", 400), EncryptionKey.KMS))));
    assertEquals(
        "artifactStore.encryptionKey.id: 401 characters; allowed: 1 to 400 characters"
            + " [codepipeline.artifact-store P-123]",
        store(bucket.withEncryptionKey(new EncryptionKey(times("k", 401), EncryptionKey.KMS))));
    assertEquals(
        """
        artifactStore.encryptionKey.id: 0 characters; allowed: 1 to 400 characters [codepipeline.artifact-store P-123]
        artifactStore.encryptionKey.type: "AES"; allowed: KMS [codepipeline.artifact-store P-123]""",
        store(bucket.withEncryptionKey(new EncryptionKey("", "AES"))));
    assertEquals(
        "artifactStores.eu-west-1.type: \"EFS\"; allowed: S3 [codepipeline.artifact-store P-121]",
        found(
            withoutStore()
                .artifactStore("eu-west-1", new ArtifactStore("EFS", "bucket", Optional.empty()))));
  }

  private static Pipeline.Builder stages(int count) {
    Pipeline.Builder pipeline = clean().withoutStage("Build");
    for (int i = 1; i < count; i++) {
      pipeline.stage("S" + i, stage -> stage.approval("ok"));
    }
    return pipeline;
  }

  @Test
  @DisplayName("bound the stages and the actions")
  @Covers({"P-105", "P-201", "P-203", "P-204", "P-1445", "P-1446", "P-1447"})
  void numbers() {
    assertEquals("", found(stages(2)));
    assertEquals("", found(stages(50)));
    assertEquals(
        "stages: 51; allowed: 2 to 50 [codepipeline.stage-count P-201]", found(stages(51)));
    assertEquals(
        "stages: 1; allowed: 2 to 50 [codepipeline.stage-count P-201]\n"
            + "stages: source actions only; allowed: at least one other action"
            + " [codepipeline.source-stage P-207]",
        found(stages(1)));
    String many =
        "warning: stages[1].actions (Build): %d actions; allowed: at most 50 by one reading of the"
            + " quotas [codepipeline.action-count P-203]";
    assertEquals("", approvals(49, i -> 2));
    assertEquals(many.formatted(51), approvals(50, i -> 2));
    assertEquals(many.formatted(101), approvals(100, i -> 2));
    assertEquals(
        "stages[1].actions (Build): 101 actions of run order 2; allowed: at most 100"
            + " [codepipeline.action-count P-203]\n"
            + many.formatted(102),
        approvals(101, i -> 2));
    assertEquals(many.formatted(100), approvals(99, i -> i + 2));
    assertEquals(
        "stages[1].actions (Build): 101 run orders; allowed: at most 100"
            + " [codepipeline.action-count P-203]\n"
            + many.formatted(101),
        approvals(100, i -> i + 2));
    assertEquals("", actions(22, 22)); // 1,000 in all
    assertEquals(
        "stages: 1001 actions in all; allowed: at most 1000 [codepipeline.action-count P-204]",
        actions(22, 23));
    assertEquals(
        "version: 0 is out of range; allowed: 1 or more [codepipeline.version P-106]",
        found(clean().version(0)));
    assertEquals("", found(clean().version(1)));
  }

  /** Adds approvals to the build stage. */
  private static String approvals(int count, java.util.function.IntUnaryOperator runOrder) {
    return build(
        stage -> {
          for (int i = 0; i < count; i++) {
            int order = runOrder.applyAsInt(i);
            stage.action("a" + i, Action.MANUAL_APPROVAL, action -> action.runOrder(order));
          }
        });
  }

  /** One source action, 46 stages of so many approvals, and one stage of the rest. */
  private static String actions(int each, int last) {
    Pipeline.Builder pipeline = clean().withoutStage("Build");
    for (int s = 0; s < 45; s++) {
      pipeline.stage("S" + s, stage -> add(stage, each));
    }
    return found(pipeline.stage("last", stage -> add(stage, last - 13)));
  }

  private static void add(Stage.Builder stage, int count) {
    for (int i = 0; i < count; i++) {
      stage.approval("a" + i);
    }
  }

  @Test
  @DisplayName("keep source actions to the first stage, and that to them")
  @Covers({"P-205", "P-206", "P-207"})
  void sources() {
    assertEquals(
        "stages[0].actions[1].type (Source/ok): APPROVAL/Manual in the first stage; allowed: source"
            + " actions [codepipeline.source-stage P-205]",
        found(clean().changeStage("Source", stage -> stage.approval("ok"))));
    assertEquals(
        "stages[1].actions[1].type (Build/again): SOURCE/S3 after the first stage; allowed: actions"
            + " of other categories [codepipeline.source-stage P-206]",
        build(
            stage ->
                stage.action(
                    "again",
                    S3_SOURCE,
                    again ->
                        again
                            .configuration("S3Bucket", "b")
                            .configuration("S3ObjectKey", "k")
                            .output("more"))));
  }

  @Test
  @DisplayName("bound the variables of the pipeline")
  @Covers({"P-109", "P-521", "P-1451"})
  void variables() {
    Pipeline.Builder fifty = clean();
    for (int i = 0; i < 50; i++) {
      fifty.variable("v" + i);
    }
    assertEquals("", found(fifty));
    assertEquals(
        "variables: 51; allowed: 0 to 50 [codepipeline.variable P-521]",
        found(fifty.variable("w")));
    assertEquals(
        "",
        found(
            clean()
                .variable(
                    PipelineVariable.of("v", times("x", 1_000)).withDescription(times("d", 200)))
                .variable(PipelineVariable.of("w", " ").withDescription(""))));
    assertEquals(
        """
        variables[0].defaultValue: 0 characters; allowed: 1 to 1000 characters [codepipeline.variable P-521]
        variables[1].defaultValue: 1001 characters; allowed: 1 to 1000 characters [codepipeline.variable P-521]
        variables[1].description: 201 characters; allowed: 0 to 200 characters [codepipeline.variable P-521]""",
        found(
            clean()
                .variable("v", "")
                .variable(
                    PipelineVariable.of("w", times("x", 1_001)).withDescription(times("d", 201)))));
  }

  @Test
  @DisplayName("know which features need the second generation")
  @Covers({"P-107", "P-108", "P-112", "P-113"})
  void generations() {
    Pipeline.Builder untyped =
        Pipeline.builder("checkout")
            .roleArn(ROLE)
            .artifactStore(ArtifactStore.bucket("checkout-artifacts"));
    clean().build().stages().forEach(untyped::stage);
    assertEquals("", found(untyped));
    Pipeline plain = untyped.build();
    assertEquals("", found(plain.toBuilder().pipelineType(PipelineType.V1)));
    record Feature(String path, String found, Consumer<Pipeline.Builder> use) {}

    List<Feature> features =
        List.of(
            new Feature(
                "executionMode", "the mode QUEUED", p -> p.executionMode(ExecutionMode.QUEUED)),
            new Feature(
                "executionMode", "the mode PARALLEL", p -> p.executionMode(ExecutionMode.PARALLEL)),
            new Feature("variables", "variables of the pipeline", p -> p.variable("v")),
            new Feature(
                "stages[1].beforeEntry (Build)",
                "a condition",
                p -> p.changeStage("Build", s -> s.beforeEntry(c -> c.rule(CHECK)))),
            new Feature(
                "stages[1].onSuccess (Build)",
                "a condition",
                p -> p.changeStage("Build", s -> s.onSuccess(c -> c.rule(CHECK)))),
            new Feature(
                "stages[1].onFailure (Build)",
                "a reaction to failure",
                p -> p.changeStage("Build", s -> s.onFailure(OnFailure.rollback()))),
            new Feature(
                "stages[1].actions[1].type (Build/run)",
                "COMPUTE/Commands",
                p ->
                    p.changeStage(
                        "Build",
                        s ->
                            s.action(
                                "run", COMMANDS, run -> run.input("sources").command("true")))));
    for (Feature feature : features) {
      Pipeline.Builder first = plain.toBuilder().pipelineType(PipelineType.V1);
      feature.use().accept(first);
      assertEquals(
          feature.path()
              + ": "
              + feature.found()
              + " in a pipeline of the type V1; allowed: the type V2"
              + " [codepipeline.pipeline-type P-111]",
          found(first));
      Pipeline.Builder silent = plain.toBuilder();
      feature.use().accept(silent);
      assertEquals(
          "warning: pipelineType: no type, taken as V2 because of "
              + feature.path()
              + "; allowed: V2 [codepipeline.pipeline-type P-112]",
          found(silent));
      Pipeline.Builder second = plain.toBuilder().pipelineType(PipelineType.V2);
      feature.use().accept(second);
      assertEquals("", found(second));
    }
  }

  @Test
  @DisplayName(
      "reserve blockers, and have no timeout of a stage, no matrix and nothing to run after")
  @Covers("P-133")
  void stageFields() {
    assertEquals("", build(stage -> stage.blocker(new Blocker("b", Blocker.SCHEDULE))));
    assertEquals(
        """
        stages[1].blockers[0].name: 0 characters; allowed: 1 to 100 characters [codepipeline.blocker P-133]
        stages[1].blockers[0].type: "Cron"; allowed: Schedule [codepipeline.blocker P-133]
        stages[1].blockers[1].name: 101 characters; allowed: 1 to 100 characters [codepipeline.blocker P-133]""",
        build(
            stage ->
                stage
                    .blocker(new Blocker("", "Cron"))
                    .blocker(new Blocker(times("b", 101), Blocker.SCHEDULE))
                    .blocker(new Blocker(times("b", 100), Blocker.SCHEDULE))));
    assertEquals(
        """
        stages[1].timeout (Build): a timeout of a stage; allowed: none [codepipeline.stage-timeout]
        stages[1].actions[0].matrix (Build/compile): a matrix; allowed: one action for each cell [codepipeline.matrix]
        stages[1].actions[1].after (Build/ok): actions to run after; allowed: run orders only [codepipeline.after]""",
        build(
            stage ->
                stage
                    .timeout(Duration.ofHours(1))
                    .changeAction("compile", compile -> compile.matrix("jdk", "17"))
                    .action("ok", Action.MANUAL_APPROVAL, ok -> ok.after("compile"))));
  }

  @Test
  @DisplayName("bound conditions, and what may skip a stage or roll it back")
  @Covers({"P-134", "P-135", "P-136", "P-139", "P-214", "P-216", "P-1201"})
  void conditions() {
    Consumer<Condition.Builder> five =
        condition -> {
          for (int i = 0; i < 5; i++) {
            Rule rule = CHECK;
            condition.rule(
                "r" + i, rule.type(), each -> rule.configuration().forEach(each::configuration));
          }
        };
    assertEquals("", build(stage -> stage.beforeEntry(five).onSuccess(five)));
    assertEquals(
        "stages[1].onSuccess.conditions[0].rules (Build): 6; allowed: 1 to 5"
            + " [codepipeline.rule-count P-139]",
        build(stage -> stage.onSuccess(five.andThen(c -> c.rule(CHECK)))));
    Rule lambda =
        Rule.builder("l", RuleType.aws("LambdaInvoke")).configuration("FunctionName", "f").build();
    Rule build =
        Rule.builder("b", RuleType.aws("CodeBuild")).configuration("ProjectName", "p").build();
    assertEquals(
        "stages[1].beforeEntry.conditions[0].rules[2].type (Build/b): Rule/CodeBuild where the stage"
            + " may be skipped; allowed: LambdaInvoke, VariableCheck [codepipeline.skip-rule P-216]",
        build(
            stage ->
                stage.beforeEntry(
                    c -> c.result(ConditionResult.SKIP).rule(CHECK).rule(lambda).rule(build))));
    assertEquals(
        "", build(stage -> stage.beforeEntry(c -> c.result(ConditionResult.FAIL).rule(build))));
    String rollback =
        ": ROLLBACK of a stage of source actions; allowed: any other result, for such a stage"
            + " cannot be rolled back [pipeline.source-rollback P-214]";
    assertEquals(
        "stages[0].onSuccess.conditions[0].result (Source)"
            + rollback
            + "\nstages[0].onFailure.result (Source)"
            + rollback,
        String.join(
            "\n",
            assertThrows(
                    InvalidDefinitionException.class,
                    () ->
                        clean()
                            .changeStage(
                                "Source",
                                stage ->
                                    stage
                                        .onSuccess(
                                            c -> c.result(ConditionResult.ROLLBACK).rule(CHECK))
                                        .onFailure(OnFailure.rollback()))
                            .build())
                .diagnostics()
                .stream()
                .map(each -> each.withSource("").toString())
                .toList()),
        "also of a host that follows no service");
    assertEquals(
        "",
        found(
            clean()
                .changeStage("Build", stage -> stage.onFailure(OnFailure.rollback()))
                .changeStage(
                    "Source", stage -> stage.onFailure(OnFailure.retry(RetryMode.ALL_ACTIONS)))));
  }

  @Test
  @DisplayName("bound the configuration of an action")
  @Covers({"P-148", "P-1454"})
  void configuration() {
    assertEquals(
        """
        warning: stages[1].actions[0].configuration (Build/compile): BUILD/CodeBuild has no key "%s"; allowed: ProjectName, PrimarySource, BatchEnabled, CombineArtifacts, EnvironmentVariables [codepipeline.unknown-key P-406]"""
            .formatted(times("k", 50)),
        compile(action -> action.configuration(times("k", 50), times("v", 1_000))));
    String unknown = " has no key ";
    assertEquals(
        """
        stages[1].actions[0].configuration (Build/compile): key "%s" of 51 characters; allowed: 1 to 50 characters [codepipeline.configuration P-148]
        stages[1].actions[0].configuration (Build/compile): value of "%s" of 1001 characters; allowed: 1 to 1000 characters [codepipeline.configuration P-148]
        stages[1].actions[0].configuration (Build/compile): key "" of 0 characters; allowed: 1 to 50 characters [codepipeline.configuration P-148]
        stages[1].actions[0].configuration (Build/compile): value of "" of 0 characters; allowed: 1 to 1000 characters [codepipeline.configuration P-148]"""
            .formatted(times("k", 51), times("k", 51)),
        compile(
                action ->
                    action.configuration(times("k", 51), times("v", 1_001)).configuration("", ""))
            .lines()
            .filter(line -> !line.contains(unknown))
            .collect(java.util.stream.Collectors.joining("\n")));
  }

  @Test
  @DisplayName("know commands of the Commands action, one line each")
  @Covers({"P-149", "P-408"})
  void commandLines() {
    assertEquals("", commands(run -> run.command("true")));
    assertEquals(
        "",
        commands(
            run -> {
              for (int i = 0; i < 50; i++) {
                run.command(times("c", 1_000));
              }
            }));
    String at = "stages[1].actions[1].commands (Build/run): ";
    assertEquals(
        at + "0 commands; allowed: 1 to 50 [codepipeline.commands P-149]", commands(run -> {}));
    assertEquals(
        at + "51 commands; allowed: 1 to 50 [codepipeline.commands P-149]",
        commands(
            run -> {
              for (int i = 0; i < 51; i++) {
                run.command("c");
              }
            }));
    String line = "; allowed: one line of 1 to 1000 characters [codepipeline.commands P-149]";
    assertEquals(
        at
            + "command 1 of 0 characters"
            + line
            + "\n"
            + at
            + "command 2 of 1001 characters"
            + line
            + "\n"
            + at
            + "command 3 of several lines"
            + line
            + "\n"
            + at
            + "command 4 of several lines"
            + line,
        commands(
            run -> run.command("").command(times("c", 1_001)).command("a\nb").command("a\rb")));
    assertEquals(
        "stages[1].actions[0].commands (Build/compile): commands of BUILD/CodeBuild; allowed:"
            + " commands of COMPUTE/Commands [codepipeline.commands P-149]",
        compile(action -> action.command("true")));
  }

  @Test
  @DisplayName("bound the environment, and keep secrets to the Commands action")
  @Covers({"P-150", "P-159"})
  void environment() {
    assertEquals(
        "",
        commands(
            run -> {
              run.command("true");
              for (int i = 0; i < 9; i++) {
                run.environment(EnvironmentVariable.plain("V_" + i, times("x", 2_000)));
              }
              run.environment(EnvironmentVariable.secret(times("N", 128), "s"));
            }));
    String at = "stages[1].actions[1].environmentVariables";
    assertEquals(
        at + " (Build/run): 11 variables; allowed: at most 10 [codepipeline.environment P-150]",
        commands(
            run -> {
              run.command("true");
              for (int i = 0; i < 11; i++) {
                run.environment(EnvironmentVariable.plain("V_" + i, "x"));
              }
            }));
    String names =
        "\" is no name; allowed: 1 to 128 characters of A-Za-z0-9_ [codepipeline.environment P-150]\n";
    String length = " characters; allowed: 1 to 2000 characters [codepipeline.environment P-150]";
    assertEquals(
        at
            + "[0] (Build/run): \"a-b"
            + names
            + at
            + "[1] (Build/run): \""
            + times("N", 129)
            + names
            + at
            + "[2] (Build/run): \""
            + names
            + at
            + "[3] (Build/run): 0"
            + length
            + "\n"
            + at
            + "[4] (Build/run): 2001"
            + length,
        commands(
            run ->
                run.command("true")
                    .environment(EnvironmentVariable.plain("a-b", "x"))
                    .environment(EnvironmentVariable.plain(times("N", 129), "x"))
                    .environment(EnvironmentVariable.plain("", "x"))
                    .environment(EnvironmentVariable.plain("a", ""))
                    .environment(EnvironmentVariable.plain("b", times("x", 2_001)))));
    Consumer<Action.Builder> eks =
        action ->
            action
                .input("sources")
                .configuration("ClusterName", "c")
                .configuration("ManifestFiles", "m.yml");
    assertEquals(
        "",
        build(
            stage ->
                stage.action(
                    "run",
                    EKS,
                    eks.andThen(run -> run.environment(EnvironmentVariable.plain("a", "x"))))));
    assertEquals(
        at
            + "[0] (Build/run): a secret of DEPLOY/EKS; allowed: secrets of COMPUTE/Commands"
            + " [codepipeline.environment P-159]",
        build(
            stage ->
                stage.action(
                    "run",
                    EKS,
                    eks.andThen(run -> run.environment(EnvironmentVariable.secret("a", "x"))))));
    assertEquals(
        "warning: stages[1].actions[0].environmentVariables[0] (Build/compile): a variable of"
            + " BUILD/CodeBuild; allowed: variables of COMPUTE/Commands and DEPLOY/EKS"
            + " [codepipeline.environment P-159]",
        compile(action -> action.environment(EnvironmentVariable.plain("a", "x"))));
  }

  @Test
  @DisplayName("bound files and variables of outputs")
  @Covers({"P-152", "P-153"})
  void outputs() {
    String[] ten = new String[10];
    java.util.Arrays.fill(ten, times("f", 128));
    String[] eleven = new String[11];
    java.util.Arrays.fill(eleven, "f");
    Consumer<Action.Builder> ok = run -> run.command("true");
    assertEquals("", commands(ok.andThen(run -> run.outputFiles("o", ten))));
    String at = "stages[1].actions[1].outputFiles.o (Build/run): ";
    assertEquals(
        at + "11; allowed: 1 to 10 [codepipeline.output-files P-152]",
        commands(ok.andThen(run -> run.outputFiles("o", eleven))));
    assertEquals(
        at + "0; allowed: 1 to 10 [codepipeline.output-files P-152]",
        commands(ok.andThen(run -> run.outputFiles("o"))));
    assertEquals(
        at
            + "129 characters; allowed: 1 to 128 characters [codepipeline.output-files P-152]\n"
            + at
            + "0 characters; allowed: 1 to 128 characters [codepipeline.output-files P-152]",
        commands(ok.andThen(run -> run.outputFiles("o", times("f", 129), ""))));
    assertEquals(
        "warning: stages[1].actions[0].outputFiles.jar (Build/compile): files of BUILD/CodeBuild;"
            + " allowed: files of compute actions [codepipeline.output-files P-152]",
        compile(action -> action.outputFiles("jar", "f")));
    assertEquals(
        """
        pipeline checkout has 2 faults:
          checkout: stages[0].actions[0].outputFiles.o (Build/a): files of an artifact that the action does not write; allowed: none, it writes no artifact [pipeline.files-without-output P-152]
          checkout: stages[0].actions[1].outputFiles.o (Build/b): files of an artifact that the action does not write; allowed: p, q [pipeline.files-without-output P-152]""",
        assertThrows(
                InvalidDefinitionException.class,
                () ->
                    Pipeline.builder("checkout")
                        .stage(
                            "Build",
                            stage ->
                                stage
                                    .action(withFiles("a", List.of()))
                                    .action(withFiles("b", List.of("p", "q"))))
                        .build())
            .getMessage());
    String variables = "stages[1].actions[1].outputVariables (Build/run): ";
    assertEquals(
        "",
        commands(
            ok.andThen(
                run -> {
                  for (int i = 0; i < 14; i++) {
                    run.outputVariable("v" + i);
                  }
                  run.outputVariable(times("v", 128));
                })));
    assertEquals(
        variables + "16; allowed: 1 to 15 [codepipeline.output-variables P-153]",
        commands(
            ok.andThen(
                run -> {
                  for (int i = 0; i < 16; i++) {
                    run.outputVariable("v" + i);
                  }
                })));
    assertEquals(
        variables
            + "129 characters; allowed: 1 to 128 characters [codepipeline.output-variables P-153]\n"
            + variables
            + "0 characters; allowed: 1 to 128 characters [codepipeline.output-variables P-153]",
        commands(ok.andThen(run -> run.outputVariable(times("v", 129)).outputVariable(""))));
    assertEquals(
        "stages[1].actions[0].outputVariables (Build/compile): variables of BUILD/CodeBuild; allowed:"
            + " those of COMPUTE/Commands [codepipeline.output-variables P-153]",
        compile(action -> action.outputVariable("v")));
  }

  private static Action withFiles(String name, List<String> outputs) {
    Action plain = Action.builder(name, ActionType.of(BUILD, "Script")).build();
    return new Action(
        name,
        plain.type(),
        1,
        plain.configuration(),
        List.of(),
        outputs,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        java.util.Map.of("o", List.of("f")),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  @DisplayName("have timeouts of approvals, in whole minutes, and of rules")
  @Covers({"P-157", "P-177", "P-470"})
  void timeouts() {
    assertEquals(
        "stages[1].actions[0].timeout (Build/compile): a timeout of BUILD/CodeBuild; allowed:"
            + " timeouts of APPROVAL/Manual [codepipeline.timeout P-157]",
        compile(action -> action.timeout(Duration.ofHours(1))));
    for (Duration good : List.of(Duration.ofMinutes(5), Duration.ofDays(60))) {
      assertEquals("", approval(good));
      assertEquals("", rule(rule -> rule.timeout(good)));
    }
    for (Duration bad :
        List.of(Duration.ofMinutes(4), Duration.ofMinutes(86_401), Duration.ofSeconds(301))) {
      String told =
          bad + " is out of range; allowed: whole minutes, 5 to 86400 [codepipeline.timeout ";
      assertEquals("stages[1].actions[1].timeout (Build/ok): " + told + "P-157]", approval(bad));
      assertEquals(
          "stages[1].beforeEntry.conditions[0].rules[0].timeout (Build/check): " + told + "P-177]",
          rule(rule -> rule.timeout(bad)));
    }
  }

  private static String approval(Duration timeout) {
    return build(
        stage -> stage.action("ok", Action.MANUAL_APPROVAL, action -> action.timeout(timeout)));
  }

  @Test
  @DisplayName("know three owners, and warn where a region may be another than the pipeline's")
  @Covers({"P-142", "P-144", "P-433", "P-435"})
  @SuppressWarnings("NullAway") // what the language lets slip through
  void types() {
    assertThrows(NullPointerException.class, () -> new ActionType(null, "AWS", "S3", "1"));
    assertThrows(NullPointerException.class, () -> new ActionType(BUILD, null, "S3", "1"));
    assertThrows(NullPointerException.class, () -> new ActionType(BUILD, "AWS", null, "1"));
    assertThrows(NullPointerException.class, () -> new ActionType(BUILD, "AWS", "S3", null));
    assertEquals(
        "stages[1].actions[1].type.owner (Build/x): \"aws\" is no owner; allowed: AWS, ThirdParty,"
            + " Custom; did you mean \"AWS\"? [codepipeline.owner P-144]\n"
            + "stages[1].actions[1].type (Build/x): BUILD/CodeBuild of aws in version 1 is unknown;"
            + " allowed: a type of the catalogue, or one of Custom; did you mean BUILD/CodeBuild of"
            + " AWS in version 1? [codepipeline.action-type P-435]",
        type(new ActionType(BUILD, "aws", "CodeBuild", "1"), x -> {}));
    assertEquals(
        "stages[1].actions[1].type (Build/x): BUILD/CodeBuld of AWS in version 1 is unknown; allowed:"
            + " a type of the catalogue, or one of Custom; did you mean \"CodeBuild\"?"
            + " [codepipeline.action-type P-435]",
        type(ActionType.aws(BUILD, "CodeBuld"), x -> {}));
    for (ActionType unknown :
        List.of(
            ActionType.aws(DEPLOY, "CodeBuild"),
            new ActionType(BUILD, "ThirdParty", "CodeBuild", "1"),
            new ActionType(BUILD, "AWS", "CodeBuild", "2"),
            new ActionType(APPROVAL, "ThirdParty", "Manual", "1"),
            new ActionType(SOURCE, "ThirdParty", "CodeStarSourceConnection", "1"))) {
      assertEquals(
          "codepipeline.action-type P-435",
          clean()
              .changeStage("Build", stage -> stage.action("x", unknown))
              .build()
              .check(Conformance.CODEPIPELINE)
              .stream()
              .filter(each -> !each.rule().endsWith("source-stage"))
              .map(each -> each.rule() + " " + each.reference())
              .reduce((a, b) -> a + b)
              .orElse(""));
    }
    assertEquals(
        List.of(
            "checkout: warning: stages[1].actions[1].type (Build/x): the cloud service has no type"
                + " BUILD/CodeBuld in version 1; allowed: a type of another owner, such as Custom;"
                + " did you mean \"CodeBuild\"? [pipeline.unknown-type P-435]"),
        clean()
            .changeStage(
                "Build",
                stage ->
                    stage
                        .action("x", ActionType.aws(BUILD, "CodeBuld"))
                        .action("y", ActionType.of(BUILD, "CodeBuld")))
            .build()
            .check(Conformance.OPEN)
            .stream()
            .map(Diagnostic::toString)
            .toList());
    ActionType custom = ActionType.of(BUILD, "Script");
    assertEquals("", type(custom, x -> outputs(x, 5)));
    assertEquals(
        "stages[1].actions[1].outputArtifacts (Build/x): 6; allowed: 0 to 5"
            + " [codepipeline.artifact-count P-434]",
        type(custom, x -> outputs(x, 6)));
    String pinned =
        ": region eu-west-1 of a source, third-party or custom action; allowed: the pipeline's own"
            + " region [codepipeline.region P-158]";
    ActionType snyk = new ActionType(ActionCategory.INVOKE, "ThirdParty", "Snyk", "1");
    Consumer<Stage.Builder> abroad =
        stage ->
            stage
                .action("x", custom, x -> x.region("eu-west-1"))
                .action("y", snyk, y -> y.region("eu-west-1").input("sources").output("scanned"));
    Consumer<Stage.Builder> fetched =
        stage -> stage.changeAction("fetch", fetch -> fetch.region("eu-west-1"));
    ArtifactStore store = ArtifactStore.bucket("checkout-artifacts");
    Pipeline.Builder several =
        withoutStore().artifactStore("eu-west-1", store).artifactStore("us-east-1", store);
    assertEquals(
        "warning: stages[0].actions[0].region (Source/fetch)"
            + pinned
            + "\nwarning: stages[1].actions[1].region (Build/x)"
            + pinned
            + "\nwarning: stages[1].actions[2].region (Build/y)"
            + pinned,
        found(several.changeStage("Source", fetched).changeStage("Build", abroad)));
    assertEquals("", found(clean().changeStage("Source", fetched).changeStage("Build", abroad)));
  }

  private static void outputs(Action.Builder action, int count) {
    for (int i = 0; i < count; i++) {
      action.output("o" + i);
    }
  }

  private static String type(ActionType type, Consumer<Action.Builder> options) {
    return build(stage -> stage.action("x", type, options));
  }

  @Test
  @DisplayName("bound rules, and know their types")
  @Covers({"P-172", "P-173", "P-174", "P-1231"})
  void rules() {
    assertEquals("", rule(rule -> {}));
    String at = "stages[1].beforeEntry.conditions[0].rules[0]";
    String providers =
        "; allowed: CloudWatchAlarm, CodeBuild, Commands, DeploymentWindow, LambdaInvoke,"
            + " VariableCheck of AWS in version 1";
    assertEquals(
        at
            + ".type (Build/r): Rule/LambdaInvok of AWS in version 1 is unknown"
            + providers
            + "; did you mean \"LambdaInvoke\"? [codepipeline.rule-type P-1231]",
        oneRule(Rule.builder("r", RuleType.aws("LambdaInvok"))));
    assertEquals(
        at
            + ".type (Build/r): Rule/Ask of Custom in version 1 is unknown"
            + providers
            + " [codepipeline.rule-type P-1231]",
        oneRule(Rule.builder("r", RuleType.of("Ask"))));
    assertEquals(
        "codepipeline.rule-type",
        clean()
            .changeStage(
                "Build",
                s ->
                    s.beforeEntry(
                        c ->
                            c.rule(
                                Rule.builder("r", new RuleType("AWS", "Commands", "2")).build())))
            .build()
            .check(Conformance.CODEPIPELINE)
            .get(0)
            .rule());
    Rule.Builder many = CHECK.toBuilder();
    for (int i = 0; i < 198; i++) {
      many.configuration("k" + i, times("v", 10_000));
    }
    assertEquals(
        at
            + ".configuration (Build/check): 201; allowed: 0 to 200 [codepipeline.configuration P-173]",
        errors(many));
    Rule.Builder most = CHECK.toBuilder();
    for (int i = 0; i < 197; i++) {
      most.configuration("k" + i, "v");
    }
    assertEquals("", errors(most));
    assertEquals(
        at
            + ".configuration (Build/check): value of \"x\" of 10001 characters; allowed: 1 to 10000"
            + " characters [codepipeline.configuration P-173]\n"
            + at
            + ".configuration (Build/check): key \""
            + times("k", 51)
            + "\" of 51 characters; allowed: 1 to 50 characters [codepipeline.configuration P-173]",
        errors(
            CHECK.toBuilder()
                .configuration("x", times("v", 10_001))
                .configuration(times("k", 51), "v")));
    assertEquals(
        at
            + ".commands (Build/check): commands of Rule/VariableCheck; allowed: commands of"
            + " Rule/Commands [codepipeline.commands P-174]",
        rule(rule -> rule.command("true")));
    assertEquals(
        at + ".commands (Build/r): 0 commands; allowed: 1 to 50 [codepipeline.commands P-174]",
        oneRule(Rule.builder("r", RuleType.aws("Commands"))));
    assertEquals("", oneRule(Rule.builder("r", RuleType.aws("Commands")).command("true")));
    for (String provider : List.of("", times("p", 36), "a.b")) {
      assertThrows(IllegalArgumentException.class, () -> RuleType.of(provider));
    }
    for (String version : List.of("", times("1", 10), "1.0")) {
      assertThrows(IllegalArgumentException.class, () -> new RuleType("AWS", "p", version));
    }
    assertEquals("p".repeat(35), new RuleType("AWS", "p".repeat(35), "123456789").provider());
  }

  private static String oneRule(Rule.Builder rule) {
    return build(stage -> stage.beforeEntry(c -> c.rule(rule.build())));
  }

  private static String errors(Rule.Builder rule) {
    return oneRule(rule)
        .lines()
        .filter(line -> !line.startsWith("warning: "))
        .collect(java.util.stream.Collectors.joining("\n"));
  }
}
