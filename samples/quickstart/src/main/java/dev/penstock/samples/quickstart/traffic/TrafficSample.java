package dev.penstock.samples.quickstart.traffic;

import java.time.Instant;

/**
 * What one side saw in one interval.
 *
 * @param at when the interval began
 * @param side which set of instances
 * @param requests how many requests it was asked
 * @param errors how many of them failed
 * @param weight its share of the traffic at the end of the interval, in basis points
 */
public record TrafficSample(Instant at, Side side, long requests, long errors, int weight) {}
