package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.GIT;
import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.process.simulation.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A second engine that opens the same pipeline")
class SecondEngineTest {
  private static final Pipeline SHOP =
      Pipeline.builder("shop").stage("Build", stage -> stage.action("compile", SCRIPT)).build();
  private static final ActionExecutor FIRST =
      ActionExecutor.blocking(context -> ActionResult.succeeded());
  private static final ActionExecutor SECOND =
      ActionExecutor.blocking(context -> ActionResult.failed("second"));

  private final VirtualTime time = VirtualTime.startingAt(TestHost.START);
  private final ProcessEngine processes =
      ProcessEngine.builder()
          .journal(new InMemoryJournal())
          .executor(Runnable::run)
          .scheduler(time)
          .clock(time.clock())
          .build();
  private final OpenPipeline open = first().build().open(SHOP);

  @AfterEach
  void close() {
    processes.close();
  }

  private PipelineEngine.Builder first() {
    return PipelineEngine.builder(processes).action(SCRIPT, FIRST);
  }

  private static String refusal(PipelineEngine.Builder second) {
    PipelineEngine engine = second.build();
    return assertThrows(IllegalStateException.class, () -> engine.open(SHOP)).getMessage();
  }

  private static String because(String differences) {
    return "pipeline shop is open already, by an engine that has others for ["
        + differences
        + "]; open it by that one, or close the process engine before";
  }

  @Test
  @DisplayName("is refused if it has other executors, rules, artifacts or secrets")
  void other() {
    RuleExecutor rule = RuleExecutor.blocking(context -> RuleResult.failed("it rings"));
    assertEquals(
        because("BUILD/Script"), refusal(PipelineEngine.builder(processes).action(SCRIPT, SECOND)));
    assertEquals(because("SOURCE/Git"), refusal(first().action(GIT, FIRST)));
    assertEquals(because("Rule/NoAlarm"), refusal(first().rule(RuleType.of("NoAlarm"), rule)));
    assertEquals(because("secrets"), refusal(first().secrets(reference -> "hunter2!")));
    String execution = now(open.start());
    assertEquals(ExecutionStatus.SUCCEEDED, now(open.finished(execution)));
  }

  @Test
  @DisplayName("finds it as it is if it has the same ones")
  void same() {
    OpenPipeline again = first().build().open(SHOP);
    String execution = now(open.start());
    assertEquals(ExecutionStatus.SUCCEEDED, now(again.finished(execution)));
  }
}
