package dev.penstock.samples.quickstart;

import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.DeploymentStatus;
import dev.penstock.deploy.GroupStatus;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.samples.quickstart.report.RunState;
import java.util.List;
import java.util.Optional;

/**
 * How a release ended, and whether that is what is told of it.
 *
 * @param isAsTold whether it is
 * @param state how it ended
 * @param outcome how it ended, in words
 */
record Judgement(boolean isAsTold, RunState state, String outcome) {

  /**
   * Judges a release.
   *
   * @param release what is told of it
   * @param before the version that was live before; empty for the first release
   * @param seen the version that users saw afterwards
   */
  static Judgement of(
      Release release,
      String before,
      String seen,
      PipelineHistory.Execution execution,
      GroupStatus production) {
    Optional<GroupStatus.Entry> deployment =
        production.history().stream()
            .filter(entry -> entry.creator() == DeploymentCreator.USER)
            .filter(entry -> entry.revision().id().equals(release.version()))
            .findFirst();
    boolean isRolledBack =
        deployment
            .flatMap(GroupStatus.Entry::rolledBackBy)
            .flatMap(production::entry)
            .filter(rollback -> rollback.status() == DeploymentStatus.SUCCEEDED)
            .isPresent();
    boolean isSucceeded = execution.status() == ExecutionStatus.SUCCEEDED;
    boolean isStopped = deployment.filter(each -> each.code().equals("ALARM_ACTIVE")).isPresent();
    String users =
        seen.equals(release.version()) || seen.equals(before) ? "" : "; users see " + seen;
    if (isSucceeded) {
      boolean isLive = seen.equals(release.version());
      return new Judgement(
          release.isGood() && isLive && once(execution), RunState.SUCCEEDED, "deployed" + users);
    }
    if (isStopped && isRolledBack) {
      return new Judgement(
          !release.isGood() && seen.equals(before) && once(execution),
          RunState.ROLLED_BACK,
          "rolled back: " + deployment.map(GroupStatus.Entry::reason).orElse("") + users);
    }
    return new Judgement(
        false, RunState.FAILED, "failed in " + failure(execution.actions()) + users);
  }

  /** No action was attempted twice. */
  private static boolean once(PipelineHistory.Execution execution) {
    return execution.actions().stream().allMatch(attempt -> attempt.key().attempt() == 1);
  }

  private static String failure(List<PipelineHistory.Attempt> attempts) {
    return attempts.stream()
        .filter(attempt -> attempt.status() == ActionStatus.FAILED)
        .findFirst()
        .map(
            attempt ->
                attempt.key().stage() + "/" + attempt.key().action() + ": " + attempt.summary())
        .orElse("no action");
  }
}
