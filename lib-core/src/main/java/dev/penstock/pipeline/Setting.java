package dev.penstock.pipeline;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An option of a builder that may be set once; what a builder starts from may be replaced. */
final class Setting<T> {
  private final String option;
  private final @Nullable T start;
  private @Nullable T value;

  Setting(String option, @Nullable T start) {
    this.option = option;
    this.start = start;
  }

  static <T> Setting<T> of(String option) {
    return new Setting<>(option, null);
  }

  void set(T chosen) {
    if (value != null) {
      throw new IllegalStateException(option + " was set before, to " + value);
    }
    value = Objects.requireNonNull(chosen, option);
  }

  Optional<T> get() {
    return Optional.ofNullable(value == null ? start : value);
  }

  T or(T otherwise) {
    return get().orElse(otherwise);
  }
}
