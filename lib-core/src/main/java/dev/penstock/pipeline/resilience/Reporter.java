package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happens in the layers of one resilience. */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final String name;
  private final Host host;
  private final List<ResilienceListener> listeners;

  Reporter(String name, Host host, List<ResilienceListener> listeners) {
    this.name = name;
    this.host = host;
    this.listeners = List.copyOf(listeners);
  }

  String name() {
    return name;
  }

  void tell(Function<Instant, ResilienceEvent> event) {
    if (listeners.isEmpty()) {
      return;
    }
    ResilienceEvent told = event.apply(host.now());
    for (ResilienceListener listener : listeners) {
      try {
        listener.onEvent(told);
      } catch (RuntimeException e) {
        LOG.warn("a listener of resilience {} failed on {}", name, told, e);
      }
    }
  }

  /** Tells of a refusal, and ends the call with it. */
  CompletableFuture<ActionResult> refuse(Call call, ResilienceException refusal) {
    String message = Failures.textOf(refusal);
    tell(
        at ->
            new ResilienceEvent.Refused(name, call.context().key(), refusal.reason(), message, at));
    return CompletableFuture.failedFuture(refusal);
  }
}
