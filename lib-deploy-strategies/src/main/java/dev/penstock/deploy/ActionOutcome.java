package dev.penstock.deploy;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the pipeline's actions have in common: finding the group, and telling how it went. */
final class ActionOutcome {
  private static final int LONGEST_SUMMARY = 2_048;

  private ActionOutcome() {}

  static OpenGroup groupOf(DeploymentEngine engine, ActionContext context) {
    String name = context.configuration(DeployAction.DEPLOYMENT_GROUP);
    return engine
        .group(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    context.action()
                        + ": configuration.DeploymentGroup: \""
                        + name
                        + "\" is no open group; open: "
                        + engine.groups()));
  }

  /**
   * Stops the deployment if the action is asked to stop before it has a result. One that is
   * abandoned leaves its deployment alone.
   */
  static CompletionStage<ActionResult> stoppedWith(
      ActionContext context,
      OpenGroup group,
      DeploymentId id,
      CompletionStage<ActionResult> result) {
    context
        .cancellation()
        .thenRun(
            () -> {
              if (!result.toCompletableFuture().isDone() && !context.isGivenUp()) {
                group.stop(
                    id,
                    "action " + context.stage() + "/" + context.action() + " was stopped",
                    RollbackChoice.AS_THE_GROUP_SAYS);
              }
            });
    return result;
  }

  /** The result of an action whose deployment is ready or has ended; waits for a rollback. */
  static CompletionStage<ActionResult> of(OpenGroup group, Deployment deployment) {
    if (!deployment.status().isEnd() || deployment.status() == DeploymentStatus.SUCCEEDED) {
      return CompletableFuture.completedFuture(success(deployment));
    }
    String failure =
        "deployment "
            + deployment.id()
            + " of revision "
            + deployment.revision().id()
            + (deployment.status() == DeploymentStatus.STOPPED ? " was stopped: " : " failed: ")
            + deployment.reason()
            + " ["
            + deployment.code()
            + "]; ";
    if (deployment.rolledBackBy().isEmpty()) {
      return CompletableFuture.completedFuture(
          failed(failure + "not rolled back: " + deployment.rollbackMessage()));
    }
    return group
        .ended(deployment.rolledBackBy().get())
        .thenApply(rollback -> failed(failure + endOf(rollback)));
  }

  private static ActionResult failed(String summary) {
    return ActionResult.failed(
        summary.length() > LONGEST_SUMMARY ? summary.substring(0, LONGEST_SUMMARY) : summary);
  }

  private static String endOf(Deployment rollback) {
    return rollback.status() == DeploymentStatus.SUCCEEDED
        ? "rolled back to " + rollback.revision().id() + " by deployment " + rollback.id()
        : "the rollback to "
            + rollback.revision().id()
            + " by deployment "
            + rollback.id()
            + " did not succeed either: "
            + rollback.reason();
  }

  private static ActionResult success(Deployment deployment) {
    boolean isReady = deployment.status() == DeploymentStatus.READY;
    return ActionResult.succeeded()
        .withVariable(DeployAction.DEPLOYMENT_ID, deployment.id().text())
        .withVariable(DeployAction.REVISION_VARIABLE, deployment.revision().id())
        .withVariable(DeployAction.SIDE_VARIABLE, deployment.side())
        .withSummary(
            "deployment "
                + deployment.id()
                + " of revision "
                + deployment.revision().id()
                + (isReady ? " is ready to be continued" : " succeeded"));
  }
}
