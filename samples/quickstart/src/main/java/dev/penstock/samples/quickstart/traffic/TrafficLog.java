package dev.penstock.samples.quickstart.traffic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts requests and errors of each side in intervals of equal length. Thread-safe. */
public final class TrafficLog {

  /** How many intervals are kept; the oldest are forgotten. */
  static final int MOST_INTERVALS = 10_000;

  /**
   * A number of requests.
   *
   * @param requests how many
   * @param errors how many of them failed
   */
  public record Count(long requests, long errors) {
    static final Count NONE = new Count(0, 0);

    Count plus(Count other) {
      return new Count(requests + other.requests, errors + other.errors);
    }
  }

  private static final class Interval {
    private final Map<Side, Count> counts = new EnumMap<>(Side.class);
    private int greenWeight;

    Count count(Side side) {
      return counts.getOrDefault(side, Count.NONE);
    }

    void add(Side side, boolean isError) {
      counts.merge(side, new Count(1, isError ? 1 : 0), Count::plus);
    }

    TrafficSample sample(Instant at, Side side) {
      int weight = side == Side.GREEN ? greenWeight : LoadBalancer.ALL - greenWeight;
      return new TrafficSample(at, side, count(side).requests(), count(side).errors(), weight);
    }
  }

  private final Clock clock;
  private final long width;
  private final TreeMap<Long, Interval> intervals = new TreeMap<>();
  private int greenWeight;

  /**
   * An empty log.
   *
   * @param clock tells when a request was answered
   * @param interval how long an interval is, at least a millisecond
   */
  public TrafficLog(Clock clock, Duration interval) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("interval: " + interval + "; allowed: from 1 ms");
    }
    this.clock = clock;
    this.width = interval.toMillis();
  }

  synchronized void weigh(int basisPointsOfGreen) {
    greenWeight = basisPointsOfGreen;
    current().greenWeight = basisPointsOfGreen;
  }

  synchronized void record(Side side, boolean isError) {
    current().add(side, isError);
  }

  /**
   * What a side saw since an instant.
   *
   * @param side which set of instances
   * @param since the first instant that counts, rounded up to the next interval
   * @return how many requests and errors
   */
  public synchronized Count since(Side side, Instant since) {
    Count sum = Count.NONE;
    for (Interval interval :
        intervals.tailMap(-Math.floorDiv(-since.toEpochMilli(), width)).values()) {
      sum = sum.plus(interval.count(side));
    }
    return sum;
  }

  /**
   * Everything that is kept, an entry for each interval and side without gaps, in order of time.
   *
   * @return the samples
   */
  public synchronized List<TrafficSample> samples() {
    List<TrafficSample> samples = new ArrayList<>();
    Interval last = new Interval();
    if (intervals.isEmpty()) {
      return samples;
    }
    for (long index = intervals.firstKey(); index <= intervals.lastKey(); index++) {
      Interval found = intervals.get(index);
      if (found == null) {
        found = new Interval();
        found.greenWeight = last.greenWeight;
      }
      for (Side side : Side.values()) {
        samples.add(found.sample(Instant.ofEpochMilli(index * width), side));
      }
      last = found;
    }
    return List.copyOf(samples);
  }

  /** Time may be set back; then the newest interval goes on. */
  private Interval current() {
    long index = Math.floorDiv(clock.millis(), width);
    Map.Entry<Long, Interval> last = intervals.lastEntry();
    if (last != null && last.getKey() >= index) {
      return last.getValue();
    }
    Interval added = new Interval();
    added.greenWeight = greenWeight;
    intervals.put(index, added);
    while (index - intervals.firstKey() >= MOST_INTERVALS) {
      intervals.pollFirstEntry();
    }
    return added;
  }
}
