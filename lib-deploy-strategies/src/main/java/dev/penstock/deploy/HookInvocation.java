package dev.penstock.deploy;

import dev.penstock.revision.Revision;
import java.util.Objects;

/**
 * One hook function to invoke.
 *
 * @param deployment the deployment's id, to be given to the function
 * @param executionId names this run of the function within its deployment, to be given to the
 *     function; at most 130 characters
 * @param group the group's name
 * @param event whose function it is
 * @param revision what is being deployed; its appspec names the function
 * @param isRepeat whether the function may have been invoked before a restart
 */
public record HookInvocation(
    DeploymentId deployment,
    String executionId,
    String group,
    LifecycleEvent event,
    Revision revision,
    boolean isRepeat) {

  /** All parts are required. */
  public HookInvocation {
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(revision, "revision");
  }
}
