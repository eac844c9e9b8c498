package dev.penstock.pipeline;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An option that may be set once. */
final class Once {
  private Once() {}

  static <T> T set(String option, @Nullable T before, T value) {
    if (before != null) {
      throw new IllegalStateException(option + " was set before, to " + before);
    }
    return Objects.requireNonNull(value, option);
  }
}
