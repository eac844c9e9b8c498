package dev.penstock.source;

import java.util.Optional;

/**
 * Which events of a source action's repository can start a pipeline (P-721).
 *
 * @param pushes whether pushes can
 * @param pullRequests whether pull requests can
 * @param detectsChanges whether the action's built-in detection watches its configured branch: so
 *     with a trigger without filters, and without a trigger unless the action's configuration says
 *     no; a trigger with filters switches it off (P-720)
 */
public record ChangeDetection(boolean pushes, boolean pullRequests, boolean detectsChanges) {

  /**
   * What watches a source action.
   *
   * @param source the source action
   * @param trigger the trigger that watches it; empty if none does
   * @return the detection
   */
  public static ChangeDetection of(SourceAction source, Optional<Trigger> trigger) {
    boolean hasPush = trigger.isPresent() && !trigger.get().push().isEmpty();
    boolean hasPullRequest = trigger.isPresent() && !trigger.get().pullRequest().isEmpty();
    boolean hasFilters = hasPush || hasPullRequest;
    boolean detectsChanges = !hasFilters && (trigger.isPresent() || source.detectsChanges());
    return new ChangeDetection(hasPush || detectsChanges, hasPullRequest, detectsChanges);
  }
}
