package dev.penstock.deploy;

import dev.penstock.deploy.trigger.TriggerEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The place of the checkpoint that it was read from, -1 if it was not read from one. */
  long checkpoint = -1;

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
   * What is known of instances that follow each other and are alike, as a checkpoint holds it.
   *
   * @param began when what runs there began; empty if nothing has
   */
  record Trail(
      List<String> instances, Optional<Instant> began, List<Ran> ran, Set<TriggerEventType> told) {

    private Trail of(List<String> others) {
      return new Trail(List.copyOf(others), began, ran, told);
    }
  }

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

  /** Of all instances, in the order of the targets; none once there is nothing more to tell. */
  List<Trail> trails() {
    List<Trail> trails = new ArrayList<>();
    if (!state.isEnded()) {
      trails(state.targets, trails);
      trails(state.originals, trails);
    }
    return trails;
  }

  private void trails(TargetState[] targets, List<Trail> out) {
    List<String> together = new ArrayList<>();
    Trail last = null;
    for (TargetState target : targets) {
      Trail next = trail(target.instance);
      if (last != null && !last.equals(next)) {
        out.add(last.of(together));
        together.clear();
      }
      last = next;
      together.add(target.instance);
    }
    if (last != null) {
      out.add(last.of(together));
    }
  }

  /** Of one instance, not named yet. In place it is told of once it has ended, and not again. */
  private Trail trail(String instance) {
    Set<TriggerEventType> types = told.getOrDefault(instance, Set.of());
    boolean isOver =
        !state.plan().shiftsTraffic()
            && (types.contains(TriggerEventType.INSTANCE_SUCCESS)
                || types.contains(TriggerEventType.INSTANCE_FAILURE));
    return new Trail(
        List.of(),
        isOver ? Optional.empty() : Optional.ofNullable(began.get(instance)),
        isOver ? List.of() : List.copyOf(ran(instance)),
        Set.copyOf(types));
  }

  private void follow(Trail trail) {
    for (String instance : trail.instances()) {
      trail.began().ifPresent(from -> began.put(instance, from));
      ran.put(instance, new ArrayList<>(trail.ran()));
      Set<TriggerEventType> types = EnumSet.noneOf(TriggerEventType.class);
      types.addAll(trail.told());
      told.put(instance, types);
    }
  }

  List<Told> add(DeploymentEvent event) {
    state = FOLDING.evolve(state, event);
    next++;
    if (event instanceof DeploymentEvent.Checkpointed stands) {
      stands.trails().forEach(this::follow);
      return List.of();
    }
    TriggerEventType type = typeOf(event);
    if (type != null) {
      return type == TriggerEventType.DEPLOYMENT_START ? deployment(type) : all(type);
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
    return List.of();
  }

  /** Reads an event that is not told. */
  void read(long sequence, DeploymentEvent event) {
    var unused = add(event);
    next = sequence + 1;
    checkpoint = event instanceof DeploymentEvent.Checkpointed ? sequence : checkpoint;
  }

  /** What is told of an event that a checkpoint stands for already. */
  static List<Told> passed(DeploymentEvent event) {
    TriggerEventType type = typeOf(event);
    return type == null ? List.of() : deployment(type);
  }

  /** What an event is for the deployment itself; null for one of its instances. */
  private static @Nullable TriggerEventType typeOf(DeploymentEvent event) {
    if (event instanceof DeploymentEvent.DeploymentCreated) {
      return TriggerEventType.DEPLOYMENT_START;
    }
    if (event instanceof DeploymentEvent.ReadyWaitStarted) {
      return TriggerEventType.DEPLOYMENT_READY;
    }
    if (event instanceof DeploymentEvent.DeploymentSucceeded) {
      return TriggerEventType.DEPLOYMENT_SUCCESS;
    }
    return event instanceof DeploymentEvent.DeploymentEnded end ? typeOf(end.status()) : null;
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
