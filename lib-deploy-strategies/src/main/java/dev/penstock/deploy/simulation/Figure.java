package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Locale;

/** What candidates are compared by. Each figure is a whole number of its unit. */
public enum Figure {
  /** How long it took until all was on a good revision, in milliseconds. */
  TIME_TO_FULL("time to full rollout, good revisions", true),
  /** The share of hosts that served at the worst moment, in basis points. */
  LOWEST_CAPACITY("lowest capacity, all revisions", false),
  /** How long a bad revision served before the alarm, in milliseconds. */
  TIME_TO_DETECT("time to detect, bad revisions", true),
  /** How long a bad revision served after the alarm, in milliseconds. */
  TIME_TO_RECOVER("time to recover, bad revisions", true),
  /** How many requests a bad revision got. */
  REQUEST_MINUTES("request-minutes, bad revisions", true),
  /** How many requests went wrong while a bad revision came and went. */
  FAILED_REQUESTS("failed requests, bad revisions", true);

  private static final long THOUSAND = 1_000;

  private final String label;
  private final boolean moreIsWorse;

  Figure(String label, boolean moreIsWorse) {
    this.label = label;
    this.moreIsWorse = moreIsWorse;
  }

  /**
   * What it is called in tables, and which revisions it is about.
   *
   * @return such as {@code time to detect, bad revisions}
   */
  public String label() {
    return label;
  }

  /**
   * Whether a higher number is the worse one.
   *
   * @return false of capacity only
   */
  public boolean isWorseIfMore() {
    return moreIsWorse;
  }

  /**
   * A number of this figure for people.
   *
   * @param value in its unit
   * @return such as {@code 0:12:30}, {@code 90 %} or {@code 12,000}
   */
  public String format(long value) {
    return switch (this) {
      case LOWEST_CAPACITY -> new Weight((int) value).toString();
      case REQUEST_MINUTES, FAILED_REQUESTS -> String.format(Locale.ROOT, "%,d", value);
      default ->
          RolloutTable.clock(
              Duration.ofSeconds(
                  (value + THOUSAND - 1) / THOUSAND)); // a second is exact enough here
    };
  }
}
