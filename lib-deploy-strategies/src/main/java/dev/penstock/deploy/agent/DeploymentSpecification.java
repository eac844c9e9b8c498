package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;
import java.util.Objects;

/**
 * What an agent is told about a deployment: who it is, whose it is, and what it brings.
 *
 * <pre>{@code
 * DeploymentSpecification specification =
 *     DeploymentSpecification.builder()
 *         .deployment(new DeploymentId("production-7"))
 *         .application("shop")
 *         .group("production")
 *         .groupId("4c0e")
 *         .revision(revision)
 *         .build();
 * }</pre>
 *
 * @param deployment the deployment's id; 1 to {@value #LONGEST_ID} characters
 * @param groupId what the agent keeps its notes by; a group that was deleted and made again has
 *     another one, so its first installation does not clean up after the old group (D-112); 1 to
 *     {@value #LONGEST_GROUP_ID} characters
 * @param group the group's name, 1 to {@value #LONGEST_NAME} characters
 * @param application the application's name, 1 to {@value #LONGEST_NAME} characters
 * @param style how the deployment reaches users
 * @param creator who asked for the deployment
 * @param revision what is deployed; its bundle's location has at most {@value #LONGEST_LOCATION}
 *     characters
 * @param appSpec the name of the file in the bundle that says how to install it, 1 to {@value
 *     #LONGEST_ID} characters
 * @param fileExistsBehavior what to do about files that are already there, unless the revision's
 *     install plan says otherwise
 */
public record DeploymentSpecification(
    DeploymentId deployment,
    String groupId,
    String group,
    String application,
    DeploymentStyle style,
    DeploymentCreator creator,
    Revision revision,
    String appSpec,
    FileExistsBehavior fileExistsBehavior) {

  /** How long names may be (D-431). */
  public static final int LONGEST_NAME = 100;

  /** How long ids and file names may be. */
  public static final int LONGEST_ID = 200;

  /** The longest id of a group, which may be made of its name and its application's. */
  public static final int LONGEST_GROUP_ID = 240;

  /** How long the location of a bundle may be. */
  public static final int LONGEST_LOCATION = 2_000;

  /** How long the description of a revision may be. */
  public static final int LONGEST_DESCRIPTION = 4_000;

  /** The file that is looked for unless the deployment names another. */
  public static final String DEFAULT_APP_SPEC = "appspec.yml";

  /**
   * Refuses what is too long, empty, or holds control characters.
   *
   * @throws IllegalArgumentException if a part is out of range; the message names it
   */
  public DeploymentSpecification {
    requireText("deployment", deployment.text(), 1, LONGEST_ID);
    requireText("groupId", groupId, 1, LONGEST_GROUP_ID);
    requireText("group", group, 1, LONGEST_NAME);
    requireText("application", application, 1, LONGEST_NAME);
    Objects.requireNonNull(style, "style");
    Objects.requireNonNull(creator, "creator");
    requireText("revision.id", revision.id(), 1, LONGEST_ID);
    requireText("revision.bundle", revision.bundle(), 0, LONGEST_LOCATION);
    if (revision.description().length() > LONGEST_DESCRIPTION) {
      throw new IllegalArgumentException(
          range("revision.description", revision.description().length(), 0, LONGEST_DESCRIPTION));
    }
    requireText("appSpec", appSpec, 1, LONGEST_ID);
    Objects.requireNonNull(fileExistsBehavior, "fileExistsBehavior");
  }

  /**
   * Starts a specification.
   *
   * @return a builder
   */
  public static DeploymentSpecificationBuilder builder() {
    return new DeploymentSpecificationBuilder();
  }

  /**
   * What a task of a deployment engine says, and the defaults for the rest: the group's id is its
   * name, followed by {@code @} and the application's unless that is the same, so that two
   * applications may each have a group of one name on a machine; the style is in-place, the creator
   * a user.
   *
   * @param task the task
   * @return its specification
   */
  public static DeploymentSpecification of(LifecycleTask task) {
    return builder()
        .deployment(task.deployment())
        .groupId(
            task.application().equals(task.group())
                ? task.group()
                : task.group() + "@" + task.application())
        .group(task.group())
        .application(task.application())
        .revision(task.revision())
        .fileExistsBehavior(task.fileExistsBehavior())
        .build();
  }

  /**
   * A builder that has all of this, for changing some of it.
   *
   * @return a builder
   */
  public DeploymentSpecificationBuilder toBuilder() {
    return builder()
        .deployment(deployment)
        .groupId(groupId)
        .group(group)
        .application(application)
        .style(style)
        .creator(creator)
        .revision(revision)
        .appSpec(appSpec)
        .fileExistsBehavior(fileExistsBehavior);
  }

  /**
   * Whether it rolls a blue/green deployment back, so that other revisions supply the hooks.
   *
   * @return true if it does
   */
  public boolean isBlueGreenRollback() {
    return style == DeploymentStyle.BLUE_GREEN && creator == DeploymentCreator.ROLLBACK;
  }

  static void requireText(String what, String text, int least, int most) {
    if (text.length() < least || text.length() > most) {
      throw new IllegalArgumentException(range(what, text.length(), least, most));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          what + ": found a control character; allowed: printable characters");
    }
  }

  private static String range(String what, int found, int least, int most) {
    return what + ": found " + found + " characters; allowed: " + least + " to " + most;
  }
}
