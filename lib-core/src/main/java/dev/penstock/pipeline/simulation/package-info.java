/**
 * A whole pipeline in a unit test: the engine that runs in production, under virtual time, with
 * scripted actions.
 *
 * <p>Start at {@link dev.penstock.pipeline.simulation.PipelineSimulation}. An {@link
 * dev.penstock.pipeline.simulation.ActionScript} says how long actions take and what they yield; a
 * {@link dev.penstock.pipeline.simulation.Moment} says until when to run. Nothing here decides
 * anything: the rules are those of the pipeline's own decider, and what people do is ordered as it
 * is in production. No test library is needed, so any can be used.
 */
@NullMarked
package dev.penstock.pipeline.simulation;

import org.jspecify.annotations.NullMarked;
