/**
 * What is deployed: a revision and its install plan, as values that spec readers make and
 * deployments use.
 *
 * <p>A revision names content by digest. An {@link dev.penstock.revision.InstallPlan} says which of
 * its files go where and which scripts run at which lifecycle event. All types are immutable.
 */
@NullMarked
package dev.penstock.revision;

import org.jspecify.annotations.NullMarked;
