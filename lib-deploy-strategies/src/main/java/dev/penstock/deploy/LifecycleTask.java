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
 * @param revisionSource which revision on the instance supplies the scripts
 * @param start what {@link #reportStart()} does
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
    CompletionStage<Void> abandoned,
    RevisionSource revisionSource,
    Runnable start) {

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
    Objects.requireNonNull(revisionSource, "revisionSource");
    Objects.requireNonNull(start, "start");
  }

  /**
   * A task of a deployment that brings nobody back, and that nobody wants to hear the start of.
   *
   * @param key names this run and no other
   * @param deployment the deployment's id
   * @param application the application's name
   * @param group the group's name
   * @param instance the instance's id
   * @param event what to run
   * @param revision what is being deployed
   * @param fileExistsBehavior what to do about files that are already there
   * @param isRepeat whether it may have been begun before a restart
   * @param abandoned completes when the result is no longer of interest
   */
  public LifecycleTask(
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
    this(
        key,
        deployment,
        application,
        group,
        instance,
        event,
        revision,
        fileExistsBehavior,
        isRepeat,
        abandoned,
        event.revisionSource(false),
        () -> {});
  }

  /**
   * Says that the event is under way on the instance. Saying so again, or too late, changes
   * nothing. To be called by runners that {@linkplain LifecycleRunner#reportsStarts() report
   * starts}.
   */
  public void reportStart() {
    start.run();
  }
}
