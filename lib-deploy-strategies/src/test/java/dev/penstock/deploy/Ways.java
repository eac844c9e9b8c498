package dev.penstock.deploy;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans of deployments to all platforms, for tests. */
final class Ways {
  static final Duration HOUR = Duration.ofHours(1);

  private Ways() {}

  /** The parts of a way, to be changed one by one. */
  private static final class Parts {
    final DeploymentPlatform platform;
    List<DeploymentPlan.Target> originals;
    boolean provides;
    boolean terminates;
    boolean hasTestListener;
    boolean retires;
    boolean joins;
    List<Course.Zone> zones;
    Duration healthWithin;
    Optional<Duration> startWithin;
    Optional<Duration> longest;
    Optional<PlannedRollout> rollout;

    Parts(Course course) {
      platform = course.platform();
      originals = course.originals();
      provides = course.providesFleet();
      terminates = course.terminatesOriginal();
      hasTestListener = course.hasTestListener();
      retires = course.retires();
      joins = course.joins();
      zones = course.zones();
      healthWithin = course.healthWithin();
      startWithin = course.startWithin();
      longest = course.longest();
      rollout = course.rollout();
    }

    Course together() {
      return new Course(
          platform,
          originals,
          provides,
          terminates,
          hasTestListener,
          retires,
          joins,
          zones,
          healthWithin,
          startWithin,
          longest,
          rollout);
    }
  }

  private static Course changed(Course course, Consumer<Parts> change) {
    Parts parts = new Parts(course);
    change.accept(parts);
    return parts.together();
  }

  static Course course(DeploymentPlatform platform, int originals) {
    List<DeploymentPlan.Target> blue = new ArrayList<>();
    for (int i = 0; i < originals; i++) {
      blue.add(new DeploymentPlan.Target("blue-" + i, true));
    }
    return changed(
        replacing(Course.of(platform), blue),
        parts -> parts.terminates = platform == DeploymentPlatform.ECS_BLUE_GREEN);
  }

  static Course replacing(Course course, List<DeploymentPlan.Target> originals) {
    return changed(course, parts -> parts.originals = originals);
  }

  static Course terminating(Course course) {
    return changed(course, parts -> parts.terminates = true);
  }

  static Course providing(Course course) {
    return changed(course, parts -> parts.provides = true);
  }

  static Course retiring(Course course) {
    return changed(course, parts -> parts.retires = true);
  }

  static Course joining(Course course) {
    return changed(course, parts -> parts.joins = true);
  }

  static Course zonal(Course course, List<Course.Zone> zones) {
    return changed(course, parts -> parts.zones = zones);
  }

  static Course timed(
      Course course,
      Duration healthWithin,
      @Nullable Duration startWithin,
      @Nullable Duration longest) {
    return changed(
        course,
        parts -> {
          parts.healthWithin = healthWithin;
          parts.startWithin = Optional.ofNullable(startWithin);
          parts.longest = Optional.ofNullable(longest);
        });
  }

  /** What the first deployment of a group goes by. */
  static DeploymentPlan first(DeploymentGroup group) {
    return new PlanMaker(group, new GroupState())
        .atOnce(new QueuedDeployment("shop-1", Plans.REVISION, DeploymentOptions.NONE))
        .orElseThrow();
  }

  /** A plan to so many healthy targets, one on platforms that have no instances. */
  static DeploymentPlan plan(
      Course course,
      DeploymentStrategy fleet,
      @Nullable DeploymentStrategy traffic,
      int targets,
      @Nullable Duration readyWait,
      @Nullable Duration bake) {
    return Plans.plan(
            fleet,
            traffic,
            course.providesFleet() ? List.of() : Plans.targets(targets, 0),
            readyWait,
            bake,
            List.of("errors"))
        .by(course);
  }

  /** The same that passes over failures of ApplicationStop and its like. */
  static DeploymentPlan lenient(DeploymentPlan plan) {
    return new DeploymentPlan(
        plan.id(),
        plan.application(),
        plan.group(),
        plan.creator(),
        plan.rollbackOf(),
        plan.revision(),
        plan.side(),
        plan.liveSide(),
        plan.sides(),
        plan.targets(),
        plan.fleetStrategy(),
        plan.trafficStrategy(),
        plan.readyWait(),
        plan.bake(),
        plan.alarms(),
        plan.ignoresUnreadableAlarms(),
        true,
        plan.eventTimeout(),
        plan.course());
  }
}
