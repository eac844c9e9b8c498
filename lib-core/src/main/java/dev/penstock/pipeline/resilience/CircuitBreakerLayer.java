package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.resilience.ResilienceEvent.CircuitState;
import dev.penstock.pipeline.resilience.ResilienceException.Reason;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Refuses calls while the circuit is open. */
final class CircuitBreakerLayer implements Layer {
  private final CircuitBreaker options;
  private final Host host;
  private final Reporter reporter;
  private final io.github.resilience4j.circuitbreaker.CircuitBreaker circuit;
  private volatile Instant openUntil = Instant.MIN;

  CircuitBreakerLayer(CircuitBreaker options, Host host, Reporter reporter) {
    this.options = options;
    this.host = host;
    this.reporter = reporter;
    this.circuit =
        io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
            reporter.name(),
            CircuitBreakerConfig.custom()
                .failureRateThreshold(options.failureRate())
                .slidingWindow(
                    options.window(),
                    options.minimumCalls(),
                    CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .permittedNumberOfCallsInHalfOpenState(options.trialCalls())
                .waitDurationInOpenState(options.openFor())
                .clock(host.clock())
                .currentTimestampFunction(clock -> clock.millis(), TimeUnit.MILLISECONDS)
                .build());
    circuit
        .getEventPublisher()
        .onStateTransition(event -> changed(event.getStateTransition().getToState()));
  }

  private void changed(io.github.resilience4j.circuitbreaker.CircuitBreaker.State to) {
    if (to == io.github.resilience4j.circuitbreaker.CircuitBreaker.State.OPEN) {
      openUntil = host.now().plus(options.openFor());
    }
    CircuitState state = CircuitState.valueOf(to.name());
    reporter.tell(at -> new ResilienceEvent.CircuitChanged(reporter.name(), state, at));
  }

  @Override
  public CompletionStage<ActionResult> run(Call call, Step inner) {
    if (!circuit.tryAcquirePermission()) {
      return reporter.refuse(
          call,
          ResilienceException.of(
              Reason.CIRCUIT_OPEN,
              circuit.getState() == io.github.resilience4j.circuitbreaker.CircuitBreaker.State.OPEN
                  ? "circuit " + reporter.name() + " is open after failures, until " + openUntil
                  : "circuit "
                      + reporter.name()
                      + " is half open, and its trial calls are under way"));
    }
    long begun = circuit.getCurrentTimestamp();
    return inner
        .run(call)
        .whenComplete(
            (result, thrown) ->
                count(
                    call,
                    Math.max(0, circuit.getCurrentTimestamp() - begun),
                    result,
                    thrown == null ? null : Failures.unwrapped(thrown)));
  }

  private void count(
      Call call, long millis, @Nullable ActionResult result, @Nullable Throwable failure) {
    boolean isBadResult = result != null && !result.isSucceeded() && options.isForFailedResults();
    if (failure == null && !isBadResult) {
      circuit.onSuccess(millis, TimeUnit.MILLISECONDS);
    } else if (call.context().isCancelled()
        || ResilienceException.reasonOf(failure).isRefusal()
        || (failure != null && !isCounted(failure))) {
      circuit.releasePermission();
    } else {
      circuit.onError(
          millis,
          TimeUnit.MILLISECONDS,
          failure == null ? new IllegalStateException("failed result") : failure);
    }
  }

  private boolean isCounted(Throwable failure) {
    try {
      return options.condition().test(failure);
    } catch (RuntimeException | Error e) {
      circuit.releasePermission();
      throw e;
    }
  }
}
