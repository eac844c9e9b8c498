/**
 * Rollouts over the hosts of a fleet, planned ahead.
 *
 * <p>Start at {@link dev.penstock.deploy.fleet.WavePlan}: the waves that a strategy makes if every
 * host succeeds, for a preview or an approval before anything is touched. Planning costs as much as
 * there are waves, however many hosts there are.
 *
 * <p>All types are immutable and safe for several threads. Hosts are counted from 0 in the order in
 * which they are attempted; times are {@link java.time.Duration}.
 */
@NullMarked
package dev.penstock.deploy.fleet;

import org.jspecify.annotations.NullMarked;
