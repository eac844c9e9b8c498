package dev.penstock.pipeline;

import static dev.penstock.pipeline.ActionCategory.BUILD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rules of a pipeline")
class PipelineRulesTest {
  private static final ActionType SCRIPT = ActionType.of(BUILD, "Script");

  private static String faults(Pipeline.Builder pipeline) {
    return assertThrows(InvalidDefinitionException.class, pipeline::build).getMessage();
  }

  @Test
  @DisplayName("are told all at once, each with its place, what was found and what is allowed")
  @Covers({
    "P-101", "P-131", "P-132", "P-141", "P-147", "P-156", "P-202", "P-203", "P-209", "P-211",
    "P-301", "P-302", "P-303", "P-304", "P-306", "P-307", "P-501", "P-502", "P-504", "P-511",
    "P-521", "P-522"
  })
  void allAtOnce() {
    Pipeline.Builder pipeline =
        Pipeline.builder("check out")
            .variable("region", "north")
            .variable("region")
            .variable("a.b")
            .stage("Empty", stage -> {})
            .stage(
                "Build",
                stage ->
                    stage
                        .action("compile", SCRIPT, compile -> compile.output("jar").namespace("c"))
                        .action("compile", SCRIPT, again -> again.runOrder(0).output("j.r"))
                        .action(
                            "side by side",
                            SCRIPT,
                            side -> side.input("jar").configuration("v", "#{c.version}"))
                        .action("late", SCRIPT, late -> late.runOrder(1000).output("jar"))
                        .action("never", SCRIPT, never -> never.timeout(Duration.ZERO))
                        .action("self", SCRIPT, self -> self.input("own").output("own")))
            .stage(
                "Build",
                stage ->
                    stage
                        .action(
                            "sign-off",
                            Action.MANUAL_APPROVAL,
                            sign -> sign.input("jar").runOrder(2))
                        .action(
                            "ship",
                            SCRIPT,
                            ship ->
                                ship.input("jar")
                                    .input("jar")
                                    .input("Jar")
                                    .namespace("variables")
                                    .configuration("open", "#{c.x")
                                    .configuration("bare", "#{version}")
                                    .configuration("where", "#{variables.Region}")
                                    .configuration("who", "#{codepipeline.Who}")
                                    .configuration("what", "#{C.version} #{c.version}"))
                        .action("shop", SCRIPT, shop -> shop.namespace("c"))
                        .action("dot", SCRIPT, dot -> dot.namespace("x.y"))
                        .action("clash", SCRIPT, clash -> clash.namespace("jar"))
                        .action("crash", SCRIPT, crash -> crash.output("c")));
    assertEquals(
        """
        pipeline check out has 28 faults:
          check out: name: "check out" is no name; allowed: 1 to 100 characters of A-Za-z0-9.@_- [pipeline.name P-101]
          check out: variables[1].name: a second variable "region"; allowed: names unique in the pipeline [pipeline.duplicate-variable P-522]
          check out: variables[2].name: "a.b" is no name; allowed: 1 to 128 characters of A-Za-z0-9@_- [pipeline.name P-521]
          check out: stages[0].actions (Empty): a stage without actions; allowed: at least one [pipeline.no-actions P-203]
          check out: stages[1].actions[0].namespace (Build/compile): "c" is an artifact of Build/crash; allowed: namespaces that differ from every artifact [pipeline.namespace P-209]
          check out: stages[1].actions[1].outputArtifacts[0] (Build/compile): "j.r" is no name; allowed: 1 to 100 characters of A-Za-z0-9_- [pipeline.name P-304]
          check out: stages[1].actions[1].name: a second action "compile"; allowed: names unique in the stage [pipeline.duplicate-action P-202]
          check out: stages[1].actions[1].runOrder (Build/compile): 0 is out of range; allowed: 1..999 [pipeline.run-order P-147]
          check out: stages[1].actions[2].name: "side by side" is no name; allowed: 1 to 100 characters of A-Za-z0-9.@_- [pipeline.name P-141]
          check out: stages[1].actions[2].inputArtifacts[0] (Build/side by side): "jar" is written by no earlier action; allowed: j.r; Build/compile writes it side by side [pipeline.missing-artifact P-303]
          check out: stages[1].actions[2].configuration.v (Build/side by side): no earlier action has the namespace "c"; allowed: codepipeline, variables; Build/compile runs side by side [pipeline.unknown-namespace P-504]
          check out: stages[1].actions[3].runOrder (Build/late): 1000 is out of range; allowed: 1..999 [pipeline.run-order P-147]
          check out: stages[1].actions[3].outputArtifacts[0] (Build/late): "jar" is written by Build/compile already; allowed: names unique in the pipeline [pipeline.duplicate-artifact P-301]
          check out: stages[1].actions[4].timeout (Build/never): PT0S is out of range; allowed: above zero [pipeline.timeout]
          check out: stages[1].actions[5].inputArtifacts[0] (Build/self): "own" is written by no earlier action; allowed: j.r; the action writes it itself [pipeline.missing-artifact P-307]
          check out: stages[2].name: a second stage "Build"; allowed: names unique in the pipeline [pipeline.duplicate-stage P-202]
          check out: stages[2].actions[0] (Build/sign-off): a manual approval with artifacts; allowed: none, it only waits [pipeline.approval-artifacts P-211]
          check out: stages[2].actions[1].inputArtifacts[1] (Build/ship): a second input "jar"; allowed: each input once [pipeline.duplicate-input P-306]
          check out: stages[2].actions[1].inputArtifacts[2] (Build/ship): "Jar" is written by no earlier action; allowed: j.r, jar, own; did you mean "jar"? [pipeline.missing-artifact P-302]
          check out: stages[2].actions[1].namespace (Build/ship): "variables" is reserved; allowed: any other [pipeline.namespace P-209]
          check out: stages[2].actions[1].configuration.open (Build/ship): "#{c.x" is no reference; allowed: #{namespace.name} [pipeline.reference P-501]
          check out: stages[2].actions[1].configuration.bare (Build/ship): "#{version}" is no reference; allowed: #{namespace.name} [pipeline.reference P-501]
          check out: stages[2].actions[1].configuration.where (Build/ship): variable "Region" is not declared; allowed: region, a.b; did you mean "region"? [pipeline.unknown-variable P-521]
          check out: stages[2].actions[1].configuration.who (Build/ship): "#{codepipeline.Who}" is unknown; allowed: PipelineExecutionId [pipeline.unknown-variable P-502]
          check out: stages[2].actions[1].configuration.what (Build/ship): no earlier action has the namespace "C"; allowed: c, codepipeline, variables; did you mean "c"? [pipeline.unknown-namespace P-511]
          check out: stages[2].actions[2].namespace (Build/shop): "c" is the namespace of Build/compile already; allowed: namespaces unique in the pipeline [pipeline.namespace P-209]
          check out: stages[2].actions[3].namespace (Build/dot): "x.y" is no name; allowed: 1 to 100 characters of A-Za-z0-9@_- [pipeline.name P-156]
          check out: stages[2].actions[4].namespace (Build/clash): "jar" is an artifact of Build/compile; allowed: namespaces that differ from every artifact [pipeline.namespace P-209]""",
        faults(pipeline));
  }

  @Test
  @DisplayName("name a pipeline without stages, and one without a name")
  void nothing() {
    assertEquals(
        """
        pipeline  has 2 faults:
          name: "" is no name; allowed: 1 to 100 characters of A-Za-z0-9.@_- [pipeline.name P-101]
          stages: a pipeline without stages; allowed: at least one [pipeline.no-stages P-105]""",
        faults(Pipeline.builder()));
  }

  @Test
  @DisplayName("refuse what begins like a reference to a secret and is none, and withhold it")
  void secretReferences() {
    assertEquals(
        """
        pipeline checkout has 2 faults:
          checkout: stages[0].actions[0].configuration.Open (Build/make): a value that begins like a reference to a secret and is none; allowed: {{resolve:store:name}} and nothing around it, the store of a-z0-9- [pipeline.secret-reference]
          checkout: stages[0].actions[0].configuration.Short (Build/make): a value that begins like a reference to a secret and is none; allowed: {{resolve:store:name}} and nothing around it, the store of a-z0-9- [pipeline.secret-reference]""",
        faults(
            Pipeline.builder("checkout")
                .variable("where")
                .stage(
                    "Build",
                    stage ->
                        stage.action(
                            "make",
                            SCRIPT,
                            make ->
                                make.configuration("Good", "{{resolve:vault:shop/db}}")
                                    .configuration("Late", "{{resolve:vault:#{variables.where}}}")
                                    .configuration("Open", "{{resolve:vault:shop/db}")
                                    .configuration("Short", "{{resolve:vault}}")))));
  }

  @Test
  @DisplayName("let any number of actions read one artifact")
  @Covers("P-305")
  void readers() {
    Pipeline.Builder pipeline =
        Pipeline.builder("checkout")
            .stage("Build", stage -> stage.action("make", SCRIPT, make -> make.output("jar")));
    for (int i = 0; i < 100; i++) {
      pipeline.stage(
          "S" + i,
          stage ->
              stage
                  .action("a", SCRIPT, a -> a.input("jar"))
                  .action("b", SCRIPT, b -> b.input("jar")));
    }
    assertEquals(101, pipeline.build().stages().size());
  }

  @Test
  @DisplayName("leave the namespace of matrices to anybody where there is no matrix")
  void matrixNamespace() {
    Pipeline.builder("checkout")
        .stage("Build", stage -> stage.action("a", SCRIPT, a -> a.namespace("matrix")))
        .stage("Prod", stage -> stage.action("b", SCRIPT, b -> b.configuration("v", "#{matrix.x}")))
        .build();
  }

  @Test
  @DisplayName("keep the engine's own namespaces, whether or not the pipeline has variables")
  @Covers({"P-209", "P-527", "P-1622"})
  void reserved() {
    for (String namespace : List.of("variables", "codepipeline")) {
      for (int variables = 0; variables < 2; variables++) {
        Pipeline.Builder pipeline =
            Pipeline.builder("checkout")
                .stage("Build", stage -> stage.action("a", SCRIPT, a -> a.namespace(namespace)));
        if (variables == 1) {
          pipeline.variable("v");
        }
        assertEquals(
            "pipeline checkout has 1 fault:\n  checkout: stages[0].actions[0].namespace (Build/a): \""
                + namespace
                + "\" is reserved; allowed: any other [pipeline.namespace P-209]",
            faults(pipeline));
      }
    }
  }

  @Test
  @DisplayName("look at run orders, not at the order in the list, and need no consecutive ones")
  @Covers({"P-147", "P-202", "P-210", "P-302", "P-504", "P-1621"})
  void orderOfTheList() {
    Pipeline pipeline =
        Pipeline.builder("order")
            .stage(
                "Build",
                stage ->
                    stage
                        .action(
                            "ship",
                            SCRIPT,
                            ship ->
                                ship.runOrder(999).input("jar").configuration("v", "#{c.version}"))
                        .action(
                            "compile",
                            SCRIPT,
                            compile -> compile.runOrder(7).output("jar").namespace("c")))
            .stage("build", stage -> stage.action("compile", SCRIPT).action("Compile", SCRIPT))
            .build();
    assertEquals(List.of("ship", "compile"), names(pipeline));
  }

  private static List<String> names(Pipeline pipeline) {
    return pipeline.stages().get(0).actions().stream().map(Action::name).toList();
  }

  @Test
  @DisplayName("take the longest names and no longer ones")
  @Covers({"P-101", "P-131", "P-141", "P-145", "P-146", "P-156", "P-304", "P-521", "P-1451"})
  void longestNames() {
    String hundred = "aB0.@_-".repeat(15).substring(0, 100);
    String plain = "aB0_-".repeat(20);
    String namespace = "aB0@_".repeat(20);
    Pipeline.builder(hundred)
        .variable("v@".repeat(64))
        .stage(
            hundred,
            stage ->
                stage.action(
                    hundred,
                    new ActionType(BUILD, "Custom", "p".repeat(35), "v".repeat(9)),
                    action -> action.output(plain).namespace(namespace)))
        .build();
    String found =
        faults(
            Pipeline.builder(hundred + "x")
                .variable("v".repeat(129))
                .stage(
                    hundred + "x",
                    stage ->
                        stage.action(
                            hundred + "x",
                            SCRIPT,
                            action -> action.output(plain + "x").namespace(namespace + "x"))));
    assertEquals("6 faults", found.replaceAll("(?s).* has (\\d+ faults):.*", "$1"));
    for (String provider : List.of("", "p".repeat(36), "p.q")) {
      assertEquals(
          "provider: \""
              + provider
              + "\" is out of range; allowed: 1 to 35 characters of 0-9A-Za-z_-",
          assertThrows(IllegalArgumentException.class, () -> ActionType.of(BUILD, provider))
              .getMessage());
    }
    assertEquals(
        "version: \"1.0\" is out of range; allowed: 1 to 9 characters of 0-9A-Za-z_-",
        assertThrows(
                IllegalArgumentException.class,
                () -> new ActionType(BUILD, "Custom", "Script", "1.0"))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ActionType(BUILD, "Custom", "Script", "v".repeat(10)));
  }
}
