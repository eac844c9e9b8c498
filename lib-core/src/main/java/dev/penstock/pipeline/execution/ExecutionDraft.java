package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.execution.PipelineEvent.ActionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import dev.penstock.pipeline.execution.PipelineEvent.StopRequested;
import dev.penstock.pipeline.execution.PipelineHistory.Attempt;
import dev.penstock.pipeline.execution.PipelineHistory.Execution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What events have told of one execution so far. */
final class ExecutionDraft {
  final ExecutionStarted started;
  private final PipelineDefined defined;
  private final Map<String, String> revisions = new LinkedHashMap<>();
  private final Map<String, RevisionDetails> revisionDetails = new LinkedHashMap<>();
  private final Map<String, ArtifactRevision> artifactRevisions = new TreeMap<>();
  private final Map<ActionKey, Attempt> attempts = new LinkedHashMap<>();
  private final Map<RuleKey, RuleView> rules = new LinkedHashMap<>();
  private final List<String> succeededStages = new ArrayList<>();
  private ExecutionStatus status = ExecutionStatus.IN_PROGRESS;
  private Instant updatedAt;
  private @Nullable Instant endedAt;
  private @Nullable StopRequested stop;
  private @Nullable String retriedBy;
  private @Nullable RollbackObstacle notRolledBack;

  ExecutionDraft(ExecutionStarted started, PipelineDefined defined) {
    this.started = started;
    this.defined = defined;
    this.updatedAt = started.at();
  }

  /** A rollback has its target's revisions (P-1105). */
  void bringBack(ExecutionDraft target) {
    revisions.putAll(target.revisions);
    revisionDetails.putAll(target.revisionDetails);
    artifactRevisions.putAll(target.artifactRevisions);
  }

  /** Whose event it is; empty for those of the pipeline as a whole. */
  static String executionOf(PipelineEvent event) {
    ActionKey key = keyOf(event);
    if (key != null) {
      return key.execution();
    }
    if (event instanceof PipelineEvent.ExecutionWaiting waiting) {
      return waiting.execution();
    }
    if (event instanceof PipelineEvent.ExecutionSuperseded superseded) {
      return superseded.execution();
    }
    if (event instanceof PipelineEvent.StageEntered entered) {
      return entered.execution();
    }
    if (event instanceof PipelineEvent.StageSucceeded succeeded) {
      return succeeded.execution();
    }
    if (event instanceof PipelineEvent.StageFailed failed) {
      return failed.execution();
    }
    if (event instanceof PipelineEvent.StageRetried retried) {
      return retried.execution();
    }
    if (event instanceof PipelineEvent.StopRequested stop) {
      return stop.execution();
    }
    if (event instanceof PipelineEvent.ExecutionStopped stopped) {
      return stopped.execution();
    }
    if (event instanceof PipelineEvent.ExecutionFailed failed) {
      return failed.execution();
    }
    if (event instanceof PipelineEvent.ExecutionCancelled cancelled) {
      return cancelled.execution();
    }
    return event instanceof PipelineEvent.ExecutionSucceeded succeeded
        ? succeeded.execution()
        : executionOfCondition(event);
  }

  private static String executionOfCondition(PipelineEvent event) {
    if (event instanceof PipelineEvent.ConditionStarted started) {
      return started.execution();
    }
    if (event instanceof PipelineEvent.RuleAnswered answered) {
      return answered.key().execution();
    }
    if (event instanceof PipelineEvent.RuleWindowMissed missed) {
      return missed.key().execution();
    }
    if (event instanceof PipelineEvent.ConditionEnded ended) {
      return ended.execution();
    }
    if (event instanceof PipelineEvent.ConditionOverridden overridden) {
      return overridden.execution();
    }
    if (event instanceof PipelineEvent.StageSkipped skipped) {
      return skipped.execution();
    }
    return event instanceof PipelineEvent.StageTimedOut late ? late.execution() : "";
  }

  /** Whether an execution ends by it. */
  static boolean isEnd(PipelineEvent event) {
    return event instanceof PipelineEvent.ExecutionSucceeded
        || event instanceof PipelineEvent.ExecutionFailed
        || event instanceof PipelineEvent.ExecutionStopped
        || event instanceof PipelineEvent.ExecutionSuperseded
        || event instanceof PipelineEvent.ExecutionCancelled;
  }

  private static @Nullable ActionKey keyOf(PipelineEvent event) {
    if (event instanceof PipelineEvent.ActionStarted started) {
      return started.key();
    }
    if (event instanceof ActionSucceeded succeeded) {
      return succeeded.key();
    }
    if (event instanceof PipelineEvent.ActionFailed failed) {
      return failed.key();
    }
    if (event instanceof PipelineEvent.ActionAbandoned abandoned) {
      return abandoned.key();
    }
    return event instanceof PipelineEvent.ApprovalAnswered answered ? answered.key() : null;
  }

  /** Takes an event of the pipeline's process. */
  void add(PipelineState after, PipelineEvent event) {
    addWork(after, event);
    if (event instanceof PipelineEvent.ExecutionSucceeded) {
      end(ExecutionStatus.SUCCEEDED, event);
    } else if (event instanceof PipelineEvent.ExecutionFailed) {
      end(ExecutionStatus.FAILED, event);
    } else if (event instanceof PipelineEvent.ExecutionStopped) {
      end(ExecutionStatus.STOPPED, event);
    } else if (event instanceof PipelineEvent.ExecutionSuperseded) {
      end(ExecutionStatus.SUPERSEDED, event);
    } else if (event instanceof PipelineEvent.ExecutionCancelled) {
      end(ExecutionStatus.CANCELLED, event);
    } else if (event instanceof StopRequested asked) {
      status = ExecutionStatus.STOPPING;
      stop = asked;
    } else if (event instanceof PipelineEvent.StageRetried
        || event instanceof PipelineEvent.ConditionOverridden) {
      status = ExecutionStatus.IN_PROGRESS;
      endedAt = null;
      notRolledBack = null;
    }
  }

  private void end(ExecutionStatus how, PipelineEvent event) {
    status = how;
    endedAt = event.at();
  }

  /** Takes what an event says of stages and actions, whichever process tells it. */
  void addWork(PipelineState after, PipelineEvent event) {
    updatedAt = event.at().isAfter(updatedAt) ? event.at() : updatedAt;
    if (event instanceof PipelineEvent.StageRetried retried && retried.by().isPresent()) {
      retriedBy = retried.by().get();
    }
    ActionKey key = keyOf(event);
    ActionRun run = key == null ? null : after.run(key);
    if (key != null && run != null) {
      attempts.put(key, attempt(run));
    }
    if (run != null && event instanceof ActionSucceeded succeeded) {
      found(run.order.action(), succeeded);
    } else if (event instanceof PipelineEvent.StageSucceeded succeeded) {
      succeededStages.add(succeeded.stage());
    } else if (event instanceof PipelineEvent.StageFailed failed) {
      notRolledBack = failed.notRolledBack().orElse(null);
    }
    addRules(after, event);
  }

  /** What was asked and answered, as the stage tells it while the execution is inside. */
  private void addRules(PipelineState after, PipelineEvent event) {
    LiveExecution execution =
        executionOfCondition(event).isEmpty() ? null : after.live.get(started.execution());
    StageRun inside = execution == null ? null : execution.inside;
    if (inside != null && inside.conditions != null) {
      for (ConditionRun condition : inside.conditions.all()) {
        condition.view().rules().forEach(rule -> rules.put(rule.key(), rule));
      }
    }
  }

  private void found(Action action, ActionSucceeded succeeded) {
    String revision = succeeded.result().revision();
    if (!revision.isEmpty() && action.type().category() == ActionCategory.SOURCE) {
      revisions.put(action.name(), revision);
      RevisionDetails details = succeeded.result().revisionDetails().orElse(RevisionDetails.NONE);
      revisionDetails.put(action.name(), details);
      action
          .outputArtifacts()
          .forEach(
              name -> artifactRevisions.put(name, new ArtifactRevision(name, revision, details)));
    }
  }

  private static Attempt attempt(ActionRun run) {
    return new Attempt(
        run.key(),
        run.order.action(),
        run.status(),
        run.startedAt,
        run.endedAt(),
        run.summary(),
        run.answeredBy(),
        run.revision(),
        run.order.configuration(),
        run.order.inputs(),
        run.outputs(),
        run.outputVariables(),
        run.isApproval() && run.isRunnable()
            ? Optional.of(DerivedIds.approvalToken(run.key()))
            : run.external().map(ExternalExecution::id).filter(id -> !id.isEmpty()),
        run.external().map(ExternalExecution::url).filter(url -> !url.isEmpty()),
        run.revisionDetails(),
        run.failureType());
  }

  Execution execution() {
    return new Execution(
        started.execution(),
        started.number(),
        status,
        started.rollback().isPresent() ? ExecutionType.ROLLBACK : ExecutionType.STANDARD,
        started.rollback().map(Rollback::target),
        defined.definition().executionMode(),
        defined.version(),
        started.cause(),
        started.trigger(),
        started.by(),
        started.variables(),
        Map.copyOf(revisions),
        Map.copyOf(revisionDetails),
        List.copyOf(artifactRevisions.values()),
        started.at(),
        updatedAt,
        Optional.ofNullable(endedAt),
        Optional.ofNullable(stop).map(StopRequested::reason),
        Optional.ofNullable(stop).flatMap(StopRequested::by),
        Optional.ofNullable(retriedBy),
        Optional.ofNullable(notRolledBack),
        List.copyOf(succeededStages),
        List.copyOf(attempts.values()),
        List.copyOf(rules.values()));
  }
}
