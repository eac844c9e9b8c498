package dev.penstock.deploy;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A pipeline action that continues a deployment which waits, and succeeds when the deployment has
 * succeeded: the traffic has moved. If the deployment does not succeed and is rolled back, the
 * action waits for the rollback and then fails, with a summary that names both.
 *
 * <p>Configuration: {@value DeployAction#DEPLOYMENT_GROUP}, the name of an open group, is required;
 * {@value DeployAction#DEPLOYMENT_ID}, usually the variable that the {@link DeployAction} exported,
 * is the group's deployment under way unless set. Output variables are those of {@link
 * DeployAction}.
 *
 * <p>After a crash the action finds the same deployment again. When the action is asked to stop, so
 * is the deployment, and the group decides about a rollback. Immutable and safe for several
 * threads.
 */
public final class ContinueDeploymentAction implements ActionExecutor {
  private final DeploymentEngine engine;

  /**
   * An action for the groups of an engine.
   *
   * @param engine where the groups are open
   */
  public ContinueDeploymentAction(DeploymentEngine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) {
    OpenGroup group = ActionOutcome.groupOf(engine, context);
    return deploymentOf(group, context)
        .thenCompose(
            id ->
                ActionOutcome.stoppedWith(
                    context,
                    group,
                    id,
                    group
                        .readyOrEnded(id)
                        .thenCompose(ready -> resume(group, ready))
                        .thenCompose(end -> ActionOutcome.of(group, end))));
  }

  private static CompletionStage<Deployment> resume(OpenGroup group, Deployment ready) {
    return ready.status().isEnd()
        ? CompletableFuture.completedFuture(ready)
        : group
            .continueDeployment(ready.id(), WaitKind.READY_WAIT)
            .thenCompose(answer -> group.ended(ready.id())); // if refused, it is ending already
  }

  /** As configured, as noted before a crash, or the one under way, which is then noted. */
  private static CompletionStage<DeploymentId> deploymentOf(
      OpenGroup group, ActionContext context) {
    String configured = context.configuration().get(DeployAction.DEPLOYMENT_ID);
    Optional<String> known = configured == null ? context.checkpoint() : Optional.of(configured);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(new DeploymentId(known.get()));
    }
    return group
        .status()
        .thenCompose(
            status -> {
              DeploymentId active =
                  status
                      .active()
                      .orElseThrow(
                          () ->
                              new IllegalStateException(
                                  "group "
                                      + status.group()
                                      + " has no deployment under way to continue"));
              return context.checkpoint(active.text()).thenApply(noted -> active);
            });
  }
}
