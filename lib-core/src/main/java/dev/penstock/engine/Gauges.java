package dev.penstock.engine;

/**
 * How busy an engine is: enough to feed Micrometer or OpenTelemetry.
 *
 * @param openProcesses processes that are open and have not ended
 * @param effectsInFlight effects that hold one of the engine's places
 * @param effectsDeferred effects that wait for a place
 * @param listenerBacklog batches of events that listeners have not taken yet, over all listeners
 */
public record Gauges(
    int openProcesses, int effectsInFlight, int effectsDeferred, int listenerBacklog) {}
