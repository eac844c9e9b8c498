/**
 * Batch builds: several builds of one source, as a list, a graph, a matrix or a fan-out.
 *
 * <p>A batch is a process of its own. It reads its plan, starts each build once those that it
 * depends on have ended, stops the others if it is to fail fast, combines the artifacts, and ends.
 * It survives restarts, and runs in virtual time as well as on a host's threads.
 *
 * <p>A pipeline whose build actions run batches plugs in {@link
 * dev.penstock.spec.batch.BatchAction}. To run a batch by other means, start at {@link
 * dev.penstock.spec.batch.BatchEngine} and give it a {@link dev.penstock.spec.batch.BatchBuilds}.
 *
 * <p>Values are immutable; {@code BatchEngine} and {@code BatchAction} are safe for several threads
 * and start none.
 */
@NullMarked
package dev.penstock.spec.batch;

import org.jspecify.annotations.NullMarked;
