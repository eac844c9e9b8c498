package dev.penstock.spec.batch;

import dev.penstock.process.Decision;
import dev.penstock.spec.batch.BatchState.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a command means to a batch. */
final class BatchReports {

  private BatchReports() {}

  static Decision<BatchEvent> decide(BatchState state, BatchCommand command) {
    if (command instanceof BatchCommand.SubmitBatch submit) {
      return state.exists()
          ? Decision.unchanged()
          : Decision.accepted(new BatchEvent.BatchSubmitted(submit.restrictions(), submit.at()));
    }
    if (command instanceof BatchCommand.ResubmitBatch resubmit) {
      return state.exists() ? Decision.unchanged() : resubmit(resubmit);
    }
    if (command instanceof BatchCommand.StopBatch stop) {
      return stop(state, stop);
    }
    if (state.isEnded()) {
      return Decision.unchanged();
    }
    if (command instanceof BatchCommand.PlanReported report) {
      return isReading(state) ? plan(state, report) : Decision.unchanged();
    }
    if (command instanceof BatchCommand.PlanFailed failed) {
      return isReading(state)
          ? Decision.accepted(new BatchEvent.PlanRefused(failed.message(), failed.at()))
          : Decision.unchanged();
    }
    if (command instanceof BatchCommand.BuildReported report) {
      return build(state.task(report.identifier()), report);
    }
    if (state.phase != BatchPhase.COMBINE_ARTIFACTS) {
      return Decision.unchanged();
    }
    if (command instanceof BatchCommand.CombineReported report) {
      return Decision.accepted(new BatchEvent.ArtifactsCombined(report.at()));
    }
    return command instanceof BatchCommand.CombineFailed failed
        ? Decision.accepted(new BatchEvent.CombiningFailed(failed.message(), failed.at()))
        : Decision.unchanged();
  }

  private static boolean isReading(BatchState state) {
    return state.phase == BatchPhase.DOWNLOAD_BATCHSPEC && state.planFault == null;
  }

  private static Decision<BatchEvent> resubmit(BatchCommand.ResubmitBatch resubmit) {
    Set<String> known =
        resubmit.plan().builds().stream().map(PlannedBuild::identifier).collect(Collectors.toSet());
    List<BatchEvent> events = new ArrayList<>();
    events.add(new BatchEvent.BatchSubmitted(resubmit.restrictions(), resubmit.at()));
    events.add(
        new BatchEvent.PlanAccepted(
            resubmit.plan(),
            resubmit.kept().stream()
                .filter(build -> known.contains(build.identifier()))
                .filter(build -> build.status() == BatchBuildStatus.SUCCEEDED)
                .toList(),
            resubmit.at()));
    return Decision.accepted(events);
  }

  private static Decision<BatchEvent> plan(BatchState state, BatchCommand.PlanReported report) {
    List<String> violations =
        state.restrictions == null ? List.of() : state.restrictions.violations(report.plan());
    return Decision.accepted(
        violations.isEmpty()
            ? new BatchEvent.PlanAccepted(report.plan(), List.of(), report.at())
            : new BatchEvent.PlanRefused(String.join("\n", violations), report.at()));
  }

  private static Decision<BatchEvent> build(
      @Nullable Task task, BatchCommand.BuildReported report) {
    return task == null || task.status != BatchBuildStatus.IN_PROGRESS
        ? Decision.unchanged()
        : Decision.accepted(
            new BatchEvent.BuildEnded(
                report.identifier(),
                report.result().status(),
                report.result().message(),
                report.result().exportedVariables(),
                report.at()));
  }

  private static Decision<BatchEvent> stop(BatchState state, BatchCommand.StopBatch stop) {
    if (!state.exists() || state.isEnded()) {
      return Decision.rejected(
          "batch.not-running",
          state.exists() ? "the batch has ended" : "the batch was not submitted");
    }
    return state.stop != null
        ? Decision.unchanged()
        : Decision.accepted(new BatchEvent.StopOrdered(true, stop.reason(), stop.at()));
  }
}
