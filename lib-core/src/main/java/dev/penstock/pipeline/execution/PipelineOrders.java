package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.PipelineCommand.AnswerApproval;
import dev.penstock.pipeline.execution.PipelineCommand.StopExecution;
import dev.penstock.process.Decision;
import java.util.ArrayList;
import java.util.List;

/** What it means to answer an approval and to stop an execution. */
final class PipelineOrders {
  private static final int LONGEST_SUMMARY = 512;
  private static final int LONGEST_REASON = 200;

  private PipelineOrders() {}

  static Decision<PipelineEvent> answer(PipelineState state, AnswerApproval answer) {
    Remnant.Answer before = state.answeredApprovals.get(answer.token());
    if (before != null) {
      Remnant.Answer again =
          Remnant.Answer.of(answer.token(), answer.isApproved(), answer.by(), answer.summary());
      return before.isRepeatedBy(again)
          ? unchanged()
          : PipelineRejection.APPROVAL_ALREADY_COMPLETED.because(
              "the request was "
                  + (before.isApproved() ? "approved" : "rejected")
                  + " before"
                  + (before.isApproved() == answer.isApproved()
                      ? ", by somebody else or in other words"
                      : "")
                  + "; that answer stands, see the history");
    }
    ActionKey key = state.openApprovals.get(answer.token());
    if (key == null) {
      return PipelineRejection.APPROVAL_INVALID_TOKEN.because(
          "no open approval has this token; each request has its own, shown with the execution");
    }
    if (answer.by().isBlank()) {
      return PipelineRejection.APPROVAL_NOBODY.because(
          "nobody is named as the one who answers; say who it is, for the history");
    }
    if (answer.summary().length() > LONGEST_SUMMARY) {
      return PipelineRejection.APPROVAL_SUMMARY.because(
          "a summary of "
              + answer.summary().length()
              + " characters; allowed: 0 to "
              + LONGEST_SUMMARY);
    }
    if (OrderTexts.isTorn(answer.summary())) {
      return PipelineRejection.APPROVAL_SUMMARY.because(OrderTexts.torn("the summary"));
    }
    return accepted(
        new PipelineEvent.ApprovalAnswered(
            key, answer.token(), answer.isApproved(), answer.by(), answer.summary(), answer.at()));
  }

  static Decision<PipelineEvent> stop(PipelineState state, StopExecution stop) {
    LiveExecution execution = state.live.get(stop.execution());
    ParallelExecution elsewhere = state.parallel.get(stop.execution());
    ExecutionStatus status =
        execution != null ? execution.status : elsewhere != null ? elsewhere.status : null;
    if (status == null || status.isEnded()) {
      return state.knows(stop.execution())
          ? PipelineRejection.STOP_NOT_IN_PROGRESS.because(
              "execution "
                  + stop.execution()
                  + " is not in progress, it is "
                  + statusOf(state, stop.execution())
                  + "; nothing is left to stop")
          : unknownExecution(stop.execution());
    }
    boolean isAbandoning =
        execution != null ? execution.isAbandoning : elsewhere != null && elsewhere.isAbandoning();
    if (status == ExecutionStatus.STOPPING && (isAbandoning || !stop.isAbandoning())) {
      return PipelineRejection.STOP_DUPLICATE.because(
          "execution " + stop.execution() + " was asked to stop before");
    }
    if (stop.reason().length() > LONGEST_REASON) {
      return PipelineRejection.STOP_REASON.because(
          "a reason of " + stop.reason().length() + " characters; allowed: 0 to " + LONGEST_REASON);
    }
    if (OrderTexts.isTorn(stop.reason())) {
      return PipelineRejection.STOP_REASON.because(OrderTexts.torn("the reason"));
    }
    List<PipelineEvent> events = new ArrayList<>();
    events.add(
        new PipelineEvent.StopRequested(
            stop.execution(), stop.isAbandoning(), stop.reason(), stop.by(), stop.at()));
    StageRun inside = execution == null ? null : execution.inside;
    if (stop.isAbandoning() && inside != null) {
      for (ActionRun run : inside.runs) {
        if (run != null && run.isInProgress()) {
          events.add(new PipelineEvent.ActionAbandoned(run.key(), stop.at()));
        }
      }
    }
    return accepted(events);
  }

  /** How far an execution is, for a person. */
  static String statusOf(PipelineState state, String execution) {
    LiveExecution live = state.live.get(execution);
    ParallelExecution elsewhere = state.parallel.get(execution);
    return live != null
        ? live.status.name()
        : elsewhere != null
            ? elsewhere.status.name()
            : state.ended(execution).map(Enum::name).orElse("over");
  }

  static Decision<PipelineEvent> unknownExecution(String execution) {
    return PipelineRejection.UNKNOWN_EXECUTION.because(
        "no execution "
            + execution
            + " of this pipeline is known; remembered are those under way and the last "
            + PipelineState.REMEMBERED);
  }

  static Decision<PipelineEvent> unknownStage(PipelineLayout layout, String stage) {
    return PipelineRejection.UNKNOWN_STAGE.because(
        "the pipeline has no stage \""
            + stage
            + "\"; it has "
            + layout.definition().stages().stream().map(Stage::name).toList());
  }
}
