package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import org.jspecify.annotations.Nullable;

/**
 * One rollout over hosts within a scenario, host by host, and the way back: a deployment of the old
 * revision to all that were attempted, the failed ones first.
 */
final class FleetRun {

  private final Candidate candidate;
  private final DeploymentStrategy strategy;
  private final RolloutScenario scenario;
  private final Draw draw;
  private final boolean refills;
  private final Ledger ledger;
  private int attempted;
  private int failed;

  FleetRun(Candidate candidate, RolloutScenario scenario, Draw draw, boolean refills) {
    this.candidate = candidate;
    this.strategy = candidate.strategy();
    this.scenario = scenario;
    this.draw = draw;
    this.refills = refills;
    this.ledger = new Ledger(scenario, draw, scenario.hosts());
  }

  SimulatedRollout run(long seed) {
    Step end = new Way(Rollout.starting(scenario.hosts(), 0)).walk();
    if (end instanceof Step.Finish) {
      ledger.full();
      ledger.record(Kind.SUCCEEDED, 0);
      if (!ledger.isBad()) {
        return result(seed, Outcome.SUCCEEDED, "");
      }
      ledger.passTo(ledger.nextAlarm());
      ledger.passTo(ledger.now() + draw.reaction());
    }
    String why = ledger.isRaised() ? ledger.why() : ((Step.Stop) end).reason();
    if (attempted == 0) {
      ledger.record(Kind.STOPPED, 0);
      return result(seed, Outcome.STOPPED, why);
    }
    ledger.record(Kind.ROLLBACK_STARTED, 0);
    new WayBack().walk();
    ledger.record(Kind.ROLLED_BACK, 0);
    return result(seed, Outcome.ROLLED_BACK, why);
  }

  private SimulatedRollout result(long seed, Outcome outcome, String why) {
    return new SimulatedRollout(
        candidate.name(),
        false,
        scenario.hosts(),
        seed,
        ledger.isBad(),
        outcome,
        why,
        ledger.events(),
        ledger.figures());
  }

  /** To the new revision, until the strategy or an alarm ends it. */
  private class Way {

    private final LongHeap inFlight = new LongHeap(Math.min(1_024, scenario.hosts()));
    final Window window;

    /** Of the time in the heap, which therefore stays small. */
    private long base;

    private int increment;
    private long hold;

    Way(Rollout start) {
      window = new Window(start, strategy.minimumHealthy(start.total()));
    }

    final Step walk() {
      while (true) {
        Step end = startMore();
        if (end != null) {
          return end;
        }
        land();
      }
    }

    private @Nullable Step startMore() {
      boolean isIdle = window.isIdle();
      ledger.passTo(ledger.now()); // an alarm of this very moment comes first
      if (isEnded()) {
        return isIdle ? endedStep() : null;
      }
      if (!isIdle && !refills) {
        return null;
      }
      int count = window.startable();
      if (isIdle) {
        Step step = strategy.next(window.rollout());
        if (!(step instanceof Step.Move move)) {
          count = afterEnd();
          if (count == 0) {
            return step;
          }
        } else if (refills) {
          RefillingRollout.requireAsMany(strategy, move, window.rollout(), count);
        } else {
          count = move.requireAtMost(window.rollout(), strategy);
          hold = HostTimes.roundedUp(move.hold());
        }
        base = ledger.now();
      }
      start(count);
      return null;
    }

    private void start(int atMost) {
      boolean healthy = window.startsHealthy();
      int count = 0;
      while (count < atMost) {
        int host = next();
        if (host < 0) {
          break;
        }
        inFlight.push((ledger.now() - base + millis(host)) << 1 | (fails(host) ? 1 : 0));
        count++;
      }
      if (count > 0) {
        increment = count;
        window.started(count);
        leave(count, healthy);
        ledger.record(Kind.INCREMENT_STARTED, count);
      }
    }

    /** All that end at the next moment. */
    private void land() {
      long moment = inFlight.top() >> 1;
      int count = 0;
      ledger.passTo(base + moment);
      while (!inFlight.isEmpty() && inFlight.top() >> 1 == moment) {
        boolean hasFailed = (inFlight.pop() & 1) != 0;
        window.ended(hasFailed);
        land(hasFailed);
        count++;
      }
      if (refills) {
        ledger.record(Kind.INCREMENT_ENDED, count);
      } else if (window.isIdle()) {
        ledger.record(Kind.INCREMENT_ENDED, increment);
        watch(hold);
      }
    }

    boolean isEnded() {
      return ledger.isRaised();
    }

    Step endedStep() {
      return new Step.Stop(RolloutResult.ALARM, ledger.why());
    }

    /** How many hosts start although the strategy has ended. */
    int afterEnd() {
      return 0;
    }

    void watch(long millis) {
      ledger.waitFor(millis);
    }

    /** The next host; below 0 if there is none. */
    int next() {
      return attempted < scenario.hosts() ? attempted++ : -1;
    }

    long millis(int host) {
      return draw.hostMillis(host);
    }

    boolean fails(int host) {
      return draw.hostFails(host);
    }

    void leave(int hosts, boolean healthy) {
      ledger.change(0, -hosts, 0);
    }

    void land(boolean hasFailed) {
      failed += hasFailed ? 1 : 0;
      ledger.change(hasFailed ? 0 : 1, hasFailed ? 0 : 1, hasFailed ? 1 : 0);
    }
  }

  /** To the old revision, whatever the alarms say, until all that were attempted are back. */
  private final class WayBack extends Way {

    private final int good = attempted - failed;
    private int left = attempted;
    private int nextFailed;
    private int nextGood;

    WayBack() {
      super(Rollout.starting(scenario.hosts() - failed, failed));
    }

    @Override
    boolean isEnded() {
      return left == 0;
    }

    @Override
    Step endedStep() {
      return new Step.Finish();
    }

    /** A strategy that cannot go on is not waited for. */
    @Override
    int afterEnd() {
      return Math.min(left, window.rollout().movable());
    }

    /** There is nothing to watch: the old revision is known. */
    @Override
    void watch(long millis) {}

    @Override
    int next() {
      if (left == 0) {
        return -1;
      }
      left--;
      return left >= good ? nextFailed() : nextGood();
    }

    @Override
    long millis(int host) {
      return draw.hostMillisBack(host);
    }

    @Override
    boolean fails(int host) {
      return false;
    }

    @Override
    void leave(int hosts, boolean healthy) {
      ledger.change(healthy ? -hosts : 0, healthy ? -hosts : 0, 0);
    }

    @Override
    void land(boolean hasFailed) {
      ledger.change(0, 1, failed > 0 ? -1 : 0);
      failed -= failed > 0 ? 1 : 0;
    }

    private int nextFailed() {
      while (!draw.hostFails(nextFailed)) {
        nextFailed++;
      }
      return nextFailed++;
    }

    private int nextGood() {
      while (draw.hostFails(nextGood)) {
        nextGood++;
      }
      return nextGood++;
    }
  }
}
