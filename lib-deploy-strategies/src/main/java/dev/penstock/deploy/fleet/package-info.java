/**
 * The hosts of a fleet: which ones belong to a group, and rollouts over them planned ahead.
 *
 * <p>A {@link dev.penstock.deploy.fleet.FleetSelection} says which instances a deployment goes to,
 * by tags and Auto Scaling groups; an {@link dev.penstock.deploy.fleet.InstanceSource}, which the
 * host implements, knows the instances there are. {@link dev.penstock.deploy.fleet.WavePlan} shows
 * the waves that a strategy makes if every host succeeds, for a preview or an approval before
 * anything is touched. Planning costs as much as there are waves, however many hosts there are.
 *
 * <p>All types are safe for several threads, and immutable but for builders and the two inventories
 * in memory. Hosts of a wave are counted from 0 in the order in which they are attempted; times are
 * {@link java.time.Duration}.
 */
@NullMarked
package dev.penstock.deploy.fleet;

import org.jspecify.annotations.NullMarked;
