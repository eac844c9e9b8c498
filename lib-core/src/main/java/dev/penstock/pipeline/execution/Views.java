package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.pipeline.execution.StageView.ActionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes immutable views of a state. */
final class Views {
  private Views() {}

  static PipelineView of(PipelineState state, PipelineLayout layout) {
    List<StageView> stages = new ArrayList<>();
    boolean isShared = layout.mode() != ExecutionMode.PARALLEL;
    for (Stage stage : layout.definition().stages()) {
      StageSlot slot = state.slots.getOrDefault(stage.name(), new StageSlot());
      StageRun latest = isShared ? slot.latest : null;
      List<ActionState> actions = new ArrayList<>();
      for (ActionCell cell : stage.cells()) {
        String name = cell.action().name();
        actions.add(new ActionState(name, of(latest, name)));
      }
      stages.add(
          new StageView(
              stage.name(),
              isShared ? inbound(slot) : List.of(),
              slot.transition,
              Optional.ofNullable(latest).map(Views::of),
              actions,
              conditions(latest)));
    }
    return new PipelineView(
        layout.definition().name(),
        layout.version(),
        layout.mode(),
        Objects.requireNonNull(state.createdAt, "a layout without a definition"),
        Objects.requireNonNullElse(state.updatedAt, Instant.EPOCH),
        stages);
  }

  private static List<InboundExecution> inbound(StageSlot slot) {
    return slot.inbound().stream()
        .map(
            each ->
                new InboundExecution(
                    each.id,
                    each.status,
                    typeOf(each),
                    each.waitingSince,
                    slot.stranded().contains(each)))
        .toList();
  }

  private static StageExecutionView of(StageRun run) {
    return new StageExecutionView(
        run.execution.id,
        run.status,
        typeOf(run.execution),
        run.enteredAt,
        run.changedAt,
        run.automaticRetries,
        run.manualRetries,
        Optional.ofNullable(run.lastRetry));
  }

  private static Optional<ActionView> of(@Nullable StageRun latest, String action) {
    if (latest == null) {
      return Optional.empty();
    }
    int index = latest.layout.indexOf(action);
    return index < 0 ? Optional.empty() : Optional.ofNullable(latest.runs[index]).map(Views::of);
  }

  static ExecutionView of(LiveExecution execution) {
    List<ActionView> actions = new ArrayList<>();
    StageRun inside = execution.inside;
    if (inside != null) {
      for (ActionRun run : inside.runs) {
        if (run != null) {
          actions.add(of(run));
        }
      }
    }
    return new ExecutionView(
        execution.id,
        execution.started.number(),
        execution.status,
        typeOf(execution),
        execution.started.rollback().map(Rollback::target),
        execution.layout.version(),
        execution.retries + 1,
        execution.isPastLastStage()
            ? Optional.empty()
            : Optional.of(execution.stageLayout().name()),
        execution.place == Place.WAITING,
        execution.started.variables(),
        execution.knowledge.revisions(),
        execution.started.at(),
        actions,
        conditions(inside),
        Optional.ofNullable(inside).map(StageRun::timer).map(WakeAt::due));
  }

  private static List<ConditionView> conditions(@Nullable StageRun run) {
    return run == null || run.conditions == null
        ? List.of()
        : run.conditions.all().stream().map(ConditionRun::view).toList();
  }

  private static ActionView of(ActionRun run) {
    boolean isOpen = run.isApproval() && run.isInProgress() && run.isRunnable();
    return new ActionView(
        run.key(),
        run.status(),
        run.startedAt,
        run.endedAt(),
        run.summary(),
        run.answeredBy(),
        run.revision(),
        run.order.configuration(),
        isOpen ? Optional.of(DerivedIds.approvalToken(run.key())) : Optional.empty(),
        isOpen ? run.timeout().map(run.startedAt::plus) : Optional.empty(),
        run.revisionDetails(),
        run.external(),
        run.failureType());
  }

  private static ExecutionType typeOf(LiveExecution execution) {
    return execution.isRollback() ? ExecutionType.ROLLBACK : ExecutionType.STANDARD;
  }

  /** Everything in a state as text, for comparing two states. */
  static String describe(PipelineState state) {
    StringBuilder text = new StringBuilder();
    PipelineLayout layout = state.layout;
    text.append(layout == null ? "undefined" : layout.version() + " " + layout.defined().limits())
        .append(state.createdAt)
        .append(state.updatedAt)
        .append(' ')
        .append(state.started)
        .append(' ')
        .append(state.underWay)
        .append(' ')
        .append(state.transitionChanges)
        .append(state.isOneExecution);
    for (LiveExecution each : state.live.values()) {
      StageRun inside = each.inside;
      text.append('\n')
          .append(of(each))
          .append(each.place)
          .append(each.isAbandoning)
          .append(each.isCancelling)
          .append(each.isOutdated)
          .append(each.run)
          .append(each.waitingSince)
          .append(each.knowledge.describe())
          .append(inside == null ? "" : inside.describe());
    }
    state.parallel.values().forEach(each -> text.append('\n').append(each.describe()));
    state.endedParallel.values().forEach(each -> text.append('\n').append(each.describe()));
    String untouched = new StageSlot().describe(); // a look at a stage makes its slot
    new TreeMap<>(state.slots)
        .forEach(
            (name, slot) -> {
              String described = slot.describe();
              text.append(described.equals(untouched) ? "" : "\n" + name + described);
            });
    return text.append('\n')
        .append(new TreeMap<>(state.openApprovals))
        .append(state.startTokens)
        .append(state.answeredApprovals)
        .append(state.ended)
        .append(state.origins)
        .append(state.overtaken)
        .append(state.due.stream().map(each -> each.id).toList())
        .toString();
  }
}
