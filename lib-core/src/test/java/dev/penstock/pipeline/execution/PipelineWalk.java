package dev.penstock.pipeline.execution;

import dev.penstock.process.Decision;
import dev.penstock.process.simulation.CheckedProcess;
import dev.penstock.process.simulation.CheckedProcess.Happened;
import dev.penstock.process.simulation.CheckedProcess.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One pipeline's way through a history: the laws of deciders hold at each step, a witness has
 * nothing to object to, and what the witness believes is what the state says.
 */
final class PipelineWalk {
  private final CheckedProcess<PipelineState, PipelineCommand, PipelineEvent, PipelineEffect>
      process =
          new CheckedProcess<>(
              new PipelineDecider(),
              PipelineDecider.CODEC,
              PipelineState::describe,
              PipelineCommand::isRepeatable);
  private final Witness witness;
  private final List<PipelineEvent> records = new ArrayList<>(); // of accepted commands
  private final List<String> broken = new ArrayList<>();

  PipelineWalk(StatusEdges edges) {
    this.witness = new Witness(edges);
  }

  PipelineState state() {
    return process.state();
  }

  List<PipelineEffect> pending() {
    return process.pending();
  }

  /** The tokens of all approvals that were ever asked for. */
  List<String> approvalTokens() {
    return witness.actions().tokens();
  }

  /** Takes steps up to the first at which something is broken; says what, or nothing. */
  static List<String> take(List<PipelineStep> steps) {
    PipelineWalk walk = new PipelineWalk(new StatusEdges());
    for (PipelineStep each : steps) {
      List<String> broken = walk.take(each);
      if (!broken.isEmpty()) {
        return broken;
      }
    }
    return walk.end();
  }

  /** Takes one step; says what it broke. */
  List<String> take(PipelineStep step) {
    if (step instanceof PipelineStep.Tell tell) {
      tell(tell.command());
    } else if (step instanceof PipelineStep.TellInVain tell) {
      process.tellInVain(tell.command());
    } else {
      process.crash();
    }
    broken.addAll(process.broken());
    broken.addAll(witness.broken());
    return broken;
  }

  private void tell(PipelineCommand command) {
    Told<PipelineEvent, PipelineEffect> told = process.tell(command);
    if (!process.broken().isEmpty()) {
      return;
    }
    record(command, told);
    witness.actions().newCommand();
    try {
      told.events().forEach(witness::see);
    } catch (RuntimeException e) {
      broken.add("the witness fell over " + told.events() + ": " + e);
    }
    if (!told.events().isEmpty() && witness.broken().isEmpty()) {
      broken.addAll(WitnessedState.differences(witness, state()));
    }
  }

  /** An accepted command has exactly one record, and what follows looks like no other command's. */
  private void record(PipelineCommand command, Told<PipelineEvent, PipelineEffect> told) {
    int before = records.size();
    for (Happened<PipelineEvent, PipelineEffect> each : told.events()) {
      if (each.decision() == 0 && CommandRecords.isRecord(command, each.event())) {
        records.add(each.event());
      } else if (CommandRecords.isOrdered(each.event())) {
        broken.add("nobody ordered " + each.event() + "; there was " + command);
      }
    }
    int wanted = told.decision() instanceof Decision.Accepted ? 1 : 0;
    if (records.size() - before != wanted) {
      broken.add(command + " has " + (records.size() - before) + " records in " + told.decision());
    }
  }

  /** Looks at the whole history when it is over. */
  List<String> end() {
    process.checkState("all");
    broken.addAll(process.broken());
    Map<PipelineEvent, Integer> kept = new HashMap<>();
    process.history().forEach(each -> kept.merge(each, 1, Integer::sum));
    Map<PipelineEvent, Integer> wanted = new LinkedHashMap<>();
    records.forEach(each -> wanted.merge(each, 1, Integer::sum));
    wanted.forEach(
        (record, times) -> {
          if (!times.equals(kept.get(record))) {
            broken.add(record + " is there " + kept.get(record) + " times, accepted " + times);
          }
        });
    return broken;
  }
}
