package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.PipelineCommand.ForgetTargets;
import dev.penstock.pipeline.execution.PipelineCommand.RollBackStage;
import dev.penstock.pipeline.execution.PipelineState.Origin;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What it means to roll a stage back (P-1101). */
final class RollbackOrders {
  private RollbackOrders() {}

  static Decision<PipelineEvent> rollBack(PipelineState state, RollBackStage order) {
    if (order.token().isPresent() && state.startTokens.containsKey(order.token().get())) {
      return unchanged();
    }
    Decision<PipelineEvent> refused = refusal(state, order);
    if (refused != null) {
      return refused;
    }
    Rollback rollback = new Rollback(order.stage(), order.target(), false);
    return accepted(events(state, rollback, order.token(), order.by(), order.at()));
  }

  /** Forgets executions that can be rolled back to; the last one of each stage stays. */
  static Decision<PipelineEvent> forget(PipelineState state, ForgetTargets order) {
    List<String> known =
        order.executions().stream()
            .filter(id -> state.slots.values().stream().anyMatch(slot -> slot.isForgettable(id)))
            .distinct()
            .toList();
    return known.isEmpty()
        ? Decision.unchanged()
        : accepted(new PipelineEvent.TargetsForgotten(known, order.at()));
  }

  /**
   * The one way in which rollbacks begin, whoever asks: a new execution that takes the stage at
   * once, so the stage must be free when the events are applied.
   */
  static List<PipelineEvent> events(
      PipelineState state,
      Rollback rollback,
      Optional<String> token,
      Optional<String> by,
      Instant at) {
    PipelineLayout layout = Objects.requireNonNull(state.layout, "no definition");
    long number = state.started + 1;
    String id = DerivedIds.executionId(layout.definition().name(), number);
    Knowledge target = state.slot(rollback.stage()).succeeded().get(rollback.target());
    return List.of(
        new PipelineEvent.ExecutionStarted(
            id,
            number,
            target == null ? Map.of() : target.given(),
            List.of(),
            Optional.of(rollback.trigger()),
            rollback.target(),
            token,
            Optional.of(rollback),
            false,
            by,
            Optional.empty(),
            0,
            at),
        new PipelineEvent.StageEntered(id, rollback.stage(), at));
  }

  /** Why a rollback is refused; null if it is not. */
  private static @Nullable Decision<PipelineEvent> refusal(
      PipelineState state, RollBackStage order) {
    PipelineLayout layout = state.layout;
    if (layout == null) {
      return PipelineRejection.UNDEFINED.because(
          "the pipeline has no definition yet; define it first");
    }
    if (layout.mode() == ExecutionMode.PARALLEL) {
      return PipelineRejection.ROLLBACK_PARALLEL.because(
          "a pipeline of mode PARALLEL has no stage that could be rolled back; start an execution"
              + " with the earlier revision");
    }
    Stage stage = layout.definition().stage(order.stage()).orElse(null);
    if (stage == null) {
      return PipelineOrders.unknownStage(layout, order.stage());
    }
    if (stage.actions().stream()
        .allMatch(action -> action.type().category() == ActionCategory.SOURCE)) {
      return PipelineRejection.ROLLBACK_SOURCE_STAGE.because(
          "stage \"" + order.stage() + "\" only fetches sources and cannot be rolled back");
    }
    StageSlot slot = state.slot(order.stage());
    Decision<PipelineEvent> unfit = unfit(state, slot, order);
    if (unfit != null) {
      return unfit;
    }
    StageRun latest = slot.latest;
    if (latest != null && latest.status == StageStatus.SKIPPED) {
      return PipelineRejection.ROLLBACK_SKIPPED.because(
          "stage \"" + order.stage() + "\" was skipped by execution " + latest.execution.id);
    }
    LiveExecution occupant = slot.occupant;
    if (occupant != null) {
      return PipelineRejection.ROLLBACK_STAGE_RUNNING.because(
          "execution "
              + occupant.id
              + " is in stage \""
              + order.stage()
              + "\"; wait until it has left, or stop it");
    }
    return state.isFull() ? StartOrders.full(state) : null;
  }

  /** Why an execution is no target for a rollback; null if it is one. */
  private static @Nullable Decision<PipelineEvent> unfit(
      PipelineState state, StageSlot slot, RollBackStage order) {
    if (slot.succeeded().containsKey(order.target())) {
      return null;
    }
    if (!state.knows(order.target())) {
      return PipelineOrders.unknownExecution(order.target());
    }
    Origin origin = state.origins.get(order.target());
    LiveExecution live = state.live.get(order.target());
    if (origin == null && live != null) {
      origin = new Origin(live.layout.version(), live.isRollback());
    }
    if (origin != null && origin.isRollback()) {
      return PipelineRejection.ROLLBACK_OF_ROLLBACK.because(
          "execution "
              + order.target()
              + " is itself a rollback; take the one that it brought back");
    }
    if (origin != null && origin.version() != state.version()) {
      return PipelineRejection.ROLLBACK_OUTDATED.because(
          "execution "
              + order.target()
              + " started under version "
              + origin.version()
              + "; allowed: executions of the present version "
              + state.version());
    }
    return PipelineRejection.ROLLBACK_NOT_SUCCEEDED.because(
        "execution "
            + order.target()
            + " did not succeed in stage \""
            + order.stage()
            + "\", or too long ago; allowed: "
            + (slot.succeeded().isEmpty()
                ? "none as yet under the present version "
                    + state.version()
                    + " of the definition, which an update makes a new one"
                : "the "
                    + slot.succeeded().size()
                    + " that rollbackTargets(\""
                    + order.stage()
                    + "\") lists, the last "
                    + PipelineState.REMEMBERED
                    + " at most"));
  }
}
