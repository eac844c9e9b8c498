/**
 * Sentences about simulated rollouts for tests, in any framework.
 *
 * <p>Start at {@link dev.penstock.deploy.testkit.RolloutAssertions}: what does not hold is an
 * {@link java.lang.AssertionError}, which JUnit, TestNG and Kotest report alike, and its message
 * shows the whole rollout as a table. Nothing here needs a test framework.
 *
 * <p>Assertions are used by one thread; units are those of the rollout, hosts or basis points of
 * the traffic.
 */
@NullMarked
package dev.penstock.deploy.testkit;

import org.jspecify.annotations.NullMarked;
