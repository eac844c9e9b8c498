package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes the commands of random histories: sensible or not, now or late, of this or that attempt.
 */
final class Histories {
  static final DeploymentStrategy FLEET = DeploymentStrategy.halfAtATime();
  static final DeploymentStrategy TRAFFIC =
      DeploymentStrategy.linear(Weight.ofPercent(30), Duration.ofMinutes(2));

  private Histories() {}

  static DeploymentCommand next(
      DeploymentState state, List<DeploymentEffect> pending, RandomGenerator random) {
    Instant at = Plans.START.plusSeconds(random.nextInt(100_000));
    if (!state.exists() && random.nextInt(10) > 0) {
      return new DeploymentCommand.CreateDeployment(plan(random), at);
    }
    boolean isUnlucky = isUnlucky(state);
    int choice = random.nextInt(isUnlucky ? 150 : 400);
    if (choice < 2) {
      return new DeploymentCommand.StopDeployment("enough", RollbackChoice.LEAVE, at);
    }
    if (choice < 5) {
      return new DeploymentCommand.AlarmReported(
          random.nextBoolean() ? "errors" : "other",
          Plans.any(AlarmState.class, random),
          "7 %",
          at);
    }
    if (choice < 25) {
      return new DeploymentCommand.ContinueDeployment(Plans.any(WaitKind.class, random), at);
    }
    if (choice < 45) {
      return stray(state, random, at);
    }
    if (pending.isEmpty()) {
      return new DeploymentCommand.NoticeFailed(DeploymentKey.READY, at);
    }
    DeploymentEffect effect = pending.get(random.nextInt(pending.size()));
    return effect instanceof DeploymentEffect.RunPlan || effect instanceof DeploymentEffect.EndPlan
        ? byPlan(state, isUnlucky ? 4 : 12, random, at)
        : answer(effect, isUnlucky ? 4 : 50, random, at);
  }

  /** In some histories most goes wrong that can, and somebody always wants to stop it. */
  private static boolean isUnlucky(DeploymentState state) {
    Instant createdAt = state.createdAt;
    return createdAt != null && createdAt.getEpochSecond() % 3 == 0;
  }

  /** What the rollout of a plan orders and reports, in any order. */
  private static DeploymentCommand byPlan(
      DeploymentState state, int luck, RandomGenerator random, Instant at) {
    boolean isShifting = state.plan().way().shiftsByPlan();
    int choice = random.nextInt(10);
    if (choice < 6 && !isShifting && state.targets.length > 0) {
      String instance = state.targets[random.nextInt(state.targets.length)].instance;
      return new DeploymentCommand.MoveByPlan(instance, at);
    }
    if (choice < 6) {
      int basisPoints = state.isStopping() ? 0 : Math.min(Weight.WHOLE, state.weight + 1_000);
      return new DeploymentCommand.ShiftByPlan("route/" + state.routes, basisPoints, at);
    }
    boolean isAlarm = random.nextBoolean();
    return new DeploymentCommand.PlanReported(
        random.nextInt(luck) > 0,
        isAlarm ? EndCause.ALARM : EndCause.FAILURE,
        isAlarm ? "ALARM_ACTIVE" : "ANALYSIS_FAILED",
        "5 % errors",
        at);
  }

  /** Lost, late and doubled reports, and some of what never was. */
  private static DeploymentCommand stray(
      DeploymentState state, RandomGenerator random, Instant at) {
    LifecycleEvent event = Plans.any(LifecycleEvent.class, random);
    List<TargetState> all = new ArrayList<>(List.of(state.targets));
    all.addAll(List.of(state.originals));
    String instance =
        all.isEmpty() || random.nextInt(4) == 0
            ? "nobody"
            : all.get(random.nextInt(all.size())).instance;
    return switch (random.nextInt(12)) {
      case 0 -> new DeploymentCommand.RouteReported(random.nextInt(5), at);
      case 1 -> new DeploymentCommand.TimerFired(DeploymentKey.timeout(instance, event), at);
      case 2 ->
          new DeploymentCommand.LifecycleEventReported(
              "nobody", event, LifecycleResult.succeeded(""), at);
      case 3 -> new DeploymentCommand.StartReported(instance, event, at);
      case 4 ->
          new DeploymentCommand.ReportHook(
              HookReports.executionId(instance, event),
              Plans.any(LifecycleEventStatus.class, random),
              at);
      case 5 -> new DeploymentCommand.FleetReported(List.of("i-0", "../x"), at);
      case 6 -> new DeploymentCommand.TerminationReported(random.nextInt(4), at);
      case 7 -> new DeploymentCommand.TimerFired(DeploymentKey.start(instance, event), at);
      case 8 -> new DeploymentCommand.MoveByPlan(instance, at);
      case 9 ->
          new DeploymentCommand.ShiftByPlan(
              "route/" + random.nextInt(6), random.nextInt(Weight.WHOLE + 1), at);
      case 10 ->
          new DeploymentCommand.PlanReported(
              state.isStopping(), EndCause.FAILURE, "ANALYSIS_FAILED", "5 % errors", at);
      default -> new DeploymentCommand.TerminationNotDone(random.nextInt(4), "locked", at);
    };
  }

  private static DeploymentCommand answer(
      DeploymentEffect effect, int luck, RandomGenerator random, Instant at) {
    if (effect instanceof DeploymentEffect.RunLifecycleEvent run) {
      // What installs fails less often than what moves traffic, or few would come so far.
      return ran(run, run.event().needsLoadBalancer() ? luck : Math.max(luck, 30), random, at);
    }
    if (effect instanceof DeploymentEffect.RouteTraffic route) {
      return random.nextInt(luck) < 3 && random.nextInt(10) > 0
          ? new DeploymentCommand.RouteFailed(route.number(), "no such target", at)
          : new DeploymentCommand.RouteReported(route.number(), at);
    }
    if (effect instanceof DeploymentEffect.ProvideFleet provide) {
      List<String> fresh = new ArrayList<>();
      int size = Fleets.size(provide.plan()) - (random.nextInt(8) == 0 ? 1 : 0);
      for (int i = 0; i < size; i++) {
        fresh.add((random.nextInt(40) == 0 ? "blue-" : "new-") + i);
      }
      return random.nextInt(8) == 0
          ? new DeploymentCommand.FleetFailed("no capacity", at)
          : new DeploymentCommand.FleetReported(fresh, at);
    }
    if (effect instanceof DeploymentEffect.TerminateFleet terminate) {
      return random.nextInt(3) == 0
          ? new DeploymentCommand.TerminationNotDone(terminate.number(), "locked", at)
          : new DeploymentCommand.TerminationReported(terminate.number(), at);
    }
    if (effect instanceof DeploymentEffect.WakeAt wake && fires(wake, random)) {
      return new DeploymentCommand.TimerFired(wake.key(), wake.due());
    }
    return new DeploymentCommand.AlarmReported("errors", AlarmState.OK, "", at);
  }

  private static DeploymentCommand ran(
      DeploymentEffect.RunLifecycleEvent run, int luck, RandomGenerator random, Instant at) {
    boolean fails = random.nextInt(luck) == 0;
    if (random.nextInt(4) == 0) {
      return new DeploymentCommand.StartReported(run.instance(), run.event(), at);
    }
    if (random.nextInt(4) == 0 && run.event().isScriptable()) {
      return new DeploymentCommand.ReportHook(
          HookReports.executionId(run.instance(), run.event()),
          fails ? LifecycleEventStatus.FAILED : LifecycleEventStatus.SUCCEEDED,
          at);
    }
    LifecycleResult result =
        fails
            ? LifecycleResult.failed(LifecycleErrorCode.SCRIPT_FAILED, "status 1", "oops")
            : LifecycleResult.succeeded("fine");
    return new DeploymentCommand.LifecycleEventReported(run.instance(), run.event(), result, at);
  }

  /** Waits are over soon; limits of time are rarely reached. */
  private static boolean fires(DeploymentEffect.WakeAt wake, RandomGenerator random) {
    boolean isLimit =
        wake.key().text().matches("timer/.*/[A-Z].*") || wake.key().equals(DeploymentKey.DEADLINE);
    return !isLimit || random.nextInt(60) == 0;
  }

  static DeploymentPlan plan(RandomGenerator random) {
    Course course = course(random);
    boolean isServer = course.platform().targetType() == TargetType.INSTANCE;
    boolean isInPlace = !course.platform().isBlueGreen();
    boolean movesByWeights =
        !isServer
            || (course.platform() == DeploymentPlatform.SERVER_SIDES && random.nextInt(4) > 0);
    DeploymentStrategy fleet = random.nextInt(20) == 0 ? DeploymentStrategy.oneAtATime() : FLEET;
    List<DeploymentPlan.Target> targets = new ArrayList<>();
    if (!course.providesFleet()) {
      targets.addAll(
          isServer ? Plans.targets(random.nextInt(8), random.nextInt(3)) : Plans.targets(1, 0));
    }
    boolean isLambda = course.platform() == DeploymentPlatform.LAMBDA_ALIAS;
    DeploymentPlan plan =
        Plans.plan(
            fleet,
            movesByWeights ? TRAFFIC : null,
            targets,
            random.nextBoolean() && !isLambda ? Duration.ofHours(8) : null,
            random.nextBoolean() && !isLambda && !isInPlace ? Duration.ofHours(1) : null,
            random.nextInt(4) == 0 ? List.of() : List.of("errors"));
    boolean isFirst = random.nextInt(4) == 0 && course.originals().isEmpty();
    DeploymentPlan varied =
        new DeploymentPlan(
            plan.id(),
            plan.application(),
            plan.group(),
            plan.creator(),
            plan.rollbackOf(),
            plan.revision(),
            plan.side(),
            isFirst ? Optional.empty() : plan.liveSide(),
            plan.sides(),
            plan.targets(),
            plan.fleetStrategy(),
            plan.trafficStrategy(),
            plan.readyWait(),
            plan.bake(),
            plan.alarms(),
            random.nextBoolean(),
            random.nextBoolean(),
            plan.eventTimeout());
    boolean isOfOld = course.platform() == DeploymentPlatform.SERVER_SIDES && random.nextBoolean();
    if (isOfOld || random.nextBoolean()) {
      return isOfOld ? varied : varied.by(zones(course, targets, random));
    }
    boolean joins = course.platform() == DeploymentPlatform.SERVER_BLUE_GREEN;
    return varied.by(course.by(planned(isInPlace || joins)));
  }

  private static PlannedRollout planned(boolean isInPlace) {
    RolloutPlan plan =
        isInPlace
            ? RolloutPlan.ofHosts(FLEET)
            : RolloutPlan.builder("careful").shiftTo(10).pause().build();
    return PlannedRollout.of(plan, Optional.of("r1"), Map.of());
  }

  private static Course course(RandomGenerator random) {
    DeploymentPlatform platform = Plans.any(DeploymentPlatform.class, random);
    boolean hasOriginals =
        platform == DeploymentPlatform.SERVER_BLUE_GREEN
            || platform == DeploymentPlatform.ECS_BLUE_GREEN;
    Course course = Ways.course(platform, hasOriginals ? random.nextInt(4) : 0);
    if (hasOriginals && random.nextBoolean()) {
      course = Ways.terminating(course);
    }
    if (platform == DeploymentPlatform.SERVER_BLUE_GREEN && random.nextInt(3) == 0) {
      course = Ways.providing(course);
    } else if (platform.targetType() == TargetType.INSTANCE && random.nextInt(10) == 0) {
      course = random.nextBoolean() ? Ways.retiring(course) : Ways.joining(course);
    }
    return Ways.timed(
        course,
        Ways.HOUR,
        random.nextBoolean() ? Duration.ofMinutes(5) : null,
        random.nextBoolean() ? Duration.ofHours(8) : null);
  }

  private static Course zones(
      Course course, List<DeploymentPlan.Target> targets, RandomGenerator random) {
    if (course.platform().isBlueGreen() || targets.size() < 2 || random.nextBoolean()) {
      return course;
    }
    int first = 1 + random.nextInt(targets.size() - 1);
    return Ways.zonal(
        course,
        List.of(
            new Course.Zone("a", first, random.nextInt(2), Duration.ofMinutes(random.nextInt(2))),
            new Course.Zone("b", targets.size() - first, 0, Duration.ZERO)));
  }
}
