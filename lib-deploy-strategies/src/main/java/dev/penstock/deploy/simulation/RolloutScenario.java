package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What may happen to a rollout: how large the fleet is, how long hosts take, how often a revision
 * is bad and how bad it is, and who notices when. Chance is drawn from a seed that you give: the
 * same seed gives the same rollout on every machine. Immutable.
 *
 * <pre>{@code
 * RolloutScenario scenario =
 *     RolloutScenario.builder(100)
 *         .deploymentTakes(TimeSpread.between(Duration.ofSeconds(30), Duration.ofMinutes(2)))
 *         .badRevision(Weight.ofPercent(20))
 *         .errorRate(Weight.ofPercent(5), Weight.ofPercent(60))
 *         .alarmAbove(Weight.ofPercent(1), Duration.ofMinutes(2))
 *         .requestsPerSecond(500)
 *         .build();
 *
 * SimulatedRollout one = scenario.simulate(Candidate.hosts(DeploymentStrategy.halfAtATime()), 7);
 *
 * StrategyComparison many =
 *     scenario.compare(
 *         1_000,
 *         7,
 *         Candidate.hosts(DeploymentStrategy.allAtOnce()),
 *         Candidate.hosts(DeploymentStrategy.oneAtATime()),
 *         Candidate.traffic(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5))));
 * }</pre>
 *
 * <p>Requests are spread evenly over the hosts that serve. A host serves the new revision from the
 * end of its own deployment, not from that of its wave. On an alarm hosts in flight finish (D-262),
 * and then all that were attempted are deployed to again, failed ones first, in the waves of the
 * same strategy but without its holds, as there is nothing to watch; traffic goes back at once
 * (D-296). A rollout that fails of itself goes back the same way. If a bad revision is everywhere
 * before an alarm is raised, somebody has to act first, which takes its time too. Deployments of
 * the old revision do not fail.
 */
public final class RolloutScenario {

  /** The most hosts there can be. */
  public static final int MAX_HOSTS = 1_000_000;

  /** The most runs that can be compared at once. */
  public static final int MAX_RUNS = 100_000;

  /** The most candidates that can be compared at once. */
  public static final int MAX_CANDIDATES = 50;

  private final RolloutScenarioBuilder given;

  RolloutScenario(RolloutScenarioBuilder given) {
    this.given = given;
  }

  /**
   * Starts to describe a scenario. Left as it is, every revision is bad, goes wrong in half of its
   * requests, and is noticed by users after {@link RolloutScenarioBuilder#DEFAULT_NOTICED_AFTER};
   * hosts take one minute each and never fail, and there are 100 requests a second.
   *
   * @param hosts how many serve, 1 to {@link #MAX_HOSTS}
   * @return a builder
   */
  public static RolloutScenarioBuilder builder(int hosts) {
    return new RolloutScenarioBuilder(hosts);
  }

  /**
   * Plays one rollout.
   *
   * @param candidate what is played
   * @param seed any number; the same one gives the same rollout
   * @return what happened
   * @throws IllegalStateException if the strategy moves more units than there are, or a plan admits
   *     a cohort whose size is not known
   * @throws dev.penstock.process.RejectedCommandException if a plan names more cohorts of hosts
   *     than there are hosts
   */
  public SimulatedRollout simulate(Candidate candidate, long seed) {
    Objects.requireNonNull(candidate, "candidate");
    return candidate.play(this, new Draw(this, seed), seed);
  }

  /**
   * Plays many rollouts of several candidates, each of which meets the same revisions, hosts and
   * delays.
   *
   * @param runs of each candidate, 1 to {@link #MAX_RUNS}
   * @param seed any number; the same one gives the same comparison, byte for byte
   * @param candidates 1 to {@link #MAX_CANDIDATES}
   * @return their figures side by side
   * @throws IllegalStateException if a strategy moves more units than there are
   */
  public StrategyComparison compare(int runs, long seed, Candidate... candidates) {
    return compare(runs, seed, List.of(candidates));
  }

  /**
   * The same with a list.
   *
   * @param runs of each candidate, 1 to {@link #MAX_RUNS}
   * @param seed any number; the same one gives the same comparison, byte for byte
   * @param candidates 1 to {@link #MAX_CANDIDATES}
   * @return their figures side by side
   * @throws IllegalStateException if a strategy moves more units than there are
   */
  public StrategyComparison compare(int runs, long seed, List<Candidate> candidates) {
    RolloutScenarioBuilder.requireIn("runs", runs, 1, MAX_RUNS);
    RolloutScenarioBuilder.requireIn("candidates", candidates.size(), 1, MAX_CANDIDATES);
    return ComparisonRuns.play(this, runs, seed, List.copyOf(candidates));
  }

  /**
   * How many hosts serve at the start.
   *
   * @return 1 to {@link #MAX_HOSTS}
   */
  public int hosts() {
    return given.hosts;
  }

  TimeSpread deploymentTakes() {
    return given.deploymentTakes;
  }

  TimeSpread rollbackTakes() {
    return given.rollbackTakes == null ? given.deploymentTakes : given.rollbackTakes;
  }

  Weight hostFails() {
    return given.hostFails;
  }

  Weight badRevision() {
    return given.badRevision;
  }

  Weight leastErrorRate() {
    return given.leastErrorRate;
  }

  Weight mostErrorRate() {
    return given.mostErrorRate;
  }

  double requestsPerSecond() {
    return given.requestsPerSecond;
  }

  Weight headroom() {
    return given.headroom;
  }

  Weight alarmThreshold() {
    return given.alarmThreshold;
  }

  long alarmSustained() {
    return given.alarmSustained;
  }

  Weight analysisThreshold() {
    return given.analysisThreshold;
  }

  Instant startingAt() {
    return given.startingAt;
  }

  SimulatedMetric metric() {
    return given.metric;
  }

  /** The share of the users that a cohort is. */
  Weight cohort(String name) {
    Weight share = given.cohorts.get(name);
    if (share == null) {
      throw new IllegalStateException(
          "cohort " + name + " is not known; tell its size with cohort(...)");
    }
    return share;
  }

  /** How many requests an analysis needs; below 0 if there is none. */
  long analysisRequests() {
    return given.analysisRequests;
  }

  long analysisAtLeast() {
    return given.analysisAtLeast;
  }

  TimeSpread alarmDelay() {
    return given.alarmDelay;
  }

  TimeSpread reaction() {
    return given.reaction;
  }

  long noticedAfter() {
    return given.noticedAfter;
  }

  /** The mean time between alarms for nothing; the longest time there is if there are none. */
  long falseAlarmEvery() {
    return given.falseAlarmEvery;
  }
}
