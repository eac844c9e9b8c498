package dev.penstock.pipeline;

import static dev.penstock.pipeline.ActionCategory.BUILD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The builder of a pipeline")
class PipelineBuilderTest {
  private static final ActionType SCRIPT = ActionType.of(BUILD, "Script");

  @Test
  @DisplayName("takes the name at the start or later, and stages whole or in parts")
  void sameThing() {
    Pipeline parts =
        Pipeline.builder("checkout")
            .stage("Build", stage -> stage.action("compile", SCRIPT))
            .build();
    assertEquals(
        parts,
        Pipeline.builder()
            .stage("Build", stage -> stage.action("compile", SCRIPT, compile -> {}))
            .name("checkout")
            .build());
    assertEquals(parts, Pipeline.builder().name("checkout").stage(parts.stages().get(0)).build());
    assertEquals(Optional.of(parts.stages().get(0)), parts.stage("Build"));
    assertEquals(Optional.empty(), parts.stage("build"));
  }

  @Test
  @DisplayName("fills in what is not said")
  @Covers({"P-107", "P-147"})
  void defaults() {
    Pipeline pipeline =
        Pipeline.builder("checkout")
            .stage("Build", stage -> stage.action("compile", SCRIPT).approval("sign-off"))
            .build();
    assertEquals(ExecutionMode.SUPERSEDED, pipeline.executionMode());
    Action compile = pipeline.stages().get(0).actions().get(0);
    assertEquals(1, compile.runOrder());
    assertEquals(Optional.empty(), compile.timeout());
    assertEquals(Optional.empty(), compile.namespace());
    Action approval = pipeline.stages().get(0).actions().get(1);
    assertEquals("APPROVAL/Manual", approval.type().toString());
    assertEquals(
        List.of(false, true), List.of(compile.isManualApproval(), approval.isManualApproval()));
  }

  @Test
  @DisplayName("tells whether entering a stage starts all of it")
  void startsTogether() {
    assertEquals(
        List.of(true, false, false, false),
        List.of(
            startsTogether(each -> each.runOrder(2), each -> each.runOrder(2)),
            startsTogether(each -> each.runOrder(1), each -> each.runOrder(2)),
            startsTogether(each -> {}, each -> each.after("first")),
            startsTogether(each -> {}, each -> each.matrix("jdk", "17", "21"))));
  }

  private static boolean startsTogether(
      Consumer<Action.Builder> first, Consumer<Action.Builder> second) {
    return Stage.builder("Build")
        .action("first", SCRIPT, first)
        .action("second", SCRIPT, second)
        .build()
        .startsTogether();
  }

  @Test
  @DisplayName("tells whether a stage's actions have anything to be handed or watched")
  void plainActions() {
    List<Consumer<Action.Builder>> additions =
        List.of(
            each -> each.input("Source"),
            each -> each.output("Built"),
            each -> each.configuration("Script", "build.sh"),
            each -> each.command("make"),
            each -> each.environment(EnvironmentVariable.plain("CI", "true")),
            each -> each.timeout(Duration.ofMinutes(5)));

    assertTrue(plain(SCRIPT, each -> each.runOrder(2).namespace("Built")));
    assertFalse(plain(Action.MANUAL_APPROVAL, each -> {}));
    assertFalse(plain(ActionType.of(ActionCategory.SOURCE, "Git"), each -> {}));
    for (int i = 0; i < additions.size(); i++) {
      assertFalse(plain(SCRIPT, additions.get(i)), "addition " + i);
    }
  }

  private static boolean plain(ActionType type, Consumer<Action.Builder> second) {
    Stage stage =
        Stage.builder("Build").action("first", SCRIPT).action("second", type, second).build();
    assertEquals(List.of("first", "second"), stage.actionNames());
    assertTrue(stage.actions().get(0).isPlain());
    assertEquals(stage.hasPlainActions(), stage.actions().get(1).isPlain());
    return stage.hasPlainActions();
  }

  @Test
  @DisplayName("refuses to lose what is added to a stage that is part of a pipeline already")
  void late() {
    List<Stage.Builder> kept = new ArrayList<>();
    Pipeline.Builder pipeline =
        Pipeline.builder("checkout")
            .stage("Build", stage -> kept.add(stage.action("make", SCRIPT)))
            .changeStage("Build", kept::add);
    assertEquals(1, pipeline.build().stages().get(0).actions().size());
    List<Consumer<Stage.Builder>> additions =
        List.of(
            stage -> stage.action("late", SCRIPT),
            stage -> stage.approval("late"),
            stage -> stage.changeAction("make", action -> {}),
            stage -> stage.withoutAction("make"),
            stage -> stage.beforeEntry(condition -> {}),
            stage -> stage.onSuccess(condition -> {}),
            stage -> stage.onFailure(OnFailure.rollback()),
            stage -> stage.timeout(Duration.ofDays(1)),
            stage -> stage.blocker(new Blocker("holidays", Blocker.SCHEDULE)));
    for (Stage.Builder stage : kept) {
      for (Consumer<Stage.Builder> addition : additions) {
        assertEquals(
            "stage \"Build\" is part of its pipeline already, and what is added now would be lost;"
                + " add it inside of stage(...) or changeStage(...)",
            refused(() -> addition.accept(stage)));
      }
    }
    Stage.Builder own = Stage.builder("Own").action("a", SCRIPT);
    assertEquals(1, own.build().actions().size());
    assertEquals(2, own.action("b", SCRIPT).build().actions().size());
  }

  @Test
  @DisplayName("refuses an option that was set before, and shows the first value")
  void setTwice() {
    assertEquals(
        "name was set before, to checkout",
        refused(() -> Pipeline.builder("checkout").name("again")));
    assertEquals(
        "executionMode was set before, to SUPERSEDED",
        refused(
            () ->
                Pipeline.builder("checkout")
                    .executionMode(ExecutionMode.SUPERSEDED)
                    .executionMode(ExecutionMode.SUPERSEDED)));
    assertEquals(
        "runOrder was set before, to 2", refused(action -> action.runOrder(2).runOrder(3)));
    assertEquals(
        "namespace was set before, to c", refused(action -> action.namespace("c").namespace("d")));
    assertEquals(
        "timeout was set before, to PT20M",
        refused(action -> action.timeout(Duration.ofMinutes(20)).timeout(Duration.ofMinutes(20))));
    assertEquals(
        "configuration goal was set before, to verify",
        refused(action -> action.configuration("goal", "verify").configuration("goal", "deploy")));
  }

  @Test
  @DisplayName("starts from what is there: what it sets replaces, what it adds comes after")
  void changed() {
    Pipeline pipeline =
        Pipeline.builder("checkout")
            .variable("region")
            .stage(
                "Build",
                stage ->
                    stage
                        .action(
                            "compile",
                            SCRIPT,
                            compile -> compile.runOrder(2).output("jar").configuration("goal", "a"))
                        .action("lint", SCRIPT))
            .stage("Prod", stage -> stage.action("ship", SCRIPT, ship -> ship.input("jar")))
            .build();
    assertEquals(pipeline, pipeline.toBuilder().build());
    Pipeline changed =
        pipeline.toBuilder()
            .name("till")
            .executionMode(ExecutionMode.QUEUED)
            .variable("zone", "north")
            .withoutStage("Prod")
            .changeStage(
                "Build",
                stage ->
                    stage
                        .withoutAction("lint")
                        .changeAction(
                            "compile",
                            compile -> compile.runOrder(3).output("war").configuration("goal", "b"))
                        .approval("ok"))
            .build();
    assertEquals(
        Pipeline.builder("till")
            .executionMode(ExecutionMode.QUEUED)
            .variable("region")
            .variable("zone", "north")
            .stage(
                "Build",
                stage ->
                    stage
                        .action(
                            "compile",
                            SCRIPT,
                            compile ->
                                compile
                                    .runOrder(3)
                                    .output("jar")
                                    .output("war")
                                    .configuration("goal", "b"))
                        .approval("ok"))
            .build(),
        changed);
    assertEquals(
        "name was set before, to till",
        refused(() -> pipeline.toBuilder().name("till").name("checkout")));
    assertEquals(
        "no stage is called \"build\"; there are [Build, Prod]",
        assertThrows(
                IllegalArgumentException.class,
                () -> pipeline.toBuilder().changeStage("build", stage -> {}))
            .getMessage());
    assertEquals(
        "no action is called \"test\"; there are [compile, lint]",
        assertThrows(
                IllegalArgumentException.class,
                () -> pipeline.stages().get(0).toBuilder().withoutAction("test"))
            .getMessage());
  }

  private static String refused(Runnable call) {
    return String.valueOf(assertThrows(IllegalStateException.class, call::run).getMessage());
  }

  private static String refused(Consumer<Action.Builder> options) {
    return refused(
        () ->
            Pipeline.builder("checkout")
                .stage("Build", stage -> stage.action("compile", SCRIPT, options)));
  }
}
