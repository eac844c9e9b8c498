package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;

/**
 * When somebody notices a bad revision: an alarm on the errors of all requests, an analysis of the
 * new revision's own, users who complain at last; or an alarm for nothing.
 */
final class Detection {

  private static final long NEVER = Long.MAX_VALUE;

  /** Less than any share that could be meant: 10 % of 10 % is not above 1 %. */
  private static final double ROUNDING = 1e-12;

  private final double errorRate;
  private final double threshold;
  private final long sustained;
  private final boolean analysed;
  private final long requestsNeeded;
  private final long analysisAtLeast;
  private final long delay;
  private final long users;
  private final long falseAlarm;

  private long firstExposed = -1;
  private long since;
  private double requestsPerMilli;
  private double requests;
  private long breachedSince = -1;
  private long alarmAt = NEVER;
  private long analysisAt = NEVER;

  Detection(RolloutScenario scenario, Draw draw) {
    this.errorRate = draw.errorRate();
    this.threshold = share(scenario.alarmThreshold());
    this.sustained = scenario.alarmSustained();
    this.analysed =
        scenario.analysisRequests() >= 0
            && errorRate > share(scenario.analysisThreshold()) + ROUNDING;
    this.requestsNeeded = scenario.analysisRequests();
    this.analysisAtLeast = scenario.analysisAtLeast();
    this.delay = draw.alarmDelay();
    this.users = scenario.noticedAfter();
    this.falseAlarm = draw.falseAlarm();
  }

  /** From now on the bad revision gets this share of so many requests. */
  void observe(long now, double share, double allPerMilli) {
    if (firstExposed < 0) {
      if (share == 0) {
        return;
      }
      firstExposed = now;
      since = now;
    }
    settleAnalysis(now);
    requests += requestsPerMilli * (now - since);
    since = now;
    requestsPerMilli = share * allPerMilli;
    settleAlarm(now);
    if (share * errorRate <= threshold + ROUNDING) {
      breachedSince = -1;
    } else if (breachedSince < 0) {
      breachedSince = now;
    }
  }

  /** When it is noticed if nothing changes. */
  long raisedAt() {
    long users = firstExposed < 0 ? NEVER : plus(firstExposed, this.users);
    return Math.min(
        Math.min(falseAlarm, users), Math.min(plus(dueAlarm(), delay), plus(dueAnalysis(), delay)));
  }

  /** When a bad revision got its first request; below 0 if it got none. */
  long firstExposed() {
    return firstExposed;
  }

  /** What was raised at that moment, for people. */
  String why(long moment) {
    String at = " at " + RolloutTable.clock(Duration.ofMillis(moment));
    if (moment == NEVER) {
      return "";
    } else if (moment == plus(dueAlarm(), delay)) {
      return "alarm" + at + ": too many of all requests go wrong";
    } else if (moment == plus(dueAnalysis(), delay)) {
      return "analysis" + at + ": too many requests to the new revision go wrong";
    }
    return moment == falseAlarm ? "false alarm" + at : "users complain" + at;
  }

  private long dueAlarm() {
    return alarmAt != NEVER || breachedSince < 0 ? alarmAt : plus(breachedSince, sustained);
  }

  private long dueAnalysis() {
    if (analysisAt != NEVER || !analysed || firstExposed < 0) {
      return analysisAt;
    }
    double missing = requestsNeeded - requests;
    double millis = missing <= 0 ? 0 : Math.ceil(missing / requestsPerMilli);
    if (!(millis < NEVER)) {
      return NEVER;
    }
    return Math.max(plus(since, (long) millis), plus(firstExposed, analysisAtLeast));
  }

  /** An alarm stays due although the errors have ceased before anybody is told. */
  private void settleAlarm(long now) {
    if (dueAlarm() <= now) {
      alarmAt = dueAlarm();
    }
  }

  private void settleAnalysis(long now) {
    if (dueAnalysis() <= now) {
      analysisAt = dueAnalysis();
    }
  }

  private static double share(Weight weight) {
    return (double) weight.basisPoints() / Weight.WHOLE;
  }

  private static long plus(long moment, long millis) {
    return moment == NEVER || millis == NEVER ? NEVER : Math.addExact(moment, millis);
  }
}
