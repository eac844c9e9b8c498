package dev.penstock.pipeline.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The difference of two definitions")
class DefinitionDiffTest {
  private static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");
  private static final ActionType MAVEN = ActionType.of(ActionCategory.BUILD, "Maven");
  private static final ActionType FLEET = ActionType.of(ActionCategory.DEPLOY, "Fleet");

  private static final Pipeline BEFORE =
      Pipeline.builder("checkout")
          .variable("target", "eu")
          .stage("Source", DefinitionDiffTest::source)
          .stage("Build", DefinitionDiffTest::build)
          .stage("Ship", DefinitionDiffTest::ship)
          .build();

  private static void source(Stage.Builder stage) {
    stage.action("fetch", GIT, action -> action.output("sources"));
  }

  private static void build(Stage.Builder stage) {
    stage
        .action(
            "compile", MAVEN, action -> action.input("sources").configuration("goal", "package"))
        .action("lint", MAVEN, action -> action.input("sources").configuration("goal", "lint"));
  }

  private static void ship(Stage.Builder stage) {
    stage.action("deploy", FLEET).action("verify", MAVEN, action -> action.runOrder(2));
  }

  private static void differs(String text, Pipeline before, Pipeline after) {
    DefinitionDiff diff = DefinitionDiff.between(before, after);
    assertEquals(text, diff.text());
    assertFalse(diff.isEmpty());
  }

  private static Pipeline.Builder checkout() {
    return Pipeline.builder("checkout").variable("target", "eu");
  }

  @Test
  @DisplayName("is empty between equal ones, and for actions in another order")
  void same() {
    DefinitionDiff diff =
        DefinitionDiff.between(
            BEFORE,
            checkout()
                .stage("Source", DefinitionDiffTest::source)
                .stage(reversed(BEFORE.stage("Build").orElseThrow()))
                .stage("Ship", DefinitionDiffTest::ship)
                .build());
    assertEquals(List.of(), diff.changes());
    assertTrue(diff.isEmpty());
    assertEquals("no changes", diff.text());
  }

  private static Stage reversed(Stage stage) {
    List<Action> actions = new java.util.ArrayList<>(stage.actions());
    java.util.Collections.reverse(actions);
    Stage.Builder builder = Stage.builder(stage.name());
    actions.forEach(builder::action);
    return builder.build();
  }

  @Test
  @DisplayName("tells fields of the pipeline and of actions, entries of maps one by one")
  void fields() {
    Pipeline after =
        Pipeline.builder("checkout")
            .variable("target", "us")
            .stage("Source", DefinitionDiffTest::source)
            .stage(
                "Build",
                stage ->
                    stage
                        .action(
                            "compile",
                            MAVEN,
                            action ->
                                action
                                    .input("sources")
                                    .configuration("goal", "verify")
                                    .configuration("threads", "4")
                                    .timeout(Duration.ofMinutes(5)))
                        .action("lint", MAVEN, action -> action.input("sources").runOrder(2)))
            .stage("Ship", DefinitionDiffTest::ship)
            .build();
    differs(
        """
        ~ checkout variables.target: (defaultValue eu) -> (defaultValue us)
        ~ Build/compile configuration.goal: "package" -> "verify"
        ~ Build/compile configuration.threads: now "4"
        ~ Build/compile timeout: now PT5M
        ~ Build/lint runOrder: 1 -> 2
        ~ Build/lint configuration.goal: no longer "lint\"""",
        BEFORE,
        after);
    assertEquals(
        new Change.FieldChanged("Build/lint", "runOrder", "2", "1"),
        DefinitionDiff.between(after, BEFORE).changes().get(4));
  }

  @Test
  @DisplayName("tells stages that are added, removed and moved, as few moves as there can be")
  void stages() {
    Pipeline after =
        checkout()
            .stage("Source", DefinitionDiffTest::source)
            .stage("Gate", stage -> stage.approval("sign-off"))
            .stage("Ship", DefinitionDiffTest::ship)
            .stage("Build", DefinitionDiffTest::build)
            .build();
    differs("+ stage Gate, after Source\n> stage Build moved, after Ship", BEFORE, after);
    differs("> stage Ship moved, after Build\n- stage Gate", after, BEFORE);
    Pipeline first =
        checkout()
            .stage("Gate", stage -> stage.approval("sign-off"))
            .stage("Source", DefinitionDiffTest::source)
            .stage("Build", DefinitionDiffTest::build)
            .stage("Ship", DefinitionDiffTest::ship)
            .build();
    differs("+ stage Gate, first of all", BEFORE, first);
  }

  @Test
  @DisplayName("guesses that a stage with mostly the same actions has a new name")
  void renamedStage() {
    differs(
        "~ stage Ship renamed to Production (a guess: its actions are alike)"
            + "\n~ Production/verify runOrder: 2 -> 3",
        BEFORE,
        checkout()
            .stage("Source", DefinitionDiffTest::source)
            .stage("Build", DefinitionDiffTest::build)
            .stage(
                "Production",
                stage ->
                    stage
                        .action("deploy", FLEET)
                        .action("verify", MAVEN, action -> action.runOrder(3)))
            .build());
    differs(
        "+ stage Production, after Build\n> action verify moved from Ship to Production\n- stage Ship",
        BEFORE,
        checkout()
            .stage("Source", DefinitionDiffTest::source)
            .stage("Build", DefinitionDiffTest::build)
            .stage(
                "Production",
                stage ->
                    stage
                        .action("roll-out", FLEET)
                        .action("verify", MAVEN, action -> action.runOrder(2)))
            .build());
  }

  @Test
  @DisplayName("tells actions that are added, removed, moved and, as a guess, renamed")
  void actions() {
    Pipeline after =
        checkout()
            .stage("Source", DefinitionDiffTest::source)
            .stage(
                "Build",
                stage ->
                    stage
                        .action(
                            "build-all",
                            MAVEN,
                            action -> action.input("sources").configuration("goal", "package"))
                        .action("sign", FLEET))
            .stage(
                "Ship",
                stage ->
                    stage
                        .action("deploy", FLEET)
                        .action("verify", MAVEN, action -> action.runOrder(2))
                        .action(
                            "lint",
                            MAVEN,
                            action -> action.input("sources").configuration("goal", "all")))
            .build();
    differs(
        """
        ~ action Build/compile renamed to build-all (a guess: it does the same)
        + action Build/sign
        > action lint moved from Build to Ship
        ~ Ship/lint configuration.goal: "lint" -> "all\"""",
        BEFORE,
        after);
    differs(
        """
        ~ action Build/build-all renamed to compile (a guess: it does the same)
        > action lint moved from Ship to Build
        ~ Build/lint configuration.goal: "all" -> "lint"
        - action Build/sign""",
        after,
        BEFORE);
  }

  @Test
  @DisplayName("does not guess where too little is alike or the type differs")
  void noGuess() {
    differs(
        "+ action Source/clone\n- action Source/fetch",
        BEFORE,
        checkout()
            .stage(
                "Source", stage -> stage.action("clone", MAVEN, action -> action.output("sources")))
            .stage("Build", DefinitionDiffTest::build)
            .stage("Ship", DefinitionDiffTest::ship)
            .build());
    differs(
        "+ action Ship/check\n- action Ship/verify",
        BEFORE,
        checkout()
            .stage("Source", DefinitionDiffTest::source)
            .stage("Build", DefinitionDiffTest::build)
            .stage(
                "Ship",
                stage ->
                    stage
                        .action("deploy", FLEET)
                        .action(
                            "check",
                            MAVEN,
                            action -> action.runOrder(3).configuration("a", "b").namespace("n")))
            .build());
  }
}
