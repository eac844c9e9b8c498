package dev.penstock.pipeline.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * The execution that entered a stage last.
 *
 * @param execution its id
 * @param status how far it is within the stage
 * @param type what kind of execution it is
 * @param enteredAt when it entered
 * @param changedAt when the status changed last
 * @param automaticRetries how often the stage retried itself for it (P-1026)
 * @param manualRetries how often somebody retried the stage for it (P-1026)
 * @param lastRetry who caused the last retry, if there was one
 */
public record StageExecutionView(
    String execution,
    StageStatus status,
    ExecutionType type,
    Instant enteredAt,
    Instant changedAt,
    int automaticRetries,
    int manualRetries,
    Optional<RetryTrigger> lastRetry) {}
