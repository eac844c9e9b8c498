package dev.penstock.deploy;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.revision.Revision;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * A pipeline action that deploys its one input artifact to a group. It succeeds when the deployment
 * has succeeded, or waits for somebody to continue it: a later {@link ContinueDeploymentAction} can
 * do that.
 *
 * <p>Configuration: {@value #DEPLOYMENT_GROUP}, the name of an open group, is required; {@value
 * #REVISION}, the name of the revision for people, is the artifact's digest unless set; {@value
 * #DESCRIPTION} is a line for people. Output variables: {@value #DEPLOYMENT_ID}, {@value
 * #REVISION_VARIABLE} and {@value #SIDE_VARIABLE}.
 *
 * <p>Each attempt has one deployment: after a crash the action finds the deployment that it began.
 * When the action is asked to stop, so is the deployment, and the group decides about a rollback.
 * Immutable and safe for several threads.
 */
public final class DeployAction implements ActionExecutor {

  /** The configuration key that names the group. */
  public static final String DEPLOYMENT_GROUP = "DeploymentGroup";

  /** The configuration key that names the revision. */
  public static final String REVISION = "Revision";

  /** The configuration key that describes the revision. */
  public static final String DESCRIPTION = "Description";

  /** The output variable, and the configuration key of later actions, that names the deployment. */
  public static final String DEPLOYMENT_ID = "DeploymentId";

  /** The output variable that names the revision. */
  public static final String REVISION_VARIABLE = "Revision";

  /** The output variable that names the side that the revision is on. */
  public static final String SIDE_VARIABLE = "Side";

  private final DeploymentEngine engine;

  /**
   * An action for the groups of an engine.
   *
   * @param engine where the groups are open
   */
  public DeployAction(DeploymentEngine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) {
    OpenGroup group = ActionOutcome.groupOf(engine, context);
    Revision revision = revisionOf(context);
    return group
        .deploy(revision, context.key())
        .thenCompose(
            id ->
                ActionOutcome.stoppedWith(
                    context,
                    group,
                    id,
                    group
                        .readyOrEnded(id)
                        .thenCompose(deployment -> ActionOutcome.of(group, deployment))));
  }

  private static Revision revisionOf(ActionContext context) {
    Map<String, ArtifactReference> inputs = context.inputs();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          context.action() + ": has the inputs " + inputs.keySet() + "; allowed: exactly one");
    }
    ArtifactReference input = inputs.values().iterator().next();
    return new Revision(
        context.configuration().getOrDefault(REVISION, input.digest().abbreviated()),
        input.location(),
        input.digest(),
        context.configuration().getOrDefault(DESCRIPTION, ""));
  }
}
