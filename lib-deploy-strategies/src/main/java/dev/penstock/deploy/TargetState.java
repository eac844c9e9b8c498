package dev.penstock.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One target within a deployment. Changed by {@link DeploymentState} alone. */
final class TargetState {
  final String instance;
  final FleetLabel label;
  boolean isHealthy;
  int zone; // its place in the order of zones
  int turn; // its place in the queue of the present leg
  TargetStatus status = TargetStatus.PENDING;

  /** The legs that it has begun. */
  private final Set<Leg> legs = EnumSet.noneOf(Leg.class);

  /** The leg that it runs or ran last; null before the first. */
  private @Nullable Leg leg;

  /** The events of the leg that it runs or ran last. */
  private List<LifecycleEvent> events = List.of();

  private int position;
  private boolean isRunning;

  /** When the running event counts as failed; null while none runs. */
  @Nullable Instant timeoutAt;

  /** When the running event counts as failed for want of a start; null once it has started. */
  @Nullable Instant startBy;

  /** Whether the event that ended last had not been reported to have started. */
  boolean endedUnstarted;

  /** How the events ended that have run. */
  private final Map<LifecycleEvent, LifecycleResult> results = new EnumMap<>(LifecycleEvent.class);

  TargetState(DeploymentPlan.Target target, FleetLabel label) {
    this.instance = target.instance();
    this.isHealthy = target.isHealthy();
    this.label = label;
  }

  DeploymentRemnant.Aim aim() {
    List<DeploymentRemnant.Ran> ran = new ArrayList<>(results.size());
    results.forEach((event, result) -> ran.add(DeploymentRemnant.Ran.of(event, result)));
    return new DeploymentRemnant.Aim(
        isHealthy,
        status,
        Collections.unmodifiableSet(EnumSet.copyOf(legs)),
        Optional.ofNullable(leg),
        position,
        isRunning,
        Optional.ofNullable(timeoutAt),
        Optional.ofNullable(startBy),
        ran);
  }

  /** All of a side, as a checkpoint holds them. */
  static TargetState[] all(
      List<DeploymentRemnant.Alike> side, FleetLabel label, DeploymentPlatform platform) {
    List<TargetState> all = new ArrayList<>();
    for (DeploymentRemnant.Alike alike : side) {
      for (String instance : alike.instances()) {
        all.add(of(instance, alike.aim(), label, platform));
      }
    }
    return all.toArray(TargetState[]::new);
  }

  private static TargetState of(
      String instance, DeploymentRemnant.Aim aim, FleetLabel label, DeploymentPlatform platform) {
    TargetState target =
        new TargetState(new DeploymentPlan.Target(instance, aim.isHealthy()), label);
    target.status = aim.status();
    target.legs.addAll(aim.legs());
    target.leg = aim.leg().orElse(null);
    target.events = aim.leg().map(last -> last.events(platform)).orElse(List.of());
    target.position = aim.position();
    target.isRunning = aim.isRunning();
    target.timeoutAt = aim.timeoutAt().orElse(null);
    target.startBy = aim.startBy().orElse(null);
    aim.results().forEach(ran -> target.results.put(ran.event(), ran.result()));
    return target;
  }

  boolean isRunning() {
    return isRunning;
  }

  /** The event that is running; only while one is. */
  LifecycleEvent event() {
    return events.get(position);
  }

  boolean isAtLastEvent() {
    return position == events.size() - 1;
  }

  boolean hasBegun(Leg leg) {
    return legs.contains(leg);
  }

  @Nullable LifecycleResult result(LifecycleEvent event) {
    return results.get(event);
  }

  boolean hasSucceeded(LifecycleEvent event) {
    LifecycleResult result = results.get(event);
    return result != null && result.isSucceeded();
  }

  void record(LifecycleEvent event, LifecycleResult result) {
    results.put(event, result);
  }

  void begin(Leg next, List<LifecycleEvent> legEvents, DeploymentPlan plan, Instant at) {
    legs.add(next);
    leg = next;
    events = legEvents;
    position = 0;
    isRunning = true;
    status = TargetStatus.IN_PROGRESS;
    await(plan, at);
  }

  void beginNext(DeploymentPlan plan, Instant at) {
    position++;
    await(plan, at);
  }

  private void await(DeploymentPlan plan, Instant at) {
    Duration start = plan.way().startWithin().orElse(null);
    timeoutAt = at.plus(plan.timeoutOf(event()));
    startBy = start == null ? null : at.plus(start);
  }

  /** Ends the leg after the event that is running. */
  void end(TargetStatus end) {
    status = end;
    isRunning = false;
    timeoutAt = null;
    startBy = null;
  }
}
