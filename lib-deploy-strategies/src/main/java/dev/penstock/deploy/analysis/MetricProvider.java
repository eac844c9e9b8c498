package dev.penstock.deploy.analysis;

import java.util.concurrent.CompletionStage;

/**
 * Measures metrics: an SPI that a host implements for its monitoring.
 *
 * <pre>{@code
 * MetricProvider provider = query ->
 *     prometheus.query(query.query(), query.to()).thenApply(value -> Measurement.of(value));
 * }</pre>
 *
 * <p>Called on the executor of the process engine; it should not block for long. The same {@link
 * MetricQuery#key() question} may be asked again after a restart: the first answer counts. A stage
 * that fails, or an exception thrown, counts as {@link Measurement.Failed}. Somebody has to answer,
 * so an implementation limits the time of its own calls.
 */
@FunctionalInterface
public interface MetricProvider {

  /**
   * Takes a measurement.
   *
   * @param query what is asked
   * @return completes with the measurement, on any thread
   */
  CompletionStage<Measurement> measure(MetricQuery query);
}
