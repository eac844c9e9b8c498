package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.execution.ExecutionStatus.CANCELLED;
import static dev.penstock.pipeline.execution.ExecutionStatus.FAILED;
import static dev.penstock.pipeline.execution.ExecutionStatus.IN_PROGRESS;
import static dev.penstock.pipeline.execution.ExecutionStatus.STOPPED;
import static dev.penstock.pipeline.execution.ExecutionStatus.STOPPING;
import static dev.penstock.pipeline.execution.ExecutionStatus.SUCCEEDED;
import static dev.penstock.pipeline.execution.ExecutionStatus.SUPERSEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.Label;

@Label("The status of an execution")
class StatusEdgesLaws {
  private static final Map<ExecutionStatus, Set<ExecutionStatus>> ALLOWED =
      Map.of(
          IN_PROGRESS, Set.of(SUCCEEDED, FAILED, SUPERSEDED, CANCELLED, STOPPING),
          STOPPING, Set.of(STOPPED, CANCELLED),
          FAILED, Set.of(IN_PROGRESS),
          STOPPED, Set.of(IN_PROGRESS),
          SUCCEEDED, Set.of(),
          SUPERSEDED, Set.of(),
          CANCELLED, Set.of());

  @Example
  @Label("changes along fixed edges only, all of which are taken; final ones never change")
  @Covers({"P-912", "P-913"})
  void edges() {
    TreeSet<String> taken = new TreeSet<>();
    for (long seed = 0; seed < 120; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Map<String, ExecutionStatus> before = new HashMap<>();
      PipelineState state = new PipelineState();
      for (PipelineEvent event : events(random)) {
        PipelineEvolution.apply(state, event);
        String id = ExecutionDraft.executionOf(event);
        if (event instanceof PipelineEvent.ExecutionStarted started) {
          before.put(started.execution(), IN_PROGRESS);
        } else if (before.containsKey(id) && !state.hasOwnProcess(id)) {
          ExecutionStatus status =
              state
                  .ended(id)
                  .or(() -> state.execution(id).map(ExecutionView::status))
                  .orElseThrow();
          ExecutionStatus old = before.put(id, status);
          if (old != status) {
            taken.add(old + " -> " + status);
            assertTrue(
                ALLOWED.get(old).contains(status), () -> old + " -> " + status + " by " + event);
          }
        }
      }
    }
    TreeSet<String> all = new TreeSet<>();
    ALLOWED.forEach((from, to) -> to.forEach(each -> all.add(from + " -> " + each)));
    assertEquals(all, taken);
  }

  private static List<PipelineEvent> events(SplittableRandom random) {
    PipelineHistories histories = new PipelineHistories(random);
    DrivenPipeline pipeline = new DrivenPipeline();
    for (int i = 0; i < 80; i++) {
      PipelineCommand command = histories.next(pipeline.state, pipeline.pending(), random);
      pipeline.now = command.at();
      pipeline.tell(command);
    }
    return pipeline.events;
  }
}
