package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.deploy.traffic.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
        state.isEnded() || state.stop == null ? state.endReason : state.stop.reason(),
        targets(state),
        new Weight(state.weight),
        Objects.requireNonNull(state.createdAt, "a deployment begins with an instant"),
        Optional.ofNullable(state.endedAt),
        plan.rollbackOf().map(DeploymentId::new),
        Optional.empty(),
        "");
  }

  static DeploymentStatus status(DeploymentState state) {
    if (state.isEnded() || !state.exists()) {
      return state.endStatus;
    }
    if (state.isStopping()) {
      return DeploymentStatus.IN_PROGRESS;
    }
    if (state.phase == Phase.READY) {
      return DeploymentStatus.READY;
    }
    return state.phase == Phase.BAKING ? DeploymentStatus.BAKING : DeploymentStatus.IN_PROGRESS;
  }

  static TargetStatus status(DeploymentState state, TargetState target) {
    return state.isEnded() && target.status == TargetStatus.PENDING
        ? TargetStatus.SKIPPED
        : target.status;
  }

  private static List<TargetProgress> targets(DeploymentState state) {
    List<TargetProgress> targets = new ArrayList<>(state.targets.length);
    for (TargetState target : state.targets) {
      targets.add(
          new TargetProgress(target.instance, status(state, target), events(state, target)));
    }
    return targets;
  }

  private static List<TargetProgress.Event> events(DeploymentState state, TargetState target) {
    List<TargetProgress.Event> events = new ArrayList<>();
    for (LifecycleEvent event : LifecycleEvent.IN_PLACE) {
      LifecycleResult result = target.result(event);
      if (result == null) {
        LifecycleEventStatus status =
            target.isRunning() && target.event() == event
                ? LifecycleEventStatus.IN_PROGRESS
                : willNotRun(state, target)
                    ? LifecycleEventStatus.SKIPPED
                    : LifecycleEventStatus.PENDING;
        events.add(new TargetProgress.Event(event, status, LifecycleErrorCode.SUCCESS, "", ""));
      } else {
        events.add(
            new TargetProgress.Event(
                event,
                result.isSucceeded() ? LifecycleEventStatus.SUCCEEDED : LifecycleEventStatus.FAILED,
                result.code(),
                result.message(),
                result.logTail()));
      }
    }
    return events;
  }

  /** An instance that has ended runs nothing more, and neither does any once the deployment has. */
  private static boolean willNotRun(DeploymentState state, TargetState target) {
    return state.isEnded() || (target.status != TargetStatus.PENDING && !target.isRunning());
  }
}
