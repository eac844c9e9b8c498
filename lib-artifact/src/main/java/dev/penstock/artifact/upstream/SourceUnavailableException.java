package dev.penstock.artifact.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source cannot be asked now: it limits the rate, is overloaded, broken or out of reach. */
public final class SourceUnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  /** In milliseconds; negative if not known. */
  private final long retryAfterMillis;

  /**
   * A source that cannot be asked.
   *
   * @param message what happened
   * @param retryAfter when it may be asked again; empty if it did not say
   * @param cause what it was; null for none
   */
  public SourceUnavailableException(
      String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryAfterMillis = retryAfter.map(Duration::toMillis).orElse(-1L);
  }

  /**
   * When the source may be asked again.
   *
   * @return how long from when it said so; empty if it did not say
   */
  public Optional<Duration> retryAfter() {
    return retryAfterMillis < 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(retryAfterMillis));
  }

  static Optional<Duration> retryAfterOf(Throwable failure) {
    if (failure instanceof UpstreamUnavailableException unavailable) {
      return unavailable.retryAfter();
    }
    return failure instanceof SourceUnavailableException unavailable
        ? unavailable.retryAfter()
        : Optional.empty();
  }
}
