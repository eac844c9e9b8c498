package dev.penstock.deploy;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans of deployments to all platforms, for tests. */
final class Ways {
  static final Duration HOUR = Duration.ofHours(1);

  private Ways() {}

  static Course course(DeploymentPlatform platform, int originals) {
    List<DeploymentPlan.Target> blue = new ArrayList<>();
    for (int i = 0; i < originals; i++) {
      blue.add(new DeploymentPlan.Target("blue-" + i, true));
    }
    return new Course(
        platform,
        blue,
        false,
        platform == DeploymentPlatform.ECS_BLUE_GREEN,
        false,
        false,
        List.of(),
        HOUR,
        Optional.empty(),
        Optional.empty());
  }

  static Course terminating(Course course) {
    return new Course(
        course.platform(),
        course.originals(),
        course.providesFleet(),
        true,
        course.hasTestListener(),
        course.retires(),
        course.zones(),
        course.healthWithin(),
        course.startWithin(),
        course.longest());
  }

  static Course providing(Course course) {
    return new Course(
        course.platform(),
        course.originals(),
        true,
        course.terminatesOriginal(),
        course.hasTestListener(),
        course.retires(),
        course.zones(),
        course.healthWithin(),
        course.startWithin(),
        course.longest());
  }

  static Course retiring(Course course) {
    return new Course(
        course.platform(),
        course.originals(),
        course.providesFleet(),
        course.terminatesOriginal(),
        course.hasTestListener(),
        true,
        course.zones(),
        course.healthWithin(),
        course.startWithin(),
        course.longest());
  }

  static Course zonal(Course course, List<Course.Zone> zones) {
    return new Course(
        course.platform(),
        course.originals(),
        course.providesFleet(),
        course.terminatesOriginal(),
        course.hasTestListener(),
        course.retires(),
        zones,
        course.healthWithin(),
        course.startWithin(),
        course.longest());
  }

  static Course timed(
      Course course,
      Duration healthWithin,
      @Nullable Duration startWithin,
      @Nullable Duration longest) {
    return new Course(
        course.platform(),
        course.originals(),
        course.providesFleet(),
        course.terminatesOriginal(),
        course.hasTestListener(),
        course.retires(),
        course.zones(),
        healthWithin,
        Optional.ofNullable(startWithin),
        Optional.ofNullable(longest));
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
