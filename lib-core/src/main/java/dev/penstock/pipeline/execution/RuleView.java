package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One question to one rule as people see it (P-1415).
 *
 * @param key which question, and its id
 * @param rule the rule as it was defined, with its configuration as it was written
 * @param status how far it is
 * @param startedAt when it was asked
 * @param endedAt when it was answered or given up, if it was
 * @param outcome what it answered, if it did
 * @param summary what it said; may be empty
 * @param resolvedConfiguration its configuration with all references resolved
 * @param opensAt when the window opens that it waits for; empty if it waits for none
 * @param timesOutAt when its time is up; empty if it has no limit, or was answered
 */
public record RuleView(
    RuleKey key,
    Rule rule,
    RuleStatus status,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<RuleResult.Outcome> outcome,
    String summary,
    Map<String, String> resolvedConfiguration,
    Optional<Instant> opensAt,
    Optional<Instant> timesOutAt) {}
