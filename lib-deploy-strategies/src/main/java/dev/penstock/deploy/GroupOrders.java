package dev.penstock.deploy;

import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What orders and reports about deployments mean to a group. */
final class GroupOrders {
  private final DeploymentGroup group;
  private final GroupState state;

  GroupOrders(DeploymentGroup group, GroupState state) {
    this.group = group;
    this.state = state;
  }

  Decision<GroupEvent> decide(GroupCommand command) {
    if (command instanceof GroupCommand.RequestDeployment request) {
      return state.tokens.containsKey(request.token()) ? Decision.unchanged() : request(request);
    }
    if (command instanceof GroupCommand.RepeatDeployment repeat) {
      return state.tokens.containsKey(repeat.token()) ? Decision.unchanged() : repeat(repeat);
    }
    if (command instanceof GroupCommand.ReportEnd report) {
      return isUnderWay(report.id())
          ? Decision.accepted(
              new GroupEvent.DeploymentRecorded(report.id(), report.outcome(), report.at()))
          : Decision.unchanged();
    }
    if (command instanceof GroupCommand.StopWaiting order) {
      return stopWaiting(order);
    }
    if (command instanceof GroupCommand.InstancesFound found) {
      GroupState.Past past = state.waiting.get(found.id());
      return past != null && found.id().equals(state.sought)
          ? Decision.accepted(
              new PlanMaker(group, state)
                  .fromQueue(past, state.soughtSide, found.instances(), found.zones(), found.at()))
          : Decision.unchanged();
    }
    if (command instanceof GroupCommand.SearchFailed failure) {
      return failure.id().equals(state.sought)
          ? Decision.accepted(
              new GroupEvent.QueuedDeploymentEnded(
                  failure.id(),
                  DeploymentOutcome.unbegun(
                      EndCause.FAILURE,
                      "INTERNAL_ERROR",
                      "the instances could not be found: " + failure.message()),
                  failure.at()))
          : Decision.unchanged();
    }
    return new InstanceOrders(group, state).decide(command);
  }

  private boolean isUnderWay(String id) {
    GroupState.Past past = state.live.get(id);
    return past != null && past.plan != null;
  }

  private Decision<GroupEvent> request(GroupCommand.RequestDeployment request) {
    boolean isFree = state.active == null && state.waiting.isEmpty();
    if (!isFree && group.newerRevision() == NewerRevision.REFUSE) {
      return busy();
    }
    if (state.waiting.size() == GroupState.MOST_WAITING
        && group.newerRevision() == NewerRevision.QUEUE) {
      return Decision.rejected(
          "group.queue-full",
          state.waiting.size()
              + " deployments wait in group "
              + group.name()
              + "; allowed: at most "
              + GroupState.MOST_WAITING);
    }
    PlanMaker plans = new PlanMaker(group, state);
    QueuedDeployment order =
        new QueuedDeployment(plans.nextId(), request.revision(), request.options());
    Optional<DeploymentPlan> plan = isFree ? plans.atOnce(order) : Optional.empty();
    return Decision.accepted(
        plan.isPresent()
            ? new GroupEvent.DeploymentRequested(
                request.token(), plan.get(), request.at(), request.options())
            : new GroupEvent.DeploymentQueued(request.token(), order, request.at()));
  }

  private Decision<GroupEvent> busy() {
    String first =
        state.active == null ? state.waiting.keySet().iterator().next() : state.active.id();
    return Decision.rejected(
        "group.busy",
        "deployment "
            + first
            + " of group "
            + group.name()
            + " has not ended; a group has one deployment at a time");
  }

  private Decision<GroupEvent> repeat(GroupCommand.RepeatDeployment repeat) {
    GroupState.Past past = state.past(repeat.of());
    if (past == null) {
      return unknown(repeat.of());
    }
    if (repeat.isRetry()
        && (past.outcome == null || past.outcome.isSuccess() || past.creator.isAutomatic())) {
      String why =
          past.outcome == null
              ? " has not ended"
              : past.outcome.isSuccess() ? " succeeded" : " was begun by the group itself";
      return Decision.rejected(
          "group.no-retry",
          "deployment "
              + past.id
              + why
              + "; one that somebody asked for and that failed or was stopped can be retried");
    }
    DeploymentOptions options = repeat.isRetry() ? past.options : repeat.options();
    RecordedRevision revision =
        options.fileExistsBehavior().map(past.revision::installedBy).orElse(past.revision);
    return request(
        new GroupCommand.RequestDeployment(repeat.token(), revision, options, repeat.at()));
  }

  private Decision<GroupEvent> stopWaiting(GroupCommand.StopWaiting order) {
    GroupState.Past past = state.past(order.id());
    if (past == null) {
      return unknown(order.id());
    }
    if (!state.waiting.containsKey(order.id())) {
      return Decision.rejected(
          past.outcome == null ? "deployment.begun" : "deployment.ended",
          "deployment "
              + order.id()
              + (past.outcome == null ? " has begun" : " has ended: " + past.outcome.status()));
    }
    return Decision.accepted(
        new GroupEvent.QueuedDeploymentEnded(
            order.id(),
            DeploymentOutcome.unbegun(EndCause.REQUEST, "MANUAL_STOP", order.reason()),
            order.at()));
  }

  private Decision<GroupEvent> unknown(String id) {
    return Decision.rejected(
        "group.no-such-deployment", "group " + group.name() + " knows no deployment " + id);
  }

  /** What follows from a queue whose group is free, or that holds more than it should. */
  static Decision<GroupEvent> nextInTurn(DeploymentGroup group, GroupState state, Instant at) {
    if (state.waiting.size() > 1 && group.newerRevision() == NewerRevision.SUPERSEDE) {
      List<GroupState.Past> all = List.copyOf(state.waiting.values());
      String newest = all.get(all.size() - 1).id;
      return Decision.accepted(
          new GroupEvent.QueuedDeploymentEnded(
              all.get(0).id,
              DeploymentOutcome.unbegun(
                  EndCause.REQUEST, "SUPERSEDED", "deployment " + newest + " is newer"),
              at));
    }
    GroupState.Past first = state.firstWaiting();
    if (first == null || state.active != null || state.sought != null) {
      return Decision.unchanged();
    }
    return Decision.accepted(new PlanMaker(group, state).inTurn(first, at));
  }
}
