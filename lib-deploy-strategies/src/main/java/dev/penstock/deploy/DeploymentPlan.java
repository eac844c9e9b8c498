package dev.penstock.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a deployment goes by, settled when it is asked for, so that a later change of the group
 * does not reach it. Strategies are the exception: they are code, so only their names are kept, and
 * a deployment whose group has other ones by then ends instead of mixing two.
 *
 * @param id the deployment's id
 * @param application the application's name
 * @param group the group's name
 * @param creator who asked for it
 * @param rollbackOf the deployment that this one rolls back
 * @param revision what to install
 * @param side whose instances to install it on
 * @param liveSide who serves now and loses the traffic; empty if nobody does
 * @param sides the names of all sides in the order of the group
 * @param targets the instances of the side in the order of their turns
 * @param fleetStrategy the name of the strategy that moves instances
 * @param trafficStrategy the name of the strategy that moves traffic; empty if none is moved
 * @param readyWait how long to wait for somebody to continue; empty to go on at once
 * @param bake how long the old side is kept after the shift; empty to end at once
 * @param alarms the names of the alarms to watch, perhaps none
 * @param ignoresUnreadableAlarms whether to go on when an alarm cannot be read
 * @param ignoresApplicationStopFailures whether an instance goes on after ApplicationStop failed
 * @param eventTimeout how long a lifecycle event may take
 * @param course which way it takes; empty for one that was begun before there were several
 */
record DeploymentPlan(
    String id,
    String application,
    String group,
    DeploymentCreator creator,
    Optional<String> rollbackOf,
    RecordedRevision revision,
    String side,
    Optional<String> liveSide,
    List<String> sides,
    List<Target> targets,
    String fleetStrategy,
    Optional<String> trafficStrategy,
    Optional<Duration> readyWait,
    Optional<Duration> bake,
    List<String> alarms,
    boolean ignoresUnreadableAlarms,
    boolean ignoresApplicationStopFailures,
    Duration eventTimeout,
    Optional<Course> course) {

  /** A plan that takes the way of old: in place, or from one side to the other. */
  DeploymentPlan(
      String id,
      String application,
      String group,
      DeploymentCreator creator,
      Optional<String> rollbackOf,
      RecordedRevision revision,
      String side,
      Optional<String> liveSide,
      List<String> sides,
      List<Target> targets,
      String fleetStrategy,
      Optional<String> trafficStrategy,
      Optional<Duration> readyWait,
      Optional<Duration> bake,
      List<String> alarms,
      boolean ignoresUnreadableAlarms,
      boolean ignoresApplicationStopFailures,
      Duration eventTimeout) {
    this(
        id,
        application,
        group,
        creator,
        rollbackOf,
        revision,
        side,
        liveSide,
        sides,
        targets,
        fleetStrategy,
        trafficStrategy,
        readyWait,
        bake,
        alarms,
        ignoresUnreadableAlarms,
        ignoresApplicationStopFailures,
        eventTimeout,
        Optional.empty());
  }

  /**
   * An instance to install on.
   *
   * @param instance its id
   * @param isHealthy whether it counts as healthy before its turn
   */
  record Target(String instance, boolean isHealthy) {}

  boolean shiftsTraffic() {
    return trafficStrategy.isPresent() || platform() == DeploymentPlatform.SERVER_BLUE_GREEN;
  }

  /** The way it takes, that of old ones included. */
  Course way() {
    return course.orElseGet(
        () ->
            Course.of(
                sides.size() > 1
                    ? DeploymentPlatform.SERVER_SIDES
                    : DeploymentPlatform.SERVER_IN_PLACE));
  }

  DeploymentPlatform platform() {
    return way().platform();
  }

  /** How long an event may take on a target. */
  Duration timeoutOf(LifecycleEvent event) {
    return event == LifecycleEvent.ALLOW_TRAFFIC ? way().healthWithin() : eventTimeout;
  }

  /** The same to other targets by another way. */
  DeploymentPlan by(Course other, String newSide, List<String> allSides, List<Target> turns) {
    return new DeploymentPlan(
        id,
        application,
        group,
        creator,
        rollbackOf,
        revision,
        newSide,
        liveSide,
        allSides,
        turns,
        fleetStrategy,
        trafficStrategy,
        readyWait,
        bake,
        alarms,
        ignoresUnreadableAlarms,
        ignoresApplicationStopFailures,
        eventTimeout,
        Optional.of(other));
  }

  /** The same that takes over from a fleet, with these waits. */
  DeploymentPlan waiting(
      Optional<String> from, Optional<Duration> ready, Optional<Duration> termination) {
    return new DeploymentPlan(
        id,
        application,
        group,
        creator,
        rollbackOf,
        revision,
        side,
        from,
        sides,
        targets,
        fleetStrategy,
        trafficStrategy,
        ready,
        termination,
        alarms,
        ignoresUnreadableAlarms,
        ignoresApplicationStopFailures,
        eventTimeout,
        course);
  }

  /** What is still of interest once it has ended: enough to find its process. */
  DeploymentPlan ended() {
    return new DeploymentPlan(
        id,
        application,
        group,
        creator,
        rollbackOf,
        revision,
        side,
        liveSide,
        List.of(side),
        List.of(),
        fleetStrategy,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        ignoresUnreadableAlarms,
        ignoresApplicationStopFailures,
        eventTimeout);
  }

  DeploymentPlan by(Course other) {
    return by(other, side, sides, targets);
  }

  DeploymentId deploymentId() {
    return new DeploymentId(id);
  }
}
