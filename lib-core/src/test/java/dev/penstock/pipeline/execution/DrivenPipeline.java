package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pipeline's decider with its state, told one command after another. */
final class DrivenPipeline {
  final PipelineDecider decider = new PipelineDecider();
  final PipelineState state = decider.initial();
  final List<PipelineEvent> events = new ArrayList<>();
  Instant now = Instant.parse("2026-01-05T09:00:00Z");

  /** Decides, applies, and follows up; returns the decision on the command itself. */
  Decision<PipelineEvent> tell(PipelineCommand command) {
    Decision<PipelineEvent> first = decider.decide(state, command);
    Decision<PipelineEvent> decision = first;
    while (decision instanceof Decision.Accepted<PipelineEvent> accepted) {
      accepted.events().forEach(event -> decider.evolve(state, event));
      events.addAll(accepted.events());
      decision = decider.advance(state, now);
    }
    return first;
  }

  /** Starts an execution and returns its id. */
  String start() {
    tell(new PipelineCommand.StartExecution(Map.of(), "test", Optional.empty(), now));
    return DerivedIds.executionId(state.definition().orElseThrow().name(), state.started);
  }

  /** Ends whatever the execution has in progress. */
  void end(String execution, ActionResult result) {
    for (ActionView action : state.execution(execution).orElseThrow().actions()) {
      if (action.status() == ActionStatus.IN_PROGRESS) {
        tell(new PipelineCommand.ReportResult(action.key(), result, now));
      }
    }
  }

  /** Everything that is asked of the host now. */
  List<PipelineEffect> pending() {
    List<PipelineEffect> pending = new ArrayList<>();
    decider.pending(state, pending::add);
    return pending;
  }
}
