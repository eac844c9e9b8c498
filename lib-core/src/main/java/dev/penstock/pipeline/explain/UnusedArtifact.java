package dev.penstock.pipeline.explain;

/**
 * An artifact that an action writes and no action reads.
 *
 * @param artifact its name
 * @param stage the name of the stage in which it is written
 * @param action the name of the action that writes it
 */
public record UnusedArtifact(String artifact, String stage, String action) {}
