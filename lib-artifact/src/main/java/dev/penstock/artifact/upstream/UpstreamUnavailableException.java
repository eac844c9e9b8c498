package dev.penstock.artifact.upstream;

import dev.penstock.PenstockException;
import java.time.Duration;
import java.util.Optional;

/**
 * What was asked for is not held, and the source that may have it cannot be asked now. A
 * server answers with status 503, and {@code Retry-After} if it is known; never with 404.
 */
public final class UpstreamUnavailableException extends PenstockException {

  private static final long serialVersionUID = 1L;

  /** Which one. */
  private final String connection;

  /** In milliseconds; negative if not known. */
  private final long retryAfterMillis;

  UpstreamUnavailableException(String connection, String what, Throwable cause) {
    super(connection + " cannot be asked for " + what + " now: " + cause.getMessage(), cause);
    this.connection = connection;
    this.retryAfterMillis =
        SourceUnavailableException.retryAfterOf(cause).map(Duration::toMillis).orElse(-1L);
  }

  /**
   * Which external connection it is.
   *
   * @return its name
   */
  public String connection() {
    return connection;
  }

  /**
   * When it may be asked again.
   *
   * @return how long from when the source said so; empty if it did not say
   */
  public Optional<Duration> retryAfter() {
    return retryAfterMillis < 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(retryAfterMillis));
  }

  /**
   * The status for HTTP.
   *
   * @return 503
   */
  public int httpStatus() {
    return 503;
  }
}
