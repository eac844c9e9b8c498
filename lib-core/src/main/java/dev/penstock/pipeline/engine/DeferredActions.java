package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.execution.ActionKey;
import java.util.Set;

/**
 * Actions that are in progress but were not handed to their executors yet, because the engine has
 * no place for them or the host's executor takes none.
 *
 * @param actions the attempts that wait
 * @param underWay how many effects the engine has under way, of all its processes
 * @param most how many it may have at once, see {@link
 *     dev.penstock.engine.ProcessEngine.Builder#maxInFlight}
 */
public record DeferredActions(Set<ActionKey> actions, int underWay, int most) {

  /** Copies the set. */
  public DeferredActions {
    actions = Set.copyOf(actions);
  }
}
