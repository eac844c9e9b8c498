/**
 * The generic driver: takes a command, decides, stores the events, then acts.
 *
 * <p>A host builds one {@link dev.penstock.engine.ProcessEngine} from its own journal, executor,
 * scheduler and clock, and opens processes in it. The engine starts no thread, knows no pipeline,
 * and closes nothing that the host gave.
 *
 * <p>What the host may rely on: one command at a time per process; effects, answers and listeners
 * wait until the events are durable; after a crash, open effects are asked for again. So every
 * effect is carried out <em>at least once</em>.
 */
@NullMarked
package dev.penstock.engine;

import org.jspecify.annotations.NullMarked;
