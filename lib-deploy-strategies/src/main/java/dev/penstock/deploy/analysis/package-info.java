/**
 * What tells a deployment that it does harm: alarms, by name, from wherever a host keeps them.
 *
 * <p>A host implements {@link dev.penstock.deploy.analysis.AlarmSource}. A deployment watches the
 * alarms of its group from its start to its end, and the first one that fires stops it.
 */
@NullMarked
package dev.penstock.deploy.analysis;

import org.jspecify.annotations.NullMarked;
