/**
 * Deployments: how one revision is brought onto the instances of a group, and back.
 *
 * <p>Start at {@link dev.penstock.deploy.DeploymentGroup} to describe where revisions go, and at
 * {@link dev.penstock.deploy.DeploymentEngine} to deploy them.
 *
 * <p>A group has one side, whose instances are replaced in place, or two sides that take turns: one
 * is live and serves, the other is idle and receives the next revision. A deployment first installs
 * the revision on the target side, in the waves that the fleet strategy allows; each instance runs
 * its lifecycle events in order. With two sides it may then wait until somebody continues it, and
 * shifts the traffic in the increments of the traffic strategy. An alarm, a failure or a stop
 * returns all traffic at once; a rollback is a new deployment of the last known good revision.
 *
 * <p>What a group deploys to is its {@link dev.penstock.deploy.DeploymentPlatform}, and says which
 * lifecycle events run in which order. In place, instances may leave a {@link
 * dev.penstock.deploy.LoadBalancer} meanwhile, and may be taken zone by zone. Blue/green, a
 * replacement takes over: a fleet of servers that joins the load balancer before the original one
 * leaves it, a task set, or a version of a function. Until the original is given up, going back
 * means that it serves again; after that it means a new deployment.
 *
 * <p>An {@link dev.penstock.deploy.Application} holds several groups. A group names its instances
 * or selects them anew for each deployment; it takes one deployment at a time, and refuses, queues
 * or supersedes others. Instances that join or go are deployed to on their own. {@link
 * dev.penstock.deploy.DeploymentTriggers} tells others what happens.
 *
 * <p>Two deciders hold these rules, one for the group and one for each deployment; both are pure.
 * Lifecycle events, routing, fleets, functions and alarms belong to the host, behind {@link
 * dev.penstock.deploy.LifecycleRunner}, {@link dev.penstock.deploy.TrafficRouter}, {@link
 * dev.penstock.deploy.LoadBalancer}, {@link dev.penstock.deploy.FleetProvider}, {@link
 * dev.penstock.deploy.HookFunctions} and {@link dev.penstock.deploy.analysis.AlarmSource}.
 *
 * <p>All types are immutable and safe for several threads unless their own page says otherwise.
 * Rule ids such as D-252 name the reference table of deployments in the project's documentation.
 */
@NullMarked
package dev.penstock.deploy;

import org.jspecify.annotations.NullMarked;
