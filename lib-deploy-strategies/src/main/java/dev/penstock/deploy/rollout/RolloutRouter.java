package dev.penstock.deploy.rollout;

import java.util.concurrent.CompletionStage;

/**
 * Shares the traffic of a service between two revisions: an SPI that a host implements for its load
 * balancer.
 *
 * <p>Called on the executor of the process engine, one call at a time for one service; may block,
 * but then an urgent return of the traffic waits for it. Called at least once for each {@link
 * RoutingTask#key()}: a task says how everything is to be, so carrying it out twice is harmless. A
 * later call may come before the stage of an earlier one has completed: the later one wins. What it
 * throws, and a stage that completes exceptionally, fail the attempt, which is repeated.
 */
@FunctionalInterface
public interface RolloutRouter {

  /**
   * Sets the shares.
   *
   * @param task who gets what
   * @return completes once all of it is in effect
   * @throws Exception if it cannot be set
   */
  CompletionStage<Void> route(RoutingTask task) throws Exception;
}
