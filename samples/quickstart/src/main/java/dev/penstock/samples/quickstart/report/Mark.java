package dev.penstock.samples.quickstart.report;

import java.time.Instant;

/**
 * Something worth pointing at on a time axis.
 *
 * @param at when it happened
 * @param text what happened
 */
public record Mark(Instant at, String text) {}
