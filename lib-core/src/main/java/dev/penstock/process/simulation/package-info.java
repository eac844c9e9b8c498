/**
 * Virtual time, and the laws and contracts of the kernel as plain code that returns what it found
 * broken.
 *
 * <p>Start at {@link dev.penstock.process.simulation.VirtualTime} to run an engine through years in
 * milliseconds, and at {@link dev.penstock.process.simulation.DeciderLaws} to put a decider of your
 * own through the seven laws. {@link dev.penstock.process.simulation.JournalContract} does the same
 * for journals and {@link dev.penstock.process.simulation.DriverContract} for drivers, such as one
 * that keeps the rules on another engine. Nothing here needs a test library, so it can be used from
 * any.
 */
@NullMarked
package dev.penstock.process.simulation;

import org.jspecify.annotations.NullMarked;
