package dev.penstock.deploy.analysis;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that an analysis measures, and what is good and what is bad.
 *
 * <pre>{@code
 * Metric errors = Metric.named("error-rate")
 *     .query("sum(rate(http_errors[1m])) / sum(rate(http_requests[1m]))")
 *     .atMost(0.01)
 *     .every(Duration.ofMinutes(1))
 *     .count(5)
 *     .failureLimit(1)
 *     .build();
 * }</pre>
 *
 * <p>With only a success condition the opposite is bad; with only a failure condition the opposite
 * is good; with both, bad wins if both hold, and a number of which neither holds is inconclusive;
 * without any, whatever could be measured is good (RP-104).
 *
 * @param name 1 to 100 characters of {@code A-Za-z0-9._-}
 * @param query what the provider is asked, in its own words, at most {@value #LONGEST_QUERY}
 *     characters
 * @param success when a number is good, if there is such a condition
 * @param failure when a number is bad, if there is such a condition
 * @param judge the test of the canary against the baseline that stands instead of conditions, if
 *     there is one
 * @param reading which number the conditions look at
 * @param aggregate how a series becomes that number
 * @param schedule when it is measured
 * @param window of which time a measurement tells
 * @param limits how much it puts up with
 * @param noData what a measurement without data counts as
 * @param minimumSamples how many samples a measurement needs to be judged, 0 or more
 * @param fewSamples what a measurement with fewer counts as
 * @param dryRun whether it is measured, judged and reported without counting (RP-20)
 * @param weight its share of a score, 1 to {@value #MAX_WEIGHT}
 */
public record Metric(
    String name,
    String query,
    Optional<Condition> success,
    Optional<Condition> failure,
    Optional<MetricJudge> judge,
    Reading reading,
    Aggregate aggregate,
    MetricSchedule schedule,
    MetricWindow window,
    MetricLimits limits,
    DataPolicy noData,
    long minimumSamples,
    DataPolicy fewSamples,
    boolean dryRun,
    int weight) {

  /** The longest query, in characters. */
  public static final int LONGEST_QUERY = 10_000;

  /** The largest weight. */
  public static final int MAX_WEIGHT = 1_000_000;

  /**
   * Checks the definition.
   *
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public Metric {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(success, "success");
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(judge, "judge");
    Objects.requireNonNull(reading, "reading");
    Objects.requireNonNull(aggregate, "aggregate");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(noData, "noData");
    Objects.requireNonNull(fewSamples, "fewSamples");
    List<Diagnostic> faults =
        new MetricRules()
            .name(name)
            .query(query)
            .conditions(success, failure, judge, reading)
            .schedule(schedule)
            .window(window)
            .limits(limits)
            .numbers(minimumSamples, weight)
            .faults();
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("metric " + name, faults);
    }
  }

  /**
   * Starts a metric.
   *
   * @param name 1 to 100 characters of {@code A-Za-z0-9._-}; also its query unless one is set
   * @return a builder
   */
  public static MetricBuilder named(String name) {
    return new MetricBuilder(name);
  }

  /**
   * Whether the baseline is measured too.
   *
   * @return true with a judge, and with a reading that compares
   */
  public boolean needsBaseline() {
    return judge.isPresent() || reading.needsBaseline();
  }
}
