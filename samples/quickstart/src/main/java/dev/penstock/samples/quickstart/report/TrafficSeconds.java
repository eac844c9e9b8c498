package dev.penstock.samples.quickstart.report;

import dev.penstock.samples.quickstart.traffic.Side;
import dev.penstock.samples.quickstart.traffic.TrafficSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What both sides saw in one second.
 *
 * @param second seconds since the run began
 * @param requests requests by side
 * @param errors failed requests by side
 */
record TrafficSeconds(int second, Map<Side, Long> requests, Map<Side, Long> errors) {

  /** Sums samples up, a row for each second from the first to the last with a request. */
  static List<TrafficSeconds> of(Instant begin, List<TrafficSample> samples) {
    List<TrafficSeconds> seconds = new ArrayList<>();
    for (TrafficSample sample : samples) {
      long second = Duration.between(begin, sample.at()).toSeconds();
      if (second < 0 || sample.requests() == 0) {
        continue;
      }
      while (seconds.size() <= second) {
        seconds.add(
            new TrafficSeconds(
                seconds.size(), new EnumMap<>(Side.class), new EnumMap<>(Side.class)));
      }
      TrafficSeconds row = seconds.get((int) second);
      row.requests.merge(sample.side(), sample.requests(), Long::sum);
      row.errors.merge(sample.side(), sample.errors(), Long::sum);
    }
    return seconds;
  }

  long requests(Side side) {
    return requests.getOrDefault(side, 0L);
  }

  long errors(Side side) {
    return errors.getOrDefault(side, 0L);
  }

  long allRequests() {
    return requests(Side.BLUE) + requests(Side.GREEN);
  }

  long allErrors() {
    return errors(Side.BLUE) + errors(Side.GREEN);
  }

  /** The share of a side in percent; 0 if nobody asked. */
  double share(Side side) {
    return allRequests() == 0 ? 0 : 100.0 * requests(side) / allRequests();
  }

  /** The share of failed requests in percent; 0 if nobody asked. */
  double errorShare() {
    return allRequests() == 0 ? 0 : 100.0 * allErrors() / allRequests();
  }
}
