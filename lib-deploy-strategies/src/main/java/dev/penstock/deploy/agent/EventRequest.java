package dev.penstock.deploy.agent;

import dev.penstock.deploy.RevisionSource;
import java.util.concurrent.CompletionStage;

/**
 * One lifecycle event to run on one instance.
 *
 * @param specification the deployment
 * @param instance the instance's id
 * @param event the event's name
 * @param source whose scripts it runs
 * @param abandoned completes when nobody waits for the result any more
 */
record EventRequest(
    DeploymentSpecification specification,
    String instance,
    String event,
    RevisionSource source,
    CompletionStage<Void> abandoned) {

  /** A request whose scripts are those that the deployment's style and creator imply. */
  static EventRequest of(
      DeploymentSpecification specification,
      String instance,
      String event,
      CompletionStage<Void> abandoned) {
    return new EventRequest(
        specification,
        instance,
        event,
        HookSupplier.of(event, specification.isBlueGreenRollback()),
        abandoned);
  }
}
