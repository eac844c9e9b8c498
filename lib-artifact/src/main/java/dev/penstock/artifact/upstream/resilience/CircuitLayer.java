package dev.penstock.artifact.upstream.resilience;

import dev.penstock.artifact.upstream.SourceUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Calls nothing while the circuit is open. */
final class CircuitLayer implements Layer {
  private final String name;
  private final Clock clock;
  private final CircuitBreaker circuit;
  private volatile Instant openUntil = Instant.MIN;

  CircuitLayer(String name, SourceCircuit options, Clock clock) {
    this.name = name;
    this.clock = clock;
    this.circuit =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .failureRateThreshold(options.failureRate())
                .slidingWindow(
                    options.window(),
                    options.window(),
                    CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .permittedNumberOfCallsInHalfOpenState(options.trialCalls())
                .waitDurationInOpenState(options.openFor())
                .clock(clock)
                .currentTimestampFunction(now -> now.millis(), TimeUnit.MILLISECONDS)
                .build());
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntil = clock.instant().plus(options.openFor());
              }
            });
  }

  @Override
  public <T> T around(Call<T> call) throws IOException {
    if (!circuit.tryAcquirePermission()) {
      Duration left = Duration.between(clock.instant(), openUntil);
      throw new SourceUnavailableException(
          "the circuit of " + name + " is open after failures",
          left.isNegative() ? Optional.empty() : Optional.of(left),
          null);
    }
    try {
      T value = call.call();
      circuit.onSuccess(0, TimeUnit.MILLISECONDS);
      return value;
    } catch (IOException | RuntimeException e) {
      circuit.onError(0, TimeUnit.MILLISECONDS, e);
      throw e;
    } catch (Error e) {
      circuit.releasePermission();
      throw e;
    }
  }
}
