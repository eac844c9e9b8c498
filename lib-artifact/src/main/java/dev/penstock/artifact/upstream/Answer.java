package dev.penstock.artifact.upstream;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source answers. A source that cannot answer throws instead.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

  /**
   * It is there.
   *
   * @param <T> what was asked for
   * @param value what was asked for
   */
  record Found<T>(T value) implements Answer<T> {

    /** The value is required. */
    public Found {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The source says that there is no such thing.
   *
   * @param <T> what was asked for
   */
  record Absent<T>() implements Answer<T> {}

  /**
   * It is as it was when the validator was given out.
   *
   * @param <T> what was asked for
   */
  record NotModified<T>() implements Answer<T> {}

  /**
   * It is there.
   *
   * @param <T> what was asked for
   * @param value what was asked for
   * @return the answer
   */
  static <T> Answer<T> found(T value) {
    return new Found<>(value);
  }

  /**
   * There is no such thing.
   *
   * @param <T> what was asked for
   * @return the answer
   */
  static <T> Answer<T> absent() {
    return new Absent<>();
  }

  /**
   * It is as it was.
   *
   * @param <T> what was asked for
   * @return the answer
   */
  static <T> Answer<T> notModified() {
    return new NotModified<>();
  }

  /**
   * What an HTTP status other than success means: 404 and 410 that it is not there, 304 that it is
   * as it was. Everything else says nothing about the package, so it is thrown.
   *
   * @param <T> what was asked for
   * @param status the status
   * @param retryAfter what the header {@code Retry-After} said; null without one
   * @return the answer
   * @throws SourceUnavailableException for every other status, 429 and 5xx among them
   */
  static <T> Answer<T> ofStatus(int status, @Nullable Duration retryAfter)
      throws SourceUnavailableException {
    if (status == 404 || status == 410) {
      return absent();
    }
    if (status == 304) {
      return notModified();
    }
    throw new SourceUnavailableException(
        "the source answered with status " + status, Optional.ofNullable(retryAfter), null);
  }

  /**
   * The value, if there is one.
   *
   * @return the value; empty if it is absent or not modified
   */
  default Optional<T> asOptional() {
    return this instanceof Found<T> found ? Optional.of(found.value()) : Optional.empty();
  }
}
