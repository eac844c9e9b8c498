package dev.penstock.deploy.testkit;

import dev.penstock.deploy.simulation.Outcome;
import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Sentences about a rollout. Each throws an {@link AssertionError} with the whole rollout as a
 * table if it does not hold. Not thread-safe.
 */
public final class RolloutAssert {

  private final RolloutResult result;
  private final Sentence sentence;

  RolloutAssert(RolloutResult result) {
    this.result = Objects.requireNonNull(result, "result");
    this.sentence = new Sentence(result::toText);
  }

  /**
   * All that was needed moved.
   *
   * @return this
   */
  public RolloutAssert succeeded() {
    return ended(Outcome.SUCCEEDED);
  }

  /**
   * It ended early, and what had moved stayed.
   *
   * @return this
   */
  public RolloutAssert stopped() {
    return ended(Outcome.STOPPED);
  }

  /**
   * It ended early for this reason.
   *
   * @param code what {@link RolloutResult#code()} is, such as {@code HEALTH_CONSTRAINTS}
   * @return this
   */
  public RolloutAssert stoppedBy(String code) {
    stopped();
    sentence.expect(result.code().equals(code), "to be stopped by " + code, result.code());
    return this;
  }

  /**
   * All went back to the old revision.
   *
   * @return this
   */
  public RolloutAssert rolledBack() {
    return ended(Outcome.ROLLED_BACK);
  }

  /**
   * The increments had these sizes.
   *
   * @param units of each, in order; hosts, or basis points of the traffic
   * @return this
   */
  public RolloutAssert inWaves(int... units) {
    List<Integer> expected = Arrays.stream(units).boxed().toList();
    List<Integer> found = result.waves();
    sentence.expect(found.equals(expected), "waves of " + expected, found);
    return this;
  }

  /**
   * The share on the new revision was this after each increment, and after going back.
   *
   * @param percents in order, each 0 to 100 with at most two decimals
   * @return this
   */
  public RolloutAssert throughPercent(double... percents) {
    List<Weight> expected = new ArrayList<>();
    for (double percent : percents) {
      expected.add(Weight.ofPercent(percent));
    }
    List<Weight> found = result.weights();
    sentence.expect(found.equals(expected), "shares of " + expected, found);
    return this;
  }

  /**
   * So many units served at every moment.
   *
   * @param healthy hosts, or basis points of the traffic
   * @return this
   */
  public RolloutAssert neverBelow(int healthy) {
    int lowest = result.lowestHealthy();
    sentence.expect(lowest >= healthy, "never fewer than " + healthy + " healthy", lowest);
    return this;
  }

  /**
   * It took no longer.
   *
   * @param time from its start to its end
   * @return this
   */
  public RolloutAssert within(Duration time) {
    Duration found = result.duration();
    sentence.expect(found.compareTo(time) <= 0, "an end within " + time, found);
    return this;
  }

  /**
   * Users saw no more of the new revision than this, by the end of the rollout.
   *
   * @param time as {@link RolloutResult#exposure()} counts it
   * @return this
   */
  public RolloutAssert exposedAtMost(Duration time) {
    Duration found = result.exposure();
    sentence.expect(found.compareTo(time) <= 0, "an exposure of at most " + time, found);
    return this;
  }

  /**
   * So many units were tried.
   *
   * @param units hosts, or basis points of the traffic
   * @return this
   */
  public RolloutAssert attempted(int units) {
    int found = result.attempted();
    sentence.expect(found == units, units + " attempted", found);
    return this;
  }

  private RolloutAssert ended(Outcome outcome) {
    sentence.expect(result.outcome() == outcome, "the outcome " + outcome, result.outcome());
    return this;
  }
}
