package dev.penstock.deploy;

import java.util.List;

/**
 * What a group deploys to, and so which lifecycle events run in which order (D-160 to D-167).
 *
 * <pre>{@code
 * DeploymentGroup servers =
 *     DeploymentGroup.builder("shop")
 *         .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
 *         .side("original", "i-1", "i-2")
 *         .terminateOriginal()
 *         .bake(Duration.ofHours(1))
 *         .build();
 * DeploymentGroup function =
 *     DeploymentGroup.builder("checkout")
 *         .platform(DeploymentPlatform.LAMBDA_ALIAS)
 *         .side("odd", "versions-odd")
 *         .side("even", "versions-even")
 *         .trafficStrategy(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)))
 *         .build();
 * }</pre>
 */
public enum DeploymentPlatform {
  /** Instances that are replaced in place, with no load balancer before them. */
  SERVER_IN_PLACE(TargetType.INSTANCE),
  /** Instances that are replaced in place, and leave the load balancer meanwhile. */
  SERVER_BALANCED(TargetType.INSTANCE),
  /**
   * Two sides of instances that take turns behind a router of weights; the traffic moves by the
   * traffic strategy and runs no events of instances.
   */
  SERVER_SIDES(TargetType.INSTANCE),
  /** A replacement fleet of instances that takes the original's place in the load balancer. */
  SERVER_BLUE_GREEN(TargetType.INSTANCE),
  /** A service of containers whose replacement task set takes over by the traffic strategy. */
  ECS_BLUE_GREEN(TargetType.ECS),
  /** An alias of a function that moves to a new version by the traffic strategy. */
  LAMBDA_ALIAS(TargetType.LAMBDA);

  private final TargetType targetType;

  DeploymentPlatform(TargetType targetType) {
    this.targetType = targetType;
  }

  /**
   * What its targets are.
   *
   * @return never {@link TargetType#CLOUD_FORMATION}
   */
  public TargetType targetType() {
    return targetType;
  }

  /**
   * Whether a replacement takes over from an original, instead of being installed in its place
   * (D-320).
   *
   * @return false for {@link #SERVER_IN_PLACE} and {@link #SERVER_BALANCED}
   */
  public boolean isBlueGreen() {
    return this != SERVER_IN_PLACE && this != SERVER_BALANCED;
  }

  /**
   * Whether the deployment decides who gets traffic (D-320).
   *
   * @return false for {@link #SERVER_IN_PLACE} alone
   */
  public boolean hasTrafficControl() {
    return this != SERVER_IN_PLACE;
  }

  /**
   * The lifecycle events of a deployment that succeeds, in the order of one target.
   *
   * @param label which environment; in place all targets are {@link FleetLabel#GREEN}
   * @return the events; none for a blue target that runs none
   */
  public List<LifecycleEvent> events(FleetLabel label) {
    if (label == FleetLabel.BLUE) {
      return this == SERVER_BLUE_GREEN ? Leg.BLOCKING : List.of();
    }
    List<LifecycleEvent> installing = Leg.INSTALLING.events(this);
    return switch (this) {
      case SERVER_IN_PLACE, SERVER_BALANCED, SERVER_SIDES -> installing;
      case SERVER_BLUE_GREEN, ECS_BLUE_GREEN, LAMBDA_ALIAS -> Leg.joined(installing, Leg.ALLOWING);
    };
  }

  /**
   * The lifecycle events by which users are brought back before the original is given up (D-164).
   *
   * @param label which environment
   * @return the events; none unless instances leave and join a load balancer for it
   */
  public List<LifecycleEvent> reroutingEvents(FleetLabel label) {
    if (this != SERVER_BLUE_GREEN) {
      return List.of();
    }
    return label == FleetLabel.BLUE ? Leg.ALLOWING : Leg.BLOCKING;
  }

  /**
   * The lifecycle events of an instance that is about to be taken away (D-173).
   *
   * @return the events; none if the platform has no instances
   */
  public List<LifecycleEvent> terminationEvents() {
    return targetType == TargetType.INSTANCE ? Leg.RETIRING.events(this) : List.of();
  }

  /**
   * The lifecycle events of an instance that was launched: none that take it from users, since it
   * has none (D-362).
   *
   * @return the events; none if the platform has no instances
   */
  public List<LifecycleEvent> launchEvents() {
    return targetType == TargetType.INSTANCE ? Leg.JOINING.events(this) : List.of();
  }

  /**
   * What a display shows of a target: its events between {@link LifecycleEvent#START} and {@link
   * LifecycleEvent#END} (D-167).
   *
   * @param label which environment
   * @return at least the two that frame it
   */
  public List<LifecycleEvent> shownEvents(FleetLabel label) {
    return Leg.joined(List.of(LifecycleEvent.START), events(label), List.of(LifecycleEvent.END));
  }
}
