package dev.penstock.deploy;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folds the events of one group. */
final class GroupEvolution {
  private final GroupState state;

  private GroupEvolution(GroupState state) {
    this.state = state;
  }

  static void evolve(GroupState state, GroupEvent event) {
    GroupEvolution evolution = new GroupEvolution(state);
    if (event instanceof GroupEvent.DeploymentRequested requested) {
      state.tokens.put(requested.token(), requested.plan().id());
      state.target = requested.plan().revision();
      evolution.begin(requested.plan(), requested.options(), requested.at());
    } else if (event instanceof GroupEvent.DeploymentQueued queued) {
      evolution.queue(queued);
    } else if (event instanceof GroupEvent.InstancesSought sought) {
      state.sought = sought.id();
      state.soughtSide = sought.side();
      state.lastSought = sought.id();
    } else if (event instanceof GroupEvent.QueuedDeploymentBegan began) {
      evolution.beginQueued(began);
    } else if (event instanceof GroupEvent.QueuedDeploymentEnded ended) {
      evolution.endQueued(ended);
    } else if (event instanceof GroupEvent.DeploymentRecorded recorded) {
      evolution.end(recorded);
    } else if (event instanceof GroupEvent.RollbackRequested rollback) {
      evolution.decideRollback(rollback.of(), rollback.plan().id(), rollback.message());
      evolution.begin(rollback.plan(), DeploymentOptions.NONE, rollback.at());
    } else if (event instanceof GroupEvent.RollbackDeclined declined) {
      evolution.decideRollback(declined.of(), null, declined.message());
    } else if (event instanceof GroupEvent.UpdateRequested update) {
      evolution.update(update);
    } else if (event instanceof GroupEvent.Checkpointed checkpoint) {
      checkpoint.group().restore(state);
    } else {
      evolution.evolveOneInstance(event);
    }
  }

  private void evolveOneInstance(GroupEvent event) {
    if (event instanceof GroupEvent.InstanceLaunched launched) {
      launch(launched);
    } else if (event instanceof GroupEvent.InstanceEnding ending) {
      endInstance(ending);
    } else if (event instanceof GroupEvent.HeartbeatDue due) {
      HeldInstance held = held(due.hold());
      held.heartbeats = due.number();
      held.wakeAt = due.at().plus(HeldInstance.HEARTBEAT);
    } else if (event instanceof GroupEvent.HookAnswered answered) {
      release(answered.hold());
    } else if (event instanceof GroupEvent.HookAnswerFailed failure) {
      if (failure.attempt() == HeldInstance.MOST_ANSWERS) {
        release(failure.hold());
      } else {
        held(failure.hold()).wakeAt = failure.at().plus(HeldInstance.RETRY);
      }
    } else if (event instanceof GroupEvent.HookAnswerRepeated repeated) {
      HeldInstance held = held(repeated.hold());
      held.attempt = repeated.attempt();
      held.wakeAt = null;
    }
  }

  private HeldInstance held(int hold) {
    return Objects.requireNonNull(state.held.get(hold), "it is held");
  }

  private void release(int hold) {
    state.heldInstances.remove(held(hold).instance);
    state.held.remove(hold);
  }

  private void queue(GroupEvent.DeploymentQueued queued) {
    QueuedDeployment order = queued.order();
    state.tokens.put(queued.token(), order.id());
    state.target = order.revision();
    DeploymentOptions options = order.options();
    state.count++;
    GroupState.Past past =
        new GroupState.Past(
            order.id(), state.count, options.creator(), order.revision(), options, queued.at());
    past.isQueued = state.active != null || !state.waiting.isEmpty();
    state.live.put(past.id, past);
    state.waiting.put(past.id, past);
  }

  private void begin(DeploymentPlan plan, DeploymentOptions options, Instant at) {
    begun(plan, options, at);
    activate(plan);
  }

  /** A deployment that is new to the group. */
  private GroupState.Past begun(DeploymentPlan plan, DeploymentOptions options, Instant at) {
    state.count++;
    GroupState.Past past =
        new GroupState.Past(plan.id(), state.count, plan.creator(), plan.revision(), options, at);
    past.plan = plan;
    state.live.put(past.id, past);
    return past;
  }

  private void activate(DeploymentPlan plan) {
    state.active = plan;
    state.lastAttempted = plan.id();
    state.beside.forEach(
        (instance, beside) -> {
          if (beside.isFollowed() && beside.side().equals(plan.side())) {
            state.joined.putIfAbsent(instance, plan.id());
          }
        });
    for (DeploymentPlan.Target target : plan.targets()) {
      state.joined.remove(target.instance());
    }
  }

  private void beginQueued(GroupEvent.QueuedDeploymentBegan began) {
    GroupState.Past past = state.known(began.id());
    past.plan = began.plan();
    leaveQueue(began.id());
    activate(began.plan());
  }

  private void endQueued(GroupEvent.QueuedDeploymentEnded event) {
    leaveQueue(event.id());
    close(state.known(event.id()), event.outcome(), event.at());
  }

  private void leaveQueue(String id) {
    state.waiting.remove(id);
    if (id.equals(state.sought)) {
      state.sought = null;
    }
  }

  private void close(GroupState.Past past, DeploymentOutcome outcome, Instant at) {
    past.outcome = outcome;
    past.endedAt = at;
    state.live.remove(past.id);
    state.ended.put(past.id, past);
  }

  private void end(GroupEvent.DeploymentRecorded event) {
    GroupState.Past past = state.known(event.id());
    DeploymentPlan plan = Objects.requireNonNull(past.plan, "it was under way");
    DeploymentOutcome outcome = event.outcome();
    close(past, outcome, event.at());
    if (plan.creator() != DeploymentCreator.AUTO_SCALING_TERMINATION) {
      outcome.results().forEach(result -> install(plan, outcome, result));
    }
    if (plan.creator().isOfOneInstance()) {
      endBeside(plan, outcome);
    } else {
      endActive(past, plan, outcome);
    }
    if (state.active == null) {
      state.joined.keySet().removeIf(state::isUpToDate);
    }
  }

  private void endActive(GroupState.Past past, DeploymentPlan plan, DeploymentOutcome outcome) {
    state.active = null;
    if (!outcome.isSuccess()) {
      state.undecided = past;
      state.joined.values().removeIf(past.id::equals);
      return;
    }
    if (plan.creator() != DeploymentCreator.AUTO_UPDATE) {
      leaveFleet(plan.side(), outcome);
    }
    past.shed();
    state.lastSuccessful = plan.id();
    state.lastKnownGood = plan.revision();
    if (plan.shiftsTraffic() || plan.sides().size() == 1) {
      state.liveSide = plan.side();
    }
  }

  private void leaveFleet(String side, DeploymentOutcome outcome) {
    state.fleets.remove(side); // so that it is the youngest
    state.fleets.put(
        side,
        outcome.results().stream()
            .filter(result -> result.status() == TargetStatus.SUCCEEDED)
            .map(DeploymentOutcome.Result::instance)
            .toList());
  }

  private void endBeside(DeploymentPlan plan, DeploymentOutcome outcome) {
    String instance = plan.targets().get(0).instance();
    state.beside.remove(instance);
    HeldInstance held = state.heldInstances.get(instance);
    boolean isLaunch = plan.creator() == DeploymentCreator.AUTO_SCALING;
    if (held != null) {
      held.proceeds = !isLaunch || outcome.isSuccess();
      held.attempt = 1;
      held.wakeAt = null;
    }
    if (!isLaunch || (held != null && !outcome.isSuccess())) {
      forget(instance); // it goes, or is replaced
    }
  }

  private void forget(String instance) {
    state.instances.remove(instance);
    state.joined.remove(instance);
  }

  /** What an instance is after a deployment (D-264). */
  private void install(
      DeploymentPlan plan, DeploymentOutcome outcome, DeploymentOutcome.Result result) {
    RecordedRevision revision = plan.revision();
    GroupState.Installed before = state.installed(result.instance());
    if (result.status() == TargetStatus.SUCCEEDED) {
      state.instances.put(
          result.instance(), new GroupState.Installed(revision, true, revision, revision));
    } else if (result.status() != TargetStatus.SKIPPED) {
      state.instances.put(
          result.instance(),
          new GroupState.Installed(
              null,
              false,
              result.isInstalled() ? revision : before.byInstall(),
              before.byDeployment()));
    } else if (outcome.isSuccess()) {
      state.instances.put(
          result.instance(),
          new GroupState.Installed(
              before.revision(), false, before.byInstall(), before.byDeployment()));
    }
  }

  private void decideRollback(String of, @Nullable String by, String message) {
    GroupState.Past past = state.known(of);
    past.rolledBackBy = by;
    past.rollbackMessage = message;
    past.shed();
    state.undecided = null;
  }

  private void update(GroupEvent.UpdateRequested event) {
    GroupState.Past past = begun(event.plan(), DeploymentOptions.NONE, event.at());
    past.updateOf = event.of();
    GroupState.Past root = state.past(event.of());
    if (root != null) {
      root.updatedBy.add(past.id);
    }
    activate(event.plan());
  }

  private void launch(GroupEvent.InstanceLaunched event) {
    String instance = event.instance();
    state.launched.put(instance, event.plan().map(DeploymentPlan::id));
    event.plan().ifPresent(plan -> beside(instance, plan, event.isFollowed(), event.at()));
    DeploymentPlan active = state.active;
    if (event.isFollowed() && active != null && active.side().equals(event.side())) {
      state.joined.put(instance, active.id());
    }
    if (event.isHeld()) {
      hold(instance, true, event.plan().isPresent(), event.at());
    }
  }

  private void endInstance(GroupEvent.InstanceEnding event) {
    String instance = event.instance();
    event.plan().ifPresent(plan -> beside(instance, plan, false, event.at()));
    state.joined.remove(instance);
    state.gone.put(instance, true);
    if (event.isHeld()) {
      hold(instance, false, event.plan().isPresent(), event.at());
    }
    if (event.plan().isEmpty()) {
      forget(instance);
    }
  }

  private void beside(String instance, DeploymentPlan plan, boolean isFollowed, Instant at) {
    begun(plan, DeploymentOptions.NONE, at);
    state.beside.put(instance, new GroupState.Beside(plan.id(), isFollowed, plan.side()));
  }

  private void hold(String instance, boolean isLaunch, boolean isDeploying, Instant at) {
    state.holds++;
    HeldInstance held = new HeldInstance(state.holds, instance, isLaunch);
    if (isDeploying) {
      held.wakeAt = at.plus(HeldInstance.HEARTBEAT);
    } else {
      held.attempt = 1;
    }
    state.held.put(held.number, held);
    state.heldInstances.put(instance, held);
  }
}
