package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.LiveExecution.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a state says what a witness of its events believes. */
final class WitnessedState {
  private final List<String> differences = new ArrayList<>();
  private final PipelineState state;

  private WitnessedState(PipelineState state) {
    this.state = state;
  }

  static List<String> differences(Witness witness, PipelineState state) {
    WitnessedState compared = new WitnessedState(state);
    compared.same("open approvals", witness.actions().openApprovals(), state.openApprovals);
    int underWay = 0;
    for (WitnessedExecution each : witness.executions.values()) {
      compared.execution(each);
      underWay += each.status.isEnded() ? 0 : 1;
    }
    compared.same("executions under way", underWay, state.underWay);
    state.slots.forEach((name, slot) -> compared.stage(name, witness.stage(name), slot));
    return compared.differences;
  }

  private void execution(WitnessedExecution seen) {
    LiveExecution live = state.live.get(seen.id());
    ParallelExecution elsewhere = state.anyParallel(seen.id());
    ExecutionStatus status =
        live != null
            ? live.status
            : elsewhere != null ? elsewhere.status : state.ended.get(seen.id());
    same("status of " + seen.id(), seen.status, status);
    same("end of " + seen.id(), seen.status.isEnded(), state.ended.containsKey(seen.id()));
    if (live == null) {
      return;
    }
    same("inside " + seen.id(), seen.inside != null, live.place == Place.INSIDE);
    StageRun inside = live.inside;
    if (inside != null) {
      same("stage of " + seen.id(), seen.stageStatus, inside.status);
      for (ActionRun run : inside.runs) {
        if (run != null) {
          ActionStatus latest = seen.latest.get(run.key().stage() + "/" + run.key().action());
          same("status of " + run.key(), latest, run.status());
          same("open " + run.key(), seen.open.containsKey(run.key()), run.isInProgress());
        }
      }
      same("open actions of " + seen.id(), seen.open.size(), inside.inProgress);
    }
  }

  private void stage(String name, WitnessedStage seen, StageSlot slot) {
    same("inside " + name, id(seen.inside), id(slot.occupant));
    same("gate of " + name, seen.isOpen(), slot.transition.isEnabled());
    boolean isFree = seen.inside == null && seen.isOpen();
    same("who could enter " + name, "nobody", isFree ? id(seen.first()) : "nobody");
    List<String> waiting = seen.waiting.stream().map(each -> each.execution.id()).toList();
    List<String> inbound = ids(slot.inbound()); // the stranded ones first
    same("waiting for " + name, sorted(waiting), sorted(inbound));
  }

  private static List<String> ids(List<LiveExecution> executions) {
    return executions.stream().map(each -> each.id).toList();
  }

  private static List<String> sorted(List<String> ids) {
    return ids.stream().sorted().toList();
  }

  private static String id(@Nullable WitnessedExecution execution) {
    return execution == null ? "nobody" : execution.id();
  }

  private static String id(@Nullable LiveExecution execution) {
    return execution == null ? "nobody" : execution.id;
  }

  private void same(String what, @Nullable Object seen, @Nullable Object said) {
    if (seen == null ? said != null : !seen.equals(said)) {
      differences.add(what + ": seen " + seen + ", said " + said);
    }
  }
}
