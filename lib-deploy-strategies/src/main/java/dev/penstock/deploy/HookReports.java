package dev.penstock.deploy;

import dev.penstock.process.Decision;

/** What the report of a hook function means to a deployment (D-155). */
final class HookReports {
  private HookReports() {}

  /** Names one run of a function: the target and the event, which it runs once. */
  static String executionId(String instance, LifecycleEvent event) {
    return instance + "/" + event.text();
  }

  static Decision<DeploymentEvent> decide(
      DeploymentState state, DeploymentCommand.ReportHook order) {
    String id = order.executionId();
    if (order.status() != LifecycleEventStatus.SUCCEEDED
        && order.status() != LifecycleEventStatus.FAILED) {
      return Decision.rejected(
          "hook.invalid-status",
          order.status() + " is no end of a hook; allowed: SUCCEEDED, FAILED");
    }
    int slash = id.lastIndexOf('/');
    TargetState target = slash < 0 ? null : state.target(id.substring(0, slash));
    LifecycleEvent event = slash < 0 ? null : LifecycleEvent.ofText(id.substring(slash + 1));
    if (target == null
        || event == null
        || !event.isScriptable()
        || state.plan().platform().targetType() == TargetType.INSTANCE) {
      return Decision.rejected(
          "hook.no-such-execution",
          "\"" + id + "\" names no hook of deployment " + state.plan().id());
    }
    if (target.isRunning() && target.event() == event) {
      return Decision.accepted(
          order.status() == LifecycleEventStatus.SUCCEEDED
              ? new DeploymentEvent.LifecycleEventSucceeded(target.instance, event, "", order.at())
              : new DeploymentEvent.LifecycleEventFailed(
                  target.instance,
                  event,
                  LifecycleErrorCode.SCRIPT_FAILED,
                  "the hook function reported that it failed",
                  "",
                  order.at()));
    }
    return target.result(event) != null
        ? Decision.rejected(
            "hook.already-completed", "hook " + id + " has already completed; it is reported once")
        : Decision.rejected("hook.not-running", "hook " + id + " has not begun or will not run");
  }
}
