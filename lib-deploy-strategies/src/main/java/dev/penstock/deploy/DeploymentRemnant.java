package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A deployment as a checkpoint holds it: what its events made of it, so that its size is that of
 * its plan and its targets. Names are part of the journal's format.
 *
 * @param plan empty if it does not exist yet
 * @param dropped what was waited for when it was stopped
 */
record DeploymentRemnant(
    Optional<DeploymentPlan> plan,
    Phase phase,
    Optional<Instant> createdAt,
    Optional<Instant> endedAt,
    List<Alike> targets,
    List<Alike> originals,
    Part part,
    Waits waits,
    Traffic traffic,
    Optional<DeploymentEvent.StopOrdered> stop,
    List<DeploymentKey> dropped,
    ByPlan planned,
    Giving giving,
    DeploymentStatus endStatus,
    String endCode,
    String endReason) {

  /** Targets that follow each other in the plan, and are alike in all but their names. */
  record Alike(Aim aim, List<String> instances) {}

  /**
   * How far a target is.
   *
   * @param leg the one that it runs or ran last
   * @param position of the event that it runs or ran last
   */
  record Aim(
      boolean isHealthy,
      TargetStatus status,
      Set<Leg> legs,
      Optional<Leg> leg,
      int position,
      boolean isRunning,
      Optional<Instant> timeoutAt,
      Optional<Instant> startBy,
      List<Ran> results) {}

  /**
   * How a lifecycle event ended.
   *
   * @param failure empty for a success
   */
  record Ran(
      LifecycleEvent event,
      Optional<LifecycleErrorCode> failure,
      Optional<String> message,
      Optional<String> logTail) {

    static Ran of(LifecycleEvent event, LifecycleResult result) {
      return new Ran(
          event,
          Optional.of(result.code()).filter(code -> code != LifecycleErrorCode.SUCCESS),
          Optional.of(result.message()).filter(text -> !text.isEmpty()),
          Optional.of(result.logTail()).filter(text -> !text.isEmpty()));
    }

    LifecycleResult result() {
      return new LifecycleResult(
          failure.orElse(LifecycleErrorCode.SUCCESS), message.orElse(""), logTail.orElse(""));
    }
  }

  /**
   * The leg that is under way.
   *
   * @param queue the places of its targets among all, in the order of their turns
   */
  record Part(
      Leg leg,
      List<Integer> queue,
      int next,
      int running,
      int waves,
      Tally.Counts counts,
      List<Tally.Counts> zones) {}

  /** What is waited for. */
  record Waits(
      Optional<Duration> hold,
      int holds,
      Optional<Instant> heldUntil,
      Optional<Instant> waitUntil,
      boolean isContinued,
      boolean hasBaked) {}

  /** Where the users are. */
  record Traffic(
      int routes,
      boolean isRouting,
      int wanted,
      int weight,
      int shifts,
      boolean isReturning,
      boolean isReturned,
      int failedReturns,
      Optional<String> failure) {}

  /** How far the plan is. */
  record ByPlan(
      boolean isRunning,
      boolean isOver,
      Set<String> shifts,
      Optional<String> shift,
      int route,
      Optional<String> failure) {}

  /** What is given up. */
  record Giving(
      int terminations,
      int failed,
      Optional<FleetLabel> terminating,
      boolean isTerminated,
      Optional<String> failure) {}

  static DeploymentRemnant of(DeploymentState state) {
    return new DeploymentRemnant(
        state.exists() ? Optional.of(state.plan()) : Optional.empty(),
        state.phase,
        Optional.ofNullable(state.createdAt),
        Optional.ofNullable(state.endedAt),
        alike(state.targets),
        alike(state.originals),
        state.leg.part(state.leg.leg.isOfOriginals() ? state.originals : state.targets),
        new Waits(
            Optional.ofNullable(state.hold),
            state.holds,
            Optional.ofNullable(state.heldUntil),
            Optional.ofNullable(state.waitUntil),
            state.isContinued,
            state.hasBaked),
        new Traffic(
            state.routes,
            state.isRouting,
            state.wanted,
            state.weight,
            state.shifts,
            state.isReturning,
            state.isReturned,
            state.failedReturns,
            Optional.ofNullable(state.routingFailure)),
        Optional.ofNullable(state.stop),
        state.dropped,
        byPlan(state.planned),
        new Giving(
            state.terminations,
            state.failedTerminations,
            Optional.ofNullable(state.terminating),
            state.isTerminated,
            Optional.ofNullable(state.terminationFailure)),
        state.endStatus,
        state.endCode,
        state.endReason);
  }

  private static List<Alike> alike(TargetState[] targets) {
    List<Alike> alike = new ArrayList<>();
    List<String> together = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      Aim aim = targets[i].aim();
      together.add(targets[i].instance);
      if (i == targets.length - 1 || !aim.equals(targets[i + 1].aim())) {
        alike.add(new Alike(aim, List.copyOf(together)));
        together.clear();
      }
    }
    return alike;
  }

  private static ByPlan byPlan(PlanProgress planned) {
    return new ByPlan(
        planned.isRunning,
        planned.isOver,
        new TreeSet<>(planned.shifts),
        Optional.ofNullable(planned.shift),
        planned.route,
        Optional.ofNullable(planned.failure));
  }

  /** Makes of an empty state the one that this is of. */
  void restore(DeploymentState state) {
    plan.ifPresent(known -> state.exist(known, targets, originals));
    state.phase = phase;
    state.createdAt = createdAt.orElse(null);
    state.endedAt = endedAt.orElse(null);
    TargetState[] members = part.leg().isOfOriginals() ? state.originals : state.targets;
    List<Course.Zone> zones = part.zones().isEmpty() ? List.of() : plan.orElseThrow().way().zones();
    state.leg = LegProgress.of(part, members, zones);
    state.hold = waits.hold().orElse(null);
    state.holds = waits.holds();
    state.heldUntil = waits.heldUntil().orElse(null);
    state.waitUntil = waits.waitUntil().orElse(null);
    state.isContinued = waits.isContinued();
    state.hasBaked = waits.hasBaked();
    traffic(state);
    state.stop = stop.orElse(null);
    state.dropped = dropped;
    byPlan(state.planned, planned);
    state.terminations = giving.terminations();
    state.failedTerminations = giving.failed();
    state.terminating = giving.terminating().orElse(null);
    state.isTerminated = giving.isTerminated();
    state.terminationFailure = giving.failure().orElse(null);
    state.endStatus = endStatus;
    state.endCode = endCode;
    state.endReason = endReason;
  }

  private void traffic(DeploymentState state) {
    state.routes = traffic.routes();
    state.isRouting = traffic.isRouting();
    state.wanted = traffic.wanted();
    state.weight = traffic.weight();
    state.shifts = traffic.shifts();
    state.isReturning = traffic.isReturning();
    state.isReturned = traffic.isReturned();
    state.failedReturns = traffic.failedReturns();
    state.routingFailure = traffic.failure().orElse(null);
  }

  private static void byPlan(PlanProgress planned, ByPlan progress) {
    planned.isRunning = progress.isRunning();
    planned.isOver = progress.isOver();
    planned.shifts.addAll(progress.shifts());
    planned.shift = progress.shift().orElse(null);
    planned.route = progress.route();
    planned.failure = progress.failure().orElse(null);
  }
}
