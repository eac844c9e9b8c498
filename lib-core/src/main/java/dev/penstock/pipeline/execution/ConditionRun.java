package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.execution.PipelineEffect.RunRule;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One evaluation of a condition: all its rules are asked together (P-1207). */
final class ConditionRun {
  final ConditionKind kind;
  final Condition condition;
  final int attempt;
  final Instant startedAt;
  final List<RuleRun> rules = new ArrayList<>();
  private int left; // rules that have not answered
  ConditionStatus status = ConditionStatus.IN_PROGRESS;
  private Instant changedAt;
  private @Nullable String overriddenBy;

  private ConditionRun(ConditionKind kind, Condition condition, int attempt, Instant at) {
    this.kind = kind;
    this.condition = condition;
    this.attempt = attempt;
    this.startedAt = at;
    this.changedAt = at;
  }

  static ConditionRun of(StageRun stage, Condition condition, ConditionStarted started) {
    ConditionKind kind = started.condition();
    Instant at = started.at();
    Knowledge knowledge = stage.execution.knowledge;
    ConditionRun run = new ConditionRun(kind, condition, stage.nextAttempt(kind), at);
    List<RuleStart> starts = started.rules();
    for (int i = 0; i < condition.rules().size(); i++) {
      Rule rule = condition.rules().get(i);
      RunRule order = RuleQuestion.order(keyOf(stage, kind, rule), rule, knowledge);
      run.rules.add(
          new RuleRun(
              order,
              at,
              starts.isEmpty() ? RuleQuestion.unrecorded(order, knowledge, at) : starts.get(i)));
    }
    run.left = run.rules.size();
    return run;
  }

  /** Names the next question to a rule. */
  static RuleKey keyOf(StageRun stage, ConditionKind kind, Rule rule) {
    return new RuleKey(
        stage.execution.id, stage.layout.name(), kind, rule.name(), stage.nextAttempt(kind));
  }

  boolean isInProgress() {
    return status == ConditionStatus.IN_PROGRESS;
  }

  /** Whether all rules have answered. */
  boolean isAnswered() {
    return left == 0;
  }

  @Nullable RuleRun rule(RuleKey key) {
    for (RuleRun each : rules) {
      if (each.key().equals(key)) {
        return each;
      }
    }
    return null;
  }

  void answered() {
    left--;
  }

  /** What the answers amount to: a rule that does not hold decides. */
  ConditionStatus verdict() {
    boolean isErrored = false;
    boolean isFailed = false;
    for (RuleRun each : rules) {
      Optional<RuleResult.Outcome> outcome = each.outcome();
      isErrored |= outcome.equals(Optional.of(RuleResult.Outcome.ERRORED));
      isFailed |= outcome.equals(Optional.of(RuleResult.Outcome.FAILED));
    }
    return isErrored
        ? ConditionStatus.ERRORED
        : isFailed ? ConditionStatus.FAILED : ConditionStatus.SUCCEEDED;
  }

  void end(ConditionStatus how, Instant at) {
    status = how;
    changedAt = at;
    for (RuleRun each : rules) {
      if (each.isInProgress()) {
        each.abandon(at);
      }
    }
  }

  void override(String by, Instant at) {
    end(ConditionStatus.OVERRIDDEN, at);
    overriddenBy = by;
  }

  ConditionView view() {
    return new ConditionView(
        kind,
        status,
        startedAt,
        changedAt,
        Optional.ofNullable(overriddenBy),
        rules.stream().map(RuleRun::view).toList());
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return kind
        + "/"
        + attempt
        + startedAt
        + left
        + status
        + changedAt
        + overriddenBy
        + rules.stream().map(RuleRun::describe).toList();
  }
}
