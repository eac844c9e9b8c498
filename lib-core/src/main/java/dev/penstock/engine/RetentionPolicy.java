package dev.penstock.engine;

import dev.penstock.process.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When the journal of a process is compacted, and what is kept.
 *
 * <pre>{@code
 * RetentionPolicy.compactingAt(20_000).keepingEvents(1_000).keepingEnded(200).keepingFor(Duration.ofDays(90))
 * }</pre>
 *
 * @param compactAt after how many events since the last checkpoint the engine compacts; at least 2
 * @param keepEvents how many of the newest events stay as they are, for those who read the journal;
 *     0 and above
 * @param keepEnded how many of those that ended, such as executions of a pipeline, are kept with
 *     all their events, the newest; 0 and above
 * @param keepFor how long they are kept after their end; without a limit if empty
 */
public record RetentionPolicy(
    long compactAt, long keepEvents, int keepEnded, Optional<Duration> keepFor) {

  /** Checks all ranges. */
  public RetentionPolicy {
    Objects.requireNonNull(keepFor, "keepFor");
    check("compactAt", compactAt, 2);
    check("keepEvents", keepEvents, 0);
    check("keepEnded", keepEnded, 0);
    if (keepFor.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException(
          "keepFor: " + keepFor.get() + " is out of range; allowed: 0 and above");
    }
  }

  private static void check(String option, long value, long smallest) {
    if (value < smallest) {
      throw new IllegalArgumentException(
          option + ": " + value + " is out of range; allowed: " + smallest + " and above");
    }
  }

  /**
   * Compacts after so many events, keeps no events as they are, and everything that ended.
   *
   * @param events at least 2
   * @return the policy
   */
  public static RetentionPolicy compactingAt(long events) {
    return new RetentionPolicy(events, 0, Integer.MAX_VALUE, Optional.empty());
  }

  /**
   * The same policy, with so many of the newest events kept as they are.
   *
   * @param events 0 and above
   * @return a new policy
   */
  public RetentionPolicy keepingEvents(long events) {
    return new RetentionPolicy(compactAt, events, keepEnded, keepFor);
  }

  /**
   * The same policy, with at most so many kept of those that ended.
   *
   * @param newest 0 and above
   * @return a new policy
   */
  public RetentionPolicy keepingEnded(int newest) {
    return new RetentionPolicy(compactAt, keepEvents, newest, keepFor);
  }

  /**
   * The same policy, with what ended kept for so long.
   *
   * @param time 0 and above
   * @return a new policy
   */
  public RetentionPolicy keepingFor(Duration time) {
    return new RetentionPolicy(compactAt, keepEvents, keepEnded, Optional.of(time));
  }

  /**
   * What a checkpoint made now keeps of what has ended.
   *
   * @param now the present instant
   * @return the retention
   */
  public Retention retention(Instant now) {
    return new Retention(keepEnded, keepFor.map(time -> before(now, time)).orElse(Instant.MIN));
  }

  private static Instant before(Instant now, Duration time) {
    return Duration.between(Instant.MIN, now).compareTo(time) <= 0 ? Instant.MIN : now.minus(time);
  }
}
