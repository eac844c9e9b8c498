package dev.penstock.deploy;

import dev.penstock.deploy.trigger.TriggerEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One deployment as it is followed for triggers: folded from its events, with the times that its
 * state does not keep. Confined to whoever holds its lock.
 */
final class FollowedDeployment {
  private static final DeploymentDecider FOLDING = new DeploymentDecider(PlanMaker.ALONE, null);

  DeploymentState state = FOLDING.initial();
  long next;
  private final Map<String, List<Ran>> ran = new HashMap<>();
  private final Map<String, Instant> started = new HashMap<>();

  /**
   * A lifecycle event that has ended.
   *
   * @param event which
   * @param isSucceeded how
   * @param from when it began
   * @param to when it ended
   */
  record Ran(LifecycleEvent event, boolean isSucceeded, Instant from, Instant to) {}

  /**
   * Something that a trigger may be about.
   *
   * @param type what
   * @param instance which instance; null for the deployment
   */
  record Told(TriggerEventType type, @Nullable String instance) {}

  List<Ran> ran(String instance) {
    return ran.getOrDefault(instance, List.of());
  }

  List<Told> add(DeploymentEvent event) {
    state = FOLDING.evolve(state, event);
    next++;
    if (event instanceof DeploymentEvent.DeploymentCreated) {
      return deployment(TriggerEventType.DEPLOYMENT_START);
    }
    if (event instanceof DeploymentEvent.WaveStarted wave) {
      List<Told> told = new ArrayList<>();
      for (String instance : wave.instances()) {
        started.put(instance, wave.at());
        told.add(new Told(TriggerEventType.INSTANCE_START, instance));
      }
      return told;
    }
    if (event instanceof DeploymentEvent.LifecycleEventSucceeded success) {
      return ran(success.instance(), success.event(), true, success.at());
    }
    if (event instanceof DeploymentEvent.LifecycleEventFailed failure) {
      return ran(failure.instance(), failure.event(), false, failure.at());
    }
    if (event instanceof DeploymentEvent.ReadyWaitStarted) {
      return ready();
    }
    if (event instanceof DeploymentEvent.DeploymentSucceeded) {
      return deployment(TriggerEventType.DEPLOYMENT_SUCCESS);
    }
    if (event instanceof DeploymentEvent.DeploymentEnded end) {
      return deployment(typeOf(end.status()));
    }
    return List.of();
  }

  static TriggerEventType typeOf(DeploymentStatus end) {
    return end == DeploymentStatus.STOPPED
        ? TriggerEventType.DEPLOYMENT_STOP
        : TriggerEventType.DEPLOYMENT_FAILURE;
  }

  private static List<Told> deployment(TriggerEventType type) {
    return List.of(new Told(type, null));
  }

  private List<Told> ran(String instance, LifecycleEvent event, boolean isSucceeded, Instant at) {
    Instant from = started.getOrDefault(instance, at);
    ran.computeIfAbsent(instance, id -> new ArrayList<>())
        .add(new Ran(event, isSucceeded, from, at));
    started.put(instance, at);
    TargetState target = state.target(instance);
    if (target == null || target.isRunning()) {
      return List.of();
    }
    return List.of(
        new Told(
            target.status == TargetStatus.SUCCEEDED
                ? TriggerEventType.INSTANCE_SUCCESS
                : TriggerEventType.INSTANCE_FAILURE,
            instance));
  }

  private List<Told> ready() {
    List<Told> told = new ArrayList<>();
    for (TargetState target : state.targets) {
      if (target.status == TargetStatus.SUCCEEDED) {
        told.add(new Told(TriggerEventType.INSTANCE_READY, target.instance));
      }
    }
    told.add(new Told(TriggerEventType.DEPLOYMENT_READY, null));
    return told;
  }
}
