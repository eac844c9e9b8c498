/**
 * Real requests on the loopback interface: who sends them, who routes them by weight, who counts
 * them, and the alarm that watches the errors.
 *
 * <p>Start at {@link dev.penstock.samples.quickstart.traffic.LoadBalancer}. Weights are basis
 * points, 0 to 10,000. Types are safe for several threads; what starts threads is closed by whoever
 * opened it.
 */
@NullMarked
package dev.penstock.samples.quickstart.traffic;

import org.jspecify.annotations.NullMarked;
