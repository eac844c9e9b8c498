package dev.penstock.pipeline.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stage as a witness sees it: who is inside, who waits in front, and whether the gate is open.
 */
final class WitnessedStage {
  private static final Duration MONTH = Duration.ofDays(30);

  final List<Waiting> waiting = new ArrayList<>(); // in order of arrival
  @Nullable WitnessedExecution inside;

  /** The newest that has come in and supersedes those in front; 0 if none has. */
  long newest;

  /** Who may be retried here: who ended badly here last, and nobody has come since. */
  @Nullable WitnessedExecution left;

  private boolean isOpen = true;
  private Instant closedAt = Instant.EPOCH;

  /** Somebody who waits; stranded if the gate held them for more than a month. */
  static final class Waiting {
    final WitnessedExecution execution;
    private final Instant since;
    private boolean isStranded;

    Waiting(WitnessedExecution execution, Instant since) {
      this.execution = execution;
      this.since = since;
    }
  }

  boolean isOpen() {
    return isOpen;
  }

  void move(boolean isOpening, Instant at) {
    if (isOpening && !isOpen) {
      for (Waiting each : waiting) {
        Instant held = each.since.isBefore(closedAt) ? closedAt : each.since;
        each.isStranded |= held.plus(MONTH).isBefore(at);
      }
    } else if (!isOpening && isOpen) {
      closedAt = at;
    }
    isOpen = isOpening;
  }

  /** Whose turn it is; null if nobody waits who may still come in. */
  @Nullable WitnessedExecution first() {
    return waiting.stream()
        .filter(each -> !each.isStranded)
        .findFirst()
        .map(each -> each.execution)
        .orElse(null);
  }

  void leaveQueue(WitnessedExecution execution) {
    waiting.removeIf(each -> each.execution == execution);
  }
}
