package dev.penstock.deploy;

import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * One lifecycle event to run on one instance.
 *
 * @param key names this run and no other: {@code deployment/instance/event}; the same when it is
 *     asked for again after a restart
 * @param deployment the deployment's id
 * @param application the name of the application that the group belongs to
 * @param group the group's name
 * @param instance the instance's id
 * @param event what to run
 * @param revision what is being deployed
 * @param fileExistsBehavior what to do about files that are already there, unless the revision's
 *     install plan says otherwise
 * @param isRepeat whether it may have been begun before a restart
 * @param abandoned completes when the result is no longer of interest, because it is known, the
 *     event has timed out, or the process engine is closed and will ask again; what still runs
 *     should then be ended
 */
public record LifecycleTask(
    String key,
    DeploymentId deployment,
    String application,
    String group,
    String instance,
    LifecycleEvent event,
    Revision revision,
    FileExistsBehavior fileExistsBehavior,
    boolean isRepeat,
    CompletionStage<Void> abandoned) {

  /** All parts are required. */
  public LifecycleTask {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(fileExistsBehavior, "fileExistsBehavior");
    Objects.requireNonNull(abandoned, "abandoned");
  }
}
