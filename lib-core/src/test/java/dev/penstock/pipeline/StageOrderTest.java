package dev.penstock.pipeline;

import static dev.penstock.pipeline.ActionCategory.BUILD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Actions of a stage")
class StageOrderTest {
  private static final ActionType SCRIPT = ActionType.of(BUILD, "Script");

  private static Pipeline.Builder stage(Consumer<Stage.Builder> definition) {
    return Pipeline.builder("order").stage("Build", definition);
  }

  private static String faults(Consumer<Stage.Builder> definition) {
    return assertThrows(InvalidDefinitionException.class, stage(definition)::build)
        .getMessage()
        .replace("  order: stages[0].", "");
  }

  @Test
  @DisplayName("that run after others read what those and whatever those waited for have made")
  void after() {
    stage(
            stage ->
                stage
                    .action("fetch", SCRIPT, fetch -> fetch.output("sources").namespace("f"))
                    .action("compile", SCRIPT, compile -> compile.runOrder(2).output("jar"))
                    .action("test", SCRIPT, test -> test.after("compile").output("report"))
                    .action(
                        "ship",
                        SCRIPT,
                        ship ->
                            ship.after("test")
                                .input("report")
                                .input("jar")
                                .input("sources")
                                .configuration("v", "#{f.version}")))
        .build();
  }

  @Test
  @DisplayName("that run after others read nothing of actions beside those, and no run order waits")
  void beside() {
    assertEquals(
        """
        pipeline order has 3 faults:
        actions[3].inputArtifacts[0] (Build/ship): "other" is written by no earlier action; allowed: jar; Build/lint writes it later [pipeline.missing-artifact P-302]
        actions[4].inputArtifacts[0] (Build/last): "shipped" is written by no earlier action; allowed: jar, other; Build/ship writes it later [pipeline.missing-artifact P-302]
        actions[4].configuration.v (Build/last): no earlier action has the namespace "s"; allowed: codepipeline, variables; Build/ship runs later [pipeline.unknown-namespace P-504]""",
        faults(
            stage ->
                stage
                    .action("compile", SCRIPT, compile -> compile.output("jar"))
                    .action("idle", SCRIPT)
                    .action("lint", SCRIPT, lint -> lint.output("other"))
                    .action(
                        "ship",
                        SCRIPT,
                        ship ->
                            ship.after("compile").input("other").output("shipped").namespace("s"))
                    .action(
                        "last",
                        SCRIPT,
                        last -> last.runOrder(2).input("shipped").configuration("v", "#{s.v}"))));
  }

  @Test
  @DisplayName("that run after nobody, themselves or each other are faults, without echoes")
  void rings() {
    assertEquals(
        """
        pipeline order has 7 faults:
        actions[1].after[0] (Build/typo): the stage has no action "compil"; allowed: compile, typo, self, a, b, c, twice; did you mean "compile"? [pipeline.after]
        actions[2].after (Build/self): a ring: self after self; allowed: actions that do not wait for themselves [pipeline.after]
        actions[3].after (Build/a): a ring: a after b after a; allowed: actions that do not wait for themselves [pipeline.after]
        actions[3].after (Build/a): a ring: a after b after c after a; allowed: actions that do not wait for themselves [pipeline.after]
        actions[6].runOrder (Build/twice): run order 2 beside named actions to run after; allowed: one of the two [pipeline.after]
        actions[6].after[1] (Build/twice): a second "compile"; allowed: each action once [pipeline.after]
        actions[6].after[2] (Build/twice): the stage has no action "zzz"; allowed: compile, typo, self, a, b, c, twice [pipeline.after]""",
        faults(
            stage ->
                stage
                    .action("compile", SCRIPT, compile -> compile.output("jar").namespace("c"))
                    .action(
                        "typo",
                        SCRIPT,
                        typo -> typo.after("compil").input("jar").configuration("v", "#{c.v}"))
                    .action("self", SCRIPT, self -> self.after("self"))
                    .action("a", SCRIPT, a -> a.after("b"))
                    .action("b", SCRIPT, b -> b.after("a").after("c"))
                    .action("c", SCRIPT, c -> c.after("a").input("jar"))
                    .action(
                        "twice",
                        SCRIPT,
                        twice ->
                            twice.runOrder(2).after("compile").after("compile").after("zzz"))));
  }

  @Test
  @DisplayName("fan out over a matrix: names, artifacts, namespaces and values are each cell's own")
  void cells() {
    Stage stage =
        stage(
                each ->
                    each.action("make", SCRIPT, make -> make.output("in-17").output("in-2_1"))
                        .action(
                            "test",
                            SCRIPT,
                            test ->
                                test.after("make")
                                    .matrix("jdk", "17", "2.1")
                                    .matrix("os", "linux")
                                    .input("in-17")
                                    .output("other")
                                    .outputFiles("report", "*.xml")
                                    .namespace("t")
                                    .timeout(java.time.Duration.ofMinutes(7))
                                    .outputVariable("passed")
                                    .region("eu-west-1")
                                    .roleArn("role")
                                    .command("run #{matrix.jdk} #{variables.who}")
                                    .environment(EnvironmentVariable.plain("OS", "#{matrix.os}!"))
                                    .configuration(
                                        "all",
                                        "#{matrix.os}/#{matrix.jdk} #{"
                                            + "codepipeline.PipelineExecutionId}"))
                        .action(
                            "fan-in",
                            SCRIPT,
                            fan ->
                                fan.after("test")
                                    .input("report-17-linux")
                                    .input("report-2_1-linux")
                                    .configuration("v", "#{t-17-linux.passed}")))
            .variable("who")
            .build()
            .stages()
            .get(0);
    List<ActionCell> cells = stage.cells();
    assertEquals(
        List.of("make", "test-17-linux", "test-2_1-linux", "fan-in"),
        cells.stream().map(cell -> cell.action().name()).toList());
    assertEquals(
        List.of("make", "test", "test", "fan-in"), cells.stream().map(ActionCell::of).toList());
    ActionCell cell = cells.get(2);
    assertEquals(Map.of("jdk", "2.1", "os", "linux"), cell.values());
    Action action = cell.action();
    assertEquals(List.of(), action.matrix());
    assertEquals(List.of("make"), action.after());
    assertEquals(List.of("other-2_1-linux", "report-2_1-linux"), action.outputArtifacts());
    assertEquals(Map.of("report-2_1-linux", List.of("*.xml")), action.outputFiles());
    assertEquals(Optional.of("t-2_1-linux"), action.namespace());
    assertEquals(List.of("run 2.1 #{variables.who}"), action.commands());
    assertEquals("linux!", action.environmentVariables().get(0).value());
    assertEquals(
        Map.of("all", "linux/2.1 #{codepipeline.PipelineExecutionId}"), action.configuration());
    Action test = stage.actions().get(1);
    assertEquals(
        new Action(
            "test-2_1-linux",
            test.type(),
            test.runOrder(),
            action.configuration(),
            test.inputArtifacts(),
            action.outputArtifacts(),
            action.namespace(),
            Optional.of(java.time.Duration.ofMinutes(7)),
            List.of("make"),
            List.of(),
            action.outputFiles(),
            action.commands(),
            action.environmentVariables(),
            List.of("passed"),
            Optional.of("eu-west-1"),
            Optional.of("role")),
        action);
    assertEquals(
        List.of(new ActionCell("make", Map.of(), stage.actions().get(0))),
        stage.actions().get(0).cells());
  }

  @Test
  @DisplayName("read the cell of their own values, by the name of the input")
  void cellToCell() {
    Stage stage =
        stage(
                each ->
                    each.action(
                            "make", SCRIPT, make -> make.matrix("jdk", "17", "21").output("jar"))
                        .action(
                            "test",
                            SCRIPT,
                            test ->
                                test.runOrder(2)
                                    .matrix("jdk", "17", "21")
                                    .input("jar-#{matrix.jdk}")))
            .build()
            .stages()
            .get(0);
    assertEquals(List.of("jar-21"), stage.cells().get(3).action().inputArtifacts());
  }

  @Test
  @DisplayName("of a faulty matrix are told so")
  void faultyMatrix() {
    String[] many = new String[11];
    for (int i = 0; i < many.length; i++) {
      many[i] = "v" + i;
    }
    assertEquals(
        """
        pipeline order has 10 faults:
        actions[0].matrix.j.k (Build/none): "j.k" is no name; allowed: 1 to 128 characters of A-Za-z0-9@_- [pipeline.name]
        actions[0].matrix.j.k (Build/none): an axis without values; allowed: at least one [pipeline.matrix]
        actions[1].matrix.a (Build/twice): a second value "1"; allowed: each value once [pipeline.matrix]
        actions[2].matrix (Build/dots-3_8): "dots-3_8" would be the name of two actions; allowed: values that differ in more than characters outside A-Za-z0-9_- [pipeline.matrix]
        actions[4].matrix (Build/many): too many cells; allowed: at most 1000 in one action [pipeline.matrix]
        actions[5].configuration.v (Build/axis): the matrix has no axis "aa"; allowed: a [pipeline.unknown-variable]
        actions[6].inputArtifacts[0] (Build/reader): "report" is written by no earlier action; allowed: report-1, report-2; each cell of a matrix writes its own: report-1, report-2 [pipeline.missing-artifact P-302]
        actions[6].configuration.v (Build/reader): no earlier action has the namespace "ax"; allowed: ax-1, ax-2, codepipeline, variables; each cell of a matrix has its own, such as ax-1 [pipeline.unknown-namespace P-511]
        actions[6].configuration.w (Build/reader): no earlier action has the namespace "matrix"; allowed: ax-1, ax-2, codepipeline, variables; Build/reserved runs later [pipeline.unknown-namespace P-504]
        actions[7].namespace (Build/reserved): "matrix" is reserved; allowed: any other [pipeline.namespace P-209]""",
        faults(
            stage ->
                stage
                    .action("none", SCRIPT, none -> none.matrix("j.k"))
                    .action("twice", SCRIPT, twice -> twice.matrix("a", "1", "1"))
                    .action("dots", SCRIPT, dots -> dots.matrix("a", "3.8"))
                    .action("dots-3_8", SCRIPT)
                    .action(
                        "many",
                        SCRIPT,
                        most -> most.matrix("a", many).matrix("b", many).matrix("c", many))
                    .action(
                        "axis",
                        SCRIPT,
                        axis ->
                            axis.matrix("a", "1", "2")
                                .configuration("v", "#{matrix.aa}")
                                .output("report")
                                .namespace("ax"))
                    .action(
                        "reader",
                        SCRIPT,
                        reader ->
                            reader
                                .after("axis")
                                .input("report")
                                .configuration("v", "#{ax.x}")
                                .configuration("w", "#{matrix.a}"))
                    .action("reserved", SCRIPT, reserved -> reserved.namespace("matrix"))));
  }
}
