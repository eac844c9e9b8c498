package dev.penstock.deploy.agent;

import java.util.concurrent.CompletionStage;

/**
 * One lifecycle event to run on one instance.
 *
 * @param specification the deployment
 * @param instance the instance's id
 * @param event the event's name
 * @param abandoned completes when nobody waits for the result any more
 */
record EventRequest(
    DeploymentSpecification specification,
    String instance,
    String event,
    CompletionStage<Void> abandoned) {}
