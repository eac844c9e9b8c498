package dev.penstock.deploy;

import dev.penstock.deploy.rollout.OrderedBy;
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
 * @param emergency who has it go past alarms, and past the steps of a plan, and why; empty unless
 *     it is an emergency
 */
public record DeploymentOptions(
    String description,
    DeploymentCreator creator,
    Optional<AlarmSettings> alarms,
    Optional<AutoRollback> autoRollback,
    Optional<Boolean> ignoresApplicationStopFailures,
    boolean updatesOutdatedOnly,
    Optional<FileExistsBehavior> fileExistsBehavior,
    Optional<OrderedBy> emergency) {

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
          Optional.empty(),
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
    Objects.requireNonNull(emergency, "emergency");
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
        fileExistsBehavior,
        emergency);
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
        fileExistsBehavior,
        emergency);
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
        fileExistsBehavior,
        emergency);
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
        fileExistsBehavior,
        emergency);
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
        fileExistsBehavior,
        emergency);
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
        fileExistsBehavior,
        emergency);
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
        Optional.of(value),
        emergency);
  }

  /**
   * The same as an emergency: no alarm is watched, and if the group goes by a plan, its steps,
   * analyses, pauses and windows are skipped, so that users move at once and hosts in the waves of
   * the plan's last move. Hooks and lifecycle events still run, and minimums of healthy instances
   * hold. The history tells who and why.
   *
   * <pre>{@code
   * group.deploy(fix, "hotfix-7", DeploymentOptions.NONE.asEmergency("ann", "stops the data loss"));
   * }</pre>
   *
   * @param who takes responsibility, not blank
   * @param why the reason
   * @return a changed copy
   */
  public DeploymentOptions asEmergency(String who, String why) {
    return new DeploymentOptions(
        description,
        creator,
        alarms,
        autoRollback,
        ignoresApplicationStopFailures,
        updatesOutdatedOnly,
        fileExistsBehavior,
        Optional.of(new OrderedBy(who, why)));
  }
}
