package dev.penstock.deploy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which way a deployment takes: what it deploys to, who is replaced, and what is done with them.
 *
 * @param platform what is deployed to
 * @param originals the instances that serve before and are replaced; none in place
 * @param providesFleet whether the replacement instances are asked for first; there are no targets
 *     until then
 * @param terminatesOriginal whether what was replaced is given up in the end
 * @param hasTestListener whether there is test traffic
 * @param retires whether the targets are only prepared to be taken away (D-173)
 * @param joins whether the targets were launched just now, and have served nobody yet (D-362)
 * @param zones the zones in their order, which is that of the targets; none to go by no zones
 * @param healthWithin how long an instance may take to be healthy at the load balancer
 * @param startWithin how soon a lifecycle event must have started; empty if it need not
 * @param longest how long all may take until the original is only kept; empty for any time
 * @param rollout the plan that takes the place of a strategy; empty if none does
 */
record Course(
    DeploymentPlatform platform,
    List<DeploymentPlan.Target> originals,
    boolean providesFleet,
    boolean terminatesOriginal,
    boolean hasTestListener,
    boolean retires,
    boolean joins,
    List<Zone> zones,
    Duration healthWithin,
    Optional<Duration> startWithin,
    Optional<Duration> longest,
    Optional<PlannedRollout> rollout) {

  /** How long an instance may take to be healthy at the load balancer unless set (D-182). */
  static final Duration DEFAULT_HEALTH_WITHIN = Duration.ofHours(1);

  /**
   * Some targets that stand together.
   *
   * @param name its name
   * @param size how many they are
   * @param minimumHealthy how many of them stay healthy
   * @param monitor how long is waited after them
   */
  record Zone(String name, int size, int minimumHealthy, Duration monitor) {}

  private static final Map<DeploymentPlatform, Course> PLAIN = plain();

  private static Map<DeploymentPlatform, Course> plain() {
    Map<DeploymentPlatform, Course> plain = new EnumMap<>(DeploymentPlatform.class);
    for (DeploymentPlatform platform : DeploymentPlatform.values()) {
      plain.put(platform, plain(platform));
    }
    return plain;
  }

  /** The way of a platform with nobody to replace and no option set. */
  static Course of(DeploymentPlatform platform) {
    return Objects.requireNonNull(PLAIN.get(platform), platform.name());
  }

  private static Course plain(DeploymentPlatform platform) {
    return new Course(
        platform,
        List.of(),
        false,
        false,
        false,
        false,
        false,
        List.of(),
        DEFAULT_HEALTH_WITHIN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same by a plan. */
  Course by(PlannedRollout plan) {
    return new Course(
        platform,
        originals,
        providesFleet,
        terminatesOriginal,
        hasTestListener,
        retires,
        joins,
        zones,
        healthWithin,
        startWithin,
        longest,
        Optional.of(plan));
  }

  /** The leg whose targets a plan of hosts moves: the one in which they come to serve. */
  Leg plannedLeg() {
    return platform == DeploymentPlatform.SERVER_BLUE_GREEN ? Leg.ADMITTING : Leg.INSTALLING;
  }

  /** Whether a plan moves the targets of a leg. */
  boolean goesByPlan(Leg leg) {
    return leg == plannedLeg() && rollout.map(PlannedRollout::movesHosts).orElse(false);
  }

  /** Whether a plan brings the users over. */
  boolean shiftsByPlan() {
    return rollout.isPresent() && !rollout.get().movesHosts();
  }

  Leg firstLeg() {
    if (retires) {
      return Leg.RETIRING;
    }
    if (joins) {
      return Leg.JOINING;
    }
    return platform == DeploymentPlatform.LAMBDA_ALIAS ? Leg.BEFORE_SHIFT : Leg.INSTALLING;
  }

  /** Whether a strategy says who takes turns; else all go at once and every failure counts. */
  boolean goesByStrategy(Leg leg) {
    return platform.targetType() == TargetType.INSTANCE
        && (leg == Leg.INSTALLING || leg == Leg.ADMITTING);
  }
}
