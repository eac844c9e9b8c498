package dev.penstock.process;

import java.time.Instant;
import java.util.Objects;

/**
 * What a checkpoint keeps of what has ended, such as the executions of a pipeline: it is kept if it
 * is among the newest and did not end too early. What the rules still need is kept in any case.
 *
 * @param newest how many at most, the newest; 0 and above
 * @param since what ended before this instant is not kept
 */
public record Retention(int newest, Instant since) {

  /** Keeps everything. */
  public static final Retention EVERYTHING = new Retention(Integer.MAX_VALUE, Instant.MIN);

  /** Keeps nothing that the rules do not need. */
  public static final Retention NOTHING = new Retention(0, Instant.MIN);

  /** Checks the range. */
  public Retention {
    Objects.requireNonNull(since, "since");
    if (newest < 0) {
      throw new IllegalArgumentException(
          "newest: " + newest + " is out of range; allowed: 0 and above");
    }
  }
}
