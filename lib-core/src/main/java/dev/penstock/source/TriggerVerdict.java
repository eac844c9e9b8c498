package dev.penstock.source;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Whether an event starts a pipeline through one of its source actions, and why.
 *
 * <pre>
 * fetch starts: push[0] (branches: branch "main" matches "main"; filePaths: file "src/A.java" matches "src/**")
 * fetch does not start: push[0] (branches: branch "dev" matches none of "main"), pullRequest[0] (event: it is a push)
 * </pre>
 *
 * @param sourceAction the source action's name
 * @param filters what each filter says, up to the first that matches; at least one
 */
public record TriggerVerdict(String sourceAction, List<FilterVerdict> filters) {

  /** Copies the list. */
  public TriggerVerdict {
    Objects.requireNonNull(sourceAction, "sourceAction");
    filters = List.copyOf(filters);
  }

  /**
   * Whether the event starts the pipeline.
   *
   * @return true if a filter matches
   */
  public boolean isStarting() {
    return filters.stream().anyMatch(FilterVerdict::isMatching);
  }

  /** The source action, and the filters that decided, for people. */
  @Override
  public String toString() {
    boolean isStarting = isStarting();
    return filters.stream()
        .filter(each -> each.isMatching() == isStarting)
        .map(FilterVerdict::toString)
        .collect(
            Collectors.joining(
                ", ", sourceAction + (isStarting ? " starts: " : " does not start: "), ""));
  }
}
