package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.process.Decision;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An order to forget targets of rollbacks")
class ForgetTargetsTest {
  private final DrivenPipeline pipeline = new DrivenPipeline();

  private Decision<PipelineEvent> forget(String... executions) {
    return pipeline.tell(new PipelineCommand.ForgetTargets(List.of(executions), pipeline.now));
  }

  @Test
  @DisplayName("forgets those that are named, but never the last one that succeeded in a stage")
  void forgets() {
    pipeline.tell(
        new PipelineCommand.DefinePipeline(
            Pipeline.builder("p")
                .stage(
                    "Prod",
                    stage -> stage.action("ship", ActionType.of(ActionCategory.DEPLOY, "Script")))
                .build(),
            pipeline.now));
    String first = pipeline.start();
    pipeline.end(first, ActionResult.succeeded());
    String second = pipeline.start();
    pipeline.end(second, ActionResult.succeeded());
    assertEquals(List.of(first, second), pipeline.state.rollbackTargets("Prod"));
    assertInstanceOf(Decision.Unchanged.class, forget("unknown", second));
    assertInstanceOf(Decision.Accepted.class, forget("unknown", first, second, first));
    assertEquals(
        new PipelineEvent.TargetsForgotten(List.of(first), pipeline.now),
        pipeline.events.get(pipeline.events.size() - 1));
    assertEquals(List.of(second), pipeline.state.rollbackTargets("Prod"));
    assertInstanceOf(Decision.Unchanged.class, forget(first));
  }

  @Test
  @DisplayName("is an order of its moment: given again, it forgets what was the last one before")
  void isGivenAgain() {
    pipeline.tell(
        new PipelineCommand.DefinePipeline(
            Pipeline.builder("p")
                .stage(
                    "Prod",
                    stage -> stage.action("ship", ActionType.of(ActionCategory.DEPLOY, "Script")))
                .build(),
            pipeline.now));
    String first = pipeline.start();
    pipeline.end(first, ActionResult.succeeded());
    PipelineCommand.ForgetTargets order =
        new PipelineCommand.ForgetTargets(List.of(first), pipeline.now);
    assertInstanceOf(Decision.Unchanged.class, pipeline.tell(order));
    String second = pipeline.start();
    pipeline.end(second, ActionResult.succeeded());
    assertFalse(order.isRepeatable());
    assertInstanceOf(Decision.Accepted.class, pipeline.tell(order));
    assertEquals(List.of(second), pipeline.state.rollbackTargets("Prod"));
  }
}
