package dev.penstock.deploy;

import java.util.concurrent.CompletionStage;

/**
 * Speaks to what launches and ends instances: an SPI for hosts whose Auto Scaling holds an instance
 * until it is told to go on (D-362).
 *
 * <p>Called on the executor of the process engine; must not block. The same signal may come again
 * after a crash. A signal that ends the hold and fails is sent again a minute later, five times in
 * all; a heartbeat that fails is passed over, as the next one follows.
 */
@FunctionalInterface
public interface AutoScalingHook {

  /**
   * Passes a signal on.
   *
   * @param signal what to say of which instance
   * @return completes when it was taken
   * @throws Exception if it cannot be passed on
   */
  CompletionStage<Void> send(HookSignal signal) throws Exception;
}
