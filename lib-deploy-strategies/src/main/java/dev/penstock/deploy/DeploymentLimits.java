package dev.penstock.deploy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What bounds a group's deployments: nothing unless set, what the cloud service does, or anything
 * between.
 *
 * <pre>{@code
 * DeploymentLimits limits =
 *     DeploymentLimits.codeDeploy().with(DeploymentLimit.INSTANCES, 500).without(DeploymentLimit.IN_PLACE_SECONDS);
 * }</pre>
 *
 * <p>What a definition alone shows to be over a limit is reported when the group is built. The
 * others end a deployment with the code {@code TIMEOUT}, or fail an instance. Those of an account
 * are numbers for the host to hold: no group knows of the others. Immutable.
 */
public final class DeploymentLimits {
  private static final DeploymentLimits OPEN =
      new DeploymentLimits(new EnumMap<>(DeploymentLimit.class));

  private final Map<DeploymentLimit, Long> values;

  private DeploymentLimits(Map<DeploymentLimit, Long> values) {
    this.values = values;
  }

  /**
   * No limits but those that nothing could run without.
   *
   * @return the limits of groups that set none
   */
  public static DeploymentLimits open() {
    return OPEN;
  }

  /**
   * What the service's user guide says.
   *
   * @return a value for each limit
   */
  public static DeploymentLimits codeDeploy() {
    DeploymentLimits limits = OPEN;
    for (DeploymentLimit limit : DeploymentLimit.values()) {
      limits = limits.with(limit, limit.documented());
    }
    return limits;
  }

  /**
   * What the service's present page of quotas says, where it differs from the user guide.
   *
   * @return a value for each limit
   */
  public static DeploymentLimits codeDeployNewer() {
    DeploymentLimits limits = OPEN;
    for (DeploymentLimit limit : DeploymentLimit.values()) {
      limits = limits.with(limit, limit.newer());
    }
    return limits;
  }

  /**
   * The same with another limit.
   *
   * @param limit which one
   * @param value above zero; a time of more than 3,650,000 days bounds nothing
   * @return a changed copy
   */
  public DeploymentLimits with(DeploymentLimit limit, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          limit + ": " + value + " is out of range; allowed: above zero");
    }
    Map<DeploymentLimit, Long> copy = new EnumMap<>(values);
    copy.put(limit, value);
    return new DeploymentLimits(copy);
  }

  /**
   * The same without a limit.
   *
   * @param limit which one
   * @return a changed copy
   */
  public DeploymentLimits without(DeploymentLimit limit) {
    Map<DeploymentLimit, Long> copy = new EnumMap<>(values);
    copy.remove(limit);
    return new DeploymentLimits(copy);
  }

  /**
   * The value of a limit.
   *
   * @param limit which one
   * @return above zero; empty if there is no such limit
   */
  public OptionalLong value(DeploymentLimit limit) {
    Long value = values.get(limit);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The value of a limit in seconds; empty also if no time of a group could be that long. */
  Optional<Duration> duration(DeploymentLimit limit) {
    return Optional.ofNullable(values.get(limit))
        .map(Duration::ofSeconds)
        .filter(time -> time.compareTo(DeploymentGroupBuilder.LONGEST) <= 0);
  }

  /** How long a deployment may take until the original is only kept. */
  Optional<Duration> longest(DeploymentPlatform platform, Optional<Duration> bake) {
    Optional<Duration> all =
        switch (platform) {
          case SERVER_IN_PLACE, SERVER_BALANCED -> duration(DeploymentLimit.IN_PLACE_SECONDS);
          case SERVER_SIDES, SERVER_BLUE_GREEN -> duration(DeploymentLimit.BLUE_GREEN_SECONDS);
          case LAMBDA_ALIAS -> duration(DeploymentLimit.LAMBDA_SECONDS);
          case ECS_BLUE_GREEN -> Optional.empty();
        };
    return all.map(time -> bake.map(time::minus).orElse(time))
        .filter(time -> !time.isNegative() && !time.isZero());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeploymentLimits that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "DeploymentLimits" + values;
  }
}
