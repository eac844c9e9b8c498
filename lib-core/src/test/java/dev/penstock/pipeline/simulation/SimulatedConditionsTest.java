package dev.penstock.pipeline.simulation;

import static dev.penstock.pipeline.execution.ExecutionStatus.FAILED;
import static dev.penstock.pipeline.execution.ExecutionStatus.SUCCEEDED;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.engine.RuleExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A simulated pipeline with conditions")
class SimulatedConditionsTest {
  private static final RuleType ALARM = RuleType.of("Alarm");

  private static PipelineSimulation.Builder simulation(Consumer<Stage.Builder> options) {
    Pipeline pipeline =
        Pipeline.builder("guarded")
            .stage("Build", stage -> stage.action("compile", Checkout.MAKE))
            .stage(
                "Production",
                stage -> {
                  stage.action("ship", Checkout.SHIP);
                  options.accept(stage);
                })
            .build();
    return PipelineSimulation.of(pipeline)
        .action(Checkout.MAKE, script -> script.succeeds(ofMinutes(1)))
        .engine(
            engine ->
                engine.rule(ALARM, RuleExecutor.blocking(c -> RuleResult.failed("it rings"))));
  }

  @Test
  @DisplayName("waits for a deployment window in virtual time")
  void window() {
    PipelineSimulation simulation =
        simulation(
                stage ->
                    stage.beforeEntry(
                        condition ->
                            condition.rule(
                                "evening",
                                RuleType.DEPLOYMENT_WINDOW,
                                rule -> rule.configuration("Cron", "* * 18 ? * *"))))
            .action(Checkout.SHIP, script -> script.succeeds(ofMinutes(2)))
            .begin();
    String execution = simulation.start();
    simulation.advance(ofHours(8));
    simulation.crash();
    simulation.runToEnd();
    assertEquals(SUCCEEDED, simulation.status(execution));
    assertEquals(ofHours(9).plusMinutes(2), simulation.duration(execution));
    List<String> lines = new ArrayList<>(simulation.timeline(execution));
    lines.removeIf(line -> !line.contains("beforeEntry"));
    assertEquals("00:01:00 Production/beforeEntry asks its rules", lines.get(0));
    assertEquals("09:00:00 Production/beforeEntry succeeded", lines.get(lines.size() - 1));
  }

  @Test
  @DisplayName("tells why a stage that is to bring itself back just fails")
  void nothingToGoBackTo() {
    PipelineSimulation failing =
        simulation(stage -> stage.onFailure(OnFailure.rollback()))
            .action(Checkout.SHIP, script -> script.fails("disk full"))
            .begin();
    String failed = failing.start();
    failing.runToEnd();
    assertEquals(
        List.of(
            "00:01:00 Production failed; not rolled back: no execution has succeeded in it under the"
                + " present version of the definition, which an update makes a new one",
            "00:01:00 failed"),
        last(2, failing.timeline(failed)));
  }

  @Test
  @DisplayName("fails, is skipped or let through as its rules and people say")
  void rules() {
    PipelineSimulation failing =
        simulation(stage -> stage.onSuccess(condition -> condition.rule("quiet", ALARM, r -> {})))
            .action(Checkout.SHIP, script -> script.succeeds())
            .begin();
    String failed = failing.start();
    failing.runToEnd();
    assertEquals(FAILED, failing.status(failed));
    assertEquals(
        List.of(
            "00:01:00 Production/onSuccess asks its rules",
            "00:01:00 Production/onSuccess/quiet failed: it rings",
            "00:01:00 Production/onSuccess failed",
            "00:01:00 Production failed",
            "00:01:00 failed"),
        last(5, failing.timeline(failed)));
    failing.order(
        pipeline -> pipeline.override(failed, "Production", ConditionKind.ON_SUCCESS, "ada"));
    failing.runToEnd();
    assertEquals(SUCCEEDED, failing.status(failed));
    assertEquals(
        "00:01:00 Production/onSuccess overridden by ada",
        last(3, failing.timeline(failed)).get(0));

    PipelineSimulation skipping =
        simulation(
                stage ->
                    stage.beforeEntry(
                        condition ->
                            condition.result(ConditionResult.SKIP).rule("quiet", ALARM, r -> {})))
            .otherActions(script -> script.succeeds())
            .begin();
    String skipped = skipping.start();
    skipping.runToEnd();
    assertEquals(
        List.of("00:01:00 Production skipped", "00:01:00 succeeded"),
        last(2, skipping.timeline(skipped)));
  }

  @Test
  @DisplayName("retries itself, and its time is limited")
  void retries() {
    PipelineSimulation retrying =
        simulation(stage -> stage.onFailure(OnFailure.retry(RetryMode.ALL_ACTIONS)))
            .action(Checkout.SHIP, script -> script.failsOnce("disk full").thenSucceeds())
            .begin();
    String retried = retrying.start();
    retrying.runToEnd();
    assertEquals(SUCCEEDED, retrying.status(retried));
    assertEquals(
        "00:01:00 Production retries itself: all actions",
        last(5, retrying.timeline(retried)).get(0));

    PipelineSimulation limited =
        simulation(stage -> stage.timeout(ofHours(1)))
            .action(Checkout.SHIP, script -> script.neverEnds().stopsWhenAsked())
            .begin();
    String late = limited.start();
    limited.runToEnd();
    assertEquals(FAILED, limited.status(late));
    assertEquals("01:01:00 Production took too long", last(5, limited.timeline(late)).get(0));
  }

  private static List<String> last(int count, List<String> lines) {
    return lines.subList(lines.size() - count, lines.size());
  }
}
