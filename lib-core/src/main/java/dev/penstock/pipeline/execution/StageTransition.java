package dev.penstock.pipeline.execution;

/**
 * The gate in front of one stage, as a pipeline hands it on to executions of mode PARALLEL.
 *
 * @param stage the stage's name
 * @param state the gate
 */
public record StageTransition(String stage, TransitionState state) {}
