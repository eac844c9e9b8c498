package dev.penstock.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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

  void begin(Leg leg, List<LifecycleEvent> legEvents, DeploymentPlan plan, Instant at) {
    legs.add(leg);
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
