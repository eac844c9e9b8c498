package dev.penstock.pipeline.execution;

import org.jspecify.annotations.Nullable;

/** A stage as executions meet it: locked by one, waited for by at most one (P-601, P-612). */
final class StageSlot {
  @Nullable LiveExecution occupant;
  @Nullable LiveExecution waiting;

  /**
   * The execution that ended badly here last, until another one enters: it may be retried (P-615,
   * P-1009).
   */
  @Nullable LiveExecution retryable;
}
