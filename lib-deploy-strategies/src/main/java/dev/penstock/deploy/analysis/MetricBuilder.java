package dev.penstock.deploy.analysis;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Defines a {@link Metric}. Each option may be set once. Confined to one thread.
 *
 * @see Metric#named(String)
 */
public final class MetricBuilder {
  private final String name;
  private @Nullable String query;
  private @Nullable Condition success;
  private @Nullable Condition failure;
  private @Nullable MetricJudge judge;
  private @Nullable Reading reading;
  private @Nullable Aggregate aggregate;
  private @Nullable Duration interval;
  private @Nullable Integer count;
  private @Nullable Duration initialDelay;
  private @Nullable MetricWindow window;
  private @Nullable Integer failureLimit;
  private @Nullable Integer consecutiveErrorLimit;
  private @Nullable Integer inconclusiveLimit;
  private @Nullable Integer consecutiveSuccessLimit;
  private @Nullable DataPolicy noData;
  private @Nullable Long minimumSamples;
  private @Nullable DataPolicy fewSamples;
  private boolean dryRun;
  private @Nullable Integer weight;

  MetricBuilder(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * Sets what the provider is asked.
   *
   * @param value in the provider's words, at most {@value Metric#LONGEST_QUERY} characters; the
   *     metric's name unless set
   * @return this builder
   */
  public MetricBuilder query(String value) {
    query = once("query", query, value);
    return this;
  }

  /**
   * Good is a number that is no larger: {@code success(Condition.atMost(limit))}.
   *
   * @param limit any number but NaN
   * @return this builder
   */
  public MetricBuilder atMost(double limit) {
    return success(Condition.atMost(limit));
  }

  /**
   * Good is a number that is no smaller: {@code success(Condition.atLeast(limit))}.
   *
   * @param limit any number but NaN
   * @return this builder
   */
  public MetricBuilder atLeast(double limit) {
    return success(Condition.atLeast(limit));
  }

  /**
   * Good is a number in a range: {@code success(Condition.between(low, high))}.
   *
   * @param low any number but NaN
   * @param high no smaller than {@code low}
   * @return this builder
   */
  public MetricBuilder between(double low, double high) {
    return success(Condition.between(low, high));
  }

  /**
   * Sets when a number is good.
   *
   * @param value the condition
   * @return this builder
   */
  public MetricBuilder success(Condition value) {
    success = once("success", success, value);
    return this;
  }

  /**
   * Sets when a number is bad.
   *
   * @param value the condition
   * @return this builder
   */
  public MetricBuilder failure(Condition value) {
    failure = once("failure", failure, value);
    return this;
  }

  /**
   * Sets the test of the canary against the baseline that stands instead of conditions. What the
   * test calls worse is bad, what it calls no worse is good. A {@link SequentialTest} that knows
   * the canary to be no worse ends the metric at once; if it does not know when the count is
   * reached, the metric is inconclusive.
   *
   * @param value the test
   * @return this builder
   */
  public MetricBuilder judge(MetricJudge value) {
    judge = once("judge", judge, value);
    return this;
  }

  /**
   * Sets which number the conditions look at.
   *
   * @param value {@link Reading#CANARY} unless set
   * @return this builder
   */
  public MetricBuilder reading(Reading value) {
    reading = once("reading", reading, value);
    return this;
  }

  /**
   * Sets how a series becomes one number.
   *
   * @param value {@link Aggregate#LAST} unless set
   * @return this builder
   */
  public MetricBuilder aggregate(Aggregate value) {
    aggregate = once("aggregate", aggregate, value);
    return this;
  }

  /**
   * Sets the time from one measurement to the next.
   *
   * @param value above zero to 365 days; unless set there is a single measurement
   * @return this builder
   */
  public MetricBuilder every(Duration value) {
    interval = once("interval", interval, value);
    return this;
  }

  /**
   * Sets how many measurements are taken.
   *
   * @param value 1 to {@value MetricSchedule#MAX_COUNT}; unless set one without an interval, and
   *     endless with one. 0 is as unset
   * @return this builder
   */
  public MetricBuilder count(int value) {
    count = once("count", count, value);
    return this;
  }

  /**
   * Sets the time from the start to the first measurement.
   *
   * @param value zero to 365 days; zero unless set
   * @return this builder
   */
  public MetricBuilder initialDelay(Duration value) {
    initialDelay = once("initialDelay", initialDelay, value);
    return this;
  }

  /**
   * Sets of which time a measurement tells.
   *
   * @param value unless set {@link MetricWindow.SinceStart} with a judge, else {@link
   *     MetricWindow.SinceLast}
   * @return this builder
   */
  public MetricBuilder window(MetricWindow value) {
    window = once("window", window, value);
    return this;
  }

  /**
   * Sets how many bad measurements are put up with.
   *
   * @param value 0 to {@value MetricLimits#MOST}, 0 unless set; {@value MetricLimits#UNLIMITED}
   *     does not count them
   * @return this builder
   */
  public MetricBuilder failureLimit(int value) {
    failureLimit = once("failureLimit", failureLimit, value);
    return this;
  }

  /**
   * Sets how many errors in a row are put up with.
   *
   * @param value 0 to {@value MetricLimits#MOST}, 4 unless set
   * @return this builder
   */
  public MetricBuilder consecutiveErrorLimit(int value) {
    consecutiveErrorLimit = once("consecutiveErrorLimit", consecutiveErrorLimit, value);
    return this;
  }

  /**
   * Sets how many measurements that are neither good nor bad are put up with.
   *
   * @param value 0 to {@value MetricLimits#MOST}, 0 unless set
   * @return this builder
   */
  public MetricBuilder inconclusiveLimit(int value) {
    inconclusiveLimit = once("inconclusiveLimit", inconclusiveLimit, value);
    return this;
  }

  /**
   * Sets how many good measurements in a row end the metric successfully.
   *
   * @param value 1 to {@value MetricLimits#MOST}; 0, as unless set, never does
   * @return this builder
   */
  public MetricBuilder consecutiveSuccessLimit(int value) {
    consecutiveSuccessLimit = once("consecutiveSuccessLimit", consecutiveSuccessLimit, value);
    return this;
  }

  /**
   * Sets what a measurement without data counts as.
   *
   * @param value {@link DataPolicy#ERROR} unless set
   * @return this builder
   */
  public MetricBuilder noData(DataPolicy value) {
    noData = once("noData", noData, value);
    return this;
  }

  /**
   * Sets how many samples a measurement needs to be judged, and what one with fewer counts as.
   *
   * @param least 1 or more; unless set any number will do
   * @param fewer what one with fewer counts as
   * @return this builder
   */
  public MetricBuilder minimumSamples(long least, DataPolicy fewer) {
    minimumSamples = once("minimumSamples", minimumSamples, least);
    fewSamples = Objects.requireNonNull(fewer, "fewer");
    return this;
  }

  /**
   * Measures, judges and reports without counting.
   *
   * @return this builder
   */
  public MetricBuilder dryRun() {
    dryRun = true;
    return this;
  }

  /**
   * Sets the share of a {@link Combination.Score}.
   *
   * @param value 1 to {@value Metric#MAX_WEIGHT}, 1 unless set
   * @return this builder
   */
  public MetricBuilder weight(int value) {
    weight = once("weight", weight, value);
    return this;
  }

  /**
   * Checks the definition.
   *
   * @return the metric
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if rules are broken; it holds all
   *     faults
   */
  public Metric build() {
    MetricLimits limits = MetricLimits.DEFAULT;
    return new Metric(
        name,
        or(query, name),
        Optional.ofNullable(success),
        Optional.ofNullable(failure),
        Optional.ofNullable(judge),
        or(reading, Reading.CANARY),
        or(aggregate, Aggregate.LAST),
        new MetricSchedule(
            Optional.ofNullable(interval), or(count, 0), or(initialDelay, Duration.ZERO)),
        or(window, judge == null ? new MetricWindow.SinceLast() : new MetricWindow.SinceStart()),
        new MetricLimits(
            or(failureLimit, limits.failures()),
            or(consecutiveErrorLimit, limits.consecutiveErrors()),
            or(inconclusiveLimit, limits.inconclusive()),
            or(consecutiveSuccessLimit, limits.consecutiveSuccesses())),
        or(noData, DataPolicy.ERROR),
        or(minimumSamples, 0L),
        or(fewSamples, DataPolicy.INCONCLUSIVE),
        dryRun,
        or(weight, 1));
  }

  private static <T> T or(@Nullable T set, T otherwise) {
    return set == null ? otherwise : set;
  }

  private static <T> T once(String option, @Nullable T before, T value) {
    if (before != null) {
      throw new IllegalStateException(option + " was set before, to " + before);
    }
    return Objects.requireNonNull(value, option);
  }
}
