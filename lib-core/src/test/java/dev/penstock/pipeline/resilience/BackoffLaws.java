package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

@Label("A backoff")
class BackoffLaws {

  @Property(seed = "20261126")
  @Label("without jitter never shrinks, starts with the first wait and ends with the longest")
  void grows(
      @ForAll @LongRange(min = 1, max = 100_000) long first,
      @ForAll @DoubleRange(min = 1, max = 100) double multiplier,
      @ForAll @LongRange(min = 0, max = 1_000_000) long more,
      @ForAll @IntRange(min = 1, max = 10_000) int failed) {
    Backoff backoff =
        Backoff.constant(Duration.ofMillis(first))
            .withLongest(Duration.ofMillis(first + more))
            .withMultiplier(multiplier);
    assertEquals(Duration.ofMillis(first), backoff.after(1));
    assertTrue(backoff.after(failed + 1).compareTo(backoff.after(failed)) >= 0);
    assertTrue(backoff.after(failed).compareTo(Duration.ofMillis(first + more)) <= 0);
  }

  @Property(seed = "20261126")
  @Label("with jitter stays within its share of the plain wait, and uses all of it")
  void jitter(
      @ForAll @LongRange(min = 1000, max = 100_000) long first,
      @ForAll @DoubleRange(min = 0.1, max = 1) double share,
      @ForAll long seed) {
    Backoff backoff =
        Backoff.constant(Duration.ofMillis(first)).withJitter(share, new Random(seed));
    long[] waits =
        IntStream.range(0, 200).mapToLong(i -> backoff.after(1 + i).toMillis()).sorted().toArray();
    assertTrue(waits[0] >= Math.floor(first * (1 - share)), "" + waits[0]);
    assertTrue(waits[199] <= Math.ceil(first * (1 + share)), "" + waits[199]);
    assertTrue(waits[0] < first * (1 - share * 0.8), "some are much shorter: " + waits[0]);
    assertTrue(waits[199] > first * (1 + share * 0.8), "some are much longer: " + waits[199]);
  }

  @Example
  @Label("doubles from the first wait up to a minute")
  void exponential() {
    Backoff backoff = Backoff.exponential(Duration.ofSeconds(10));
    assertEquals(
        "[PT10S, PT20S, PT40S, PT1M, PT1M]",
        IntStream.rangeClosed(1, 5).mapToObj(backoff::after).toList().toString());
    assertEquals(Duration.ofHours(1), Backoff.exponential(Duration.ofHours(1)).after(9));
  }

  @Example
  @Label("refuses what is out of range, saying what is allowed")
  void ranges() {
    Duration second = Duration.ofSeconds(1);
    refused(
        "first: PT0S is out of range; at least one millisecond",
        () -> Backoff.constant(Duration.ZERO));
    refused(
        "first: PT8784H is out of range; at most 365 days",
        () -> Backoff.constant(Duration.ofDays(366)));
    refused(
        "longest: PT0.5S is shorter than the first wait, PT1S",
        () -> Backoff.constant(second).withLongest(Duration.ofMillis(500)));
    refused(
        "multiplier: 0.9 is out of range; allowed: 1 to 100",
        () -> Backoff.constant(second).withMultiplier(0.9));
    refused(
        "multiplier: NaN is out of range; allowed: 1 to 100",
        () -> Backoff.constant(second).withMultiplier(Double.NaN));
    refused(
        "jitter: 1.5 is out of range; allowed: 0 to 1",
        () -> Backoff.constant(second).withJitter(1.5, new Random(1)));
    refused(
        "jitter: 0.5 needs a source of chance",
        () -> new Backoff(second, 1, second, 0.5, Optional.empty()));
    refused("failed: 0 is out of range; at least 1", () -> Backoff.constant(second).after(0));
    refused("tries: 0 is out of range; at least 1", () -> Retry.ofTries(0));
  }

  static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
