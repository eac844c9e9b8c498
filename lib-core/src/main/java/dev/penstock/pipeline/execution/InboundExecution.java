package dev.penstock.pipeline.execution;

import java.time.Instant;

/**
 * An execution that waits in front of a stage (P-604).
 *
 * @param execution its id
 * @param status in progress, or stopping
 * @param type what kind of execution it is
 * @param since when it came there
 * @param isStranded whether it waited for more than 30 days at a disabled transition, so that
 *     enabling it did not help (P-816); it stays until it is stopped, superseded or cancelled
 */
public record InboundExecution(
    String execution,
    ExecutionStatus status,
    ExecutionType type,
    Instant since,
    boolean isStranded) {}
