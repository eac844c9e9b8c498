/**
 * The kernel: every long-running process is a pure decider.
 *
 * <p>Start at {@link dev.penstock.process.Decider}. A command says what somebody wants or what
 * happened; the decider answers with events; events change the state and ask the host for effects;
 * results of effects come back as commands. Nothing in this package reads a clock, starts a thread
 * or touches a file, and nothing here knows what a pipeline is.
 *
 * <p>Deciders are driven by {@code dev.penstock.engine} with the host's executors, or by {@code
 * dev.penstock.process.simulation} in virtual time. Where their events are kept is behind {@link
 * dev.penstock.process.Journal}.
 */
@NullMarked
package dev.penstock.process;

import org.jspecify.annotations.NullMarked;
