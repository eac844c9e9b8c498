package dev.penstock.deploy;

import java.util.concurrent.CompletionStage;

/**
 * Shares the traffic of a group among its sides: an SPI that a host implements for its load
 * balancer.
 *
 * <p>Called on the executor of the process engine, for one group one call at a time; may block, but
 * then an urgent return of the traffic waits for it. Called at least once for each {@link
 * TrafficRoute#key()}, so it sets shares and never adds to them. A later call may come before the
 * stage of an earlier one has completed: the later one wins. What it throws, and a stage that
 * completes exceptionally, fail the shift; the return of traffic is tried again.
 */
@FunctionalInterface
public interface TrafficRouter {

  /**
   * Sets the shares.
   *
   * @param route who gets how much
   * @return completes once the shares are in effect
   * @throws Exception if they cannot be set
   */
  CompletionStage<Void> route(TrafficRoute route) throws Exception;
}
