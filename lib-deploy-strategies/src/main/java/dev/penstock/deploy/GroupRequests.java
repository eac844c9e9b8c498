package dev.penstock.deploy;

import dev.penstock.process.Effects;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/** What a group asks of its host: after each event, and again after a restart. */
final class GroupRequests {
  private GroupRequests() {}

  static void follow(GroupState after, GroupEvent event, Effects<? super GroupEffect> out) {
    if (event instanceof GroupEvent.DeploymentRequested requested) {
      out.emit(new GroupEffect.StartDeployment(requested.plan()));
    } else if (event instanceof GroupEvent.RollbackRequested rollback) {
      out.emit(new GroupEffect.StartDeployment(rollback.plan()));
    } else if (event instanceof GroupEvent.UpdateRequested update) {
      out.emit(new GroupEffect.StartDeployment(update.plan()));
    } else if (event instanceof GroupEvent.DeploymentQueued queued) {
      out.emit(new GroupEffect.AwaitTurn(queued.order().id()));
    } else if (event instanceof GroupEvent.InstancesSought sought) {
      out.emit(new GroupEffect.FindInstances(sought.id(), sought.side()));
    } else if (event instanceof GroupEvent.QueuedDeploymentBegan began) {
      leaveQueue(after, began.id(), out);
      out.emit(new GroupEffect.StartDeployment(began.plan()));
    } else if (event instanceof GroupEvent.QueuedDeploymentEnded ended) {
      leaveQueue(after, ended.id(), out);
    } else if (event instanceof GroupEvent.DeploymentRecorded recorded) {
      out.settle(DeploymentKey.child(recorded.id()));
      answer(after, recorded.id(), out);
    } else if (event instanceof GroupEvent.InstanceLaunched launched) {
      launched.plan().ifPresent(plan -> out.emit(new GroupEffect.StartDeployment(plan)));
      hold(after, launched.instance(), launched.isHeld(), out);
    } else if (event instanceof GroupEvent.InstanceEnding ending) {
      ending.plan().ifPresent(plan -> out.emit(new GroupEffect.StartDeployment(plan)));
      hold(after, ending.instance(), ending.isHeld(), out);
    } else {
      followHold(after, event, out);
    }
  }

  private static void leaveQueue(GroupState after, String id, Effects<? super GroupEffect> out) {
    out.settle(GroupKey.turn(id));
    if (id.equals(after.lastSought)) {
      out.settle(GroupKey.search(id));
    }
  }

  private static void hold(
      GroupState after, String instance, boolean isHeld, Effects<? super GroupEffect> out) {
    if (isHeld) {
      pending(Objects.requireNonNull(after.heldInstances.get(instance), instance), out::emit);
    }
  }

  /** The deployment of an instance that is held has ended: no more heartbeats, but an answer. */
  private static void answer(GroupState after, String id, Effects<? super GroupEffect> out) {
    DeploymentPlan plan = Objects.requireNonNull(after.known(id).plan, "it was under way");
    if (!plan.creator().isOfOneInstance()) {
      return;
    }
    HeldInstance held = after.heldInstances.get(plan.targets().get(0).instance());
    if (held != null) {
      out.settle(GroupKey.heartbeatTimer(held.number, held.heartbeats + 1));
      if (held.heartbeats > 0) {
        out.settle(GroupKey.heartbeat(held.number, held.heartbeats));
      }
      pending(held, out::emit);
    }
  }

  private static void followHold(
      GroupState after, GroupEvent event, Effects<? super GroupEffect> out) {
    if (event instanceof GroupEvent.HeartbeatDue due) {
      out.settle(GroupKey.heartbeatTimer(due.hold(), due.number()));
      if (due.number() > 1) {
        out.settle(GroupKey.heartbeat(due.hold(), due.number() - 1));
      }
      pending(Objects.requireNonNull(after.held.get(due.hold())), out::emit);
    } else if (event instanceof GroupEvent.HookAnswered answered) {
      out.settle(GroupKey.answer(answered.hold(), answered.attempt()));
    } else if (event instanceof GroupEvent.HookAnswerFailed failure) {
      out.settle(GroupKey.answer(failure.hold(), failure.attempt()));
      HeldInstance held = after.held.get(failure.hold());
      if (held != null) {
        pending(held, out::emit);
      }
    } else if (event instanceof GroupEvent.HookAnswerRepeated repeated) {
      out.settle(GroupKey.answerTimer(repeated.hold(), repeated.attempt() - 1));
      pending(Objects.requireNonNull(after.held.get(repeated.hold())), out::emit);
    }
  }

  static void pending(GroupState state, Consumer<? super GroupEffect> out) {
    for (GroupState.Past past : state.live.values()) {
      out.accept(
          past.plan == null
              ? new GroupEffect.AwaitTurn(past.id)
              : new GroupEffect.StartDeployment(past.plan));
    }
    if (state.sought != null) {
      out.accept(new GroupEffect.FindInstances(state.sought, state.soughtSide));
    }
    state.held.values().forEach(held -> pending(held, out));
  }

  /** What is open for an instance that is held: heartbeats, an answer, or a pause before one. */
  private static void pending(HeldInstance held, Consumer<? super GroupEffect> out) {
    Instant wakeAt = held.wakeAt;
    if (wakeAt != null) {
      out.accept(new GroupEffect.WakeAt(held.timer(), wakeAt));
    }
    if (held.isBeating() && held.heartbeats > 0) {
      out.accept(
          new GroupEffect.SendHeartbeat(
              held.number, held.instance, held.isLaunch, held.heartbeats));
    } else if (!held.isBeating() && wakeAt == null) {
      out.accept(
          new GroupEffect.AnswerHook(
              held.number, held.instance, held.isLaunch, held.proceeds, held.attempt));
    }
  }
}
