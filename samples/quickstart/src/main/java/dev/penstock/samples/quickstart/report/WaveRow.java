package dev.penstock.samples.quickstart.report;

import java.time.Instant;

/**
 * One instance in one wave of a deployment.
 *
 * @param deployment the deployment's name, such as {@code Production of 1.1.0}
 * @param wave the wave's number, from 1
 * @param instance the instance's name
 * @param state how it ended
 * @param started when its first lifecycle event began
 * @param ended when its last lifecycle event ended
 * @param summary one line for people; may be empty
 */
public record WaveRow(
    String deployment,
    int wave,
    String instance,
    RunState state,
    Instant started,
    Instant ended,
    String summary) {}
