package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long actions took in the past: the median of their last successful attempts. Waiting for
 * people counts, because a manual approval is an action.
 *
 * @param medians by {@code stage/action}
 */
public record PastDurations(Map<String, Duration> medians) {

  /** Of how many of an action's successful attempts the median is taken, the last ones. */
  public static final int MOST_ATTEMPTS = 101;

  /** Copies the map. */
  public PastDurations {
    medians = Map.copyOf(medians);
  }

  /**
   * No past.
   *
   * @return durations that know no action
   */
  public static PastDurations none() {
    return new PastDurations(Map.of());
  }

  /**
   * Measures a history.
   *
   * @param history what has happened
   * @return the medians of all actions that have succeeded at least once
   */
  public static PastDurations of(PipelineHistory history) {
    Map<String, List<Duration>> all = new HashMap<>();
    for (PipelineHistory.Execution execution : history.executions()) {
      for (PipelineHistory.Attempt attempt : execution.actions()) {
        if (attempt.status() == ActionStatus.SUCCEEDED && attempt.endedAt().isPresent()) {
          all.computeIfAbsent(
                  attempt.key().stage() + "/" + attempt.key().action(), key -> new ArrayList<>())
              .add(Duration.between(attempt.startedAt(), attempt.endedAt().get()));
        }
      }
    }
    Map<String, Duration> medians = new HashMap<>();
    all.forEach((action, durations) -> medians.put(action, median(durations)));
    return new PastDurations(medians);
  }

  private static Duration median(List<Duration> durations) {
    List<Duration> last =
        new ArrayList<>(
            durations.subList(Math.max(0, durations.size() - MOST_ATTEMPTS), durations.size()));
    Collections.sort(last);
    return last.get((last.size() - 1) / 2);
  }

  /**
   * How long an action took.
   *
   * @param stage its stage's name
   * @param action its name
   * @return the median, or empty if it has not succeeded yet
   */
  public Optional<Duration> median(String stage, String action) {
    return Optional.ofNullable(medians.get(stage + "/" + action));
  }
}
