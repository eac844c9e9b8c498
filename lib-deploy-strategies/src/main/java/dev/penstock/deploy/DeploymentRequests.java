package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentEffect.AnnounceReady;
import dev.penstock.deploy.DeploymentEffect.RouteTraffic;
import dev.penstock.deploy.DeploymentEffect.RunLifecycleEvent;
import dev.penstock.deploy.DeploymentEffect.WakeAt;
import dev.penstock.deploy.DeploymentEffect.WatchAlarms;
import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.process.Effects;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a deployment asks of its host: after each event, and again after a restart. */
final class DeploymentRequests {
  private DeploymentRequests() {}

  static void follow(
      DeploymentState after, DeploymentEvent event, Effects<? super DeploymentEffect> out) {
    if (event instanceof DeploymentEvent.WaveStarted wave) {
      wave.instances().forEach(instance -> run(after, instance, out::emit));
    } else if (event instanceof DeploymentEvent.LifecycleEventSucceeded success) {
      ran(after, success.instance(), success.event(), out);
    } else if (event instanceof DeploymentEvent.LifecycleEventFailed failure) {
      ran(after, failure.instance(), failure.event(), out);
    } else if (event instanceof DeploymentEvent.TrafficShiftStarted shift) {
      out.emit(new RouteTraffic(shift.number(), shift.basisPoints(), after.plan()));
    } else if (event instanceof DeploymentEvent.TrafficReturnStarted back) {
      out.emit(new RouteTraffic(back.number(), 0, after.plan()));
    } else if (event instanceof DeploymentEvent.TrafficShifted shifted) {
      out.settle(DeploymentKey.route(shifted.number()));
    } else if (event instanceof DeploymentEvent.TrafficRoutingFailed failure) {
      out.settle(DeploymentKey.route(failure.number()));
    } else {
      followWaits(after, event, out);
    }
  }

  private static void followWaits(
      DeploymentState after, DeploymentEvent event, Effects<? super DeploymentEffect> out) {
    if (event instanceof DeploymentEvent.DeploymentCreated created) {
      if (!created.plan().alarms().isEmpty()) {
        out.emit(new WatchAlarms(created.plan().alarms()));
      }
    } else if (event instanceof DeploymentEvent.HoldStarted hold) {
      out.emit(new WakeAt(DeploymentKey.hold(hold.number()), hold.until()));
    } else if (event instanceof DeploymentEvent.HoldElapsed hold) {
      out.settle(DeploymentKey.hold(hold.number()));
    } else if (event instanceof DeploymentEvent.ReadyWaitStarted wait) {
      out.emit(new AnnounceReady(after.plan().id()));
      out.emit(new WakeAt(DeploymentKey.READY_TIMEOUT, wait.until()));
    } else if (event instanceof DeploymentEvent.BakeStarted bake) {
      out.emit(new WakeAt(DeploymentKey.BAKE, bake.until()));
    } else if (event instanceof DeploymentEvent.DeploymentContinued continued) {
      if (continued.kind() == WaitKind.READY_WAIT) {
        out.settle(DeploymentKey.READY);
        out.settle(DeploymentKey.READY_TIMEOUT);
      } else {
        out.settle(DeploymentKey.BAKE);
      }
    } else if (event instanceof DeploymentEvent.StopOrdered) {
      after.dropped.forEach(out::settle);
    } else if (event instanceof DeploymentEvent.DeploymentSucceeded
        && !after.plan().alarms().isEmpty()) {
      out.settle(DeploymentKey.ALARMS);
    }
  }

  static void pending(DeploymentState state, Consumer<? super DeploymentEffect> out) {
    if (!state.exists() || state.isEnded()) {
      return;
    }
    for (int i = 0; state.running > 0 && i < state.nextTarget; i++) {
      if (state.targets[i].isRunning()) {
        run(state, state.targets[i].instance, out);
      }
    }
    if (!state.isStopping()) {
      waits(state, out);
    } else {
      holdAndRoute(state, state.isReturning, out);
    }
  }

  /** All that a stop makes uninteresting, if none has been ordered. */
  static void waits(DeploymentState state, Consumer<? super DeploymentEffect> out) {
    if (!state.plan().alarms().isEmpty()) {
      out.accept(new WatchAlarms(state.plan().alarms()));
    }
    if (state.phase == Phase.READY) {
      out.accept(new AnnounceReady(state.plan().id()));
      out.accept(new WakeAt(DeploymentKey.READY_TIMEOUT, wait(state.waitUntil)));
    } else if (state.phase == Phase.BAKING && state.waitUntil != null) {
      out.accept(new WakeAt(DeploymentKey.BAKE, state.waitUntil));
    }
    holdAndRoute(state, true, out);
  }

  private static void holdAndRoute(
      DeploymentState state, boolean isRouteOpen, Consumer<? super DeploymentEffect> out) {
    if (state.heldUntil != null) {
      out.accept(new WakeAt(DeploymentKey.hold(state.holds), state.heldUntil));
    }
    if (state.isRouting && isRouteOpen) {
      out.accept(new RouteTraffic(state.routes, state.wanted, state.plan()));
    }
  }

  private static void run(
      DeploymentState state, String instance, Consumer<? super DeploymentEffect> out) {
    TargetState target = Objects.requireNonNull(state.target(instance), instance);
    LifecycleEvent event = target.event();
    out.accept(new RunLifecycleEvent(instance, event, state.plan()));
    out.accept(new WakeAt(DeploymentKey.timeout(instance, event), wait(target.timeoutAt)));
  }

  private static void ran(
      DeploymentState after,
      String instance,
      LifecycleEvent event,
      Effects<? super DeploymentEffect> out) {
    out.settle(DeploymentKey.run(instance, event));
    out.settle(DeploymentKey.timeout(instance, event));
    TargetState target = Objects.requireNonNull(after.target(instance), instance);
    if (target.isRunning()) {
      run(after, instance, out::emit);
    }
  }

  private static Instant wait(@Nullable Instant until) {
    return Objects.requireNonNull(until, "nothing is waited for");
  }
}
