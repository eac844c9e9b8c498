package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.execution.ExecutionStatus.IN_PROGRESS;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.VariableReference;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An execution as a witness sees it: where it is, what it has, and what each action did. */
final class WitnessedExecution {
  final ExecutionStarted started;
  final Pipeline definition;
  final int version;
  final int actionLimit;
  ExecutionStatus status = IN_PROGRESS;
  StageStatus stageStatus = StageStatus.IN_PROGRESS; // of the stage where it is or was last
  @Nullable Stage inside;
  private List<ActionCell> cells = List.of(); // of that stage
  @Nullable Stage retryable; // where it ended badly
  int next; // the index of the stage that comes next
  int run = 1; // if it has a process of its own
  boolean isAbandoning;
  boolean isCancelling; // an update is to end it
  boolean isOutdated; // an update came after its end: no retry

  final Map<String, ActionStatus> latest = new HashMap<>(); // by stage and action
  final Map<String, Integer> attempts = new HashMap<>(); // by stage and action
  final Map<ActionKey, Instant> open = new LinkedHashMap<>(); // with their starts
  final Set<ActionKey> late = new HashSet<>(); // those asked to stop because they timed out
  final Map<ActionKey, Integer> checkpoints = new HashMap<>();

  // Of the present visit to the stage:
  final Set<ConditionKind> passed = EnumSet.noneOf(ConditionKind.class);
  final Map<ConditionKind, ConditionStatus> conditions = new EnumMap<>(ConditionKind.class);
  @Nullable ConditionKind asked;
  Instant tryingSince = Instant.EPOCH;
  boolean isTimedOut; // in this try
  int automaticRetries;

  // Of the present pass through its actions:
  final Set<String> succeeded = new HashSet<>();
  final Map<String, Integer> failed = new HashMap<>(); // with the decision that said so
  final Set<String> succeededStages = new HashSet<>();

  private final Map<String, ArtifactReference> artifacts = new HashMap<>();
  private final Map<String, String> producers = new HashMap<>(); // in this execution, by artifact
  final Map<String, String> variables = new LinkedHashMap<>();

  WitnessedExecution(
      ExecutionStarted started, PipelineDefined defined, @Nullable WitnessedExecution target) {
    this.started = started;
    this.definition = defined.definition();
    this.version = defined.version();
    boolean isAlone = definition.executionMode() == ExecutionMode.PARALLEL;
    this.actionLimit = isAlone && defined.actions() > 0 ? defined.actions() : Integer.MAX_VALUE;
    started.variables().forEach((name, value) -> variables.put("variables." + name, value));
    if (target != null) {
      artifacts.putAll(target.artifacts);
      variables.putAll(target.variables);
    }
    started.rollback().ifPresent(rollback -> next = indexOf(rollback.stage()));
  }

  String id() {
    return started.execution();
  }

  boolean isRollback() {
    return started.rollback().isPresent();
  }

  ExecutionMode mode() {
    return definition.executionMode();
  }

  private int indexOf(String stage) {
    return definition.stages().stream().map(Stage::name).toList().indexOf(stage);
  }

  @Nullable Stage nextStage() {
    return next < definition.stages().size() ? definition.stages().get(next) : null;
  }

  boolean isInside(String stage) {
    Stage now = inside;
    return now != null && now.name().equals(stage);
  }

  /** Whether anything may start in it. */
  boolean mayMove() {
    return status == IN_PROGRESS && !isCancelling;
  }

  List<ActionCell> cells() {
    return cells;
  }

  @Nullable Action action(String name) {
    for (ActionCell each : cells) {
      if (each.action().name().equals(name)) {
        return each.action();
      }
    }
    return null;
  }

  /** Whether all actions of the stage have succeeded. */
  boolean hasSucceeded() {
    return failed.isEmpty()
        && cells.stream().allMatch(each -> succeeded.contains(each.action().name()));
  }

  /** Whether the stage cannot succeed any more without a retry or an override. */
  boolean hasFailed() {
    return !failed.isEmpty()
        || isTimedOut
        || isBroken(ConditionKind.BEFORE_ENTRY)
        || isBroken(ConditionKind.ON_SUCCESS);
  }

  boolean isBroken(ConditionKind kind) {
    ConditionStatus status = conditions.get(kind);
    return status == ConditionStatus.FAILED || status == ConditionStatus.ERRORED;
  }

  /** What an action of this stage still waits for; null if nothing. */
  @Nullable String blockedBy(Action action) {
    for (ActionCell each : cells) {
      Action other = each.action();
      boolean areGrouped = other.after().isEmpty() && action.after().isEmpty();
      boolean isBefore =
          areGrouped ? other.runOrder() < action.runOrder() : action.after().contains(each.of());
      if (isBefore && !succeeded.contains(other.name())) {
        return other.name();
      }
    }
    return null;
  }

  /** The inputs of an action, or null if one does not exist. */
  @Nullable Map<String, ArtifactReference> inputsOf(Action action) {
    Map<String, ArtifactReference> inputs = new LinkedHashMap<>();
    for (String name : action.inputArtifacts()) {
      ArtifactReference artifact = artifacts.get(name);
      if (artifact == null) {
        return null;
      }
      inputs.put(name, artifact);
    }
    return inputs;
  }

  /** The configuration of an action, or null if it refers to what does not exist. */
  @Nullable Map<String, String> configurationOf(Action action) {
    Map<String, String> resolved = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : action.configuration().entrySet()) {
      String value = VariableReference.resolve(each.getValue(), this::valueOf);
      if (value == null) {
        return null;
      }
      resolved.put(each.getKey(), value);
    }
    return resolved;
  }

  private @Nullable String valueOf(VariableReference reference) {
    return reference.namespace().equals(VariableReference.IMPLICIT)
        ? id()
        : variables.get(reference.namespace() + "." + reference.name());
  }

  /** Takes what an action made; returns what was wrong with it, or null. */
  @Nullable String take(ActionKey key, Action action, ActionResult result) {
    String wrong = null;
    for (Map.Entry<String, ArtifactReference> each : result.artifacts().entrySet()) {
      String name = each.getKey();
      String by = key.action() + " of " + key.stage();
      String before = producers.put(name, by);
      ArtifactReference old = artifacts.put(name, each.getValue());
      boolean isRetry = by.equals(before) && key.attempt() > 1;
      if (before != null && !each.getValue().equals(old) && !isRetry) {
        wrong = "artifact " + name + " of " + before + " was replaced by " + by;
      }
      if (!action.outputArtifacts().contains(name)) {
        wrong = "artifact " + name + " is no output of " + by;
      }
    }
    action
        .namespace()
        .ifPresent(
            namespace ->
                result
                    .variables()
                    .forEach((name, value) -> variables.put(namespace + "." + name, value)));
    return wrong;
  }

  void begins(Stage stage, Instant at) {
    inside = stage;
    cells = stage.cells();
    passed.clear();
    conditions.clear();
    asked = null;
    tryingSince = at;
    isTimedOut = false;
    automaticRetries = 0;
    succeeded.clear();
    failed.clear();
  }
}
