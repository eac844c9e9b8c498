/**
 * What a strategy does, shown in virtual time: a year of rollouts in milliseconds, in a unit test.
 *
 * <p>Start at {@link dev.penstock.deploy.simulation.RolloutSimulation}: say what happens to hosts
 * or traffic, run it, and look at the {@link dev.penstock.deploy.simulation.RolloutResult}: waves,
 * weights, outcome and why, the lowest capacity, the exposure of users, a table and a picture. A
 * strategy of your own obeys the laws of {@link dev.penstock.deploy.simulation.StrategyLaws}, one
 * line in a test of any framework.
 *
 * <p>Nothing here waits, reads a clock or needs an engine; the same inputs give the same events,
 * byte for byte. Simulations are built and run by one thread; results are immutable.
 */
@NullMarked
package dev.penstock.deploy.simulation;

import org.jspecify.annotations.NullMarked;
