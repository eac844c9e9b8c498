package dev.penstock.deploy.analysis;

import java.util.Objects;

/**
 * What a sequential test knows so far.
 *
 * @param answer what it says
 * @param difference the canary's value less the baseline's
 * @param lower the lower end of the always valid confidence interval of the difference; negative
 *     infinity with too few samples
 * @param upper its upper end; positive infinity with too few samples
 * @param pValue the always valid p-value of the hypothesis that there is no difference, 0 to 1
 */
public record SequentialResult(
    Answer answer, double difference, double lower, double upper, double pValue) {

  /** What a sequential test says. */
  public enum Answer {
    /** The canary is worse. */
    WORSE,
    /** The canary is not worse by as much as matters. */
    NO_WORSE,
    /** More samples are needed. */
    UNDECIDED
  }

  /** Refuses null. */
  public SequentialResult {
    Objects.requireNonNull(answer, "answer");
  }
}
