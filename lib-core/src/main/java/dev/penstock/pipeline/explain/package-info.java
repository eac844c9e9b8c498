/**
 * Pipelines explained, as values that a program can use and as text that a person can read.
 *
 * <p>During a run, {@link dev.penstock.pipeline.explain.RunExplanation} tells why each thing waits
 * and who owes what. Before a run, {@link dev.penstock.pipeline.explain.PipelinePlan} tells what
 * may run at one time, which artifacts nobody reads, and which actions decide how long it all
 * takes. Between two definitions, {@link dev.penstock.pipeline.explain.DefinitionDiff} tells what
 * has changed, renames and moves included.
 *
 * <p>Everything here is a function of its arguments and immutable.
 */
@NullMarked
package dev.penstock.pipeline.explain;

import org.jspecify.annotations.NullMarked;
