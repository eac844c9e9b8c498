package dev.penstock.source;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What one filter of a trigger says of an event: it matches if all its criteria do.
 *
 * @param filter which, such as {@code push[0]} or {@code pullRequest[2]}; {@code changeDetection}
 *     for the configured branch, {@code repository} if the event is of another one
 * @param criteria what each criterion says; at least one
 */
public record FilterVerdict(String filter, List<CriterionVerdict> criteria) {

  /** Copies the list. */
  public FilterVerdict {
    Objects.requireNonNull(filter, "filter");
    criteria = List.copyOf(criteria);
  }

  /**
   * Whether the filter matches.
   *
   * @return true if all criteria do
   */
  public boolean isMatching() {
    return criteria.stream().allMatch(CriterionVerdict::isMatching);
  }

  /** The filter, and the criteria that decided, for people. */
  @Override
  public String toString() {
    boolean isMatching = isMatching();
    return criteria.stream()
        .filter(each -> each.isMatching() == isMatching)
        .map(CriterionVerdict::toString)
        .collect(Collectors.joining("; ", filter + " (", ")"));
  }
}
