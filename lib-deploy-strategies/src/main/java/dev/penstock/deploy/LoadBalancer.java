package dev.penstock.deploy;

import java.util.concurrent.CompletionStage;

/**
 * Takes instances out of a load balancer and back into it: an SPI that a host implements.
 *
 * <p>Called on the executor of the process engine, concurrently for different instances; may block.
 * Called at least once for each {@link LifecycleTask#key()}, so an instance may already be where it
 * is wanted. What it throws, and a stage that completes exceptionally, fail the instance.
 */
public interface LoadBalancer {

  /**
   * Carries out {@link LifecycleEvent#BLOCK_TRAFFIC}.
   *
   * @param task which instance
   * @return completes once the instance gets no more requests and has answered those it had
   * @throws Exception if it cannot be taken out
   */
  CompletionStage<Void> deregister(LifecycleTask task) throws Exception;

  /**
   * Carries out {@link LifecycleEvent#ALLOW_TRAFFIC}. If the instance is not healthy in time, one
   * hour unless the group says otherwise, it counts as failed, and {@link
   * LifecycleTask#abandoned()} completes (D-182).
   *
   * @param task which instance
   * @return completes once the balancer finds the instance healthy
   * @throws Exception if it cannot be brought in
   */
  CompletionStage<Void> register(LifecycleTask task) throws Exception;
}
