/**
 * Tells others what happens in deployments, in the words of the cloud service.
 *
 * <p>A {@link dev.penstock.deploy.trigger.Trigger} of a group picks kinds of events for a {@link
 * dev.penstock.deploy.trigger.TriggerTarget}, which the host implements. What it gets are {@link
 * dev.penstock.deploy.trigger.TriggerEvent}s: same names and fields as the service's, made from the
 * events of groups and deployments and stored nowhere. They are handed out by {@code
 * dev.penstock.deploy.DeploymentTriggers}.
 *
 * <p>All types are immutable and safe for several threads.
 */
@NullMarked
package dev.penstock.deploy.trigger;

import org.jspecify.annotations.NullMarked;
