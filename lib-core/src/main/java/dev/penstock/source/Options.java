package dev.penstock.source;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Options that may be set once. */
final class Options {
  private Options() {}

  static <T> T once(String option, @Nullable T before, T value) {
    if (before != null) {
      throw new IllegalStateException(option + " was set before, to " + before);
    }
    return Objects.requireNonNull(value, option);
  }
}
