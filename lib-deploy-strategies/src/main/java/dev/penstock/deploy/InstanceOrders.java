package dev.penstock.deploy;

import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.process.Decision;
import java.util.Optional;

/** What reports about single instances mean to a group: those that join, and those that go. */
final class InstanceOrders {
  private final DeploymentGroup group;
  private final GroupState state;

  InstanceOrders(DeploymentGroup group, GroupState state) {
    this.group = group;
    this.state = state;
  }

  Decision<GroupEvent> decide(GroupCommand command) {
    if (command instanceof GroupCommand.LaunchInstance report) {
      return launched(report);
    }
    if (command instanceof GroupCommand.EndInstance report) {
      return ending(report);
    }
    if (command instanceof GroupCommand.AnswerTaken report) {
      return isAsked(report.hold(), report.attempt())
          ? Decision.accepted(
              new GroupEvent.HookAnswered(report.hold(), report.attempt(), report.at()))
          : Decision.unchanged();
    }
    if (command instanceof GroupCommand.AnswerFailed report) {
      return isAsked(report.hold(), report.attempt())
          ? Decision.accepted(
              new GroupEvent.HookAnswerFailed(
                  report.hold(), report.attempt(), report.message(), report.at()))
          : Decision.unchanged();
    }
    return command instanceof GroupCommand.TimerFired timer ? fired(timer) : Decision.unchanged();
  }

  /** Whether that attempt to answer is open. */
  private boolean isAsked(int hold, int attempt) {
    HeldInstance held = state.held.get(hold);
    return held != null && !held.isBeating() && held.attempt == attempt && held.wakeAt == null;
  }

  private Decision<GroupEvent> launched(GroupCommand.LaunchInstance report) {
    FleetInstance instance = report.instance();
    Optional<String> side = group.sideOf(instance);
    if (side.isEmpty()) {
      return Decision.rejected(
          "group.no-member",
          "no side of group " + group.name() + " selects instance " + instance.id());
    }
    if (state.launched.containsKey(instance.id())) {
      return Decision.unchanged();
    }
    if (isBusy(instance.id())) {
      return busy(instance.id());
    }
    if (state.gone.containsKey(instance.id())) {
      return Decision.unchanged();
    }
    if (state.beside.size() + state.held.size() >= GroupState.MOST_BESIDE) {
      return full();
    }
    return Decision.accepted(
        new GroupEvent.InstanceLaunched(
            instance.id(),
            report.isHeld(),
            group.outdatedInstances() == OutdatedInstances.UPDATE,
            side.get(),
            new PlanMaker(group, state).launch(instance.id(), side.get()),
            report.at()));
  }

  private Decision<GroupEvent> ending(GroupCommand.EndInstance report) {
    if (state.gone.containsKey(report.instance())) {
      return Decision.unchanged();
    }
    if (isBusy(report.instance())) {
      return busy(report.instance());
    }
    if (state.beside.size() + state.held.size() >= GroupState.MOST_BESIDE) {
      return full();
    }
    Optional<DeploymentPlan> plan = new PlanMaker(group, state).ending(report.instance());
    boolean isKnown =
        state.instances.containsKey(report.instance())
            || state.launched.containsKey(report.instance());
    return plan.isEmpty() && !report.isHeld() && !isKnown
        ? Decision.unchanged()
        : Decision.accepted(
            new GroupEvent.InstanceEnding(report.instance(), report.isHeld(), plan, report.at()));
  }

  private boolean isBusy(String instance) {
    return state.beside.containsKey(instance) || state.heldInstances.containsKey(instance);
  }

  private static Decision<GroupEvent> busy(String instance) {
    return Decision.rejected(
        "group.instance-busy",
        "instance " + instance + " is being launched or ended; tell again after that");
  }

  private static Decision<GroupEvent> full() {
    return Decision.rejected(
        "group.too-many-instances",
        "allowed: at most "
            + GroupState.MOST_BESIDE
            + " instances that are launched and ended at a time");
  }

  /** A timer's key names the hold; only the timer that is open counts. */
  private Decision<GroupEvent> fired(GroupCommand.TimerFired timer) {
    String[] parts = timer.key().text().split("/", -1);
    HeldInstance held = state.held.get(Integer.parseInt(parts[2]));
    if (held == null || held.wakeAt == null || !held.timer().equals(timer.key())) {
      return Decision.unchanged();
    }
    return Decision.accepted(
        held.isBeating()
            ? new GroupEvent.HeartbeatDue(held.number, held.heartbeats + 1, timer.at())
            : new GroupEvent.HookAnswerRepeated(held.number, held.attempt + 1, timer.at()));
  }
}
