package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link RolloutScenario}. Each call says one thing; said twice, the last counts. Not
 * thread-safe.
 */
public final class RolloutScenarioBuilder implements Cloneable {

  /** When users have noticed a bad revision at the latest, unless said otherwise: 4 hours. */
  public static final Duration DEFAULT_NOTICED_AFTER = Duration.ofHours(4);

  /** The longest time that anything but a deployment can take: 365 days. */
  public static final Duration LONGEST = Duration.ofDays(365);

  /** When a rollout starts, unless said otherwise: a Monday morning. */
  public static final Instant DEFAULT_START = Instant.parse("2026-01-05T09:00:00Z");

  /** The most requests a second. */
  public static final double MAX_REQUESTS_PER_SECOND = 1e9;

  final int hosts;
  TimeSpread deploymentTakes = TimeSpread.of(Duration.ofMinutes(1));
  @Nullable TimeSpread rollbackTakes;
  Weight hostFails = Weight.NONE;
  Weight badRevision = Weight.ALL;
  Weight leastErrorRate = Weight.ofPercent(50);
  Weight mostErrorRate = Weight.ofPercent(50);
  double requestsPerSecond = 100;
  Weight headroom = Weight.ALL;
  Weight alarmThreshold = Weight.ALL;
  long alarmSustained;
  Weight analysisThreshold = Weight.ALL;
  long analysisRequests = -1;
  long analysisAtLeast;
  TimeSpread alarmDelay = TimeSpread.NONE;
  TimeSpread reaction = TimeSpread.NONE;
  long noticedAfter = DEFAULT_NOTICED_AFTER.toMillis();
  long falseAlarmEvery = Long.MAX_VALUE;
  Instant startingAt = DEFAULT_START;
  SimulatedMetric metric = SimulatedMetric.ERROR_RATE;
  Map<String, Weight> cohorts = Map.of();

  RolloutScenarioBuilder(int hosts) {
    requireIn("hosts", hosts, 1, RolloutScenario.MAX_HOSTS);
    this.hosts = hosts;
  }

  /**
   * How long the deployment to a host takes.
   *
   * @param times drawn for each host; one minute unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder deploymentTakes(TimeSpread times) {
    deploymentTakes = Objects.requireNonNull(times, "times");
    return this;
  }

  /**
   * How long it takes to bring the old revision back to a host.
   *
   * @param times drawn for each host; those of {@link #deploymentTakes} unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder rollbackTakes(TimeSpread times) {
    rollbackTakes = Objects.requireNonNull(times, "times");
    return this;
  }

  /**
   * How often the deployment to a host fails, whatever the revision. A host that failed does not
   * serve.
   *
   * @param chance drawn for each host; 0 % unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder hostFails(Weight chance) {
    hostFails = Objects.requireNonNull(chance, "chance");
    return this;
  }

  /**
   * How often a revision is bad.
   *
   * @param chance drawn for each rollout; 100 % unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder badRevision(Weight chance) {
    badRevision = Objects.requireNonNull(chance, "chance");
    return this;
  }

  /**
   * How many of the requests to a bad revision go wrong.
   *
   * @param least the mildest case, above 0 %
   * @param most the worst one, {@code least} to 100 %; 50 % for both unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder errorRate(Weight least, Weight most) {
    if (least.isNone() || least.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "errorRate: "
              + least
              + " to "
              + most
              + " is out of range; allowed: above 0 % to 100 %, the mildest first");
    }
    leastErrorRate = least;
    mostErrorRate = most;
    return this;
  }

  /**
   * How many requests arrive.
   *
   * @param requests a second, above 0 to {@link #MAX_REQUESTS_PER_SECOND}; 100 unless said
   *     otherwise
   * @return this
   */
  public RolloutScenarioBuilder requestsPerSecond(double requests) {
    if (!(requests > 0 && requests <= MAX_REQUESTS_PER_SECOND)) {
      throw new IllegalArgumentException(
          "requestsPerSecond: "
              + requests
              + " is out of range; allowed: above 0 to "
              + MAX_REQUESTS_PER_SECOND);
    }
    requestsPerSecond = requests;
    return this;
  }

  /**
   * How many hosts can be missing before requests are refused. Of those that are too many for the
   * hosts left, each goes wrong.
   *
   * @param share of the hosts; 100 % unless said otherwise: one host that serves is enough
   * @return this
   */
  public RolloutScenarioBuilder headroom(Weight share) {
    headroom = Objects.requireNonNull(share, "share");
    return this;
  }

  /**
   * An alarm on the errors of all requests, to either revision (D-294). The old one makes none.
   *
   * @param threshold raised once more than this share of all requests goes wrong
   * @param sustained and has done so for this long, zero to {@link #LONGEST}
   * @return this
   */
  public RolloutScenarioBuilder alarmAbove(Weight threshold, Duration sustained) {
    alarmThreshold = Objects.requireNonNull(threshold, "threshold");
    alarmSustained = millis("alarmAbove", sustained);
    return this;
  }

  /**
   * An analysis of the new revision's own requests. It needs enough of them, so that it takes
   * longer the fewer the revision gets.
   *
   * @param threshold it fails if more than this share of them goes wrong
   * @param requests that the revision must have had, 0 or more
   * @param atLeast how long it must have served, zero to {@link #LONGEST}
   * @return this
   */
  public RolloutScenarioBuilder analysisAbove(Weight threshold, long requests, Duration atLeast) {
    if (requests < 0) {
      throw new IllegalArgumentException(
          "analysisAbove: " + requests + " requests are out of range; allowed: 0 or more");
    }
    analysisThreshold = Objects.requireNonNull(threshold, "threshold");
    analysisAtLeast = millis("analysisAbove", atLeast);
    analysisRequests = requests;
    return this;
  }

  /**
   * How long it takes from an alarm's cause, or an analysis, until the rollout knows.
   *
   * @param times drawn for each rollout; none unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder alarmDelay(TimeSpread times) {
    alarmDelay = Objects.requireNonNull(times, "times");
    return this;
  }

  /**
   * How long it takes from an alarm until somebody acts, if the rollout is over by then.
   *
   * @param times drawn for each rollout; none unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder reactionTakes(TimeSpread times) {
    reaction = Objects.requireNonNull(times, "times");
    return this;
  }

  /**
   * When users have noticed a bad revision that no alarm was raised for.
   *
   * @param time since its first request, zero to {@link #LONGEST}; {@link #DEFAULT_NOTICED_AFTER}
   *     unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder noticedByUsersAfter(Duration time) {
    noticedAfter = millis("noticedByUsersAfter", time);
    return this;
  }

  /**
   * Alarms for nothing, which send a rollout back although its revision is good: the longer it
   * takes, the likelier.
   *
   * @param mean the mean time between two, above zero to {@link #LONGEST}; none unless said
   *     otherwise
   * @return this
   */
  public RolloutScenarioBuilder falseAlarmEvery(Duration mean) {
    long millis = millis("falseAlarmEvery", mean);
    if (millis == 0) {
      throw new IllegalArgumentException("falseAlarmEvery: " + mean + "; allowed: above zero");
    }
    falseAlarmEvery = millis;
    return this;
  }

  /**
   * What the analyses of a {@link dev.penstock.deploy.strategy.RolloutPlan} measure.
   *
   * @param value for all metrics; {@link SimulatedMetric#ERROR_RATE} unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder metrics(SimulatedMetric value) {
    metric = Objects.requireNonNull(value, "metric");
    return this;
  }

  /**
   * How many of the users a cohort is that a plan admits; besides those named before.
   *
   * @param name of the cohort
   * @param share of all users; together at most 100 %
   * @return this
   */
  public RolloutScenarioBuilder cohort(String name, Weight share) {
    Map<String, Weight> more = new HashMap<>(cohorts);
    more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(share, "share"));
    long sum = more.values().stream().mapToLong(Weight::basisPoints).sum();
    if (sum > Weight.WHOLE) {
      throw new IllegalArgumentException(
          "cohort "
              + name
              + ": with "
              + share
              + " all cohorts are "
              + sum
              + " basis points; allowed: at most "
              + Weight.WHOLE);
    }
    cohorts = Map.copyOf(more);
    return this;
  }

  /**
   * When a rollout starts, for plans with calendars.
   *
   * @param start {@link #DEFAULT_START} unless said otherwise
   * @return this
   */
  public RolloutScenarioBuilder startingAt(Instant start) {
    startingAt = Objects.requireNonNull(start, "start");
    return this;
  }

  /**
   * The scenario.
   *
   * @return it; this builder may be used on
   */
  public RolloutScenario build() {
    return new RolloutScenario(copy());
  }

  private RolloutScenarioBuilder copy() {
    try {
      return (RolloutScenarioBuilder) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static void requireIn(String what, int number, int least, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          what + ": " + number + " is out of range; allowed: " + least + " to " + most);
    }
  }

  private static long millis(String what, Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what + ": " + time + " is out of range; allowed: zero to " + LONGEST);
    }
    return HostTimes.roundedUp(time);
  }
}
