package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.process.Decision;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Effects;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The law of cost: the pipeline decider")
class PipelineCostTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
  private static final ActionType SCRIPT = ActionType.of(ActionCategory.BUILD, "Script");
  private static final double HIGHEST_GROWTH = 1.2;

  /** What one execution took, from its start to its end. */
  private record Cost(long actions, long bytes, long events, int afterOneCommand) {
    double bytesPerAction() {
      return (double) bytes / actions;
    }
  }

  private static Pipeline pipeline(int stages, int actions) {
    Pipeline.Builder pipeline = Pipeline.builder("grows");
    for (int s = 0; s < stages; s++) {
      pipeline.stage(
          "stage-" + (10_000 + s),
          stage -> {
            for (int a = 0; a < actions; a++) {
              stage.action("action-" + (10_000 + a), SCRIPT);
            }
          });
    }
    return pipeline.build();
  }

  /** A pipeline whose actions all hand variables on. */
  private static Pipeline telling(int stages, int actions) {
    Pipeline.Builder pipeline = Pipeline.builder("grows");
    for (int s = 0; s < stages; s++) {
      String name = "stage-" + (10_000 + s);
      pipeline.stage(
          name,
          stage -> {
            for (int a = 0; a < actions; a++) {
              int number = 10_000 + a;
              stage.action(
                  "action-" + number, SCRIPT, action -> action.namespace(name + "-" + number));
            }
          });
    }
    return pipeline.build();
  }

  /** Runs one execution to its end, each action reported on its own. */
  private static final class Run implements Effects<PipelineEffect> {
    private final ActionResult result;
    private final PipelineDecider decider = new PipelineDecider();
    private final Queue<RunAction> open = new ArrayDeque<>(16_384);
    private PipelineState state = decider.initial();
    private long events;
    private long ends;
    private int mostAfterReport;

    Run(ActionResult result) {
      this.result = result;
    }

    @Override
    public void emit(PipelineEffect effect) {
      open.add((RunAction) effect);
    }

    @Override
    public void settle(EffectKey key) {
      ends++;
    }

    private void tell(PipelineCommand command) {
      Decision<PipelineEvent> decision = decider.decide(state, command);
      while (decision instanceof Decision.Accepted<PipelineEvent> accepted) {
        for (PipelineEvent event : accepted.events()) {
          state = decider.evolve(state, event);
          decider.effects(state, event, this);
          events++;
        }
        decision = decider.advance(state, NINE);
      }
    }

    Cost cost(Pipeline pipeline) {
      tell(new PipelineCommand.DefinePipeline(pipeline, NINE));
      long before = AllocatedBytes.ofThisThread();
      tell(new PipelineCommand.StartExecution(Map.of(), "test", Optional.empty(), NINE));
      for (RunAction next = open.poll(); next != null; next = open.poll()) {
        long eventsBefore = events;
        int openBefore = open.size();
        tell(new PipelineCommand.ReportResult(next.key(), result, NINE));
        if (open.size() == openBefore) { // no new stage began
          mostAfterReport = Math.max(mostAfterReport, (int) (events - eventsBefore));
        }
      }
      long bytes = AllocatedBytes.ofThisThread() - before;
      assertEquals(1, state.ended(DerivedIds.executionId("grows", 1)).stream().count());
      return new Cost(ends, bytes, events, mostAfterReport);
    }
  }

  private static Cost cost(int stages, int actions) {
    return cost(pipeline(stages, actions), ActionResult.succeeded());
  }

  private static Cost cost(Pipeline pipeline, ActionResult result) {
    new Run(result).cost(pipeline); // so that classes are loaded
    return new Run(result).cost(pipeline);
  }

  private static void expectLinear(Cost small, Cost large) {
    double growth = large.bytesPerAction() / small.bytesPerAction();
    assertTrue(
        growth <= HIGHEST_GROWTH, () -> growth + " times the bytes: " + small + ", " + large);
  }

  @Test
  @DisplayName("allocates and records as much for each of 10,000 parallel actions as of 1,000")
  void parallelActions() {
    Cost small = cost(1, 1_000);
    Cost large = cost(1, 10_000);
    expectLinear(small, large);
    assertEquals(1_000, small.actions());
    assertEquals(10_000, large.actions());
    assertEquals(2 * 1_000 + 5, small.events());
    assertEquals(2 * 10_000 + 5, large.events());
    assertEquals(small.afterOneCommand(), large.afterOneCommand());
  }

  @Test
  @DisplayName("allocates and records as much for each of 1,000 stages as of 100")
  void stages() {
    Cost small = cost(100, 3);
    Cost large = cost(1_000, 3);
    expectLinear(small, large);
    assertEquals(100 * (2 * 3 + 2) + 3, small.events());
    assertEquals(1_000 * (2 * 3 + 2) + 3, large.events());
  }

  @Test
  @DisplayName("allocates no more for variables that are added to many than to few")
  void variables() {
    ActionResult told = ActionResult.succeeded().withVariable("version", "1").withVariable("v", "");
    expectLinear(cost(telling(100, 3), told), cost(telling(1_000, 3), told));
    expectLinear(cost(telling(1, 300), told), cost(telling(1, 3_000), told));
  }
}
