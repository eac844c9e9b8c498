package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.deploy.traffic.Weight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes what a person or a program may see of a deployment's state. */
final class DeploymentView {
  private DeploymentView() {}

  static Deployment of(DeploymentState state) {
    DeploymentPlan plan = state.plan();
    return new Deployment(
        plan.deploymentId(),
        plan.group(),
        plan.creator(),
        plan.revision().toRevision(),
        plan.side(),
        status(state),
        state.stop == null ? "" : state.stop.code(),
        reason(state),
        targets(state),
        new Weight(state.weight),
        Objects.requireNonNull(state.createdAt, "a deployment begins with an instant"),
        Optional.ofNullable(state.endedAt),
        plan.rollbackOf().map(DeploymentId::new),
        Optional.empty(),
        "",
        plan.platform(),
        TaskSets.of(state),
        state.hasBaked && plan.way().terminatesOriginal(),
        stopStatus(state));
  }

  private static String reason(DeploymentState state) {
    if (!state.isEnded() && state.stop != null) {
      return state.stop.reason();
    }
    String left = state.stop == null ? WindDown.termination(state) : "";
    return left.isEmpty() ? state.endReason : "succeeded" + left;
  }

  private static Optional<StopStatus> stopStatus(DeploymentState state) {
    if (state.stop == null) {
      return Optional.empty();
    }
    return Optional.of(state.isEnded() ? StopStatus.SUCCEEDED : StopStatus.PENDING);
  }

  static DeploymentStatus status(DeploymentState state) {
    if (state.isEnded() || !state.exists()) {
      return state.endStatus;
    }
    boolean isPastShift = state.hasBaked || (state.terminations > 0 && !state.isStopping());
    if (isPastShift) {
      return DeploymentStatus.BAKING;
    }
    return state.phase == Phase.READY && !state.isStopping()
        ? DeploymentStatus.READY
        : DeploymentStatus.IN_PROGRESS;
  }

  static TargetStatus status(DeploymentState state, TargetState target) {
    if (!state.isEnded()) {
      return target.status;
    }
    return switch (target.status) {
      case PENDING -> TargetStatus.SKIPPED;
      case IN_PROGRESS -> TargetStatus.UNKNOWN; // between two parts of its way
      default -> target.status;
    };
  }

  private static List<TargetProgress> targets(DeploymentState state) {
    List<TargetProgress> targets = new ArrayList<>(state.targets.length + state.originals.length);
    DeploymentPlatform platform = state.plan().platform();
    boolean showsOriginals = platform == DeploymentPlatform.SERVER_BLUE_GREEN;
    for (TargetState target : state.targets) {
      targets.add(progress(state, target));
    }
    for (int i = 0; showsOriginals && i < state.originals.length; i++) {
      targets.add(progress(state, state.originals[i]));
    }
    return targets;
  }

  private static TargetProgress progress(DeploymentState state, TargetState target) {
    DeploymentPlatform platform = state.plan().platform();
    return new TargetProgress(
        target.instance,
        status(state, target),
        events(state, target),
        platform.targetType(),
        platform.isBlueGreen() ? Optional.of(target.label) : Optional.empty());
  }

  /** The events of the way, and of the way back if the target took it. */
  private static List<TargetProgress.Event> events(DeploymentState state, TargetState target) {
    DeploymentPlatform platform = state.plan().platform();
    Leg first = state.plan().way().firstLeg();
    Set<LifecycleEvent> order =
        new LinkedHashSet<>(
            first == Leg.RETIRING || first == Leg.JOINING
                ? first.events(platform)
                : platform.events(target.label));
    if (target.hasBegun(Leg.READMITTING) || target.hasBegun(Leg.DISMISSING)) {
      order.addAll(platform.reroutingEvents(target.label));
    }
    List<TargetProgress.Event> events = new ArrayList<>(order.size());
    for (LifecycleEvent event : order) {
      events.add(event(state, target, event));
    }
    return events;
  }

  private static TargetProgress.Event event(
      DeploymentState state, TargetState target, LifecycleEvent event) {
    LifecycleResult result = target.result(event);
    if (result != null) {
      return new TargetProgress.Event(
          event,
          result.isSucceeded() ? LifecycleEventStatus.SUCCEEDED : LifecycleEventStatus.FAILED,
          result.code(),
          result.message(),
          result.logTail());
    }
    boolean isRunning =
        target.isRunning()
            ? target.event() == event
            : event == LifecycleEvent.ALLOW_TRAFFIC && state.isShiftingForTarget();
    LifecycleEventStatus status =
        isRunning
            ? LifecycleEventStatus.IN_PROGRESS
            : willNotRun(state, target)
                ? LifecycleEventStatus.SKIPPED
                : LifecycleEventStatus.PENDING;
    return new TargetProgress.Event(event, status, LifecycleErrorCode.SUCCESS, "", "");
  }

  /** What has failed runs nothing more, and neither does anything once the deployment has ended. */
  private static boolean willNotRun(DeploymentState state, TargetState target) {
    return state.isEnded()
        || target.status == TargetStatus.FAILED
        || target.status == TargetStatus.UNKNOWN
        || target.status == TargetStatus.SUCCEEDED;
  }
}
