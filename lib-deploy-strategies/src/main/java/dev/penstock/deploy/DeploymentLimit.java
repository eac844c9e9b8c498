package dev.penstock.deploy;

/**
 * Something that the cloud service bounds for one deployment (D-432 to D-445).
 *
 * @see DeploymentLimits
 */
public enum DeploymentLimit {
  /** Characters of a description (D-432). */
  DESCRIPTION_LENGTH(256, 256),
  /** Deployments of one group at a time (D-433). */
  DEPLOYMENTS_PER_GROUP(1, 1),
  /** Deployments of all groups at a time; held by the host, if at all (D-433). */
  DEPLOYMENTS_PER_ACCOUNT(1_000, 1_300),
  /** Instances of one deployment (D-434). */
  INSTANCES(1_000, 2_000),
  /** Instances of all deployments at a time; held by the host, if at all (D-434). */
  INSTANCES_PER_ACCOUNT(1_000, 3_000),
  /** Seconds that a deployment in place may take (D-435). */
  IN_PLACE_SECONDS(hours(8), hours(12)),
  /** Seconds from the revision on servers to the traffic (D-322, D-436). */
  SERVER_READY_WAIT_SECONDS(hours(48), hours(48)),
  /** Seconds from the replacement task set to the traffic (D-322, D-436). */
  ECS_READY_WAIT_SECONDS(hours(120), hours(120)),
  /**
   * Seconds for which the original may be kept before it is given up: 2,880 minutes, where one page
   * of the service says 2,800 (D-437, D-472).
   */
  TERMINATION_WAIT_SECONDS(minutes(2_880), minutes(2_880)),
  /** Seconds that a blue/green deployment to servers may take in all (D-438). */
  BLUE_GREEN_SECONDS(hours(109), hours(109)),
  /** Seconds from the first to the last shift of a function's traffic (D-439). */
  LAMBDA_SHIFT_SECONDS(hours(48), hours(48)),
  /** Seconds that a deployment of a function may take in all (D-439). */
  LAMBDA_SECONDS(hours(50), hours(50)),
  /** Seconds that a lifecycle event may take (D-440). */
  EVENT_SECONDS(hours(1), hours(1)),
  /** Seconds in which a lifecycle event must have started (D-181, D-440). */
  START_SECONDS(minutes(5), minutes(5)),
  /** Percent of the traffic in one of several increments (D-444). */
  INCREMENT_PERCENT(99, 99),
  /** Alarms of a group (D-355, D-442). */
  ALARMS(10, 50),
  /** Triggers of a group (D-402, D-442). */
  TRIGGERS(10, 10),
  /** Groups that deploy to one container service (D-445). */
  GROUPS_PER_ECS_SERVICE(1, 1);

  private final long documented;
  private final long newer;

  DeploymentLimit(long documented, long newer) {
    this.documented = documented;
    this.newer = newer;
  }

  private static long hours(int count) {
    return minutes(60 * count);
  }

  private static long minutes(int count) {
    return 60L * count;
  }

  /**
   * What the service's user guide says.
   *
   * @return above zero
   */
  public long documented() {
    return documented;
  }

  /**
   * What the service's present page of quotas says.
   *
   * @return above zero, often the same
   */
  public long newer() {
    return newer;
  }
}
