/**
 * What a rollout of requests is measured in.
 *
 * <p>Start at {@link dev.penstock.deploy.traffic.Weight}: a share of the traffic in basis points, 0
 * to 10,000. How requests are routed belongs to the host.
 *
 * <p>All types are immutable and safe for several threads.
 */
@NullMarked
package dev.penstock.deploy.traffic;

import org.jspecify.annotations.NullMarked;
