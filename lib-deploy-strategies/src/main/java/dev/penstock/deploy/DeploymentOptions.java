package dev.penstock.deploy;

import dev.penstock.revision.FileExistsBehavior;
import java.util.Objects;
import java.util.Optional;

/**
 * In what one deployment differs from its group's settings.
 *
 * <pre>{@code
 * DeploymentOptions again =
 *     DeploymentOptions.NONE
 *         .withDescription("the alarm is known and harmless")
 *         .withAlarms(AlarmSettings.DISABLED)
 *         .withAutoRollback(AutoRollback.on(RollbackEvent.DEPLOYMENT_FAILURE));
 * group.deploy(revision, "release-1.4.1", again);
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param description for people, at most {@value #LONGEST_DESCRIPTION} characters (D-432)
 * @param creator on whose behalf the host asks; none of the automatic ones
 * @param alarms the alarms to watch instead of the group's (D-355); empty to watch those
 * @param autoRollback what to roll back after, instead of what the group says (D-356)
 * @param ignoresApplicationStopFailures whether an instance goes on after ApplicationStop failed,
 *     instead of what the group says (D-098)
 * @param updatesOutdatedOnly whether instances that have the revision already, and are healthy, are
 *     left out (D-361)
 * @param fileExistsBehavior what an installation does about files that are already there, instead
 *     of what the group says (D-032)
 */
public record DeploymentOptions(
    String description,
    DeploymentCreator creator,
    Optional<AlarmSettings> alarms,
    Optional<AutoRollback> autoRollback,
    Optional<Boolean> ignoresApplicationStopFailures,
    boolean updatesOutdatedOnly,
    Optional<FileExistsBehavior> fileExistsBehavior) {

  /** Most characters of a description (D-432). */
  public static final int LONGEST_DESCRIPTION = 256;

  /** As the group says, in all things. */
  public static final DeploymentOptions NONE =
      new DeploymentOptions(
          "",
          DeploymentCreator.USER,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty());

  /** Refuses an overlong description and an automatic creator. */
  public DeploymentOptions {
    if (description.length() > LONGEST_DESCRIPTION) {
      throw new IllegalArgumentException(
          "description of "
              + description.length()
              + " characters; allowed: at most "
              + LONGEST_DESCRIPTION);
    }
    if (creator.isAutomatic()) {
      throw new IllegalArgumentException(
          "creator "
              + creator
              + " is the group itself; allowed: USER, CODE_DEPLOY, CLOUD_FORMATION,"
              + " CLOUD_FORMATION_ROLLBACK");
    }
    Objects.requireNonNull(alarms, "alarms");
    Objects.requireNonNull(autoRollback, "autoRollback");
    Objects.requireNonNull(ignoresApplicationStopFailures, "ignoresApplicationStopFailures");
    Objects.requireNonNull(fileExistsBehavior, "fileExistsBehavior");
  }

  /**
   * The same with a description.
   *
   * @param text for people, at most {@value #LONGEST_DESCRIPTION} characters
   * @return a changed copy
   */
  public DeploymentOptions withDescription(String text) {
    return new DeploymentOptions(
        text,
        creator,
        alarms,
        autoRollback,
        ignoresApplicationStopFailures,
        updatesOutdatedOnly,
        fileExistsBehavior);
  }

  /**
   * The same on behalf of somebody else.
   *
   * @param value none of the automatic ones
   * @return a changed copy
   */
  public DeploymentOptions withCreator(DeploymentCreator value) {
    return new DeploymentOptions(
        description,
        value,
        alarms,
        autoRollback,
        ignoresApplicationStopFailures,
        updatesOutdatedOnly,
        fileExistsBehavior);
  }

  /**
   * The same with other alarms than the group's.
   *
   * @param value the alarms; {@link AlarmSettings#DISABLED} to watch none
   * @return a changed copy
   */
  public DeploymentOptions withAlarms(AlarmSettings value) {
    return new DeploymentOptions(
        description,
        creator,
        Optional.of(value),
        autoRollback,
        ignoresApplicationStopFailures,
        updatesOutdatedOnly,
        fileExistsBehavior);
  }

  /**
   * The same with another automatic rollback than the group's.
   *
   * @param value after what; {@link AutoRollback#DISABLED} for nothing
   * @return a changed copy
   */
  public DeploymentOptions withAutoRollback(AutoRollback value) {
    return new DeploymentOptions(
        description,
        creator,
        alarms,
        Optional.of(value),
        ignoresApplicationStopFailures,
        updatesOutdatedOnly,
        fileExistsBehavior);
  }

  /**
   * The same with another treatment of ApplicationStop failures than the group's.
   *
   * @param ignored whether an instance goes on after one
   * @return a changed copy
   */
  public DeploymentOptions withIgnoredApplicationStopFailures(boolean ignored) {
    return new DeploymentOptions(
        description,
        creator,
        alarms,
        autoRollback,
        Optional.of(ignored),
        updatesOutdatedOnly,
        fileExistsBehavior);
  }

  /**
   * The same for instances alone that do not have the revision, or are not healthy.
   *
   * @return a changed copy
   */
  public DeploymentOptions onlyOutdatedInstances() {
    return new DeploymentOptions(
        description,
        creator,
        alarms,
        autoRollback,
        ignoresApplicationStopFailures,
        true,
        fileExistsBehavior);
  }

  /**
   * The same with another treatment of files that are already there.
   *
   * @param value what to do
   * @return a changed copy
   */
  public DeploymentOptions withFileExistsBehavior(FileExistsBehavior value) {
    return new DeploymentOptions(
        description,
        creator,
        alarms,
        autoRollback,
        ignoresApplicationStopFailures,
        updatesOutdatedOnly,
        Optional.of(value));
  }
}
