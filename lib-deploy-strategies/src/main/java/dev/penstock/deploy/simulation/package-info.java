/**
 * What a strategy or a plan does, shown in virtual time: a year of rollouts in milliseconds, in a
 * unit test.
 *
 * <p>Start at {@link dev.penstock.deploy.simulation.RolloutSimulation} to script one rollout: say
 * what happens to hosts or traffic, run it, and look at the {@link
 * dev.penstock.deploy.simulation.RolloutResult}: waves, weights, outcome and why, the lowest
 * capacity, the exposure of users, a table and a picture. Start at {@link
 * dev.penstock.deploy.simulation.RolloutScenario} where chance plays: it simulates from a seed, and
 * compares many candidates over many rollouts. {@link
 * dev.penstock.deploy.simulation.RolloutAdvisor} says which strategies meet your needs, and why. A
 * strategy of your own, and a plan, obey the laws of {@link
 * dev.penstock.deploy.simulation.StrategyLaws}, one line in a test of any framework.
 *
 * <p>Plans are carried out by the engine that carries them out in earnest, over a host that is
 * played. Nothing here waits, reads a clock or draws lots that you did not give the seed of; the
 * same inputs give the same events, byte for byte. Simulations are built and run by one thread;
 * results are immutable. Exposure is told as a time, as if all users had seen so much of a bad
 * revision, and in request-minutes: requests a minute times minutes, which is a number of requests.
 */
@NullMarked
package dev.penstock.deploy.simulation;

import org.jspecify.annotations.NullMarked;
