package dev.penstock.deploy;

import java.util.concurrent.CompletionStage;

/**
 * Runs lifecycle events on instances: an SPI that a host implements, or takes from {@code
 * dev.penstock.deploy.agent}.
 *
 * <p>Called on the executor of the process engine, concurrently for different instances and one
 * event at a time for each instance of a group; may block. Called at least once for each {@link
 * LifecycleTask#key()}: after a crash the event that was under way is asked for again, with {@link
 * LifecycleTask#isRepeat()} true, so running it twice must be harmless. What it throws, and a stage
 * that completes exceptionally, fail the event with {@link LifecycleErrorCode#UNKNOWN_ERROR}.
 */
@FunctionalInterface
public interface LifecycleRunner {

  /**
   * Runs an event, or starts to.
   *
   * @param task what to run where
   * @return completes with the result
   * @throws Exception if it failed; the message becomes the failure's
   */
  CompletionStage<LifecycleResult> run(LifecycleTask task) throws Exception;

  /**
   * Whether this runner says itself when an event has started, by {@link
   * LifecycleTask#reportStart()}. Those that hand events on to agents do, so that an agent that is
   * dead or an instance that is gone is noticed (D-181). For others an event has started when it is
   * handed to them.
   *
   * @return false unless overridden
   */
  default boolean reportsStarts() {
    return false;
  }
}
