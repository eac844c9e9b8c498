package dev.penstock.deploy;

import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;

/** The rule of a leg that no strategy goes by: all targets at once, and every failure counts. */
final class EveryoneAtOnce {
  private EveryoneAtOnce() {}

  static Decision<DeploymentEvent> next(DeploymentState state, Instant at) {
    LegProgress leg = state.leg;
    if (leg.hasUntouched()) {
      return wave(leg, at);
    }
    for (TargetState target : leg.touched()) {
      if (target.status == TargetStatus.FAILED) {
        return Decision.accepted(failed(state, target, at));
      }
    }
    return Decision.accepted(new DeploymentEvent.FleetFinished(at));
  }

  static Decision<DeploymentEvent> wave(LegProgress leg, Instant at) {
    return Decision.accepted(
        new DeploymentEvent.WaveStarted(
            leg.following(leg.queue.length - leg.next), Duration.ZERO, at));
  }

  private static DeploymentEvent failed(DeploymentState state, TargetState target, Instant at) {
    LifecycleEvent event = target.event();
    LifecycleResult result = target.result(event);
    String message = result == null ? "" : ": " + result.message();
    return NextStep.stop(
        code(state.plan().platform(), event),
        event + " failed on " + target.instance + message,
        at);
  }

  private static String code(DeploymentPlatform platform, LifecycleEvent event) {
    if (platform.targetType() == TargetType.INSTANCE) {
      return event == LifecycleEvent.BLOCK_TRAFFIC || event == LifecycleEvent.ALLOW_TRAFFIC
          ? "ELB_INVALID_INSTANCE"
          : "HEALTH_CONSTRAINTS";
    }
    return event.isScriptable() ? "HOOK_EXECUTION_FAILURE" : "ECS_UPDATE_ERROR";
  }
}
