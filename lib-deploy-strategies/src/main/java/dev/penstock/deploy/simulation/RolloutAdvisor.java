package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Recommends strategies for what you have and what you need. What is claimed of each is its worst
 * case: hosts as fast as they can be while a bad revision spreads and as slow as they can be while
 * it is taken back, noticed as late as you say. Not thread-safe; may be asked several times.
 *
 * <pre>{@code
 * Recommendation recommendation =
 *     RolloutAdvisor.forHosts(100)
 *         .headroom(Weight.ofPercent(20))
 *         .deploymentTakes(Duration.ofSeconds(30), Duration.ofMinutes(2))
 *         .detectionTakes(Duration.ofMinutes(3))
 *         .requestsPerSecond(500)
 *         .exposureBudget(50_000)
 *         .deadline(Duration.ofHours(1))
 *         .recommend();
 * System.out.println(recommendation.toText());
 * }</pre>
 */
public final class RolloutAdvisor {

  /** The most hosts that an advisor tries its strategies on. */
  public static final int MAX_HOSTS = 100_000;

  final int hosts;
  Weight headroom = Weight.ofPercent(25);
  Duration fastest = Duration.ofMinutes(1);
  Duration slowest = Duration.ofMinutes(1);
  Duration detection = Duration.ofMinutes(5);
  double requestsPerSecond = 100;
  @Nullable Long budget;
  @Nullable Duration deadline;
  boolean secondFleet;

  private RolloutAdvisor(int hosts) {
    RolloutScenarioBuilder.requireIn("hosts", hosts, 1, MAX_HOSTS);
    this.hosts = hosts;
  }

  /**
   * An advisor for a fleet.
   *
   * @param hosts 1 to {@link #MAX_HOSTS}
   * @return an advisor that knows of no budget, deadline or second fleet
   */
  public static RolloutAdvisor forHosts(int hosts) {
    return new RolloutAdvisor(hosts);
  }

  /**
   * How many hosts can be missing while the others serve all requests.
   *
   * @param share of the hosts; 25 % unless said otherwise
   * @return this
   */
  public RolloutAdvisor headroom(Weight share) {
    headroom = Objects.requireNonNull(share, "share");
    return this;
  }

  /**
   * How long the deployment to a host takes.
   *
   * @param atLeast zero or more
   * @param atMost {@code atLeast} to {@link TimeSpread#LONGEST}; one minute for both unless said
   *     otherwise
   * @return this
   */
  public RolloutAdvisor deploymentTakes(Duration atLeast, Duration atMost) {
    TimeSpread times = TimeSpread.between(atLeast, atMost);
    fastest = times.least();
    slowest = times.most();
    return this;
  }

  /**
   * How long it takes at most from the first request to a bad revision until the rollout is told,
   * however few requests it gets.
   *
   * @param atMost zero to {@link TimeSpread#LONGEST}; five minutes unless said otherwise
   * @return this
   */
  public RolloutAdvisor detectionTakes(Duration atMost) {
    detection = TimeSpread.of(atMost).most();
    return this;
  }

  /**
   * How many requests arrive.
   *
   * @param requests a second, above 0 to {@link RolloutScenarioBuilder#MAX_REQUESTS_PER_SECOND};
   *     100 unless said otherwise
   * @return this
   */
  public RolloutAdvisor requestsPerSecond(double requests) {
    RolloutScenario.builder(1).requestsPerSecond(requests);
    requestsPerSecond = requests;
    return this;
  }

  /**
   * How many requests a bad revision may get before it is gone.
   *
   * @param requestMinutes requests a minute times minutes, 0 or more; any number unless said
   *     otherwise
   * @return this
   */
  public RolloutAdvisor exposureBudget(long requestMinutes) {
    if (requestMinutes < 0) {
      throw new IllegalArgumentException(
          "exposureBudget: " + requestMinutes + " is out of range; allowed: 0 or more");
    }
    budget = requestMinutes;
    return this;
  }

  /**
   * How long it may take until all is on a good revision.
   *
   * @param time above zero; any time unless said otherwise
   * @return this
   */
  public RolloutAdvisor deadline(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("deadline: " + time + "; allowed: above zero");
    }
    deadline = time;
    return this;
  }

  /**
   * There can be a second fleet of the same size for the time of a rollout, so that requests can be
   * shifted.
   *
   * @return this
   */
  public RolloutAdvisor withSecondFleet() {
    secondFleet = true;
    return this;
  }

  /**
   * Tries the strategies that there are.
   *
   * @return those that meet all needs, the least exposure first, and the others, the nearest first
   */
  public Recommendation recommend() {
    return new AdvisedRollouts(this).recommend();
  }
}
