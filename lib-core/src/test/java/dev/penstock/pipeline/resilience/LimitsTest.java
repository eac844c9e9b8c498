package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.resilience.ResilienceException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Limits")
class LimitsTest {
  private final Bench bench = new Bench();

  private ActionExecutor rate(RateLimit limit) {
    return bench.resilience().rateLimit(limit).build().around(bench.work);
  }

  private ActionExecutor bulkhead(Bulkhead limit) {
    return bench.resilience().bulkhead(limit).build().around(bench.work);
  }

  @Test
  @DisplayName("of the rate refuse what is too much, until the next period")
  void rateRefuses() {
    ActionExecutor executor = rate(RateLimit.of(2, Duration.ofMinutes(1)));
    bench.call(executor, "a");
    bench.seconds(59);
    bench.call(executor, "b");
    String refusal = "rate limit git lets 2 calls pass per PT1M, and none is left within PT0S";
    assertEquals("!RATE_LIMITED " + refusal, bench.call(executor, "c").text());
    bench.seconds(1);
    bench.call(executor, "d");
    assertEquals(List.of("0:a", "59:b", "60:d"), bench.calls);
    assertEquals(
        List.of(
            new ResilienceEvent.Refused("git", "c", Reason.RATE_LIMITED, refusal, Bench.at(59))),
        bench.events);
  }

  @Test
  @DisplayName("of the rate let calls wait for a permit, in order, as long as they may")
  void rateWaits() {
    ActionExecutor executor =
        rate(RateLimit.of(1, Duration.ofMinutes(1)).withLongestWait(Duration.ofSeconds(100)));
    bench.call(executor, "a");
    bench.seconds(20);
    bench.call(executor, "b");
    bench.call(executor, "c");
    assertEquals(
        "!RATE_LIMITED rate limit git lets 1 calls pass per PT1M, and none is left within PT1M40S",
        bench.call(executor, "d").text());
    bench.seconds(200);
    assertEquals(List.of("0:a", "60:b", "120:c"), bench.calls);
    assertEquals(
        new ResilienceEvent.Waiting(
            "git", "b", Reason.RATE_LIMITED, Duration.ofSeconds(40), Bench.at(20)),
        bench.events.get(0));
  }

  @Test
  @DisplayName("of the rate end a wait when the action is asked to stop")
  void rateStops() {
    ActionExecutor executor =
        rate(RateLimit.of(1, Duration.ofMinutes(1)).withLongestWait(Duration.ofHours(1)));
    bench.call(executor, "a");
    Bench.Outcome outcome = bench.call(executor, "b");
    outcome.context().stop.complete(null);
    assertEquals("!STOPPED asked to stop while waiting for rate limit git", outcome.text());
    assertFalse(bench.time.advanceToNext());
    assertEquals(1, bench.calls.size());
  }

  @Test
  @DisplayName("of places refuse what finds none")
  void placesRefuse() {
    ActionExecutor executor = bulkhead(Bulkhead.of(2));
    bench.call(executor, "a");
    bench.call(executor, "b");
    assertEquals(
        "!BULKHEAD_FULL bulkhead git has 2 places, and none was free within PT0S",
        bench.call(executor, "c").text());
    bench.fail(0, "down"); // a failure frees a place like a success
    bench.call(executor, "d");
    assertEquals(List.of("0:a", "0:b", "0:d"), bench.calls);
  }

  @Test
  @DisplayName("of places let calls wait in line, until their time is up or they are stopped")
  void placesWait() {
    ActionExecutor executor = bulkhead(Bulkhead.of(1).withLongestWait(Duration.ofMinutes(1)));
    bench.call(executor, "a");
    Bench.Outcome stopped = bench.call(executor, "b");
    Bench.Outcome late = bench.call(executor, "c");
    bench.seconds(30);
    Bench.Outcome patient = bench.call(executor, "d");
    stopped.context().stop.complete(null);
    assertEquals(
        "!STOPPED asked to stop while waiting for a place in bulkhead git", stopped.text());
    bench.seconds(30);
    assertEquals(
        "!BULKHEAD_FULL bulkhead git has 1 place, and none was free within PT1M", late.text());
    bench.succeed(0, "done");
    assertEquals(List.of("0:a", "60:d"), bench.calls);
    bench.seconds(1000);
    assertEquals("open", patient.text());
    bench.succeed(1, "done");
    assertEquals("+done", patient.text());
    assertEquals(
        new ResilienceEvent.Waiting(
            "git", "b", Reason.BULKHEAD_FULL, Duration.ofMinutes(1), Bench.at(0)),
        bench.events.get(0));
  }

  @Test
  @DisplayName("count by the host's clock, also when it is set back")
  void clockSetBack() {
    Instant[] now = {Bench.START};
    java.time.Clock clock =
        new java.time.Clock() {
          @Override
          public Instant instant() {
            return now[0];
          }

          @Override
          public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
          }

          @Override
          public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    ActionExecutor executor =
        Resilience.builder("git")
            .executor(Runnable::run)
            .scheduler(bench.time)
            .clock(clock)
            .rateLimit(RateLimit.of(1, Duration.ofMinutes(1)))
            .build()
            .around(bench.work);
    now[0] = Bench.at(61);
    assertEquals("open", bench.call(executor, "a").text());
    now[0] = Bench.at(-500);
    assertTrue(bench.call(executor, "b").text().startsWith("!RATE_LIMITED"));
    now[0] = Bench.at(121);
    assertEquals("open", bench.call(executor, "c").text());
  }

  @Test
  @DisplayName("refuse options out of range")
  void ranges() {
    Duration second = Duration.ofSeconds(1);
    BackoffLaws.refused("calls: 0 is out of range; at least 1", () -> RateLimit.of(0, second));
    BackoffLaws.refused(
        "period: PT0S is out of range; at least one millisecond",
        () -> RateLimit.of(1, Duration.ZERO));
    BackoffLaws.refused(
        "longestWait: PT-1S is negative",
        () -> RateLimit.of(1, second).withLongestWait(second.negated()));
    BackoffLaws.refused("places: 0 is out of range; at least 1", () -> Bulkhead.of(0));
    BackoffLaws.refused(
        "longestWait: PT-1S is negative", () -> Bulkhead.of(1).withLongestWait(second.negated()));
  }
}
