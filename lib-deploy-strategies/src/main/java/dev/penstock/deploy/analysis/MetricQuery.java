package dev.penstock.deploy.analysis;

import java.time.Instant;
import java.util.Objects;

/**
 * What a metric provider is asked.
 *
 * @param metric the metric's name
 * @param number which measurement of the metric within its analysis it is, from 1
 * @param query the metric's query, in the words of the provider
 * @param from where the window begins
 * @param to where the window ends; never before {@code from}, and equal to it for the first
 *     measurement of a metric that is measured at once
 * @param sides the labels of canary and baseline
 * @param needsBaseline whether the baseline has to be measured too
 */
public record MetricQuery(
    String metric,
    int number,
    String query,
    Instant from,
    Instant to,
    Sides sides,
    boolean needsBaseline) {

  /** Refuses null. */
  public MetricQuery {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(sides, "sides");
  }

  /**
   * By which an answer finds its question. Asking twice gives the same key.
   *
   * @return unique within the analysis
   */
  public String key() {
    return metric + "/" + number;
  }
}
