package dev.penstock.deploy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps books of its own about one deployment, from what is asked and what is reported alone, and
 * notes whatever is unsafe.
 */
final class Watchman {
  final List<String> unsafe = new ArrayList<>();
  private final Map<String, Map<LifecycleEvent, Boolean>> ended = new HashMap<>();
  private final Map<String, Set<LifecycleEvent>> asked = new HashMap<>();
  private final Map<Integer, Integer> routes = new HashMap<>();
  private final Set<String> blocked = new HashSet<>(); // originals that left the balancer
  private final Set<String> admitted = new HashSet<>(); // replacements that may have joined it
  private int weight;
  private boolean mayBeOnNewSide;
  private boolean isBlueGivenUp;
  private boolean isGreenGivenUp;

  /** What a deployment asks for the first time. */
  void sees(DeploymentEffect effect, DeploymentPlan plan, boolean isStopping) {
    if (effect instanceof DeploymentEffect.RunLifecycleEvent run) {
      asked.computeIfAbsent(run.instance(), i -> new HashSet<>()).add(run.event());
      runs(run, plan, isOriginal(plan, run.instance()));
    } else if (effect instanceof DeploymentEffect.RouteTraffic route) {
      routes.put(route.number(), route.basisPoints());
      if (route.basisPoints() > 0) {
        mayBeOnNewSide = true;
        check(!isGreenGivenUp, "traffic to a replacement that is given up");
        check(isNewSideDeployed(plan), "traffic to a side that is not deployed");
      } else {
        check(!isBlueGivenUp, "traffic back to an original that is given up");
      }
    } else if (effect instanceof DeploymentEffect.TerminateFleet terminate) {
      terminates(terminate, plan, isStopping);
    }
  }

  private void runs(
      DeploymentEffect.RunLifecycleEvent run, DeploymentPlan plan, boolean isOriginal) {
    check(
        !(isOriginal ? isBlueGivenUp : isGreenGivenUp),
        run.event() + " on an instance that is given up");
    if (run.event() == LifecycleEvent.ALLOW_TRAFFIC && !isOriginal) {
      admitted.add(run.instance());
      check(isInstalled(run.instance(), plan), "traffic to an instance without the revision");
    }
    if (run.event() == LifecycleEvent.BLOCK_TRAFFIC && isOriginal) {
      check(admitted.stream().anyMatch(this::serves), "an original leaves before anybody serves");
    }
    if (run.event() == LifecycleEvent.BLOCK_TRAFFIC && run.isWayBack()) {
      boolean anybody =
          plan.way().originals().isEmpty()
              || plan.way().originals().stream()
                  .anyMatch(each -> !blocked.contains(each.instance()));
      check(anybody, "the replacements are dismissed while no original serves");
    }
  }

  private boolean serves(String instance) {
    return Boolean.TRUE.equals(
        ended.getOrDefault(instance, Map.of()).get(LifecycleEvent.ALLOW_TRAFFIC));
  }

  private void terminates(
      DeploymentEffect.TerminateFleet terminate, DeploymentPlan plan, boolean isStopping) {
    if (terminate.label() == FleetLabel.BLUE) {
      isBlueGivenUp = true;
      check(!isStopping, "the original is given up while the deployment is stopped");
      if (plan.platform() == DeploymentPlatform.SERVER_BLUE_GREEN) {
        check(admitted.stream().anyMatch(this::serves), "the original is given up for nobody");
        check(
            terminate.instances().stream().allMatch(blocked::contains),
            "an original that is given up has traffic");
      } else {
        check(weight == 10_000, "the original is given up at weight " + weight);
      }
    } else {
      isGreenGivenUp = true;
      check(weight == 0 && !mayBeOnNewSide, "a replacement that is given up has traffic");
      check(admitted.isEmpty(), "a replacement that is given up is in the balancer");
    }
  }

  /** What a deployment has taken down. */
  void hears(DeploymentEvent event, DeploymentPlan plan) {
    if (event instanceof DeploymentEvent.LifecycleEventSucceeded success) {
      end(success.instance(), success.event(), true, plan);
    } else if (event instanceof DeploymentEvent.LifecycleEventFailed failure) {
      end(failure.instance(), failure.event(), false, plan);
    } else if (event instanceof DeploymentEvent.TrafficShifted shifted) {
      weight = routes.getOrDefault(shifted.number(), 0);
      mayBeOnNewSide = weight > 0;
    }
  }

  private void end(String instance, LifecycleEvent event, boolean isSuccess, DeploymentPlan plan) {
    ended.computeIfAbsent(instance, i -> new EnumMap<>(LifecycleEvent.class)).put(event, isSuccess);
    if (isOriginal(plan, instance) && event == LifecycleEvent.BLOCK_TRAFFIC) {
      blocked.add(instance); // a failure too: nobody can say
    } else if (isOriginal(plan, instance) && event == LifecycleEvent.ALLOW_TRAFFIC && isSuccess) {
      blocked.remove(instance);
    }
  }

  /** At the end nothing may be left unsaid. */
  void closes(DeploymentState state) {
    DeploymentOutcome outcome = DeploymentOutcome.of(state);
    DeploymentPlan plan = state.plan();
    if (plan.way().retires()) {
      return;
    }
    for (DeploymentOutcome.Result result : outcome.results()) {
      Set<LifecycleEvent> begun = asked.getOrDefault(result.instance(), Set.of());
      List<LifecycleEvent> way = Leg.INSTALLING.events(plan.platform());
      boolean isTouched = way.stream().anyMatch(begun::contains);
      boolean isWhole = isInstalled(result.instance(), plan) && !isGreenGivenUp;
      boolean isToldBad =
          result.status() == TargetStatus.FAILED || result.status() == TargetStatus.UNKNOWN;
      check(isWhole || !isTouched || isToldBad, "half a revision told as " + result);
      check(!isTouched || result.status() != TargetStatus.SKIPPED, "touched, and told as skipped");
      check(isTouched || result.status() != TargetStatus.SUCCEEDED || way.isEmpty(), "" + result);
    }
    tellsWhatIsLeft(state, outcome, plan);
  }

  /** Whoever cannot be brought back, and whatever cannot be undone, is named in the reason. */
  private void tellsWhatIsLeft(
      DeploymentState state, DeploymentOutcome outcome, DeploymentPlan plan) {
    if (outcome.isSuccess()) {
      return;
    }
    if (mayBeOnNewSide) {
      check(outcome.reason().contains("route it by hand"), "users are left: " + outcome);
    }
    for (String instance : blocked) {
      check(outcome.reason().contains(instance), instance + " is left out: " + outcome);
    }
    if (plan.platform() == DeploymentPlatform.SERVER_BLUE_GREEN) {
      for (String instance : admitted) {
        boolean left =
            Boolean.TRUE.equals(
                ended.getOrDefault(instance, Map.of()).get(LifecycleEvent.BLOCK_TRAFFIC));
        check(left || outcome.reason().contains(instance), instance + " stays: " + outcome);
      }
    }
    check(state.isEnded(), "it goes on after its end");
  }

  private static boolean isOriginal(DeploymentPlan plan, String instance) {
    return plan.way().originals().stream().anyMatch(each -> each.instance().equals(instance));
  }

  private boolean isInstalled(String instance, DeploymentPlan plan) {
    Map<LifecycleEvent, Boolean> ends = ended.getOrDefault(instance, Map.of());
    List<LifecycleEvent> installing =
        Leg.INSTALLING.events(plan.platform()).stream()
            .filter(each -> !each.needsLoadBalancer())
            .toList();
    for (LifecycleEvent event : installing) {
      Boolean isGood = ends.get(event);
      boolean isExcused =
          event == LifecycleEvent.APPLICATION_STOP && plan.ignoresApplicationStopFailures();
      if (isGood == null || (!isGood && !isExcused)) {
        return false;
      }
    }
    return true;
  }

  /** At least one target has it whole, and none that was begun is still on its way. */
  private boolean isNewSideDeployed(DeploymentPlan plan) {
    if (plan.platform() == DeploymentPlatform.LAMBDA_ALIAS) {
      return ended.values().stream()
          .anyMatch(each -> Boolean.TRUE.equals(each.get(LifecycleEvent.BEFORE_ALLOW_TRAFFIC)));
    }
    return asked.keySet().stream().anyMatch(each -> isInstalled(each, plan))
        && asked.entrySet().stream()
            .allMatch(
                each ->
                    each.getValue().equals(ended.getOrDefault(each.getKey(), Map.of()).keySet()));
  }

  private void check(boolean isSafe, String what) {
    if (!isSafe) {
      unsafe.add(what);
    }
  }
}
