package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays one deployment by hand: answers what it asks for, notes what it asked in which order, and
 * fails, hangs or alarms where it is told to.
 */
final class Performance {
  final Rehearsal<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect> rehearsal;
  final List<String> asked = new ArrayList<>();
  final Set<String> failing = new HashSet<>(); // "instance Event", "fleet", "route", "terminate"
  final Set<String> hanging = new HashSet<>();
  final Map<String, DeploymentCommand> before = new HashMap<>(); // told when this is asked first
  Instant now = Plans.START;
  private final Set<DeploymentKey> seen = new HashSet<>();

  Performance(DeploymentPlan plan, DeploymentStrategy fleet, @Nullable DeploymentStrategy traffic) {
    rehearsal = new Rehearsal<>(new DeploymentDecider(fleet, traffic));
    rehearsal.tell(new DeploymentCommand.CreateDeployment(plan, now));
  }

  /** Answers all but timers until nothing is left to answer. */
  Performance play() {
    boolean isMoving = true;
    while (isMoving) {
      isMoving = false;
      for (DeploymentEffect effect : rehearsal.pending()) {
        isMoving |= answer(effect);
      }
    }
    return this;
  }

  /** Fires the timer that comes due first, and plays on. */
  Performance wake() {
    DeploymentEffect.WakeAt first =
        rehearsal.pending(DeploymentEffect.WakeAt.class).stream()
            .min((one, other) -> one.due().compareTo(other.due()))
            .orElseThrow(() -> new AssertionError("nothing is waited for"));
    now = first.due();
    tell(new DeploymentCommand.TimerFired(first.key(), now));
    return play();
  }

  Decision<DeploymentEvent> tell(DeploymentCommand command) {
    return rehearsal.tell(command);
  }

  Performance goOn(WaitKind kind) {
    tell(new DeploymentCommand.ContinueDeployment(kind, now));
    return play();
  }

  Performance alarm() {
    tell(alarmAt(now));
    return play();
  }

  static DeploymentCommand alarmAt(Instant at) {
    return new DeploymentCommand.AlarmReported("errors", AlarmState.ALARM, "7 %", at);
  }

  Deployment view() {
    return DeploymentView.of(rehearsal.state);
  }

  TargetProgress target(String instance) {
    return view().targets().stream()
        .filter(each -> each.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }

  private boolean answer(DeploymentEffect effect) {
    String name = name(effect);
    if (name.isEmpty()) {
      return false;
    }
    if (seen.add(effect.key())) {
      asked.add(name);
      DeploymentCommand first = before.remove(name);
      if (first != null) {
        tell(first);
        return true;
      }
    }
    if (hanging.contains(name)) {
      return false;
    }
    return !(tell(answerOf(effect, failing.contains(name))) instanceof Decision.Unchanged);
  }

  private static String name(DeploymentEffect effect) {
    if (effect instanceof DeploymentEffect.RunLifecycleEvent run) {
      return run.instance() + " " + run.event();
    }
    if (effect instanceof DeploymentEffect.RouteTraffic route) {
      return "route " + route.basisPoints() / 100 + " %";
    }
    if (effect instanceof DeploymentEffect.TerminateFleet terminate) {
      return "terminate " + terminate.label().text() + " " + terminate.instances();
    }
    return effect instanceof DeploymentEffect.ProvideFleet ? "fleet" : "";
  }

  private DeploymentCommand answerOf(DeploymentEffect effect, boolean fails) {
    if (effect instanceof DeploymentEffect.RunLifecycleEvent run) {
      LifecycleResult result =
          fails
              ? LifecycleResult.failed(LifecycleErrorCode.SCRIPT_FAILED, "status 1", "oops")
              : LifecycleResult.succeeded("");
      return new DeploymentCommand.LifecycleEventReported(run.instance(), run.event(), result, now);
    }
    if (effect instanceof DeploymentEffect.RouteTraffic route) {
      return fails
          ? new DeploymentCommand.RouteFailed(route.number(), "balancer is away", now)
          : new DeploymentCommand.RouteReported(route.number(), now);
    }
    if (effect instanceof DeploymentEffect.TerminateFleet terminate) {
      return fails
          ? new DeploymentCommand.TerminationNotDone(terminate.number(), "locked", now)
          : new DeploymentCommand.TerminationReported(terminate.number(), now);
    }
    DeploymentPlan plan = ((DeploymentEffect.ProvideFleet) effect).plan();
    List<String> fresh = new ArrayList<>();
    plan.way().originals().forEach(each -> fresh.add("i-" + fresh.size()));
    return fails
        ? new DeploymentCommand.FleetFailed("no capacity", now)
        : new DeploymentCommand.FleetReported(fresh, now);
  }
}
