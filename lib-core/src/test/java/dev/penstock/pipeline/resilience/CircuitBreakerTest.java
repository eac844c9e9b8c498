package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.resilience.ResilienceEvent.CircuitChanged;
import dev.penstock.pipeline.resilience.ResilienceEvent.CircuitState;
import dev.penstock.pipeline.resilience.ResilienceException.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A circuit breaker")
class CircuitBreakerTest {
  private static final String OPEN =
      "!CIRCUIT_OPEN circuit git is open after failures, until 2026-01-05T09:01:00Z";

  private final Bench bench = new Bench();

  private ActionExecutor around(CircuitBreaker breaker) {
    return bench.resilience().circuitBreaker(breaker).build().around(bench.work);
  }

  /** Calls once and ends the call, if it reached the executor. */
  private String once(ActionExecutor executor, boolean isGood) {
    Bench.Outcome outcome = bench.call(executor, "k");
    if (outcome.text().equals("open")) {
      if (isGood) {
        bench.succeed(bench.open.size() - 1, "fine");
      } else {
        bench.fail(bench.open.size() - 1, "down");
      }
    }
    return outcome.text();
  }

  @Test
  @DisplayName("opens at its rate once the window is full, refuses, and closes after a good trial")
  void opensAndCloses() {
    ActionExecutor executor = around(CircuitBreaker.ofFailureRate(50, 4));
    assertEquals("!FAILED down", once(executor, false));
    assertEquals("!FAILED down", once(executor, false));
    assertEquals("+fine", once(executor, true));
    assertEquals("+fine", once(executor, true)); // 2 of 4: the rate is reached
    assertEquals(OPEN, once(executor, true));
    bench.seconds(60);
    assertEquals(OPEN, once(executor, true));
    bench.seconds(1);
    assertEquals(5, bench.calls.size() + 1);
    assertEquals("+fine", once(executor, true));
    assertEquals("!FAILED down", once(executor, false)); // closed: the window begins anew
    assertEquals("+fine", once(executor, true));
    assertEquals(
        List.of(
            new CircuitChanged("git", CircuitState.OPEN, Bench.at(0)),
            new ResilienceEvent.Refused(
                "git", "k", Reason.CIRCUIT_OPEN, OPEN.substring(14), Bench.at(0)),
            new ResilienceEvent.Refused(
                "git", "k", Reason.CIRCUIT_OPEN, OPEN.substring(14), Bench.at(60)),
            new CircuitChanged("git", CircuitState.HALF_OPEN, Bench.at(61)),
            new CircuitChanged("git", CircuitState.CLOSED, Bench.at(61))),
        bench.events);
  }

  @Test
  @DisplayName("reopens after a bad trial, and lets only so many trial calls pass")
  void reopens() {
    ActionExecutor executor =
        around(
            CircuitBreaker.ofFailureRate(100, 2)
                .withMinimumCalls(1)
                .withOpenFor(Duration.ofSeconds(10))
                .withTrialCalls(2));
    once(executor, false);
    bench.seconds(11);
    Bench.Outcome first = bench.call(executor, "a");
    Bench.Outcome second = bench.call(executor, "b");
    assertEquals(
        "!CIRCUIT_OPEN circuit git is half open, and its trial calls are under way",
        bench.call(executor, "c").text());
    bench.fail(1, "down");
    bench.fail(2, "down");
    assertEquals("!FAILED down", first.text());
    assertEquals("!FAILED down", second.text());
    assertEquals(
        "!CIRCUIT_OPEN circuit git is open after failures, until 2026-01-05T09:00:21Z",
        once(executor, true));
  }

  @Test
  @DisplayName("does not look at the rate below the minimum of calls")
  void minimum() {
    ActionExecutor executor = around(CircuitBreaker.ofFailureRate(1, 10).withMinimumCalls(3));
    once(executor, false);
    once(executor, false);
    assertEquals("!FAILED down", once(executor, false));
    assertEquals(OPEN, once(executor, false));
  }

  @Test
  @DisplayName("counts a failed result as success, unless told otherwise")
  void failedResults() {
    CircuitBreaker breaker = CircuitBreaker.ofFailureRate(100, 1);
    ActionExecutor plain = around(breaker);
    bench.call(plain, "k");
    bench.open.get(0).complete(ActionResult.failed("red"));
    assertEquals("+fine", once(plain, true));
    ActionExecutor strict = around(breaker.withFailedResults());
    bench.call(strict, "k");
    bench.open.get(2).complete(ActionResult.failed("red"));
    assertEquals(OPEN, once(strict, true));
  }

  @Test
  @DisplayName("counts neither exceptions that its condition leaves out nor stopped actions")
  void notCounted() {
    ActionExecutor executor =
        around(
            CircuitBreaker.ofFailureRate(100, 1)
                .withCondition(failure -> !failure.getMessage().equals("my fault")));
    bench.call(executor, "k");
    bench.fail(0, "my fault");
    Bench.Outcome stopped = bench.call(executor, "k");
    stopped.context().stop.complete(null);
    bench.fail(1, "stopped");
    assertEquals("!FAILED stopped", stopped.text());
    assertEquals("!FAILED down", once(executor, false));
    assertEquals(OPEN, once(executor, true));
  }

  @Test
  @DisplayName("gives a trial call's place back if its condition throws")
  void throwingCondition() {
    ActionExecutor executor =
        around(
            CircuitBreaker.ofFailureRate(100, 1)
                .withCondition(
                    failure -> {
                      if (failure.getMessage().equals("odd")) {
                        throw new IllegalStateException("condition");
                      }
                      return true;
                    }));
    once(executor, false);
    bench.seconds(61);
    bench.call(executor, "k");
    bench.fail(1, "odd");
    assertEquals("+fine", once(executor, true));
  }

  @Test
  @DisplayName("does not count what is refused further in")
  void refusedInside() {
    ActionExecutor executor =
        bench
            .resilience()
            .circuitBreaker(CircuitBreaker.ofFailureRate(100, 1))
            .bulkhead(Bulkhead.of(1))
            .build()
            .around(bench.work);
    bench.call(executor, "a");
    assertEquals(
        "!BULKHEAD_FULL bulkhead git has 1 place, and none was free within PT0S",
        bench.call(executor, "b").text());
    bench.succeed(0, "fine");
    assertEquals("+fine", once(executor, true));
  }

  @Test
  @DisplayName("refuses options out of range")
  void ranges() {
    CircuitBreaker breaker = CircuitBreaker.ofFailureRate(50, 10);
    BackoffLaws.refused(
        "failureRate: 0 is out of range; allowed: 1 to 100 percent",
        () -> CircuitBreaker.ofFailureRate(0, 10));
    BackoffLaws.refused(
        "failureRate: 101 is out of range; allowed: 1 to 100 percent",
        () -> CircuitBreaker.ofFailureRate(101, 10));
    BackoffLaws.refused(
        "window: 0 is out of range; at least 1", () -> CircuitBreaker.ofFailureRate(50, 0));
    BackoffLaws.refused(
        "minimumCalls: 11 is more than the window of 10 calls", () -> breaker.withMinimumCalls(11));
    BackoffLaws.refused(
        "minimumCalls: 0 is out of range; at least 1", () -> breaker.withMinimumCalls(0));
    BackoffLaws.refused(
        "openFor: PT0S is out of range; at least one millisecond",
        () -> breaker.withOpenFor(Duration.ZERO));
    BackoffLaws.refused(
        "trialCalls: 0 is out of range; at least 1", () -> breaker.withTrialCalls(0));
  }
}
