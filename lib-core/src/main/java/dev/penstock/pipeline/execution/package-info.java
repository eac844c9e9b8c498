/**
 * What runs next: the pipeline as a pure decider.
 *
 * <p>{@link dev.penstock.pipeline.execution.PipelineDecider} answers {@link
 * dev.penstock.pipeline.execution.PipelineCommand}s with {@link
 * dev.penstock.pipeline.execution.PipelineEvent}s; the events are the journal's records, what
 * listeners hear and the history that people read. What the host must do is a {@link
 * dev.penstock.pipeline.execution.PipelineEffect}. Hosts use {@code dev.penstock.pipeline.engine};
 * this package is for those who drive pipelines with an engine of their own.
 *
 * <p>Commands, events, effects and views are immutable. A {@link
 * dev.penstock.pipeline.execution.PipelineState} is confined to the thread that drives its process.
 */
@NullMarked
package dev.penstock.pipeline.execution;

import org.jspecify.annotations.NullMarked;
