package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.execution.ConditionStatus.IN_PROGRESS;

import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionEnded;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionOverridden;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.RuleAnswered;
import dev.penstock.pipeline.execution.PipelineEvent.RuleWindowMissed;
import dev.penstock.pipeline.execution.PipelineEvent.StageSkipped;
import dev.penstock.pipeline.execution.PipelineEvent.StageTimedOut;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What may not happen to conditions, rules and the time of a stage, as a witness sees it. */
final class WitnessedConditions {
  private final Witness witness;
  private final Map<RuleKey, RuleStatus> rules = new LinkedHashMap<>();
  private final Set<RuleKey> errored = new HashSet<>();
  private final Set<RuleKey> asked = new HashSet<>(); // of the host, ever

  WitnessedConditions(Witness witness) {
    this.witness = witness;
  }

  /** Looks at an event if it is one of a condition. */
  boolean see(WitnessedExecution execution, PipelineEvent event, Iterable<PipelineEffect> emitted) {
    if (event instanceof ConditionStarted started) {
      started(execution, started);
    } else if (event instanceof RuleAnswered answered) {
      expectOpen(execution, answered.key());
      if (answered.outcome() == RuleResult.Outcome.ERRORED) {
        errored.add(answered.key());
      }
      become(
          answered.key(),
          answered.outcome() == RuleResult.Outcome.SUCCEEDED
              ? RuleStatus.SUCCEEDED
              : RuleStatus.FAILED);
    } else if (event instanceof RuleWindowMissed missed) {
      expectOpen(execution, missed.key());
      witness.expect(rules.get(missed.key()) == RuleStatus.IN_PROGRESS, "it has answered");
    } else if (event instanceof ConditionEnded ended) {
      ended(execution, ended);
    } else if (event instanceof ConditionOverridden overridden) {
      overridden(execution, overridden);
    } else if (event instanceof StageSkipped skipped) {
      skipped(execution, skipped);
    } else if (event instanceof StageTimedOut late) {
      timedOut(execution, late);
    } else {
      return false;
    }
    for (PipelineEffect each : emitted) {
      if (each instanceof PipelineEffect.RunRule run) {
        witness.expect(asked.add(run.key()), "a rule was asked twice under one key");
        witness.expect(rules.get(run.key()) == RuleStatus.IN_PROGRESS, "a rule was asked too late");
      }
    }
    return true;
  }

  static Optional<Condition> condition(Stage stage, ConditionKind kind) {
    return switch (kind) {
      case BEFORE_ENTRY -> stage.beforeEntry();
      case ON_SUCCESS -> stage.onSuccess();
      case ON_FAILURE -> stage.onFailure().flatMap(OnFailure::condition);
    };
  }

  /** Whether a stage may go on as far as a condition is concerned. */
  static boolean isPassed(WitnessedExecution execution, ConditionKind kind) {
    Stage stage = execution.inside;
    return stage == null || condition(stage, kind).isEmpty() || execution.passed.contains(kind);
  }

  private void started(WitnessedExecution execution, ConditionStarted started) {
    ConditionKind kind = started.condition();
    Stage stage = execution.inside;
    if (stage == null || !execution.isInside(started.stage())) {
      witness.expect(false, "a condition of a stage that nobody is in");
      return;
    }
    witness.expect(execution.mayMove(), "a condition is asked in one that may not move");
    witness.expect(execution.asked == null, "two conditions at once");
    witness.expect(!isPassed(execution, kind), "a condition that there is not, or that holds");
    witness.expect(execution.open.isEmpty(), "a condition is asked while actions are in progress");
    witness.expect(
        switch (kind) {
          case BEFORE_ENTRY -> execution.failed.isEmpty() && execution.succeeded.isEmpty();
          case ON_SUCCESS -> execution.hasSucceeded();
          case ON_FAILURE -> execution.hasFailed();
        },
        "a condition is asked at the wrong time");
    execution.asked = kind;
    execution.conditions.put(kind, IN_PROGRESS);
    witness.edge("condition", "none", IN_PROGRESS.serviceName());
    int attempt = execution.attempts.merge(stage.name() + "//" + kind, 1, Integer::sum);
    for (Rule each : condition(stage, kind).orElseThrow().rules()) {
      rules.put(
          new RuleKey(execution.id(), stage.name(), kind, each.name(), attempt),
          RuleStatus.IN_PROGRESS);
      witness.edge("rule", "none", RuleStatus.IN_PROGRESS.serviceName());
    }
  }

  private void expectOpen(WitnessedExecution execution, RuleKey key) {
    witness.expect(
        execution.isInside(key.stage()) && execution.asked == key.condition(),
        "a rule of a condition that is not open");
  }

  private void become(RuleKey key, RuleStatus next) {
    RuleStatus before = rules.put(key, next);
    witness.edge("rule", before == null ? "none" : before.serviceName(), next.serviceName());
  }

  private void ended(WitnessedExecution execution, ConditionEnded ended) {
    witness.expect(
        execution.isInside(ended.stage()) && execution.asked == ended.condition(),
        "a condition ended that is not open");
    int attempt = execution.attempts.getOrDefault(ended.stage() + "//" + ended.condition(), 0);
    boolean isOpen = false;
    boolean isFailed = false;
    boolean isErrored = false;
    for (Map.Entry<RuleKey, RuleStatus> each : rules.entrySet()) {
      RuleKey key = each.getKey();
      if (key.execution().equals(ended.execution())
          && key.stage().equals(ended.stage())
          && key.condition() == ended.condition()
          && key.attempt() == attempt) {
        isOpen |= each.getValue() == RuleStatus.IN_PROGRESS;
        isFailed |= each.getValue() == RuleStatus.FAILED;
        isErrored |= errored.contains(key);
      }
    }
    witness.expect(
        switch (ended.status()) {
          case SUCCEEDED -> !isOpen && !isFailed;
          case FAILED -> !isOpen && isFailed && !isErrored;
          case ERRORED -> !isOpen && isErrored;
          case CANCELLED, ABANDONED -> true;
          case IN_PROGRESS, OVERRIDDEN -> false;
        },
        "its rules say something else");
    witness.expect(
        ended.status() != ConditionStatus.CANCELLED
            || execution.isCancelling
            || ended.condition() == ConditionKind.ON_FAILURE,
        "cancelled without an update or a retry");
    end(execution, ended.condition(), ended.status());
  }

  /** A condition has ended: whoever has not answered is given up. */
  private void end(WitnessedExecution execution, ConditionKind kind, ConditionStatus how) {
    ConditionStatus before = execution.conditions.put(kind, how);
    witness.edge("condition", before == null ? "none" : before.serviceName(), how.serviceName());
    execution.asked = null;
    if (how == ConditionStatus.SUCCEEDED
        || how == ConditionStatus.OVERRIDDEN
        || kind == ConditionKind.ON_FAILURE) {
      execution.passed.add(kind);
    }
    for (RuleKey key : rules.keySet()) {
      if (key.execution().equals(execution.id())
          && key.condition() == kind
          && rules.get(key) == RuleStatus.IN_PROGRESS) {
        become(key, RuleStatus.ABANDONED);
      }
    }
  }

  private void overridden(WitnessedExecution execution, ConditionOverridden event) {
    Stage stage = event.isReopening() ? execution.retryable : execution.inside;
    if (stage == null || !stage.name().equals(event.stage())) {
      witness.expect(false, "a condition was overridden in a stage that nobody is in");
      return;
    }
    witness.expect(event.condition() != ConditionKind.ON_FAILURE, "a failure was overridden");
    witness.expect(
        !condition(stage, event.condition())
            .flatMap(Condition::result)
            .equals(Optional.of(ConditionResult.SKIP)),
        "a condition that skips was overridden");
    if (event.isReopening()) {
      witness.expect(!execution.isOutdated, "reopened after an update");
      witness.expect(
          execution.failed.isEmpty() && !execution.isTimedOut, "reopened in spite of a failure");
      witness.returns(execution, stage);
      execution.tryingSince = event.at();
    }
    end(execution, event.condition(), ConditionStatus.OVERRIDDEN);
  }

  private void skipped(WitnessedExecution execution, StageSkipped skipped) {
    Stage stage = execution.inside;
    witness.expect(
        stage != null
            && execution.isInside(skipped.stage())
            && execution.isBroken(ConditionKind.BEFORE_ENTRY)
            && stage
                .beforeEntry()
                .flatMap(Condition::result)
                .equals(Optional.of(ConditionResult.SKIP)),
        "a stage was skipped without a condition that says so");
    witness.expect(
        execution.open.isEmpty() && execution.succeeded.isEmpty() && execution.failed.isEmpty(),
        "a stage was skipped in which actions ran");
    witness.stageBecomes(execution, StageStatus.SKIPPED);
    witness.leave(execution, false);
    execution.next++;
  }

  private void timedOut(WitnessedExecution execution, StageTimedOut late) {
    Stage stage = execution.inside;
    witness.expect(
        stage != null && execution.isInside(late.stage()) && !execution.isTimedOut,
        "a stage timed out that nobody is in, or twice");
    witness.expect(
        stage != null
            && stage.timeout().isPresent()
            && !late.at().isBefore(execution.tryingSince.plus(stage.timeout().get())),
        "a stage timed out early");
    execution.isTimedOut = true;
  }
}
