package dev.penstock.deploy.simulation;

import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.MetricQuery;

/**
 * What the metrics of a simulated plan show. Called on the simulating thread, once for each
 * measurement; must not block, and must answer the same for the same question.
 *
 * <pre>{@code
 * SimulatedMetric latency =
 *     (query, revision) -> Measurement.of(revision.isBad() ? 900 : 120, revision.requests());
 * }</pre>
 */
@FunctionalInterface
public interface SimulatedMetric {

  /**
   * The share of requests to the new revision that went wrong, beside that of the old one, which is
   * nothing; no data if the new revision had no request within the time asked for. What a scenario
   * shows unless told otherwise.
   */
  SimulatedMetric ERROR_RATE =
      (query, revision) ->
          revision.requests() == 0
              ? Measurement.noData()
              : Measurement.against(
                  revision.isBad() ? revision.errorRate() : 0, 0, revision.requests());

  /**
   * What is known of the new revision when a metric is measured.
   *
   * @param isBad whether it is a bad one
   * @param errorRate the share of requests to it that go wrong if it is, 0 to 1
   * @param requests that it had within the time asked for, rounded down
   */
  record Revision(boolean isBad, double errorRate, long requests) {}

  /**
   * Measures.
   *
   * @param query which metric, and from when to when
   * @param revision what is measured
   * @return what a provider of metrics would say
   */
  Measurement measure(MetricQuery query, Revision revision);
}
