package dev.penstock.pipeline.execution;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The gate in front of a stage (P-813).
 *
 * @param isEnabled whether executions may pass
 * @param lastChangedBy who opened or closed it last; empty if nobody ever did
 * @param lastChangedAt when; empty if nobody ever did
 * @param disabledReason why it is closed; empty if it is open
 */
public record TransitionState(
    boolean isEnabled,
    String lastChangedBy,
    Optional<Instant> lastChangedAt,
    String disabledReason) {

  /** A gate that nobody ever touched: open. */
  public static final TransitionState UNTOUCHED =
      new TransitionState(true, "", Optional.empty(), "");

  /** All parts are required. */
  public TransitionState {
    Objects.requireNonNull(lastChangedBy, "lastChangedBy");
    Objects.requireNonNull(lastChangedAt, "lastChangedAt");
    Objects.requireNonNull(disabledReason, "disabledReason");
  }
}
