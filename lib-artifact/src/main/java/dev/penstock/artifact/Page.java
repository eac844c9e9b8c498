package dev.penstock.artifact;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A stretch of a list.
 *
 * @param <T> what is listed
 * @param items in the list's order; may be empty
 * @param next asks for the next stretch; empty at the end of the list
 */
public record Page<T>(List<T> items, Optional<PageRequest> next) {

  /** Copies the items. */
  public Page {
    items = List.copyOf(Objects.requireNonNull(items, "items"));
    Objects.requireNonNull(next, "next");
  }
}
