package dev.penstock.policy;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an element of a statement lists, or all but that.
 *
 * @param isNegated whether everything else is meant
 * @param listed at least one
 * @param <T> what is listed
 */
record Selection<T>(boolean isNegated, List<T> listed) {

  /** Copies the list. */
  Selection {
    listed = List.copyOf(listed);
  }

  boolean selects(Predicate<? super T> isLike) {
    return isNegated != listed.stream().anyMatch(isLike);
  }

  /** For messages: what is allowed. */
  String describe() {
    return (isNegated ? "all but " : "")
        + listed.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
