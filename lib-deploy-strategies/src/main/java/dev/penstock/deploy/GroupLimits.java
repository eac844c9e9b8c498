package dev.penstock.deploy;

/**
 * How much a group may hold. Immutable.
 *
 * @param alarms most alarms, 0 or more
 * @param triggers most triggers, 0 or more
 * @param instances most instances of one deployment, 1 or more
 */
public record GroupLimits(int alarms, int triggers, int instances) {

  /** What groups are held to unless set. */
  public static final GroupLimits OPEN = new GroupLimits(100, 100, 100_000);

  /** The cloud service's own limits (D-434, D-442); newer regions allow 2,000 instances. */
  public static final GroupLimits CODEDEPLOY = new GroupLimits(10, 10, 1_000);

  /** Refuses limits that leave nothing to deploy to. */
  public GroupLimits {
    if (alarms < 0 || triggers < 0 || instances < 1) {
      throw new IllegalArgumentException(
          "group limits "
              + alarms
              + ", "
              + triggers
              + ", "
              + instances
              + "; allowed: 0 or more alarms and triggers, 1 or more instances");
    }
  }

  /**
   * The same with another number of instances.
   *
   * @param most 1 or more
   * @return a changed copy
   */
  public GroupLimits withInstances(int most) {
    return new GroupLimits(alarms, triggers, most);
  }
}
