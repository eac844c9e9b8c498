package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;

/** One rollout of requests within a scenario: a second fleet first, then shift by shift. */
final class TrafficRun {

  private final Candidate candidate;
  private final RolloutScenario scenario;
  private final Draw draw;
  private final Ledger ledger;

  TrafficRun(Candidate candidate, RolloutScenario scenario, Draw draw) {
    this.candidate = candidate;
    this.scenario = scenario;
    this.draw = draw;
    this.ledger = new Ledger(scenario, draw, Weight.WHOLE);
  }

  SimulatedRollout run(long seed) {
    ledger.waitFor(slowestHost());
    Step end = shift();
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
    boolean anythingMoved = ledger.isAnyNew();
    ledger.routeTo(0);
    ledger.record(anythingMoved || ledger.isRaised() ? Kind.ROLLED_BACK : Kind.STOPPED, 0);
    return result(
        seed, anythingMoved || ledger.isRaised() ? Outcome.ROLLED_BACK : Outcome.STOPPED, why);
  }

  private Step shift() {
    DeploymentStrategy strategy = candidate.strategy();
    Rollout rollout = Rollout.starting(Weight.WHOLE, 0);
    while (!ledger.isRaised()) {
      Step step = strategy.next(rollout);
      if (!(step instanceof Step.Move move)) {
        return step;
      }
      int units = move.requireAtMost(rollout, strategy);
      ledger.record(Kind.INCREMENT_STARTED, units);
      rollout = rollout.moved(units, 0);
      ledger.routeTo(rollout.succeeded());
      ledger.record(Kind.INCREMENT_ENDED, units);
      ledger.waitFor(HostTimes.roundedUp(move.hold()));
    }
    return new Step.Stop(RolloutResult.ALARM, ledger.why());
  }

  private long slowestHost() {
    long slowest = 0;
    for (int host = 0; host < scenario.hosts(); host++) {
      slowest = Math.max(slowest, draw.hostMillis(host));
    }
    return slowest;
  }

  private SimulatedRollout result(long seed, Outcome outcome, String why) {
    return new SimulatedRollout(
        candidate.name(),
        true,
        Weight.WHOLE,
        seed,
        ledger.isBad(),
        outcome,
        why,
        ledger.events(),
        ledger.figures());
  }
}
