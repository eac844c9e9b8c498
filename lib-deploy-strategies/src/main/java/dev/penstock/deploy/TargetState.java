package dev.penstock.deploy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One instance within a deployment. Changed by {@link DeploymentState} alone. */
final class TargetState {
  final String instance;
  final boolean wasHealthy;
  TargetStatus status = TargetStatus.PENDING;

  /** The place of the running event in the order of events, or of the first that did not run. */
  int position;

  /** When the running event counts as failed; null while none runs. */
  @Nullable Instant timeoutAt;

  /** How the events ended that have run. */
  private final Map<LifecycleEvent, LifecycleResult> results = new EnumMap<>(LifecycleEvent.class);

  TargetState(DeploymentPlan.Target target) {
    this.instance = target.instance();
    this.wasHealthy = target.isHealthy();
  }

  boolean isRunning() {
    return status == TargetStatus.IN_PROGRESS;
  }

  /** The event that is running; only while one is. */
  LifecycleEvent event() {
    return LifecycleEvent.IN_PLACE.get(position);
  }

  void record(LifecycleEvent event, LifecycleResult result) {
    results.put(event, result);
  }

  @Nullable LifecycleResult result(LifecycleEvent event) {
    return results.get(event);
  }

  /** Ends the instance after the event that is running. */
  void end(TargetStatus end) {
    status = end;
    position++;
    timeoutAt = null;
  }
}
