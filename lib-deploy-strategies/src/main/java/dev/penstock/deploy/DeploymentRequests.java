package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentEffect.AnnounceReady;
import dev.penstock.deploy.DeploymentEffect.ProvideFleet;
import dev.penstock.deploy.DeploymentEffect.RouteTraffic;
import dev.penstock.deploy.DeploymentEffect.RunLifecycleEvent;
import dev.penstock.deploy.DeploymentEffect.TerminateFleet;
import dev.penstock.deploy.DeploymentEffect.WakeAt;
import dev.penstock.deploy.DeploymentEffect.WatchAlarms;
import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.process.Effects;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    } else if (event instanceof DeploymentEvent.LifecycleEventStarted start) {
      out.settle(DeploymentKey.start(start.instance(), start.event()));
    } else if (event instanceof DeploymentEvent.LifecycleEventSucceeded success) {
      ran(after, success.instance(), success.event(), out);
    } else if (event instanceof DeploymentEvent.LifecycleEventFailed failure) {
      ran(after, failure.instance(), failure.event(), out);
    } else if (event instanceof DeploymentEvent.TrafficShiftStarted shift) {
      out.emit(new RouteTraffic(shift.number(), shift.basisPoints(), after.plan()));
    } else if (event instanceof DeploymentEvent.TrafficReturnStarted back) {
      overtake(after, out);
      out.emit(new RouteTraffic(back.number(), 0, after.plan()));
    } else if (event instanceof DeploymentEvent.PlanShiftStarted shift) {
      overtake(after, out);
      out.emit(new RouteTraffic(shift.number(), shift.basisPoints(), after.plan()));
    } else if (event instanceof DeploymentEvent.TrafficShifted shifted) {
      out.settle(DeploymentKey.route(shifted.number()));
    } else if (event instanceof DeploymentEvent.TrafficRoutingFailed failure) {
      out.settle(DeploymentKey.route(failure.number()));
    } else {
      followFleets(after, event, out);
    }
  }

  private static void overtake(DeploymentState after, Effects<? super DeploymentEffect> out) {
    if (after.planned.overtaken > 0) {
      out.settle(DeploymentKey.route(after.planned.overtaken));
    }
  }

  private static void followFleets(
      DeploymentState after, DeploymentEvent event, Effects<? super DeploymentEffect> out) {
    if (event instanceof DeploymentEvent.FleetProvided
        || event instanceof DeploymentEvent.FleetNotProvided) {
      out.settle(DeploymentKey.FLEET);
    } else if (event instanceof DeploymentEvent.TerminationStarted termination) {
      if (termination.number() == 1 && !after.isStopping()) {
        unwatch(after, out);
      }
      out.emit(termination(after));
    } else if (event instanceof DeploymentEvent.FleetTerminated termination) {
      out.settle(DeploymentKey.termination(termination.number()));
    } else if (event instanceof DeploymentEvent.TerminationFailed failure) {
      out.settle(DeploymentKey.termination(failure.number()));
    } else {
      followWaits(after, event, out);
    }
  }

  private static void followWaits(
      DeploymentState after, DeploymentEvent event, Effects<? super DeploymentEffect> out) {
    if (event instanceof DeploymentEvent.DeploymentCreated) {
      watch(after, out::emit);
      if (after.phase == Phase.PROVIDING) {
        out.emit(new ProvideFleet(after.plan()));
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
      if (after.plan().way().longest().isPresent()) {
        out.settle(DeploymentKey.DEADLINE);
      }
    } else if (event instanceof DeploymentEvent.DeploymentContinued continued) {
      if (continued.kind() == WaitKind.READY_WAIT) {
        out.settle(DeploymentKey.READY);
        out.settle(DeploymentKey.READY_TIMEOUT);
      } else {
        out.settle(DeploymentKey.BAKE);
      }
    } else if (event instanceof DeploymentEvent.PlanStarted) {
      plan(after, out::emit);
    } else if (event instanceof DeploymentEvent.PlanEnded) {
      out.settle(after.isStopping() ? DeploymentKey.PLAN_END : DeploymentKey.PLAN);
    } else if (event instanceof DeploymentEvent.StopOrdered) {
      after.dropped.forEach(out::settle);
      plan(after, out::emit);
    } else if (event instanceof DeploymentEvent.DeploymentSucceeded && after.terminations == 0) {
      unwatch(after, out);
    }
  }

  static void pending(DeploymentState state, Consumer<? super DeploymentEffect> out) {
    if (!state.exists() || state.isEnded()) {
      return;
    }
    if (state.phase == Phase.PROVIDING) {
      out.accept(new ProvideFleet(state.plan()));
    }
    for (int i = 0; state.leg.running > 0 && i < state.leg.next; i++) {
      if (state.leg.queue[i].isRunning()) {
        run(state, state.leg.queue[i].instance, out);
      }
    }
    if (state.isTerminating()) {
      out.accept(termination(state));
    }
    if (state.isStopping()) {
      plan(state, out);
    }
    if (state.isRoutingByPlan()) {
      out.accept(new RouteTraffic(state.routes, state.wanted, state.plan()));
    }
    if (!state.isStopping()) {
      waits(state, out);
    } else {
      holdAndRoute(state, state.isReturning, out);
    }
  }

  /** All that a stop makes uninteresting, if none has been ordered. */
  static void waits(DeploymentState state, Consumer<? super DeploymentEffect> out) {
    if (state.isWatching()) {
      watch(state, out);
    }
    if (state.phase == Phase.READY) {
      out.accept(new AnnounceReady(state.plan().id()));
      out.accept(new WakeAt(DeploymentKey.READY_TIMEOUT, wait(state.waitUntil)));
    } else if (state.phase == Phase.BAKING && state.waitUntil != null) {
      out.accept(new WakeAt(DeploymentKey.BAKE, state.waitUntil));
    }
    plan(state, out);
    holdAndRoute(state, true, out);
  }

  /** The rollout that carries out the plan is to go on, or back. */
  private static void plan(DeploymentState state, Consumer<? super DeploymentEffect> out) {
    DeploymentEvent.StopOrdered stop = state.stop;
    if (state.planned.isRunning) {
      List<DeploymentPlan.Target> hosts = state.plannedHosts();
      out.accept(
          stop == null
              ? new DeploymentEffect.RunPlan(state.plan(), hosts)
              : new DeploymentEffect.EndPlan(
                  state.plan(), hosts, stop.reason(), stop.cause() == EndCause.REQUEST));
    }
  }

  private static void watch(DeploymentState state, Consumer<? super DeploymentEffect> out) {
    if (!state.plan().alarms().isEmpty()) {
      out.accept(new WatchAlarms(state.plan().alarms()));
    }
    Duration longest = state.plan().way().longest().orElse(null);
    if (longest != null && !state.hasBaked) {
      out.accept(new WakeAt(DeploymentKey.DEADLINE, wait(state.createdAt).plus(longest)));
    }
  }

  private static void unwatch(DeploymentState state, Effects<? super DeploymentEffect> out) {
    watch(state, effect -> out.settle(effect.key()));
  }

  private static void holdAndRoute(
      DeploymentState state, boolean isRouteOpen, Consumer<? super DeploymentEffect> out) {
    if (state.heldUntil != null) {
      out.accept(new WakeAt(DeploymentKey.hold(state.holds), state.heldUntil));
    }
    if (state.isRouting && isRouteOpen && !state.isRoutingByPlan()) {
      out.accept(new RouteTraffic(state.routes, state.wanted, state.plan()));
    }
  }

  private static DeploymentEffect termination(DeploymentState state) {
    FleetLabel label = Objects.requireNonNull(state.terminating, "nothing is given up");
    TargetState[] fleet = label == FleetLabel.BLUE ? state.originals : state.targets;
    return new TerminateFleet(
        state.terminations,
        label,
        Arrays.stream(fleet).map(target -> target.instance).toList(),
        state.plan());
  }

  private static void run(
      DeploymentState state, String instance, Consumer<? super DeploymentEffect> out) {
    TargetState target = Objects.requireNonNull(state.target(instance), instance);
    LifecycleEvent event = target.event();
    out.accept(new RunLifecycleEvent(instance, event, state.leg.leg.isWayBack(), state.plan()));
    out.accept(new WakeAt(DeploymentKey.timeout(instance, event), wait(target.timeoutAt)));
    if (target.startBy != null) {
      out.accept(new WakeAt(DeploymentKey.start(instance, event), target.startBy));
    }
  }

  private static void ran(
      DeploymentState after,
      String instance,
      LifecycleEvent event,
      Effects<? super DeploymentEffect> out) {
    TargetState target = Objects.requireNonNull(after.target(instance), instance);
    out.settle(DeploymentKey.run(instance, event));
    out.settle(DeploymentKey.timeout(instance, event));
    if (target.endedUnstarted) {
      out.settle(DeploymentKey.start(instance, event));
    }
    if (target.isRunning()) {
      run(after, instance, out::emit);
    }
  }

  private static Instant wait(@Nullable Instant until) {
    return Objects.requireNonNull(until, "nothing is waited for");
  }
}
