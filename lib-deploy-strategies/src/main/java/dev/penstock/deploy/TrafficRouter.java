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

  /**
   * Points the test listener at one side, of a service that has one (D-171). Called at least once
   * for each key, and never for groups without test traffic.
   *
   * @param route all of the test traffic for the new side
   * @return completes once the listener points there; unless implemented it fails
   * @throws Exception if it cannot be pointed there
   */
  default CompletionStage<Void> routeTestTraffic(TrafficRoute route) throws Exception {
    throw new UnsupportedOperationException(
        "this traffic router has no test listener, and group "
            + route.group()
            + " has test traffic");
  }
}
