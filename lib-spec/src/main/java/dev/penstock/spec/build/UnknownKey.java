package dev.penstock.spec.build;

import java.util.List;
import java.util.Objects;

/**
 * A key that means nothing where it stands. It is kept so that a file that is read and written
 * again does not lose it.
 *
 * @param path the keys that lead to it, itself last; an item of a list has its number, counted from
 *     0, for a key
 * @param value what stands below it; never shown in texts, since it may be what should not be seen
 */
public record UnknownKey(List<String> path, ForeignValue value) {

  /** Copies the path, and refuses an empty one. */
  public UnknownKey {
    path = List.copyOf(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("path: an unknown key has at least its own name");
    }
    Objects.requireNonNull(value, "value");
  }

  /** The path. */
  @Override
  public String toString() {
    return String.join(".", path);
  }
}
