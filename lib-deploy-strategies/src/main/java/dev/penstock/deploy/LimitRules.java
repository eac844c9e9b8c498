package dev.penstock.deploy;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a group's limits allow of its definition, checked together. */
final class LimitRules {
  private static final int MOST_SHIFTS = Weight.WHOLE;
  private static final int EVENTS_OF_BLUE_GREEN = 13;

  private final DeploymentGroupBuilder group;
  private final DeploymentLimits limits;
  private final DeploymentPlatform platform;
  private final List<Diagnostic> faults = new ArrayList<>();

  private LimitRules(DeploymentGroupBuilder group) {
    this.group = group;
    this.limits = group.style.limits();
    this.platform = group.style.platform(group.sides.size());
  }

  static List<Diagnostic> check(DeploymentGroupBuilder group) {
    LimitRules rules = new LimitRules(group);
    rules.instances();
    rules.waits();
    if (group.trafficStrategy != null) {
      rules.shifts(group.trafficStrategy);
    }
    rules.inAll();
    return rules.faults;
  }

  private void instances() {
    for (int i = 0; i < group.sides.size(); i++) {
      int found = group.sides.get(i).instances().size();
      long most = limits.value(DeploymentLimit.INSTANCES).orElse(Long.MAX_VALUE);
      if (found > most) {
        report(
            DeploymentLimit.INSTANCES,
            "sides[" + i + "].instances",
            found + " instances",
            "at most " + most);
      }
    }
  }

  private void waits() {
    DeploymentLimit ready =
        platform == DeploymentPlatform.ECS_BLUE_GREEN
            ? DeploymentLimit.ECS_READY_WAIT_SECONDS
            : DeploymentLimit.SERVER_READY_WAIT_SECONDS;
    bound(ready, "readyWait", group.readyWait);
    bound(DeploymentLimit.TERMINATION_WAIT_SECONDS, "bake", group.bake);
    bound(DeploymentLimit.EVENT_SECONDS, "eventTimeout", group.eventTimeout);
    bound(DeploymentLimit.EVENT_SECONDS, "healthTimeout", group.style.healthTimeout);
  }

  /** A share is of one of several increments; all at once is none. */
  private void shifts(DeploymentStrategy strategy) {
    List<Step.Move> moves = moves(strategy);
    long most = Math.min(100, limits.value(DeploymentLimit.INCREMENT_PERCENT).orElse(100));
    int largest = moves.stream().mapToInt(Step.Move::units).max().orElse(0);
    if (moves.size() > 1 && largest > most * 100) {
      report(
          DeploymentLimit.INCREMENT_PERCENT,
          "trafficStrategy",
          "an increment of " + new Weight(largest),
          "at most " + most + " % in each");
    }
    if (platform == DeploymentPlatform.LAMBDA_ALIAS) {
      Duration shifting = holds(moves);
      bound(DeploymentLimit.LAMBDA_SHIFT_SECONDS, "trafficStrategy", shifting);
      bound(
          DeploymentLimit.LAMBDA_SECONDS,
          "trafficStrategy",
          shifting.plus(eventTimeout().multipliedBy(2)));
    }
  }

  private void inAll() {
    if (platform == DeploymentPlatform.SERVER_BLUE_GREEN) {
      bound(
          DeploymentLimit.BLUE_GREEN_SECONDS,
          "bake",
          zeroIfNull(group.readyWait)
              .plus(zeroIfNull(group.bake))
              .plus(eventTimeout().multipliedBy(EVENTS_OF_BLUE_GREEN)));
    }
  }

  private Duration eventTimeout() {
    return group.eventTimeout == null ? DeploymentGroup.DEFAULT_EVENT_TIMEOUT : group.eventTimeout;
  }

  private static Duration zeroIfNull(@Nullable Duration duration) {
    return duration == null ? Duration.ZERO : duration;
  }

  /** The wait after the last shift is none: the traffic has moved (D-293). */
  private static Duration holds(List<Step.Move> moves) {
    Duration sum = Duration.ZERO;
    for (int i = 0; i < moves.size() - 1; i++) {
      sum = sum.plus(moves.get(i).hold());
    }
    return sum;
  }

  /** A strategy may be anybody's: one that throws or never ends is not judged here. */
  private static List<Step.Move> moves(DeploymentStrategy strategy) {
    List<Step.Move> moves = new ArrayList<>();
    Rollout rollout = Rollout.starting(Weight.WHOLE, 0);
    try {
      while (moves.size() < MOST_SHIFTS
          && rollout.movable() > 0
          && strategy.next(rollout) instanceof Step.Move move) {
        moves.add(move);
        rollout = rollout.moved(Math.min(move.units(), rollout.movable()), 0);
      }
    } catch (RuntimeException e) {
      return List.of();
    }
    return moves;
  }

  private void bound(DeploymentLimit limit, String path, @Nullable Duration found) {
    Optional<Duration> most = limits.duration(limit);
    if (found != null && most.isPresent() && found.compareTo(most.get()) > 0) {
      report(limit, path, found + " is too long", "at most " + most.get());
    }
  }

  private void report(DeploymentLimit limit, String path, String found, String allowed) {
    faults.add(Diagnostic.error("group.limit", path, found, allowed + " by the limit " + limit));
  }
}
