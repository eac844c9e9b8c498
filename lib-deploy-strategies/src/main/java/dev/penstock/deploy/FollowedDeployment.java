package dev.penstock.deploy;

import dev.penstock.deploy.trigger.TriggerEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<String, Instant> began = new HashMap<>();

  /** What was told of each instance: each thing once. */
  private final Map<String, Set<TriggerEventType>> told = new HashMap<>();

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
      return begun(wave);
    }
    if (event instanceof DeploymentEvent.LifecycleEventStarted start) {
      began.put(start.instance(), start.at());
      return List.of();
    }
    if (event instanceof DeploymentEvent.LifecycleEventSucceeded success) {
      return ran(success.instance(), success.event(), true, success.at());
    }
    if (event instanceof DeploymentEvent.LifecycleEventFailed failure) {
      return ran(failure.instance(), failure.event(), false, failure.at());
    }
    if (event instanceof DeploymentEvent.ReadyWaitStarted) {
      return all(TriggerEventType.DEPLOYMENT_READY);
    }
    if (event instanceof DeploymentEvent.DeploymentSucceeded) {
      return all(TriggerEventType.DEPLOYMENT_SUCCESS);
    }
    if (event instanceof DeploymentEvent.DeploymentEnded end) {
      return all(typeOf(end.status()));
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

  /** An instance begins once, however many parts its way has. */
  private List<Told> begun(DeploymentEvent.WaveStarted wave) {
    List<Told> news = new ArrayList<>();
    for (String instance : wave.instances()) {
      began.put(instance, wave.at());
      tell(instance, TriggerEventType.INSTANCE_START, news);
    }
    return news;
  }

  private List<Told> ran(String instance, LifecycleEvent event, boolean isSucceeded, Instant at) {
    Instant from = began.getOrDefault(instance, at);
    ran.computeIfAbsent(instance, id -> new ArrayList<>())
        .add(new Ran(event, isSucceeded, from, at));
    began.put(instance, at);
    TargetState target = state.target(instance);
    List<Told> news = new ArrayList<>(1);
    if (target != null) {
      tell(target, news);
    }
    return news;
  }

  /** All that changed with a deployment, and then the deployment itself. */
  private List<Told> all(TriggerEventType type) {
    List<Told> news = new ArrayList<>();
    for (TargetState target : state.targets) {
      tell(target, news);
    }
    news.add(new Told(type, null));
    return news;
  }

  private void tell(TargetState target, List<Told> news) {
    TriggerEventType type = typeOf(target);
    if (type != null) {
      tell(target.instance, type, news);
    }
  }

  private void tell(String instance, TriggerEventType type, List<Told> news) {
    if (told.computeIfAbsent(instance, id -> EnumSet.noneOf(TriggerEventType.class)).add(type)) {
      news.add(new Told(type, instance));
    }
  }

  private @Nullable TriggerEventType typeOf(TargetState target) {
    boolean isWaiting = DeploymentView.status(state) == DeploymentStatus.READY;
    return switch (target.status) {
      case SUCCEEDED ->
          isWaiting ? TriggerEventType.INSTANCE_READY : TriggerEventType.INSTANCE_SUCCESS;
      case READY -> TriggerEventType.INSTANCE_READY;
      case FAILED -> TriggerEventType.INSTANCE_FAILURE;
      case PENDING, IN_PROGRESS, SKIPPED, UNKNOWN -> null;
    };
  }
}
