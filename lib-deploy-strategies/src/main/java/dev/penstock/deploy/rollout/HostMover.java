package dev.penstock.deploy.rollout;

import java.util.concurrent.CompletionStage;

/**
 * Brings a revision onto a host: an SPI.
 *
 * <p>Called on the executor of the process engine, concurrently for different hosts and one call at
 * a time for each; may block. Called at least once for each {@link HostTask#key()}, so bringing the
 * same revision onto the same host twice must be harmless. What it throws, and a stage that
 * completes exceptionally, count as a failure of the host; a rollout whose strategy allows none
 * goes back.
 */
@FunctionalInterface
public interface HostMover {

  /**
   * Brings the revision onto the host.
   *
   * @param task which onto which
   * @return completes once the host serves with it
   * @throws Exception if it cannot be done
   */
  CompletionStage<Void> move(HostTask task) throws Exception;
}
