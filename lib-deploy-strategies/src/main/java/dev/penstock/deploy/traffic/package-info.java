/**
 * Requests while a revision is rolled out: shares, routes, mirrors, and who gets which side.
 *
 * <p>Start at {@link dev.penstock.deploy.traffic.Weight}: a share of the traffic in basis points, 0
 * to 10,000. A {@link dev.penstock.deploy.traffic.RoutingTable} says how all requests are shared at
 * one time; a host's balancer is set to it as a whole. {@link
 * dev.penstock.deploy.traffic.RequestRouter} is what a table means, as a pure function: the same
 * user stays on the same side while the share grows, by consistent hashing. How requests travel
 * belongs to the host.
 *
 * <p>All types are immutable and safe for several threads.
 */
@NullMarked
package dev.penstock.deploy.traffic;

import org.jspecify.annotations.NullMarked;
