package dev.penstock.deploy.analysis;

import java.time.Duration;
import java.util.Objects;

/** Of which time a measurement tells. */
public sealed interface MetricWindow {

  /** Since the measurement before; of the first one since the analysis started. */
  record SinceLast() implements MetricWindow {}

  /** Since the analysis started. */
  record SinceStart() implements MetricWindow {}

  /**
   * The last so much before the measurement, however long that is ago.
   *
   * @param length above zero
   */
  record Last(Duration length) implements MetricWindow {
    /** Refuses nothing and less. */
    public Last {
      Objects.requireNonNull(length, "length");
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException(
            "window: " + length + " is out of range; allowed: above zero");
      }
    }
  }
}
