package dev.penstock.pipeline.execution;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How a rule that was asked gets its answer, as it was decided then: whoever reads the journal
 * later does not look at a time zone again, whose clock may have been changed since.
 *
 * @param rule the rule's name
 * @param answerer who answers
 * @param opensAt when the window opens that it waits for; empty if it waits for none, or for one
 *     that does not open again before its time is up
 */
public record RuleStart(String rule, Answerer answerer, Optional<Instant> opensAt) {

  /** All parts are required. */
  public RuleStart {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(answerer, "answerer");
    Objects.requireNonNull(opensAt, "opensAt");
  }

  /** Who answers a rule. */
  public enum Answerer {
    /** The question itself: the answer is the next event about the rule. */
    QUESTION,
    /** The clock, once a window has opened. */
    WINDOW,
    /** The host. */
    HOST
  }
}
