/**
 * How a revision reaches users, as values.
 *
 * <p>Start at {@link dev.penstock.deploy.strategy.DeploymentStrategy}, which lists the strategies
 * that are there; the cloud service's named configurations are in {@link
 * dev.penstock.deploy.strategy.PredefinedConfigurations}. A strategy of your own is one method,
 * {@link dev.penstock.deploy.strategy.DeploymentStrategy#next(Rollout) next}: it sees how far a
 * rollout is, and says what to move next.
 *
 * <p>A strategy does not know what it moves: hosts of a fleet, or basis points of the traffic. It
 * is pure and holds no state, so the same value serves any number of deployments at once; who moves
 * the units, waits and watches alarms is up to the deployment that asks it. {@code
 * dev.penstock.deploy.simulation} shows in virtual time what a strategy does, and checks the laws
 * that every strategy obeys.
 *
 * <p>All types are immutable and safe for several threads. Units are counts from 0; times are
 * {@link java.time.Duration}.
 */
@NullMarked
package dev.penstock.deploy.strategy;

import org.jspecify.annotations.NullMarked;
