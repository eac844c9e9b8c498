package dev.penstock.spec.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The state of one batch. Confined to its process; changed in place. */
final class BatchState {

  @Nullable BatchPhase phase;
  @Nullable BatchRestrictions restrictions;
  @Nullable BatchPlan plan;
  BatchEvent.@Nullable StopOrdered stop;
  @Nullable String planFault;
  @Nullable String combineFault;
  boolean isCombined;
  String reason = "";
  int running;
  int unended;
  String firstFailure = "";
  final Map<BatchPhase, Instant> begun = new EnumMap<>(BatchPhase.class);

  /** The builds in the order of the plan. */
  final List<Task> tasks = new ArrayList<>();

  /** Positions of builds that wait for nothing more: to be started, or to be skipped. */
  final TreeSet<Integer> ready = new TreeSet<>();

  private final Map<String, Task> byIdentifier = new HashMap<>();

  /** One build. */
  static final class Task {
    final PlannedBuild build;
    final int position;
    final List<Task> dependents = new ArrayList<>();
    BatchBuildStatus status = BatchBuildStatus.WAITING;
    String message = "";
    Map<String, String> exportedVariables = Map.of();
    int waitingFor;
    @Nullable String lost;

    Task(PlannedBuild build, int position) {
      this.build = build;
      this.position = position;
      this.waitingFor = build.dependsOn().size();
    }

    boolean isFailure() {
      return status.isEnd()
          && status != BatchBuildStatus.SUCCEEDED
          && status != BatchBuildStatus.SKIPPED;
    }
  }

  boolean exists() {
    return phase != null;
  }

  boolean isEnded() {
    return phase != null && phase.isEnd();
  }

  BatchPlan plan() {
    return Objects.requireNonNull(plan, "the plan is not read yet");
  }

  @Nullable Task task(String identifier) {
    return byIdentifier.get(identifier);
  }

  Task known(String identifier) {
    return Objects.requireNonNull(byIdentifier.get(identifier), identifier);
  }

  void enter(BatchPhase next, Instant at) {
    phase = next;
    begun.put(next, at);
  }

  void accept(BatchPlan accepted, List<BatchBuild> kept) {
    plan = accepted;
    for (PlannedBuild build : accepted.builds()) {
      Task task = new Task(build, tasks.size());
      tasks.add(task);
      byIdentifier.put(build.identifier(), task);
    }
    unended = tasks.size();
    for (Task task : tasks) {
      task.build.dependsOn().forEach(dependency -> known(dependency).dependents.add(task));
      if (task.waitingFor == 0) {
        ready.add(task.position);
      }
    }
    for (BatchBuild build : kept) {
      end(known(build.identifier()), build.status(), build.message(), build.exportedVariables());
    }
  }

  void start(Task task) {
    ready.remove(task.position);
    task.status = BatchBuildStatus.IN_PROGRESS;
    running++;
  }

  void end(
      Task task, BatchBuildStatus status, String message, Map<String, String> exportedVariables) {
    if (task.status == BatchBuildStatus.IN_PROGRESS) {
      running--;
    }
    ready.remove(task.position);
    unended--;
    task.status = status;
    task.message = message;
    task.exportedVariables = exportedVariables;
    boolean isLost =
        status == BatchBuildStatus.SKIPPED || (task.isFailure() && !task.build.ignoreFailure());
    if (task.isFailure() && !task.build.ignoreFailure() && firstFailure.isEmpty()) {
      firstFailure = task.build.identifier();
    }
    for (Task dependent : task.dependents) {
      if (dependent.status != BatchBuildStatus.WAITING) {
        continue;
      }
      dependent.waitingFor--;
      if (isLost && dependent.lost == null) {
        dependent.lost = task.build.identifier();
      }
      if (dependent.waitingFor == 0 || isLost) {
        ready.add(dependent.position);
      }
    }
  }
}
