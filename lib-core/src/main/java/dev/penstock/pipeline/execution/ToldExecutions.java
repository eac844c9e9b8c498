package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.PipelineEvent.Checkpointed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Of which executions a pipeline's journal tells, and how much room that takes. Not safe for
 * several threads.
 */
public final class ToldExecutions {
  private final PipelineState state = new PipelineState();
  private final Map<String, Long> sizes = new LinkedHashMap<>(); // in order of start

  /** Starts with no events. */
  public ToldExecutions() {}

  /**
   * Takes the next event of the pipeline.
   *
   * @param event the event
   */
  public void add(PipelineEvent event) {
    if (event instanceof Checkpointed checkpointed) {
      Remnant.restore(state, checkpointed, this::take);
    } else {
      take(event);
    }
  }

  private void take(PipelineEvent event) {
    PipelineEvolution.apply(state, event);
    String execution = PipelineDigest.executionOf(event);
    if (!execution.isEmpty()) {
      sizes.merge(execution, EventSize.of(event), Long::sum);
    }
  }

  /**
   * Of whom the events tell.
   *
   * @return their ids in order of start, a copy
   */
  public List<String> ids() {
    return List.copyOf(sizes.keySet());
  }

  /**
   * Which executions to forget as targets of rollbacks, so that the events of those that are left
   * fit: the oldest first, but never the last one that succeeded in a stage.
   *
   * @param most how many bytes the events of all targets together may take
   * @return their ids; empty if they fit, or if none can be forgotten
   * @see PipelineCommand.ForgetTargets
   */
  public List<String> excessTargets(long most) {
    Set<String> targets = new HashSet<>();
    Set<String> last = new HashSet<>();
    for (StageSlot slot : state.slots.values()) {
      targets.addAll(slot.succeeded().keySet());
      slot.succeeded().keySet().stream().filter(id -> !slot.isForgettable(id)).forEach(last::add);
    }
    long total = targets.stream().mapToLong(id -> sizes.getOrDefault(id, 0L)).sum();
    List<String> excess = new ArrayList<>();
    for (String each : sizes.keySet()) {
      if (total > most && targets.contains(each) && !last.contains(each)) {
        excess.add(each);
        total -= sizes.getOrDefault(each, 0L);
      }
    }
    return excess;
  }
}
