package dev.penstock.deploy.fleet;

/**
 * How much a selection of instances may hold. Immutable.
 *
 * @param tagsPerGroup most filters of one group of tags, 1 or more
 * @param tagGroups most groups of tags that are all to match, 1 or more
 * @param autoScalingGroups most Auto Scaling groups, 0 or more
 */
public record FleetLimits(int tagsPerGroup, int tagGroups, int autoScalingGroups) {

  /** What is held to unless set: enough for any fleet that people describe by hand. */
  public static final FleetLimits OPEN = new FleetLimits(1_000, 100, 1_000);

  /** The cloud service's own limits (D-352, D-442). */
  public static final FleetLimits CODEDEPLOY = new FleetLimits(10, 3, 10);

  /** Refuses limits that leave nothing to select by. */
  public FleetLimits {
    if (tagsPerGroup < 1 || tagGroups < 1 || autoScalingGroups < 0) {
      throw new IllegalArgumentException(
          "fleet limits "
              + tagsPerGroup
              + ", "
              + tagGroups
              + ", "
              + autoScalingGroups
              + "; allowed: 1 or more tags and groups, 0 or more Auto Scaling groups");
    }
  }
}
