package dev.penstock.deploy.rollout;

import java.util.concurrent.CompletionStage;

/**
 * Starts and stops replicas of a side: an SPI that a host implements for its orchestrator.
 *
 * <p>Called on the executor of the process engine, concurrently for different sides; may block.
 * Called at least once for each {@link ScaleTask#key()}: a task says how many there are to be, so
 * carrying it out twice is harmless. What it throws, and a stage that completes exceptionally, fail
 * the attempt, which is repeated.
 */
@FunctionalInterface
public interface Scaler {

  /**
   * Has as many replicas as asked for, and tells how it goes.
   *
   * @param task how many of what
   * @return completes once there are exactly so many and all are ready
   * @throws Exception if it cannot be done
   */
  CompletionStage<Void> scale(ScaleTask task) throws Exception;
}
