package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One run over a fleet in which a host starts as soon as another has ended. Hosts in flight are a
 * heap of numbers, and all that is kept of one that has ended is when, and whether it failed: eight
 * bytes.
 */
final class RefillingRollout {

  /** Of a packed completion: set if the host failed. */
  static final int FAILED = 1;

  /** Of a packed completion: set if it is the last of those that were counted together. */
  static final int LAST = 2;

  /** Above them is the time in milliseconds. */
  static final int FLAGS = 2;

  private static final long LONGEST = Long.MAX_VALUE >> (FLAGS + 1);

  private final DeploymentStrategy strategy;
  private final Hosts hosts;
  private final Rollout start;
  private final int minimum;
  private final Alarm.Watch alarm;
  private final long alarmMillis;
  private final Window window;
  private final LongHeap inFlight;
  private final long[] ended;
  private int endedCount;
  private long now;

  RefillingRollout(DeploymentStrategy strategy, Hosts hosts, Alarm.Watch alarm) {
    this.strategy = strategy;
    this.hosts = hosts;
    this.alarm = alarm;
    this.alarmMillis = millis(alarm.raisedAt());
    this.start = hosts.starting();
    this.minimum = strategy.minimumHealthy(start.total());
    this.window = new Window(start, minimum);
    this.inFlight = new LongHeap(Math.min(start.total(), window.startable()));
    this.ended = new long[start.total()];
  }

  RolloutResult run() {
    while (true) {
      Step end = startMore();
      if (end != null) {
        return result(end);
      }
      now = inFlight.top() >> FLAGS;
      long justBefore = (now + 1) << FLAGS;
      do {
        long completion = inFlight.pop();
        ended[endedCount++] = completion;
        window.ended((completion & FAILED) != 0);
      } while (!inFlight.isEmpty() && inFlight.top() < justBefore);
      ended[endedCount - 1] |= LAST;
    }
  }

  /** Starts what may start; the end of the rollout, if nothing is in flight after that. */
  private @Nullable Step startMore() {
    boolean isIdle = inFlight.isEmpty();
    if (now >= alarmMillis) {
      return isIdle ? new Step.Stop(RolloutResult.ALARM, alarm.why()) : null;
    }
    int count = window.startable();
    if (isIdle) {
      Step step = strategy.next(window.rollout());
      if (!(step instanceof Step.Move move)) {
        return step;
      }
      requireAsMany(strategy, move, window.rollout(), count);
    }
    if (count > 0) {
      boolean healthy = window.startsHealthy();
      for (int i = 0; i < count; i++) {
        start(hosts.next(healthy));
      }
      window.started(count);
    }
    return null;
  }

  private void start(int host) {
    long end = now + hosts.millis(host);
    if (end < 0 || end > LONGEST) {
      throw new IllegalStateException(
          "host " + host + " ends after more than " + LONGEST + " milliseconds");
    }
    inFlight.push(end << FLAGS | (hosts.fails(host) ? FAILED : 0));
  }

  /** Refuses a strategy whose waves are not what a window can replace. */
  static void requireAsMany(
      DeploymentStrategy strategy, Step.Move move, Rollout rollout, int allowed) {
    if (move.units() != allowed || !move.hold().isZero()) {
      throw new IllegalStateException(
          strategy.name()
              + ": a refilling window needs a strategy that moves as many units as its minimum of "
              + strategy.minimumHealthy(rollout.total())
              + " healthy ones leaves, without a hold; expected a move of "
              + allowed
              + ", found "
              + move
              + " in "
              + rollout);
    }
  }

  private RolloutResult result(Step end) {
    Step.Stop stop = end instanceof Step.Stop stopped ? stopped : null;
    RefillingEvents events =
        new RefillingEvents(
            start,
            minimum,
            endedCount == ended.length ? ended : Arrays.copyOf(ended, endedCount),
            alarm.raisedAt(),
            alarmMillis,
            stop == null ? RolloutEvent.Kind.SUCCEEDED : RolloutEvent.Kind.STOPPED);
    return new RolloutResult(
        strategy.name(),
        false,
        start,
        stop == null ? Outcome.SUCCEEDED : Outcome.STOPPED,
        stop == null ? "" : stop.code(),
        stop == null ? "" : stop.reason(),
        events);
  }

  /** The first whole millisecond at which the alarm is raised. */
  private static long millis(@Nullable Duration raisedAt) {
    if (raisedAt == null || raisedAt.compareTo(Duration.ofMillis(LONGEST)) >= 0) {
      return Long.MAX_VALUE;
    }
    return HostTimes.roundedUp(raisedAt);
  }
}
