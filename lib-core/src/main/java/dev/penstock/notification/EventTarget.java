package dev.penstock.notification;

/**
 * Where a rule's events go: an SPI that a host implements.
 *
 * <p>Called on the host's executor, one call at a time for each pipeline, in the order of the
 * events; of different pipelines perhaps at the same time. An event may come twice, with the same
 * id. May block, at the cost of the events behind it, never of the pipeline. What it throws is
 * reported, and the event is not given again.
 */
@FunctionalInterface
public interface EventTarget {

  /**
   * Takes an event.
   *
   * @param event the event
   * @throws Exception if it could not be passed on
   */
  void deliver(ServiceEvent event) throws Exception;
}
