package dev.penstock.deploy.simulation;

import java.util.List;
import java.util.Objects;

/**
 * One rollout of a scenario, played to its end. Immutable.
 *
 * @param candidate the name of what was played
 * @param traffic whether the units of the events are basis points of the traffic; else hosts
 * @param total how many units there are
 * @param seed what the rollout can be played again with
 * @param bad whether the revision was bad
 * @param outcome how it ended: {@link Outcome#SUCCEEDED} on the new revision, {@link
 *     Outcome#ROLLED_BACK} on the old one, {@link Outcome#STOPPED} if nothing could be moved
 * @param why why it did not succeed, for people; empty if it did
 * @param events all that happened, in order; on the way back {@code succeeded} falls
 * @param figures what it meant for users and capacity
 */
public record SimulatedRollout(
    String candidate,
    boolean traffic,
    int total,
    long seed,
    boolean bad,
    Outcome outcome,
    String why,
    List<RolloutEvent> events,
    RolloutFigures figures) {

  /** Copies the events. */
  public SimulatedRollout {
    events = List.copyOf(events);
    Objects.requireNonNull(figures, "figures");
  }

  /**
   * A table of the events for people, with its figures.
   *
   * @return lines that end in a newline
   */
  public String toText() {
    return RolloutTable.of(this);
  }
}
