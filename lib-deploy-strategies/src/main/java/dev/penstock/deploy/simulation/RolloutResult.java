package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a simulated rollout, and what it meant for users and capacity.
 *
 * @param strategy the name of the strategy
 * @param traffic whether the units are basis points of the traffic; else they are hosts
 * @param start the rollout before its first move
 * @param outcome how it ended
 * @param code why it ended early, for programs: the code of the strategy's stop, or {@link #ALARM};
 *     empty if it succeeded
 * @param why the same for people; empty if it succeeded
 * @param events all that happened, in order, two for each increment; of a window that refills, an
 *     increment is what starts or ends at one moment
 */
public record RolloutResult(
    String strategy,
    boolean traffic,
    Rollout start,
    Outcome outcome,
    String code,
    String why,
    List<RolloutEvent> events) {

  /** The code of a rollout that an alarm ended. */
  public static final String ALARM = "ALARM";

  /** Copies the events, unless they are immutable already. */
  public RolloutResult {
    events = events instanceof RefillingEvents ? events : List.copyOf(events);
  }

  /**
   * The sizes of the increments, in units.
   *
   * @return one for each increment; empty if the rollout could not start
   */
  public List<Integer> waves() {
    List<Integer> waves = new ArrayList<>();
    for (RolloutEvent event : events) {
      if (event.kind() == Kind.INCREMENT_STARTED) {
        waves.add(event.units());
      }
    }
    return List.copyOf(waves);
  }

  /**
   * The share on the new revision after each increment, and after going back. A share of hosts is
   * rounded down to a basis point.
   *
   * @return such as 10 %, 100 %
   */
  public List<Weight> weights() {
    List<Weight> weights = new ArrayList<>();
    for (RolloutEvent event : events) {
      if (event.kind() == Kind.INCREMENT_ENDED || event.kind() == Kind.ROLLED_BACK) {
        weights.add(weightAfter(event));
      }
    }
    return List.copyOf(weights);
  }

  /**
   * How long the rollout took.
   *
   * @return from its start to its end
   */
  public Duration duration() {
    return events.get(events.size() - 1).at();
  }

  /**
   * Units that the rollout tried to move.
   *
   * @return 0 to the total
   */
  public int attempted() {
    return waves().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * How many units served at the worst moment, hosts in flight not counted.
   *
   * @return 0 to the total
   */
  public int lowestHealthy() {
    int lowest = start.healthy();
    for (RolloutEvent event : events) {
      lowest = Math.min(lowest, event.serving());
    }
    return lowest;
  }

  /**
   * How much the users had seen of the new revision by the end of the rollout: the sum over time of
   * its share, as the time that it would take with all users on it. Multiplied by requests a second
   * it is a number of requests. A host counts from the end of its wave.
   *
   * @return zero to {@link #duration()}; 10 % for five minutes are 30 seconds
   */
  public Duration exposure() {
    if (start.total() == 0) {
      return Duration.ZERO;
    }
    Duration sum = Duration.ZERO;
    Duration since = Duration.ZERO;
    int succeeded = 0;
    for (RolloutEvent event : events) {
      Duration lasted = event.at().minus(since);
      if (!lasted.isZero()) {
        sum = sum.plus(lasted.multipliedBy(succeeded));
      }
      since = event.at();
      succeeded = event.succeeded();
    }
    return sum.dividedBy(start.total());
  }

  /**
   * A table of the events for people, with its figures.
   *
   * @return lines that end in a newline
   */
  public String toText() {
    return RolloutTable.of(this);
  }

  /**
   * A picture of the share on the new revision over time and, of hosts, of those that serve.
   *
   * @return an SVG document of fixed size, the same for the same rollout
   */
  public String toSvg() {
    return new RolloutChart(this).toString();
  }

  Weight weightAfter(RolloutEvent event) {
    return share(event.succeeded(), start.total());
  }

  static Weight share(int units, int total) {
    return total == 0 ? Weight.NONE : new Weight((int) ((long) units * Weight.WHOLE / total));
  }
}
