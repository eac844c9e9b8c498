package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ConditionKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A condition of a stage as people see it, when it was evaluated last.
 *
 * @param kind which condition of the stage
 * @param status how far it is
 * @param startedAt when its rules were asked
 * @param changedAt when the status changed last
 * @param overriddenBy who overrode it, if somebody did
 * @param rules its rules in the order of the definition
 */
public record ConditionView(
    ConditionKind kind,
    ConditionStatus status,
    Instant startedAt,
    Instant changedAt,
    Optional<String> overriddenBy,
    List<RuleView> rules) {

  /** Copies the list. */
  public ConditionView {
    rules = List.copyOf(rules);
  }

  /**
   * Finds a rule.
   *
   * @param rule its name
   * @return what was asked, or empty if the condition has no such rule
   */
  public Optional<RuleView> rule(String rule) {
    return rules.stream().filter(each -> each.key().rule().equals(rule)).findFirst();
  }
}
