package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.execution.ExecutionStatus.CANCELLED;
import static dev.penstock.pipeline.execution.ExecutionStatus.FAILED;
import static dev.penstock.pipeline.execution.ExecutionStatus.IN_PROGRESS;
import static dev.penstock.pipeline.execution.ExecutionStatus.STOPPED;
import static dev.penstock.pipeline.execution.ExecutionStatus.STOPPING;
import static dev.penstock.pipeline.execution.ExecutionStatus.SUCCEEDED;
import static dev.penstock.pipeline.execution.ExecutionStatus.SUPERSEDED;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionCancelled;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStopped;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSuperseded;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionWaiting;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import dev.penstock.pipeline.execution.PipelineEvent.StageEntered;
import dev.penstock.pipeline.execution.PipelineEvent.StageFailed;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineEvent.StageSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.StopRequested;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionDisabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionEnabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionsHandedOn;
import dev.penstock.process.simulation.CheckedProcess.Happened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches one pipeline from outside: it is told events and effects, never the state, and knows what
 * may not happen. What it knows of stages and executions it has worked out in the slow and obvious
 * way.
 */
final class Witness {
  final Map<String, WitnessedExecution> executions = new LinkedHashMap<>();
  private final Map<String, WitnessedStage> stages = new HashMap<>();
  private final Set<String> tokens = new HashSet<>(); // of starts
  private final List<String> broken = new ArrayList<>();
  private final StatusEdges edges;
  private final WitnessedActions actions;
  private final WitnessedConditions conditions;
  private @Nullable PipelineDefined defined;

  Witness(StatusEdges edges) {
    this.edges = edges;
    this.actions = new WitnessedActions(this);
    this.conditions = new WitnessedConditions(this);
  }

  List<String> broken() {
    return broken;
  }

  WitnessedActions actions() {
    return actions;
  }

  void see(Happened<PipelineEvent, PipelineEffect> happened) {
    PipelineEvent event = happened.event();
    int before = broken.size();
    if (event instanceof PipelineDefined next) {
      defined(next);
    } else if (event instanceof ExecutionStarted started) {
      started(started);
    } else if (event instanceof TransitionDisabled disabled) {
      stage(disabled.stage()).move(false, disabled.at());
    } else if (event instanceof TransitionEnabled enabled) {
      stage(enabled.stage()).move(true, enabled.at());
    } else if (event instanceof PipelineEvent.TargetsForgotten forgotten) {
      expect(!forgotten.executions().isEmpty(), "nobody was forgotten");
    } else if (event instanceof TransitionsHandedOn handedOn) {
      for (StageTransition each : handedOn.transitions()) {
        stage(each.stage())
            .move(each.state().isEnabled(), each.state().lastChangedAt().orElse(handedOn.at()));
      }
    } else {
      WitnessedExecution execution = executions.get(executionOf(event));
      if (execution == null) {
        broken.add("an event of an unknown execution");
      } else if (execution.started.isOwnProcess()) {
        elsewhere(execution, event);
      } else if (!actions.see(execution, happened)
          && !conditions.see(execution, event, happened.emitted())) {
        here(execution, event);
      }
    }
    for (int i = before; i < broken.size(); i++) {
      broken.set(i, broken.get(i) + ", by " + event);
    }
  }

  private static String executionOf(PipelineEvent event) {
    return event instanceof PipelineEvent.ActionTimedOut late
        ? late.key().execution()
        : event instanceof PipelineEvent.ActionCheckpointed noted
            ? noted.key().execution()
            : ExecutionDraft.executionOf(event);
  }

  void expect(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }

  void edge(String object, String from, String to) {
    expect(edges.take(object, from, to), object + " went from " + from + " to " + to);
  }

  void become(WitnessedExecution execution, ExecutionStatus next) {
    edge("execution", execution.status.serviceName(), next.serviceName());
    execution.status = next;
  }

  void stageBecomes(WitnessedExecution execution, StageStatus next) {
    edge("stage", execution.stageStatus.serviceName(), next.serviceName());
    execution.stageStatus = next;
  }

  WitnessedStage stage(String name) {
    return stages.computeIfAbsent(name, unknown -> new WitnessedStage());
  }

  private void defined(PipelineDefined next) {
    defined = next;
    if (next.isCancelling()) {
      for (WitnessedExecution each : executions.values()) {
        boolean isEnded = each.status.isEnded();
        each.isOutdated |= isEnded && !each.started.isOwnProcess();
        each.isCancelling |= !isEnded && !each.started.isOwnProcess();
      }
    }
  }

  private void started(ExecutionStarted started) {
    PipelineDefined by = defined;
    if (by == null) {
      broken.add("a start without a definition");
      return;
    }
    Rollback rollback = started.rollback().orElse(null);
    WitnessedExecution target = rollback == null ? null : executions.get(rollback.target());
    expect(
        rollback == null
            || (target != null
                && !target.isRollback()
                && target.version == by.version()
                && target.succeededStages.contains(rollback.stage())),
        "a rollback to what did not succeed there");
    WitnessedExecution execution = new WitnessedExecution(started, by, target);
    expect(executions.put(started.execution(), execution) == null, "an execution started twice");
    expect(
        started.token().isEmpty() || tokens.add(started.token().get()),
        "a token started two executions");
    edge("execution", "none", IN_PROGRESS.serviceName());
  }

  /** An execution that has a process of its own: only its beginning and end are told here. */
  private void elsewhere(WitnessedExecution execution, PipelineEvent event) {
    if (event instanceof StageRetried retried) {
      expect(execution.status.isEnded(), "a retry of what is under way elsewhere");
      expect(retried.run() == ++execution.run, "a run was counted wrongly");
      become(execution, IN_PROGRESS);
    } else if (event instanceof StopRequested stop) {
      stopped(execution, stop);
    } else if (event instanceof ExecutionSucceeded) {
      endElsewhere(execution, SUCCEEDED);
    } else if (event instanceof ExecutionFailed) {
      endElsewhere(execution, FAILED);
    } else if (event instanceof ExecutionStopped) {
      endElsewhere(execution, STOPPED);
    } else if (event instanceof ExecutionCancelled) {
      endElsewhere(execution, CANCELLED);
    } else {
      broken.add("something happened here to an execution that is elsewhere");
    }
  }

  private void endElsewhere(WitnessedExecution execution, ExecutionStatus how) {
    expect(!execution.status.isEnded(), "an end after the end");
    execution.status = how; // that process has its own witness for how it came to it
    execution.isAbandoning = false;
  }

  private void stopped(WitnessedExecution execution, StopRequested stop) {
    expect(
        execution.status == IN_PROGRESS
            || (execution.status == STOPPING && !execution.isAbandoning && stop.isAbandoning()),
        "a stop of what is not in progress, or a second one");
    if (execution.status == IN_PROGRESS) {
      become(execution, STOPPING);
      if (execution.inside != null) {
        stageBecomes(execution, StageStatus.STOPPING);
      }
    }
    execution.isAbandoning = stop.isAbandoning();
  }

  private void here(WitnessedExecution execution, PipelineEvent event) {
    if (event instanceof ExecutionWaiting waiting) {
      waits(execution, waiting);
    } else if (event instanceof ExecutionSuperseded superseded) {
      superseded(execution, superseded);
    } else if (event instanceof StageEntered entered) {
      entered(execution, entered);
    } else if (event instanceof StageSucceeded succeeded) {
      succeeded(execution, succeeded.stage());
    } else if (event instanceof StageFailed failed) {
      expect(execution.isInside(failed.stage()), "a stage failed from outside");
      expect(execution.open.isEmpty(), "a stage failed while actions are in progress");
      expect(execution.hasFailed(), "a stage failed without a failure");
      stageBecomes(execution, StageStatus.FAILED);
      leave(execution, true);
    } else if (event instanceof StageRetried retried) {
      retried(execution, retried);
    } else if (event instanceof StopRequested stop) {
      stopped(execution, stop);
    } else if (event instanceof ExecutionSucceeded) {
      expect(
          execution.mayMove()
              && execution.inside == null
              && (execution.isRollback() || execution.nextStage() == null),
          "success before the last stage");
      become(execution, SUCCEEDED);
    } else if (event instanceof ExecutionFailed failed) {
      expect(
          failed.stage().equals(Optional.ofNullable(execution.retryable).map(Stage::name)),
          "a failure without one of its stage");
      become(execution, FAILED);
    } else {
      ended(execution, event);
    }
  }

  private void ended(WitnessedExecution execution, PipelineEvent event) {
    expect(execution.open.isEmpty(), "an end while actions are in progress");
    boolean isInside = execution.inside != null;
    if (event instanceof ExecutionStopped stopped) {
      become(execution, STOPPED);
      execution.isAbandoning = false;
      if (isInside) {
        stageBecomes(execution, StageStatus.STOPPED);
        boolean hasFailed = !execution.failed.isEmpty();
        expect(hasFailed == stopped.stage().isPresent(), "a wrong answer to what may be retried");
        leave(execution, hasFailed);
      }
    } else if (event instanceof ExecutionCancelled) {
      expect(execution.isCancelling, "cancelled without an update");
      become(execution, CANCELLED);
      if (isInside) {
        stageBecomes(execution, StageStatus.CANCELLED);
        leave(execution, false);
      }
    } else {
      broken.add("not expected");
    }
    stages.values().forEach(each -> each.leaveQueue(execution));
  }

  private void waits(WitnessedExecution execution, ExecutionWaiting waiting) {
    WitnessedStage stage = stage(waiting.stage());
    Stage next = execution.nextStage();
    expect(
        execution.mayMove() && next != null && next.name().equals(waiting.stage()),
        "waits where it should not");
    expect(
        execution.mode() != ExecutionMode.SUPERSEDED || stage.waiting.isEmpty(),
        "two wait in front of a stage");
    stage.waiting.add(new WitnessedStage.Waiting(execution, waiting.at()));
  }

  private void superseded(WitnessedExecution execution, ExecutionSuperseded event) {
    WitnessedExecution by = executions.get(event.by());
    Stage next = execution.nextStage();
    WitnessedStage stage = next == null ? new WitnessedStage() : stage(next.name());
    expect(
        stage.waiting.stream().anyMatch(each -> each.execution == execution)
            || stage.newest > execution.started.number(),
        "superseded without waiting, and behind nobody newer");
    expect(
        by != null
            && by.mode() == ExecutionMode.SUPERSEDED
            && by.started.number() > execution.started.number(),
        "superseded by one that is not newer, or may not");
    stage.leaveQueue(execution);
    become(execution, SUPERSEDED);
  }

  private void entered(WitnessedExecution execution, StageEntered entered) {
    WitnessedStage stage = stage(entered.stage());
    Stage next = execution.nextStage();
    expect(execution.mayMove(), "a stage was entered by one that may not move");
    expect(execution.inside == null, "one execution in two stages");
    expect(stage.inside == null, "two executions in one stage");
    if (!execution.isRollback()) {
      expect(stage.isOpen(), "a stage was entered through a closed gate");
      WitnessedExecution first = stage.first();
      expect(first == null || first == execution, "a stage was entered out of turn");
      if (execution.mode() == ExecutionMode.SUPERSEDED) {
        long number = execution.started.number();
        expect(number >= stage.newest, "an older execution entered behind a newer one");
        stage.newest = Math.max(stage.newest, number);
      }
    }
    if (next == null || !next.name().equals(entered.stage())) {
      broken.add("a stage was entered that is not the next one");
      return;
    }
    stage.leaveQueue(execution);
    stage.inside = execution;
    stage.left = null;
    execution.begins(next, entered.at());
    execution.stageStatus = StageStatus.IN_PROGRESS;
    edge("stage", "none", StageStatus.IN_PROGRESS.serviceName());
  }

  private void succeeded(WitnessedExecution execution, String stage) {
    expect(execution.mayMove() && execution.isInside(stage), "a stage succeeded from outside");
    expect(execution.open.isEmpty(), "a stage succeeded while actions are in progress");
    expect(execution.hasSucceeded(), "a stage succeeded before its actions");
    expect(
        !execution.isTimedOut
            && execution.asked == null
            && WitnessedConditions.isPassed(execution, ConditionKind.BEFORE_ENTRY)
            && WitnessedConditions.isPassed(execution, ConditionKind.ON_SUCCESS),
        "a stage succeeded after its time, or before its conditions");
    stageBecomes(execution, StageStatus.SUCCEEDED);
    execution.succeededStages.add(stage);
    leave(execution, false);
    execution.next++;
  }

  void leave(WitnessedExecution execution, boolean mayReturn) {
    Stage from = execution.inside;
    if (from == null) {
      broken.add("left a stage from outside");
      return;
    }
    WitnessedStage stage = stage(from.name());
    expect(stage.inside == execution, "left a stage that another one is in");
    stage.inside = null;
    stage.left = mayReturn ? execution : null;
    execution.retryable = mayReturn ? from : null;
    execution.inside = null;
  }

  private void retried(WitnessedExecution execution, StageRetried retried) {
    if (execution.status.isEnded()) {
      Stage back = execution.retryable;
      if (back == null || !back.name().equals(retried.stage())) {
        broken.add("a retry of what cannot be retried");
        return;
      }
      expect(!execution.isOutdated, "a retry after an update");
      expect(!retried.isAutomatic(), "a stage retried itself after its end");
      returns(execution, back);
    } else {
      expect(
          execution.mayMove() && execution.isInside(retried.stage()),
          "a retry of what is elsewhere");
      expect(
          !retried.isFromStart() || execution.open.isEmpty(),
          "a retry of all actions while some are in progress");
    }
    expect(!execution.failed.isEmpty(), "a retry without a failure");
    expect(!retried.isAutomatic() || execution.automaticRetries++ == 0, "a second automatic retry");
    expect(execution.asked == null, "a retry while a condition is asked");
    execution.failed.clear();
    execution.passed.retainAll(Set.of(ConditionKind.BEFORE_ENTRY));
    execution.conditions.keySet().retainAll(Set.of(ConditionKind.BEFORE_ENTRY));
    execution.tryingSince = retried.at();
    execution.isTimedOut = false;
    if (retried.isFromStart()) {
      execution.succeeded.clear();
    }
  }

  /** An execution that ended in a stage goes on there. */
  void returns(WitnessedExecution execution, Stage back) {
    WitnessedStage stage = stage(back.name());
    expect(execution.status.isEnded(), "a return of one that is under way");
    expect(stage.inside == null, "a return into a stage that is taken");
    expect(stage.left == execution, "a return of one that was overtaken");
    become(execution, IN_PROGRESS);
    stageBecomes(execution, StageStatus.IN_PROGRESS);
    stage.inside = execution;
    stage.left = null;
    execution.inside = back;
    execution.retryable = null;
  }
}
