package dev.penstock.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which events start a pipeline through one of its source actions, and says why.
 *
 * <p>With filters, any that matches starts it (P-731). A trigger without filters, or no trigger at
 * all while the action detects changes, watches the configured branch (P-721). Immutable and safe
 * for several threads; all patterns are compiled once.
 */
public final class TriggerMatcher {
  private final SourceAction source;
  private final ChangeDetection detection;
  private final List<FilterMatcher> filters = new ArrayList<>();

  private TriggerMatcher(SourceAction source, Optional<Trigger> trigger) {
    this.source = source;
    this.detection = ChangeDetection.of(source, trigger);
    List<PushFilter> push = trigger.map(Trigger::push).orElse(List.of());
    for (int i = 0; i < push.size(); i++) {
      filters.add(FilterMatcher.OfPush.of("push[" + i + "]", push.get(i)));
    }
    List<PullRequestFilter> requests = trigger.map(Trigger::pullRequest).orElse(List.of());
    for (int i = 0; i < requests.size(); i++) {
      filters.add(FilterMatcher.OfPullRequest.of("pullRequest[" + i + "]", requests.get(i)));
    }
    if (filters.isEmpty()) {
      filters.add(
          new FilterMatcher.OfConfiguredBranch(source.branch(), detection.detectsChanges()));
    }
  }

  /**
   * Compiles what watches a source action.
   *
   * @param source the source action
   * @param trigger the trigger that watches it; empty if none does
   * @return the matcher
   * @throws IllegalArgumentException if a pattern is malformed, which {@link TriggerRules} reports
   */
  public static TriggerMatcher of(SourceAction source, Optional<Trigger> trigger) {
    return new TriggerMatcher(source, trigger);
  }

  /**
   * The source action's name.
   *
   * @return the name
   */
  public String sourceAction() {
    return source.name();
  }

  /**
   * Which events can start the pipeline at all: what a host has to listen to.
   *
   * @return the detection
   */
  public ChangeDetection detection() {
    return detection;
  }

  /**
   * Decides.
   *
   * @param event what a Git host reports
   * @return whether the event starts the pipeline, and why
   */
  public TriggerVerdict judge(SourceEvent event) {
    Optional<String> other =
        source.repository().filter(repository -> !repository.equals(event.repository()));
    if (other.isPresent()) {
      String reason = "\"" + event.repository() + "\" is not \"" + other.get() + "\"";
      CriterionVerdict criterion =
          CriterionVerdict.plain("repository", false, event.repository(), reason);
      return new TriggerVerdict(
          source.name(), List.of(new FilterVerdict("repository", List.of(criterion))));
    }
    List<FilterVerdict> verdicts = new ArrayList<>();
    for (FilterMatcher filter : filters) {
      FilterVerdict verdict = filter.judge(event);
      verdicts.add(verdict);
      if (verdict.isMatching()) {
        break;
      }
    }
    return new TriggerVerdict(source.name(), verdicts);
  }
}
