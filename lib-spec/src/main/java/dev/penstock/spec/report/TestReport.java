package dev.penstock.spec.report;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The test cases of one report group.
 *
 * @param cases up to {@link #MAX_CASES}; those that failed come first, so that they are kept
 * @param counts how many cases ended how, those that were left out included; without zeros
 * @param duration how long all cases took together
 */
public record TestReport(List<TestCase> cases, Map<CaseStatus, Long> counts, Duration duration) {

  /** How many cases are kept: 500 (B-155). */
  public static final int MAX_CASES = 500;

  /** Copies the collections. */
  public TestReport {
    cases = List.copyOf(cases);
    Map<CaseStatus, Long> copy = new EnumMap<>(CaseStatus.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
    Objects.requireNonNull(duration, "duration");
  }

  /**
   * How many cases ended so.
   *
   * @param status how
   * @return the number, 0 or more
   */
  public long count(CaseStatus status) {
    return counts.getOrDefault(status, 0L);
  }

  /**
   * How many cases there were.
   *
   * @return the number, those that were left out included
   */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * How many cases failed.
   *
   * @return the number with status {@code FAILED} or {@code ERROR}
   */
  public long failures() {
    return count(CaseStatus.FAILED) + count(CaseStatus.ERROR);
  }
}
