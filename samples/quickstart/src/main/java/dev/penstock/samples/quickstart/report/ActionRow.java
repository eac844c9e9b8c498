package dev.penstock.samples.quickstart.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One action of one execution.
 *
 * @param execution the execution's id
 * @param stage the stage's name
 * @param action the action's name
 * @param state how far it has come
 * @param started when it began; empty while it waits
 * @param ended when it ended; empty until then
 * @param summary one line for people; may be empty
 */
public record ActionRow(
    String execution,
    String stage,
    String action,
    RunState state,
    Optional<Instant> started,
    Optional<Instant> ended,
    String summary) {

  /**
   * How long it has taken.
   *
   * @param now until when, if it has not ended
   * @return zero if it has not begun
   */
  public Duration elapsed(Instant now) {
    return started.map(from -> Duration.between(from, ended.orElse(now))).orElse(Duration.ZERO);
  }

  /** What names the action: a later row with the same key replaces an earlier one. */
  String key() {
    return execution + "/" + stage + "/" + action;
  }
}
