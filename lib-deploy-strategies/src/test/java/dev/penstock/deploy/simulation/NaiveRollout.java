package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;

/**
 * A rollout as one would play it on a table: an object for each host, millisecond by millisecond.
 */
final class NaiveRollout {

  private static final class Host {
    final boolean wasHealthy;
    final boolean fails;
    final long takes;
    boolean isAttempted;
    boolean isFlying;
    boolean isDone;
    long endsAt;

    Host(boolean wasHealthy, boolean fails, long takes) {
      this.wasHealthy = wasHealthy;
      this.fails = fails;
      this.takes = takes;
    }

    boolean serves() {
      return isDone ? !fails : wasHealthy && !isFlying;
    }

    /** A host in flight counts as what it was. */
    boolean isHealthy() {
      return isDone ? !fails : wasHealthy;
    }
  }

  private final DeploymentStrategy strategy;
  private final boolean refills;
  private final long alarmAt;
  private final List<Host> hosts = new ArrayList<>();
  private final List<RolloutEvent> events = new ArrayList<>();
  private int increments;
  private int increment;
  private boolean isTold;

  NaiveRollout(
      DeploymentStrategy strategy,
      int total,
      IntPredicate unhealthy,
      IntPredicate failing,
      IntToLongFunction takes,
      long alarmAt,
      boolean refills) {
    this.strategy = strategy;
    this.refills = refills;
    this.alarmAt = alarmAt;
    for (int i = 0; i < total; i++) {
      hosts.add(new Host(!unhealthy.test(i), failing.test(i), takes.applyAsLong(i)));
    }
  }

  List<RolloutEvent> run() {
    for (long now = 0; ; now++) {
      if (now == alarmAt && isAnyFlying()) {
        tell(now);
      }
      do {
        land(now);
        if (!isAnyFlying() && now >= alarmAt) {
          if (!isTold) {
            tell(now);
          }
          record(now, Kind.STOPPED, 0);
          return events;
        }
        if (!isAnyFlying()) {
          Step step = strategy.next(rollout());
          if (!(step instanceof Step.Move move)) {
            record(now, step instanceof Step.Finish ? Kind.SUCCEEDED : Kind.STOPPED, 0);
            return events;
          }
          start(now, move.units());
        } else if (refills && now < alarmAt) {
          start(now, free());
        }
      } while (endsNow(now));
    }
  }

  /** How many more hosts may be out. */
  private int free() {
    int minimum = strategy.minimumHealthy(hosts.size());
    if (any(host -> !host.wasHealthy && !host.isAttempted)) {
      return Math.max(1, hosts.size() - minimum) - count(host -> host.isFlying);
    }
    if (any(host -> !host.wasHealthy && host.isFlying)) {
      return 0;
    }
    return count(Host::isHealthy) - minimum - count(host -> host.isFlying);
  }

  private void start(long now, int atMost) {
    boolean unhealthyFirst = any(host -> !host.wasHealthy && !host.isAttempted);
    int started = 0;
    for (Host host : hosts) {
      if (started < atMost && !host.isAttempted && host.wasHealthy != unhealthyFirst) {
        host.isAttempted = true;
        host.isFlying = true;
        host.endsAt = now + host.takes;
        started++;
      }
    }
    if (started > 0) {
      increments++;
      increment = started;
      record(now, Kind.INCREMENT_STARTED, started);
    }
  }

  private boolean endsNow(long now) {
    boolean waits = !refills && any(host -> host.isFlying && host.endsAt > now);
    return !waits && any(host -> host.isFlying && host.endsAt <= now);
  }

  private void land(long now) {
    if (!refills && any(host -> host.isFlying && host.endsAt > now)) {
      return; // a wave counts as a whole, once the last of it has ended
    }
    int landed = 0;
    for (Host host : hosts) {
      if (host.isFlying && host.endsAt <= now) {
        host.isFlying = false;
        host.isDone = true;
        landed++;
      }
    }
    if (landed > 0) {
      record(now, Kind.INCREMENT_ENDED, refills ? landed : increment);
    }
  }

  private void tell(long now) {
    isTold = true;
    record(now, Kind.ALARM_RAISED, 0);
  }

  private Rollout rollout() {
    return new Rollout(
        hosts.size(),
        count(Host::isHealthy),
        count(host -> !host.wasHealthy && !host.isAttempted),
        count(host -> host.wasHealthy && !host.isAttempted),
        count(host -> host.isDone && !host.fails),
        count(host -> host.isDone && host.fails),
        increments);
  }

  private void record(long now, Kind kind, int units) {
    events.add(
        new RolloutEvent(
            Duration.ofMillis(now),
            kind,
            units,
            count(host -> host.isDone && !host.fails),
            count(host -> host.isDone && host.fails),
            count(Host::serves)));
  }

  private boolean isAnyFlying() {
    return any(host -> host.isFlying);
  }

  private boolean any(Predicate<Host> condition) {
    return hosts.stream().anyMatch(condition);
  }

  private int count(Predicate<Host> condition) {
    return (int) hosts.stream().filter(condition).count();
  }
}
