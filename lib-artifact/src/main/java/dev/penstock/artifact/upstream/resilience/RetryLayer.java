package dev.penstock.artifact.upstream.resilience;

import dev.penstock.artifact.upstream.SourceUnavailableException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Calls again what failed, waiting in between. */
final class RetryLayer implements Layer {
  private final SourceRetry options;
  private final Pause pause;
  private final Retry counter;

  RetryLayer(String name, SourceRetry options, Pause pause) {
    this.options = options;
    this.pause = pause;
    this.counter =
        Retry.of(
            name,
            RetryConfig.custom()
                .maxAttempts(options.tries())
                .intervalFunction(failed -> options.backoff().after(failed).toMillis())
                .build());
  }

  @Override
  public <T> T around(Call<T> call) throws IOException {
    Retry.AsyncContext<T> count = counter.asyncContext();
    while (true) {
      try {
        T value = call.call();
        count.onComplete();
        return value;
      } catch (IOException | RuntimeException e) {
        long millis = count.onError(e);
        if (millis < 0 || !isWaited(e, millis)) {
          throw e;
        }
      }
    }
  }

  private boolean isWaited(Exception failure, long millis) throws IOException {
    Optional<Duration> asked =
        failure instanceof SourceUnavailableException unavailable
            ? unavailable.retryAfter()
            : Optional.empty();
    Duration wait = Duration.ofMillis(Math.max(1, millis));
    if (asked.isPresent() && asked.get().compareTo(wait) > 0) {
      wait = asked.get();
      if (wait.compareTo(options.backoff().longest()) > 0) {
        return false;
      }
    }
    try {
      pause.pause(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailableException(
          "interrupted while waiting to ask again", Optional.empty(), failure);
    }
  }
}
