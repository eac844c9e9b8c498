package dev.penstock.deploy.analysis;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One measurement and what it said.
 *
 * @param number which measurement of its metric it is, from 1
 * @param at when it arrived
 * @param outcome what it said
 * @param judged whether there was something to judge; not so without data, with too few samples and
 *     if the measurement could not be taken
 * @param value the number that was judged; empty if there was none
 * @param reason why, in a sentence for a person
 */
public record Evidence(
    int number,
    Instant at,
    Outcome outcome,
    boolean judged,
    Optional<Double> value,
    String reason) {

  /** The longest reason, in characters; longer ones are cut. */
  public static final int LONGEST_REASON = 1200;

  /** Refuses null, and cuts the reason. */
  public Evidence {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(value, "value");
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON - 1) + "…";
    }
  }
}
