package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as one would play it on a table: an object for each host, looked at every millisecond.
 * Requests to a second fleet are ten thousand hosts that take no time.
 */
final class NaiveScenario {

  private static final class Host {
    boolean isNew;
    boolean isBroken;
    boolean isFlying;
    boolean isAttempted;
    boolean isBack;
    boolean willFail;
    long endsAt;

    boolean serves() {
      return !isFlying && !isBroken;
    }
  }

  final List<Integer> newAndServing = new ArrayList<>();
  Outcome outcome = Outcome.SUCCEEDED;
  long duration;
  @Nullable Long fullAfter;
  @Nullable Long detectedAfter;
  @Nullable Long recoveredAfter;
  int lowest;
  double exposure;
  double requestMinutes;
  double failedRequests;

  private final DeploymentStrategy strategy;
  private final RolloutScenario scenario;
  private final Draw draw;
  private final boolean refills;
  private final List<Host> hosts = new ArrayList<>();
  private final double perMilli;
  private long now;
  private long firstExposed = -1;
  private long breachedSince = -1;
  private long alarmDue = Long.MAX_VALUE;
  private long analysisDue = Long.MAX_VALUE;
  private double requestsToNew;
  private boolean isGone;
  private long raisedAt = -1;
  private long holdUntil;
  private int increments;

  NaiveScenario(DeploymentStrategy strategy, RolloutScenario scenario, Draw draw, boolean refills) {
    this.strategy = strategy;
    this.scenario = scenario;
    this.draw = draw;
    this.refills = refills;
    this.perMilli = scenario.requestsPerSecond() / 1_000;
    this.lowest = scenario.hosts();
    for (int i = 0; i < scenario.hosts(); i++) {
      hosts.add(new Host());
    }
  }

  NaiveScenario run() {
    Step end = forward();
    if (end instanceof Step.Finish) {
      fullAfter = now;
      if (!draw.isBad()) {
        duration = now;
        return this;
      }
      while (raisedAt < 0) {
        tick();
      }
      for (long i = draw.reaction(); i > 0; i--) {
        tick();
      }
    }
    if (hosts.stream().noneMatch(host -> host.isAttempted)) {
      outcome = Outcome.STOPPED;
    } else {
      outcome = Outcome.ROLLED_BACK;
      back();
    }
    duration = now;
    return this;
  }

  private @Nullable Step forward() {
    while (true) {
      boolean landed;
      do {
        notice();
        landed = land();
        notice();
        if (raisedAt >= 0) {
          if (!isAnyFlying()) {
            return null;
          }
        } else if (!isAnyFlying() && now >= holdUntil) {
          Step step = strategy.next(rollout());
          if (!(step instanceof Step.Move move)) {
            return step;
          }
          start(move.units());
          holdUntil = Long.MAX_VALUE;
          hold = move.hold().toMillis();
        } else if (refills) {
          start(freeWhileFlying());
        }
      } while (hosts.stream().anyMatch(host -> host.isFlying && host.endsAt <= now));
      if (landed && !isAnyFlying() && raisedAt >= 0) {
        return null;
      }
      tick();
    }
  }

  private long hold;

  private int freeWhileFlying() {
    int minimum = strategy.minimumHealthy(hosts.size());
    return count(host -> !host.isBroken) - minimum - count(host -> host.isFlying);
  }

  private void start(int atMost) {
    int started = 0;
    for (int i = 0; i < hosts.size() && started < atMost; i++) {
      Host host = hosts.get(i);
      if (!host.isAttempted) {
        host.isAttempted = true;
        host.isFlying = true;
        host.endsAt = now + draw.hostMillis(i);
        host.willFail = draw.hostFails(i);
        started++;
      }
    }
    increments += started > 0 ? 1 : 0;
    look();
  }

  private boolean land() {
    boolean any = false;
    for (Host host : hosts) {
      if (host.isFlying && host.endsAt <= now) {
        host.isFlying = false;
        host.isBroken = host.willFail;
        host.isNew = !host.willFail;
        any = true;
      }
    }
    if (any && !isAnyFlying()) {
      holdUntil = now + hold;
    }
    if (any) {
      look();
    }
    return any;
  }

  /** Failed hosts first, in the strategy's waves, without holds. */
  private void back() {
    List<Host> order = new ArrayList<>(hosts.stream().filter(host -> host.isBroken).toList());
    int broken = order.size();
    order.addAll(hosts.stream().filter(host -> host.isNew).toList());
    Rollout rollout = Rollout.starting(hosts.size() - broken, broken);
    while (!order.isEmpty() && !refills) {
      Step step = strategy.next(rollout);
      int units = step instanceof Step.Move move ? move.units() : rollout.movable();
      List<Host> wave = List.copyOf(order.subList(0, Math.min(units, order.size())));
      order.removeAll(wave);
      wave.forEach(this::leave);
      look();
      flyBack(wave);
      rollout = rollout.moved(wave.size(), 0);
    }
    while (refills && hosts.stream().anyMatch(host -> host.isAttempted && !host.isBack)) {
      int minimum = strategy.minimumHealthy(hosts.size());
      boolean isFirst = order.stream().anyMatch(host -> host.isBroken);
      boolean stillFirst = hosts.stream().anyMatch(host -> host.isFlying && host.isBroken);
      int room = hosts.size() - minimum - count(host -> host.isFlying);
      if (isFirst) {
        room = Math.max(1, hosts.size() - minimum) - count(host -> host.isFlying);
      } else if (stillFirst) {
        room = 0;
      }
      for (int i = 0; i < room && !order.isEmpty() && order.get(0).isBroken == isFirst; i++) {
        leave(order.remove(0));
      }
      look();
      if (hosts.stream().noneMatch(host -> host.isFlying && host.endsAt <= now)) {
        tick();
      }
      landBack();
    }
  }

  private void flyBack(List<Host> wave) {
    landBack();
    while (wave.stream().anyMatch(host -> !host.isBack)) {
      tick();
      landBack();
    }
  }

  private void leave(Host host) {
    host.isNew = false;
    host.isFlying = true;
    host.endsAt = now + draw.hostMillisBack(hosts.indexOf(host));
    if (firstExposed >= 0 && !isGone && count(other -> other.isNew) == 0) {
      isGone = true;
      recoveredAfter = detectedAfter == null ? null : now - raisedAt;
    }
  }

  private void landBack() {
    for (Host host : hosts) {
      if (host.isFlying && host.endsAt <= now) {
        host.isFlying = false;
        host.isBroken = false;
        host.isBack = true;
      }
    }
    look();
  }

  /** Passes a millisecond in which nothing changes. */
  private void tick() {
    notice();
    double share = share();
    double needed =
        hosts.size() * (double) scenario.headroom().complement().basisPoints() / Weight.WHOLE;
    int serving = count(Host::serves);
    double served = serving == 0 ? 0 : Math.min(1, needed == 0 ? 1 : serving / needed);
    failedRequests += perMilli * (1 - served);
    if (draw.isBad()) {
      exposure += share;
      requestMinutes += perMilli * served * share;
      failedRequests += perMilli * served * share * draw.errorRate();
      requestsToNew += perMilli * served * share;
    }
    now++;
    notice();
  }

  /** Something has changed. */
  private void look() {
    lowest = Math.min(lowest, count(Host::serves));
    if (!draw.isBad()) {
      return;
    }
    double threshold = (double) scenario.alarmThreshold().basisPoints() / Weight.WHOLE;
    if (share() > 0 && firstExposed < 0) {
      firstExposed = now;
      detectedAfter = raisedAt >= 0 ? 0L : null;
    }
    if (share() * draw.errorRate() <= threshold) {
      breachedSince = -1;
    } else if (breachedSince < 0) {
      breachedSince = now;
    }
  }

  private void notice() {
    if (breachedSince >= 0 && now - breachedSince >= scenario.alarmSustained()) {
      alarmDue = Math.min(alarmDue, now);
    }
    boolean worse =
        draw.errorRate() * Weight.WHOLE > scenario.analysisThreshold().basisPoints()
            && scenario.analysisRequests() >= 0;
    if (worse
        && firstExposed >= 0
        && now - firstExposed >= scenario.analysisAtLeast()
        && requestsToNew >= scenario.analysisRequests()) {
      analysisDue = Math.min(analysisDue, now);
    }
    boolean told =
        isPast(alarmDue)
            || isPast(analysisDue)
            || (firstExposed >= 0 && now - firstExposed >= scenario.noticedAfter())
            || now >= draw.falseAlarm();
    if (told && raisedAt < 0) {
      raisedAt = now;
      if (firstExposed >= 0 && !isGone) {
        detectedAfter = now - firstExposed;
      }
    }
  }

  private boolean isPast(long due) {
    return due != Long.MAX_VALUE && now - due >= draw.alarmDelay();
  }

  private double share() {
    int serving = count(Host::serves);
    return serving == 0 ? 0 : (double) count(host -> host.isNew && host.serves()) / serving;
  }

  private Rollout rollout() {
    int broken = count(host -> host.isBroken);
    int waiting = count(host -> !host.isAttempted);
    int succeeded = count(host -> host.isNew);
    return new Rollout(
        hosts.size(), hosts.size() - broken, 0, waiting, succeeded, broken, increments);
  }

  private boolean isAnyFlying() {
    return hosts.stream().anyMatch(host -> host.isFlying);
  }

  private int count(Predicate<Host> condition) {
    return (int) hosts.stream().filter(condition).count();
  }
}
