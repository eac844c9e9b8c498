package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When an alarm is raised: at a moment, or once too many requests go wrong. */
final class Alarm {

  private @Nullable Duration after;
  private Weight errorRate = Weight.NONE;
  private @Nullable Weight threshold;
  private Duration sustained = Duration.ZERO;

  void after(Duration elapsed) {
    after = requirePositive("alarmAfter", elapsed);
  }

  void errorRate(Weight rate) {
    errorRate = Objects.requireNonNull(rate, "rate");
  }

  void above(Weight share, Duration forAtLeast) {
    threshold = Objects.requireNonNull(share, "threshold");
    sustained = requirePositive("alarmAbove", forAtLeast);
  }

  Watch watch() {
    return new Watch(after, errorRate, threshold, sustained);
  }

  static Duration requirePositive(String what, Duration time) {
    if (Objects.requireNonNull(time, what).isNegative()) {
      throw new IllegalArgumentException(
          what + ": " + time + " is out of range; allowed: zero or more");
    }
    return time;
  }

  /** The alarm during one run. */
  static final class Watch {
    private final Weight errorRate;
    private final @Nullable Weight threshold;
    private final Duration sustained;
    private @Nullable Duration raisedAt;
    private String why = "";

    private Watch(
        @Nullable Duration after,
        Weight errorRate,
        @Nullable Weight threshold,
        Duration sustained) {
      this.errorRate = errorRate;
      this.threshold = threshold;
      this.sustained = sustained;
      this.raisedAt = after;
      this.why = after == null ? "" : "alarm after " + after;
    }

    /** From now on this share of the traffic goes to the new revision. It never shrinks. */
    void observe(Duration now, Weight share) {
      if (threshold == null) {
        return;
      }
      long errors = (long) share.basisPoints() * errorRate.basisPoints();
      if (errors <= (long) threshold.basisPoints() * Weight.WHOLE) {
        return;
      }
      Duration at = now.plus(sustained);
      if (raisedAt == null || at.compareTo(raisedAt) < 0) {
        raisedAt = at;
        why =
            "alarm at "
                + at
                + ": "
                + errorRate
                + " errors on "
                + share
                + " of the traffic are above "
                + threshold
                + " of all requests";
      }
    }

    /** When the alarm is raised if nothing changes; null if it is not. */
    @Nullable Duration raisedAt() {
      return raisedAt;
    }

    boolean isRaisedBy(Duration moment) {
      return raisedAt != null && raisedAt.compareTo(moment) <= 0;
    }

    String why() {
      return why;
    }
  }
}
