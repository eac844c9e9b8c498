package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.rejected;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.execution.LiveExecution.Place;
import dev.penstock.pipeline.execution.PipelineCommand.AnswerApproval;
import dev.penstock.pipeline.execution.PipelineCommand.DefinePipeline;
import dev.penstock.pipeline.execution.PipelineCommand.RetryStage;
import dev.penstock.pipeline.execution.PipelineCommand.StartExecution;
import dev.penstock.pipeline.execution.PipelineCommand.StopExecution;
import dev.penstock.process.Decision;
import java.util.ArrayList;
import java.util.List;

/**
 * What the orders of people mean: define, start, answer, stop, retry. Reports are {@link
 * PipelineDecider}'s own.
 */
final class PipelineOrders {
  private static final int LONGEST_SUMMARY = 512;
  private static final int LONGEST_REASON = 200;

  private PipelineOrders() {}

  static Decision<PipelineEvent> define(PipelineState state, DefinePipeline define) {
    PipelineLayout before = state.layout;
    if (before != null && before.definition().equals(define.definition())) {
      return unchanged();
    }
    if (before != null && !before.definition().name().equals(define.definition().name())) {
      return rejected(
          "pipeline.renamed",
          "the pipeline is called \""
              + before.definition().name()
              + "\" and cannot become \""
              + define.definition().name()
              + "\"; open a new pipeline");
    }
    return accepted(
        new PipelineEvent.PipelineDefined(define.definition(), state.version + 1, define.at()));
  }

  static Decision<PipelineEvent> start(PipelineState state, StartExecution start) {
    PipelineLayout layout = state.layout;
    if (start.token().isPresent() && state.startTokens.containsKey(start.token().get())) {
      return unchanged();
    }
    if (layout == null) {
      return rejected("pipeline.undefined", "the pipeline has no definition yet; define it first");
    }
    List<String> faults = state.faultsOf(start.variables());
    if (!faults.isEmpty()) {
      return rejected("pipeline.variables", String.join("; ", faults));
    }
    long number = state.started + 1;
    return accepted(
        new PipelineEvent.ExecutionStarted(
            DerivedIds.executionId(layout.definition().name(), number),
            number,
            state.valuesFor(start.variables()),
            start.trigger(),
            start.token(),
            start.at()));
  }

  static Decision<PipelineEvent> answer(PipelineState state, AnswerApproval answer) {
    Boolean before = state.answeredApprovals.get(answer.token());
    if (before != null) {
      return before == answer.isApproved()
          ? unchanged()
          : rejected(
              "approval.already-completed",
              "the request was " + (before ? "approved" : "rejected") + " before");
    }
    ActionKey key = state.openApprovals.get(answer.token());
    if (key == null) {
      return rejected(
          "approval.invalid-token",
          "no open approval has this token; each request has its own, shown with the execution");
    }
    if (answer.summary().length() > LONGEST_SUMMARY) {
      return rejected(
          "approval.summary",
          "a summary of "
              + answer.summary().length()
              + " characters; allowed: 0 to "
              + LONGEST_SUMMARY);
    }
    return accepted(
        new PipelineEvent.ApprovalAnswered(
            key, answer.token(), answer.isApproved(), answer.by(), answer.summary(), answer.at()));
  }

  static Decision<PipelineEvent> stop(PipelineState state, StopExecution stop) {
    LiveExecution execution = state.live.get(stop.execution());
    if (execution == null || execution.status.isEnded()) {
      return rejected(
          "stop.not-in-progress", "execution " + stop.execution() + " is not in progress");
    }
    if (execution.status == ExecutionStatus.STOPPING
        && (execution.isAbandoning || !stop.isAbandoning())) {
      return rejected(
          "stop.duplicate", "execution " + stop.execution() + " was asked to stop before");
    }
    if (stop.reason().length() > LONGEST_REASON) {
      return rejected(
          "stop.reason",
          "a reason of " + stop.reason().length() + " characters; allowed: 0 to " + LONGEST_REASON);
    }
    List<PipelineEvent> events = new ArrayList<>();
    events.add(
        new PipelineEvent.StopRequested(
            execution.id, stop.isAbandoning(), stop.reason(), stop.at()));
    if (stop.isAbandoning()) {
      for (ActionRun run : execution.runs) {
        if (run != null && run.isInProgress()) {
          events.add(new PipelineEvent.ActionAbandoned(run.key(), stop.at()));
        }
      }
    }
    return accepted(events);
  }

  static Decision<PipelineEvent> retry(PipelineState state, RetryStage retry) {
    LiveExecution execution = state.live.get(retry.execution());
    StageSlot slot = state.knownSlot(retry.stage());
    if (execution == null
        || slot == null
        || execution.isPastLastStage()
        || !execution.stageLayout().name().equals(retry.stage())
        || execution.failed == 0
        || execution.status == ExecutionStatus.STOPPING) {
      return rejected(
          "retry.not-retryable",
          "execution "
              + retry.execution()
              + " has no failed action in stage \""
              + retry.stage()
              + "\"");
    }
    if (execution.place == Place.ENDED && slot.occupant != null) {
      return rejected(
          "retry.not-latest",
          "execution " + slot.occupant.id + " is in stage \"" + retry.stage() + "\" now");
    }
    return accepted(new PipelineEvent.StageRetried(execution.id, retry.stage(), retry.at()));
  }
}
