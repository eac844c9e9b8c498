package dev.penstock.pipeline;

import static dev.penstock.pipeline.ActionCategory.BUILD;
import static dev.penstock.pipeline.ActionCategory.COMPUTE;
import static dev.penstock.pipeline.ActionCategory.SOURCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("References in a definition")
class ReferenceChecksTest {
  private static final ActionType SCRIPT = ActionType.of(BUILD, "Script");

  private static Pipeline.Builder reader(Consumer<Action.Builder> options) {
    return Pipeline.builder("checkout")
        .variable("who")
        .stage(
            "Build",
            stage ->
                stage
                    .action("compile", SCRIPT, compile -> compile.namespace("c"))
                    .action("silent", SCRIPT)
                    .action("lint", SCRIPT, lint -> lint.runOrder(2).namespace("l"))
                    .action("reader", SCRIPT, read -> options.accept(read.runOrder(2))))
        .stage("Later", stage -> stage.action("after", SCRIPT, last -> last.namespace("z")));
  }

  private static String faults(Consumer<Action.Builder> options) {
    return assertThrows(InvalidDefinitionException.class, reader(options)::build)
        .getMessage()
        .replace("  checkout: stages[0].actions[3].", "");
  }

  @Test
  @DisplayName("are looked at in configuration, commands and environment variables")
  @Covers({"P-501", "P-502", "P-504", "P-508", "P-510", "P-521"})
  void places() {
    String good = "a #{c.x}#{variables.who} #{codepipeline.PipelineExecutionId} b";
    reader(
            read ->
                read.configuration("v", good)
                    .command(good)
                    .environment(EnvironmentVariable.plain("E", good)))
        .build();
    String fault =
        "no earlier action has the namespace \"x\"; allowed: c, codepipeline, variables"
            + " [pipeline.unknown-namespace P-511]";
    assertEquals(
        "pipeline checkout has 3 faults:\n"
            + "configuration.v (Build/reader): "
            + fault
            + "\ncommands[1] (Build/reader): "
            + fault
            + "\nenvironmentVariables[1].value (Build/reader): "
            + fault,
        faults(
            read ->
                read.configuration("v", "#{x.y}")
                    .command("true")
                    .command("#{x.y}")
                    .environment(EnvironmentVariable.plain("D", "d"))
                    .environment(EnvironmentVariable.plain("E", "#{x.y}"))));
  }

  @Test
  @DisplayName("need a namespace, of an action that ends before")
  @Covers({"P-503", "P-504", "P-506", "P-511", "P-1612"})
  void namespaces() {
    String allowed = "; allowed: c, codepipeline, variables; ";
    assertEquals(
        "pipeline checkout has 5 faults:\n"
            + "configuration.silent (Build/reader): no earlier action has the namespace \"silent\""
            + allowed
            + "Build/silent declares no namespace [pipeline.unknown-namespace P-511]\n"
            + "configuration.case (Build/reader): no earlier action has the namespace \"C\""
            + allowed
            + "did you mean \"c\"? [pipeline.unknown-namespace P-511]\n"
            + "configuration.beside (Build/reader): no earlier action has the namespace \"l\""
            + allowed
            + "Build/lint runs side by side [pipeline.unknown-namespace P-504]\n"
            + "configuration.later (Build/reader): no earlier action has the namespace \"z\""
            + allowed
            + "Later/after runs later [pipeline.unknown-namespace P-504]\n"
            + "configuration.own (Build/reader): no earlier action has the namespace \"r\""
            + allowed
            + "the action has it itself [pipeline.unknown-namespace P-504]",
        faults(
            read ->
                read.namespace("r")
                    .configuration("silent", "#{silent.x}")
                    .configuration("case", "#{C.x}")
                    .configuration("beside", "#{l.x}")
                    .configuration("later", "#{z.x}")
                    .configuration("own", "#{r.x}")));
  }

  @Test
  @DisplayName("name a variable that is declared as exported, if any is")
  void exported() {
    Consumer<Stage.Builder> exports =
        stage ->
            stage.changeAction(
                "compile", compile -> compile.outputVariable("version").outputVariable("digest"));
    reader(read -> read.configuration("v", "#{c.version} #{c.digest}"))
        .changeStage("Build", exports)
        .build();
    assertEquals(
        """
        pipeline checkout has 1 fault:
          checkout: stages[0].actions[3].configuration.v (Build/reader): Build/compile exports no variable "Version"; allowed: version, digest; did you mean "version"? [pipeline.unproduced-variable P-511]""",
        assertThrows(
                InvalidDefinitionException.class,
                () ->
                    reader(read -> read.configuration("v", "#{c.Version}"))
                        .changeStage("Build", exports)
                        .build())
            .getMessage());
  }

  private static String service(Consumer<Pipeline.Builder> change) {
    Pipeline.Builder pipeline =
        Pipeline.builder("checkout")
            .variable("who", "me")
            .stage(
                "Source",
                stage ->
                    stage.action(
                        "fetch",
                        ActionType.aws(SOURCE, "CodeCommit"),
                        fetch -> fetch.namespace("src").output("sources")))
            .stage(
                "Build",
                stage ->
                    stage.action(
                        "run",
                        ActionType.aws(COMPUTE, "Commands"),
                        run ->
                            run.input("sources")
                                .command("make")
                                .namespace("run")
                                .outputVariable("version")));
    change.accept(pipeline);
    return pipeline.build().check(Conformance.CODEPIPELINE).stream()
        .filter(
            each ->
                List.of("source-variable", "variable-key", "unproduced-variable", "reference-place")
                    .contains(each.rule().replace("codepipeline.", "")))
        .map(each -> each.withSource("").toString())
        .collect(Collectors.joining("\n"));
  }

  private static String last(String value) {
    return service(
        pipeline ->
            pipeline.stage(
                "Prod",
                stage -> stage.action("ship", SCRIPT, ship -> ship.configuration("v", value))));
  }

  @Test
  @DisplayName("to variables of the pipeline are not for source actions")
  @Covers({"P-218", "P-526"})
  void sources() {
    assertEquals(
        "stages[0].actions[0].configuration.BranchName (Source/fetch): \"#{variables.who}\" in a"
            + " source action; allowed: variables of the pipeline in later stages"
            + " [codepipeline.source-variable P-218]",
        service(
            pipeline ->
                pipeline.changeStage(
                    "Source",
                    stage ->
                        stage.changeAction(
                            "fetch",
                            fetch -> fetch.configuration("BranchName", "#{variables.who}")))));
    assertEquals("", last("#{variables.who}"));
  }

  @Test
  @DisplayName("name what a type exports, and are plain names")
  @Covers({"P-506", "P-532", "P-537"})
  void keys() {
    String at = "stages[2].actions[0].configuration.v (Prod/ship): ";
    assertEquals("", last("#{src.CommitId} #{run.version}"));
    assertEquals(
        "warning: "
            + at
            + "SOURCE/CodeCommit is not known to export \"CommitID\"; allowed: AuthorDate, BranchName,"
            + " CommitId, CommitMessage, CommitterDate, RepositoryName; did you mean \"CommitId\"?"
            + " [codepipeline.unproduced-variable P-532]",
        last("#{src.CommitID}"));
    assertEquals(
        "warning: "
            + at
            + "\"a b\" is an unusual name; allowed: characters of A-Za-z0-9@_-"
            + " [codepipeline.variable-key P-506]",
        service(
            pipeline ->
                pipeline
                    .changeStage("Build", stage -> stage.action("x", SCRIPT, x -> x.namespace("x")))
                    .stage(
                        "Prod",
                        stage ->
                            stage.action(
                                "ship", SCRIPT, ship -> ship.configuration("v", "#{x.a b}")))));
    assertEquals(
        at
            + "Build/run exports no variables; allowed: those that its outputVariables name"
            + " [codepipeline.unproduced-variable P-537]",
        service(
            pipeline ->
                pipeline
                    .withoutStage("Build")
                    .stage(
                        "Build",
                        stage ->
                            stage.action(
                                "run",
                                ActionType.aws(COMPUTE, "Commands"),
                                run -> run.namespace("run")))
                    .stage(
                        "Prod",
                        stage ->
                            stage.action(
                                "ship",
                                SCRIPT,
                                ship -> ship.configuration("v", "#{run.version}")))));
  }

  private static String exportedBy(ActionType type, String mode, String key) {
    return service(
        pipeline ->
            pipeline
                .changeStage(
                    "Build",
                    stage ->
                        stage.action(
                            "x", type, x -> x.namespace("x").configuration("ActionMode", mode)))
                .stage(
                    "Prod",
                    stage ->
                        stage.action(
                            "ship", SCRIPT, ship -> ship.configuration("v", "#{x." + key + "}"))));
  }

  @Test
  @DisplayName("name whatever a build exports, and what a stack puts out unless it is deleted")
  @Covers({"P-536", "P-538"})
  void ofBuildsAndStacks() {
    ActionType stack = ActionType.aws(ActionCategory.DEPLOY, "CloudFormation");
    assertEquals("", exportedBy(ActionType.aws(BUILD, "CodeBuild"), "x", "Anything"));
    for (String mode :
        List.of(
            "CREATE_UPDATE", "REPLACE_ON_FAILURE", "CHANGE_SET_REPLACE", "CHANGE_SET_EXECUTE")) {
      assertEquals("", exportedBy(stack, mode, "Anything"));
    }
    assertEquals(
        "warning: stages[2].actions[0].configuration.v (Prod/ship): Build/x deletes a stack, which"
            + " exports nothing; allowed: variables of the other modes"
            + " [codepipeline.unproduced-variable P-538]",
        exportedBy(stack, "DELETE_ONLY", "Anything"));
  }

  @Test
  @DisplayName("are not known to work in regions and roles")
  @Covers("P-510")
  void elsewhere() {
    String told =
        ": a reference to a variable; allowed: references in configuration, commands and"
            + " environment variables [codepipeline.reference-place P-510]";
    Rule rule =
        Rule.builder("r", RuleType.of("Ask"))
            .region("#{variables.who}")
            .roleArn("#{variables.who}")
            .build();
    assertEquals(
        "warning: stages[1].actions[0].region (Build/run)"
            + told
            + "\nwarning: stages[1].actions[0].roleArn (Build/run)"
            + told
            + "\nwarning: stages[1].beforeEntry.conditions[0].rules[0].region (Build/r)"
            + told
            + "\nwarning: stages[1].beforeEntry.conditions[0].rules[0].roleArn (Build/r)"
            + told,
        service(
            pipeline ->
                pipeline.changeStage(
                    "Build",
                    stage ->
                        stage
                            .beforeEntry(c -> c.rule(rule))
                            .changeAction(
                                "run",
                                run ->
                                    run.region("#{variables.who}").roleArn("#{variables.who}")))));
  }
}
