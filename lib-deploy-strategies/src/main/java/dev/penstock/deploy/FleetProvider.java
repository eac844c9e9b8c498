package dev.penstock.deploy;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Creates what replaces a running fleet, and gives up what is no longer needed: an SPI that a host
 * implements over its scaling groups, its container service or its racks.
 *
 * <p>Called on the executor of the process engine; may block. Called at least once for each {@link
 * FleetOrder#key()}: after a crash the same order is given again with {@link FleetOrder#isRepeat()}
 * true, and must find what the first one made.
 */
public interface FleetProvider {

  /**
   * Creates the replacement: instances that are as many as those of the original that are healthy
   * (D-321), or a task set at full count that is bound to its target group (D-171). What fails here
   * ends the deployment.
   *
   * @param order what is wanted
   * @return completes with the ids of the instances, distinct and not those of the original; what a
   *     task set answers is passed over
   * @throws Exception if it cannot be created
   */
  CompletionStage<List<String>> provide(FleetOrder order) throws Exception;

  /**
   * Gives up a fleet or task set that gets no traffic: the original after its time, or a
   * replacement that came to nothing. A test listener that points at it is pointed back. What fails
   * here is tried again a few times; then the deployment ends and says so.
   *
   * @param order what is not needed any more
   * @return completes once it is gone
   * @throws Exception if it cannot be given up
   */
  CompletionStage<Void> terminate(FleetOrder order) throws Exception;
}
