package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.engine.ActionExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Label("Limits")
class LimitsLaws {

  @Property(tries = 200, seed = "20261126")
  @Label("of the rate hold in every period, whenever calls come")
  void rateHolds(
      @ForAll @IntRange(min = 1, max = 4) int calls,
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 20) Integer> gaps) {
    Bench own = new Bench();
    ActionExecutor executor =
        own.resilience()
            .rateLimit(
                RateLimit.of(calls, Duration.ofSeconds(10)).withLongestWait(Duration.ofDays(1)))
            .build()
            .around(own.work);
    for (int gap : gaps) {
      own.seconds(gap);
      own.call(executor, "k");
    }
    own.seconds(10_000);
    assertEquals(gaps.size(), own.calls.size(), "every call gets its turn");
    Map<Long, Integer> perPeriod = new HashMap<>();
    own.calls.forEach(
        call ->
            perPeriod.merge(
                Long.parseLong(call.substring(0, call.indexOf(':'))) / 10, 1, Integer::sum));
    perPeriod.forEach((period, count) -> assertTrue(count <= calls, perPeriod.toString()));
  }

  @Property(tries = 200, seed = "20261126")
  @Label("of places are never exceeded, serve in order of arrival, and leave no place behind")
  void placesHold(
      @ForAll @IntRange(min = 1, max = 3) int places,
      @ForAll @Size(max = 40) List<@IntRange(min = -1, max = 5) Integer> moves) {
    Bench own = new Bench();
    ActionExecutor executor =
        own.resilience()
            .bulkhead(Bulkhead.of(places).withLongestWait(Duration.ofDays(1)))
            .build()
            .around(own.work);
    List<String> arrived = new ArrayList<>();
    for (int move : moves) {
      if (move < 0 || own.open.isEmpty()) {
        arrived.add("0:" + arrived.size());
        own.call(executor, "" + (arrived.size() - 1));
      } else {
        own.succeed(move % own.open.size(), "done");
      }
      assertTrue(own.open.stream().filter(call -> !call.isDone()).count() <= places);
    }
    for (int i = 0; i < own.open.size(); i++) {
      own.succeed(i, "done");
    }
    assertEquals(arrived, own.calls);
  }
}
