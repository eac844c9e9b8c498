package dev.penstock.pipeline;

import static dev.penstock.pipeline.ActionCategory.BUILD;
import static dev.penstock.pipeline.ConditionResult.FAIL;
import static dev.penstock.pipeline.ConditionResult.RETRY;
import static dev.penstock.pipeline.ConditionResult.ROLLBACK;
import static dev.penstock.pipeline.ConditionResult.SKIP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Conditions of a stage")
class ConditionChecksTest {
  private static final ActionType SCRIPT = ActionType.of(BUILD, "Script");
  private static final Rule RULE = Rule.builder("ask", RuleType.of("Ask")).build();

  private static Pipeline.Builder build(Consumer<Stage.Builder> options) {
    return Pipeline.builder("checkout")
        .stage(
            "Build",
            stage ->
                options.accept(
                    stage.action("compile", SCRIPT, c -> c.output("jar").namespace("c"))))
        .stage("Prod", stage -> stage.action("ship", SCRIPT));
  }

  private static String faults(Pipeline.Builder pipeline) {
    return assertThrows(InvalidDefinitionException.class, pipeline::build).getMessage();
  }

  private static Condition condition(ConditionResult result) {
    return Condition.builder().result(result).rule(RULE).build();
  }

  @Test
  @DisplayName("have the results of their kind, and those have no others")
  @Covers({"P-139", "P-215"})
  void results() {
    List<String> accepted = new ArrayList<>();
    for (ConditionResult result : ConditionResult.values()) {
      record Kind(String name, Consumer<Stage.Builder> options) {}

      for (Kind kind :
          List.of(
              new Kind("beforeEntry", s -> s.beforeEntry(c -> c.result(result).rule(RULE))),
              new Kind("onSuccess", s -> s.onSuccess(c -> c.result(result).rule(RULE))),
              new Kind("onFailure", s -> s.onFailure(OnFailure.when(condition(result)))),
              new Kind(
                  "always",
                  s ->
                      s.onFailure(
                          new OnFailure(
                              Optional.of(result), Optional.empty(), Optional.empty()))))) {
        try {
          build(kind.options()).build();
          accepted.add(kind.name() + " " + result);
        } catch (InvalidDefinitionException refused) {
          assertEquals(
              List.of("pipeline.condition-result P-215"),
              refused.diagnostics().stream().map(d -> d.rule() + " " + d.reference()).toList());
        }
      }
    }
    assertEquals(
        List.of(
            "onSuccess ROLLBACK",
            "onFailure ROLLBACK",
            "always ROLLBACK",
            "beforeEntry FAIL",
            "onSuccess FAIL",
            "onFailure RETRY",
            "always RETRY",
            "beforeEntry SKIP"),
        accepted);
    assertEquals(
        """
        pipeline checkout has 1 fault:
          checkout: stages[0].onFailure.conditions[0].result (Build): FAIL does not follow onFailure; allowed: ROLLBACK, RETRY [pipeline.condition-result P-215]""",
        faults(build(stage -> stage.onFailure(OnFailure.when(condition(FAIL))))));
  }

  @Test
  @DisplayName("do not roll back what runs side by side")
  @Covers("P-213")
  void parallel() {
    assertEquals(
        """
        pipeline checkout has 3 faults:
          checkout: stages[0].onSuccess.conditions[0].result (Build): ROLLBACK in a pipeline of the mode PARALLEL; allowed: any other result, for executions that run side by side leave nothing to go back to [pipeline.parallel-rollback P-213]
          checkout: stages[0].onFailure.result (Build): ROLLBACK in a pipeline of the mode PARALLEL; allowed: any other result, for executions that run side by side leave nothing to go back to [pipeline.parallel-rollback P-213]
          checkout: stages[1].onFailure.conditions[0].result (Prod): ROLLBACK in a pipeline of the mode PARALLEL; allowed: any other result, for executions that run side by side leave nothing to go back to [pipeline.parallel-rollback P-213]""",
        faults(
            build(
                    stage ->
                        stage
                            .onFailure(OnFailure.rollback())
                            .onSuccess(c -> c.result(ROLLBACK).rule(RULE)))
                .changeStage("Prod", s -> s.onFailure(OnFailure.when(condition(ROLLBACK))))
                .executionMode(ExecutionMode.PARALLEL)));
    build(stage -> stage.onFailure(OnFailure.retry(RetryMode.ALL_ACTIONS)))
        .executionMode(ExecutionMode.PARALLEL)
        .build();
    build(stage -> stage.onFailure(OnFailure.rollback()))
        .executionMode(ExecutionMode.QUEUED)
        .build();
  }

  @Test
  @DisplayName("retry by a mode, and not beside a condition")
  @Covers({"P-137", "P-1024", "P-1025"})
  void retry() {
    assertEquals(
        """
        pipeline checkout has 1 fault:
          checkout: stages[0].onFailure.conditions (Build): a condition beside the result RETRY; allowed: one of the two [pipeline.retry-condition P-1025]""",
        faults(
            build(
                stage ->
                    stage.onFailure(
                        new OnFailure(
                            Optional.of(RETRY),
                            Optional.of(RetryMode.FAILED_ACTIONS),
                            Optional.of(condition(ROLLBACK)))))));
    assertEquals(
        """
        pipeline checkout has 1 fault:
          checkout: stages[0].onFailure.retryConfiguration (Build): a retry mode without the result RETRY; allowed: a mode where the stage is retried [pipeline.retry-mode P-1021]""",
        faults(
            build(
                stage ->
                    stage.onFailure(
                        new OnFailure(
                            Optional.of(ROLLBACK),
                            Optional.of(RetryMode.FAILED_ACTIONS),
                            Optional.empty())))));
    Pipeline guarded =
        build(
                stage ->
                    stage.onFailure(
                        new OnFailure(
                            Optional.empty(),
                            Optional.of(RetryMode.ALL_ACTIONS),
                            Optional.of(condition(RETRY)))))
            .build();
    assertEquals(List.of(), guarded.check(Conformance.OPEN));
    Pipeline bare =
        build(
                stage ->
                    stage.onFailure(
                        new OnFailure(Optional.of(RETRY), Optional.empty(), Optional.empty())))
            .build();
    assertEquals(
        List.of(
            "checkout: warning: stages[0].onFailure.retryConfiguration (Build): a retry without a"
                + " mode, taken as FAILED_ACTIONS; allowed: FAILED_ACTIONS, ALL_ACTIONS"
                + " [pipeline.retry-mode P-1024]"),
        bare.check(Conformance.OPEN).stream().map(Diagnostic::toString).toList());
  }

  @Test
  @DisplayName("have times that end at some instant")
  void times() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    assertEquals(
        """
        pipeline checkout has 3 faults:
          checkout: stages[0].timeout (Build): PT87600000H0.000000001S is out of range; allowed: at most 3650000 days, or none [pipeline.timeout]
          checkout: stages[0].actions[1].timeout (Build/wait): PT2562047788015215H30M7.999999999S is out of range; allowed: at most 3650000 days, or none [pipeline.timeout]
          checkout: stages[0].onSuccess.conditions[0].rules[0].timeout (Build/ask): PT2562047788015215H30M7.999999999S is out of range; allowed: at most 3650000 days, or none [pipeline.timeout]""",
        faults(
            build(
                stage ->
                    stage
                        .timeout(Duration.ofDays(3_650_000).plusNanos(1))
                        .action("wait", Action.MANUAL_APPROVAL, a -> a.timeout(forever))
                        .onSuccess(
                            c -> c.rule("ask", RuleType.of("Ask"), r -> r.timeout(forever))))));
    assertEquals(
        List.of(),
        build(stage -> stage.timeout(Duration.ofDays(3_650_000))).build().check(Conformance.OPEN));
  }

  @Test
  @DisplayName("have rules with names and times, and one of each kind")
  @Covers({"P-138", "P-171", "P-1201", "P-1617"})
  void rules() {
    assertEquals(
        """
        pipeline checkout has 5 faults:
          checkout: stages[0].timeout (Build): PT-1S is out of range; allowed: above zero [pipeline.timeout]
          checkout: stages[0].beforeEntry.conditions[0].rules (Build): a condition without rules; allowed: at least one [pipeline.no-rules P-139]
          checkout: stages[0].onSuccess.conditions[0].rules[1].name: a second rule "ask"; allowed: names unique in the condition [pipeline.duplicate-rule]
          checkout: stages[0].onSuccess.conditions[0].rules[2].name: "a b" is no name; allowed: 1 to 100 characters of A-Za-z0-9.@_- [pipeline.name P-171]
          checkout: stages[0].onSuccess.conditions[0].rules[2].timeout (Build/a b): PT0S is out of range; allowed: above zero [pipeline.timeout]""",
        faults(
            build(
                stage ->
                    stage
                        .timeout(Duration.ofSeconds(-1))
                        .beforeEntry(c -> {})
                        .onSuccess(
                            c ->
                                c.rule(RULE)
                                    .rule(RULE)
                                    .rule(
                                        "a b",
                                        RuleType.of("Ask"),
                                        r -> r.timeout(Duration.ZERO))))));
    assertEquals(
        "beforeEntry was set before, to Condition[result=Optional.empty, rules=[]]",
        assertThrows(
                IllegalStateException.class,
                () -> build(stage -> stage.beforeEntry(c -> {}).beforeEntry(c -> {})))
            .getMessage());
    assertEquals(
        "onSuccess was set before, to Condition[result=Optional.empty, rules=[]]",
        assertThrows(
                IllegalStateException.class,
                () -> build(stage -> stage.onSuccess(c -> {}).onSuccess(c -> {})))
            .getMessage());
    assertEquals(
        "onFailure was set before, to OnFailure[result=Optional[ROLLBACK],"
            + " retryMode=Optional.empty, condition=Optional.empty]",
        assertThrows(
                IllegalStateException.class,
                () ->
                    build(
                        stage ->
                            stage
                                .onFailure(OnFailure.rollback())
                                .onFailure(OnFailure.when(condition(ROLLBACK)))))
            .getMessage());
  }

  @Test
  @DisplayName("read what exists when they are evaluated")
  @Covers({"P-175", "P-309", "P-504", "P-510"})
  void inputs() {
    Rule reads =
        Rule.builder("reads", RuleType.of("Ask"))
            .input("jar")
            .configuration("v", "#{c.v}")
            .command("echo #{c.v}")
            .build();
    build(
            stage ->
                stage
                    .onSuccess(c -> c.rule(reads))
                    .onFailure(OnFailure.when(Condition.builder().rule(reads).build())))
        .changeStage("Prod", prod -> prod.beforeEntry(c -> c.rule(reads)))
        .build();
    assertEquals(
        """
        pipeline checkout has 5 faults:
          checkout: stages[0].beforeEntry.conditions[0].rules[0].inputArtifacts[0] (Build/reads): "jar" does not exist when beforeEntry is evaluated; allowed: outputs of earlier stages [pipeline.missing-artifact P-309]
          checkout: stages[0].beforeEntry.conditions[0].rules[0].configuration.v (Build/reads): no earlier action has the namespace "c"; allowed: codepipeline, variables; Build/compile runs later [pipeline.unknown-namespace P-504]
          checkout: stages[0].beforeEntry.conditions[0].rules[0].commands[0] (Build/reads): no earlier action has the namespace "c"; allowed: codepipeline, variables; Build/compile runs later [pipeline.unknown-namespace P-504]
          checkout: stages[1].onSuccess.conditions[0].rules[0].inputArtifacts[1] (Prod/reads): a second input "jar"; allowed: each input once [pipeline.duplicate-input P-306]
          checkout: stages[1].onSuccess.conditions[0].rules[0].inputArtifacts[2] (Prod/reads): "war" does not exist when onSuccess is evaluated; allowed: outputs of this stage and earlier ones [pipeline.missing-artifact P-309]""",
        faults(
            build(stage -> stage.beforeEntry(c -> c.rule(reads)))
                .changeStage(
                    "Prod",
                    prod ->
                        prod.onSuccess(
                            c -> c.rule(reads.toBuilder().input("jar").input("war").build())))));
  }

  @Test
  @DisplayName("that skip a stage are a warning where its products are needed")
  @Covers("P-1209")
  void skipped() {
    Pipeline.Builder pipeline =
        build(stage -> stage.beforeEntry(c -> c.result(SKIP).rule(RULE)))
            .changeStage(
                "Build",
                build -> build.action("same", SCRIPT, same -> same.runOrder(2).input("jar")))
            .changeStage(
                "Prod",
                prod ->
                    prod.action(
                        "use", SCRIPT, use -> use.input("jar").configuration("v", "#{c.v}")));
    assertEquals(
        List.of(
            "checkout: warning: stages[1].actions[1].inputArtifacts[0] (Prod/use): \"jar\" comes from"
                + " Build/compile, whose stage may be skipped; the action then fails when it starts"
                + " [pipeline.skipped-producer P-1209]",
            "checkout: warning: stages[1].actions[1].configuration.v (Prod/use): \"#{c.v}\" comes from"
                + " Build/compile, whose stage may be skipped; the action then fails when it starts"
                + " [pipeline.skipped-producer P-1209]"),
        pipeline.build().check(Conformance.OPEN).stream().map(Diagnostic::toString).toList());
  }
}
