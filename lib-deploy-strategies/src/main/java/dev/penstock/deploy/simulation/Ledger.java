package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books of one simulated rollout: what serves and what is new, moment by moment, what users get
 * of it, and when somebody notices. Between two changes nothing changes, so time passes in steps of
 * any length.
 */
final class Ledger {

  private static final double MILLIS = 1_000;

  private final int total;
  private final boolean bad;
  private final double errorRate;
  private final double requestsPerMilli;
  private final double neededToServeAll;
  private final Detection detection;
  private final List<RolloutEvent> events = new ArrayList<>();

  private long now;
  private int onNew;
  private int serving;
  private int failed;
  private int lowest;
  private double exposedMillis;
  private double exposedRequests;
  private double failedRequests;
  private long raisedAt = Long.MAX_VALUE;
  private long fullAt = Long.MAX_VALUE;
  private long goneAt;
  private @Nullable String said;

  Ledger(RolloutScenario scenario, Draw draw, int total) {
    this.total = total;
    this.serving = total;
    this.lowest = total;
    this.bad = draw.isBad();
    this.errorRate = draw.errorRate();
    this.requestsPerMilli = scenario.requestsPerSecond() / MILLIS;
    this.neededToServeAll =
        total * ((double) scenario.headroom().complement().basisPoints() / Weight.WHOLE);
    this.detection = new Detection(scenario, draw);
  }

  long now() {
    return now;
  }

  boolean isBad() {
    return bad;
  }

  boolean isRaised() {
    return raisedAt <= now;
  }

  boolean isAnyNew() {
    return onNew > 0;
  }

  /** The alarm that comes next if nothing changes, now or later; the longest time if none does. */
  long nextAlarm() {
    return raisedAt == Long.MAX_VALUE ? Math.max(now, detection.raisedAt()) : raisedAt;
  }

  /** Lets time pass to a moment, and notices an alarm on the way. */
  void passTo(long moment) {
    long alarm = nextAlarm();
    if (raisedAt == Long.MAX_VALUE && alarm <= moment) {
      accrue(alarm);
      raisedAt = alarm;
      record(Kind.ALARM_RAISED, 0);
    }
    accrue(moment);
  }

  /** Somebody has noticed now, if nobody had before. */
  void raise() {
    if (raisedAt == Long.MAX_VALUE) {
      raisedAt = now;
      said = "";
      record(Kind.ALARM_RAISED, 0);
    }
  }

  /** What they say, unless it is known. */
  void say(String what) {
    if (said != null && said.isEmpty()) {
      said = what;
    }
  }

  /** Waits for a time, but no longer than to an alarm. */
  void waitFor(long millis) {
    long until = Math.addExact(now, millis);
    passTo(isRaised() ? now : Math.min(until, nextAlarm()));
  }

  /** Hosts go out of service, or come back, and change their revision. */
  void change(int newDelta, int servingDelta, int failedDelta) {
    onNew += newDelta;
    serving += servingDelta;
    failed += failedDelta;
    lowest = Math.min(lowest, serving);
    if (onNew == 0 && newDelta < 0) {
      goneAt = now;
    }
    observe();
  }

  /** So many basis points of the requests go to the new revision from now on. */
  void routeTo(int basisPoints) {
    change(basisPoints - onNew, 0, 0);
  }

  void full() {
    fullAt = now;
  }

  void record(Kind kind, int units) {
    events.add(new RolloutEvent(Duration.ofMillis(now), kind, units, onNew, failed, serving));
  }

  List<RolloutEvent> events() {
    return events;
  }

  String why() {
    return said == null ? detection.why(raisedAt) : said;
  }

  RolloutFigures figures() {
    boolean noticed = bad && raisedAt <= goneAt && detection.firstExposed() >= 0;
    return new RolloutFigures(
        Duration.ofMillis(now),
        fullAt == Long.MAX_VALUE ? null : Duration.ofMillis(fullAt),
        RolloutResult.share(lowest, total),
        noticed ? between(detection.firstExposed(), raisedAt) : null,
        noticed ? between(raisedAt, goneAt) : null,
        Duration.ofMillis(Math.round(exposedMillis)),
        Math.round(exposedRequests),
        Math.round(failedRequests));
  }

  private static @Nullable Duration between(long from, long to) {
    return Duration.ofMillis(Math.max(0, to - from));
  }

  private void observe() {
    if (bad) {
      detection.observe(now, share(), requestsPerMilli * served());
    }
  }

  private void accrue(long moment) {
    double millis = moment - now;
    now = moment;
    double requests = requestsPerMilli * millis;
    double served = served();
    failedRequests += requests * (1 - served);
    if (bad && onNew > 0) {
      double share = share();
      exposedMillis += share * millis;
      exposedRequests += requests * served * share;
      failedRequests += requests * served * share * errorRate;
    }
  }

  /** The share of the requests served that the new revision gets. */
  private double share() {
    return serving == 0 ? 0 : (double) onNew / serving;
  }

  /** The share of all requests that the hosts can serve. */
  private double served() {
    if (serving == 0) {
      return 0;
    }
    return serving >= neededToServeAll ? 1 : serving / neededToServeAll;
  }
}
