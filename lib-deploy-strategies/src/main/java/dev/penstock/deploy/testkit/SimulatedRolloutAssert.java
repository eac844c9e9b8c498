package dev.penstock.deploy.testkit;

import dev.penstock.deploy.simulation.Outcome;
import dev.penstock.deploy.simulation.RolloutFigures;
import dev.penstock.deploy.simulation.SimulatedRollout;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Sentences about a rollout of a scenario. Each throws an {@link AssertionError} with the whole
 * rollout as a table if it does not hold. Not thread-safe.
 */
public final class SimulatedRolloutAssert {

  private final SimulatedRollout rollout;
  private final RolloutFigures figures;
  private final Sentence sentence;

  SimulatedRolloutAssert(SimulatedRollout rollout) {
    this.rollout = Objects.requireNonNull(rollout, "rollout");
    this.figures = rollout.figures();
    this.sentence = new Sentence(rollout::toText);
  }

  /**
   * All is on the new revision.
   *
   * @return this
   */
  public SimulatedRolloutAssert succeeded() {
    return ended(Outcome.SUCCEEDED);
  }

  /**
   * All is back on the old revision.
   *
   * @return this
   */
  public SimulatedRolloutAssert rolledBack() {
    return ended(Outcome.ROLLED_BACK);
  }

  /**
   * All was on the new revision by then.
   *
   * @param time since the start
   * @return this
   */
  public SimulatedRolloutAssert fullWithin(Duration time) {
    return within("all on the new revision", figures.timeToFull(), time);
  }

  /**
   * The alarm came by then.
   *
   * @param time since the first request to the bad revision
   * @return this
   */
  public SimulatedRolloutAssert detectedWithin(Duration time) {
    return within("an alarm", figures.timeToDetect(), time);
  }

  /**
   * The bad revision was gone by then.
   *
   * @param time since the alarm
   * @return this
   */
  public SimulatedRolloutAssert recoveredWithin(Duration time) {
    return within("the old revision back", figures.timeToRecover(), time);
  }

  /**
   * So many hosts served at every moment.
   *
   * @param share of all hosts
   * @return this
   */
  public SimulatedRolloutAssert capacityNeverBelow(Weight share) {
    Weight found = figures.lowestCapacity();
    sentence.expect(found.compareTo(share) >= 0, "a capacity never below " + share, found);
    return this;
  }

  /**
   * A bad revision got no more requests.
   *
   * @param requestMinutes requests a minute times minutes
   * @return this
   */
  public SimulatedRolloutAssert exposedAtMost(long requestMinutes) {
    long found = figures.requestMinutes();
    sentence.expect(
        found <= requestMinutes, "at most " + requestMinutes + " request-minutes", found);
    return this;
  }

  /**
   * No more requests went wrong.
   *
   * @param requests 0 or more
   * @return this
   */
  public SimulatedRolloutAssert failedAtMost(long requests) {
    long found = figures.failedRequests();
    sentence.expect(found <= requests, "at most " + requests + " failed requests", found);
    return this;
  }

  private SimulatedRolloutAssert ended(Outcome outcome) {
    sentence.expect(rollout.outcome() == outcome, "the outcome " + outcome, rollout.outcome());
    return this;
  }

  private SimulatedRolloutAssert within(String what, Optional<Duration> found, Duration time) {
    sentence.expect(
        found.isPresent() && found.get().compareTo(time) <= 0,
        what + " within " + time,
        found.map(Duration::toString).orElse("never"));
    return this;
  }
}
