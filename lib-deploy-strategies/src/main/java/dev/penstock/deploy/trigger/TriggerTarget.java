package dev.penstock.deploy.trigger;

/**
 * Where a trigger's events go: an SPI that a host implements.
 *
 * <p>Called on the host's executor, one call at a time for each deployment, in the order of the
 * events; of different deployments perhaps at the same time. May block, at the cost of the events
 * behind it, never of a deployment. What it throws is reported, and the event is not given again.
 */
@FunctionalInterface
public interface TriggerTarget {

  /**
   * Takes an event.
   *
   * @param event the event
   * @throws Exception if it could not be passed on
   */
  void deliver(TriggerEvent event) throws Exception;
}
