package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.Diagnostic;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The rules of a plan's steps: walks them once, knowing what each finds. */
final class StepRules {
  private final Consumer<Diagnostic> faults;
  private final PlanRules plan;
  private final Scaling scaling;
  private final List<String> declared;
  private final boolean isRoutedOtherwise;

  private Weight weight = Weight.NONE;
  private ScaleTarget scale;
  private final Set<String> present = new HashSet<>(); // routes and mirrors set so far
  private final Set<String> admitted = new HashSet<>();
  private final Set<String> hostCohorts = new HashSet<>();
  private boolean allHosts;

  StepRules(
      Consumer<Diagnostic> faults,
      Scaling scaling,
      List<String> declared,
      boolean isRoutedOtherwise) {
    this.faults = faults;
    this.plan = new PlanRules(faults);
    this.scaling = scaling;
    this.declared = declared;
    this.isRoutedOtherwise = isRoutedOtherwise;
    this.scale = scaling.initial();
  }

  StepRules steps(List<RolloutStep> steps) {
    if (steps.size() > RolloutPlan.MOST_STEPS) {
      report(
          "rollout.size",
          "steps",
          "there are " + steps.size() + " steps",
          "up to " + RolloutPlan.MOST_STEPS);
      return this;
    }
    if (isRoutedOtherwise && isWithoutRouter()) {
      needsRouter("scaling.router", "cookies or a preview endpoint");
    }
    for (int i = 0; i < steps.size(); i++) {
      step("steps[" + i + "]", steps.get(i));
    }
    return this;
  }

  private void step(String path, RolloutStep step) {
    if (step instanceof RolloutStep.ShiftTo shift) {
      shift(path + ".weight", shift.weight());
    } else if (step instanceof RolloutStep.Admit admit) {
      admit(path + ".cohort", admit.cohort());
    } else if (step instanceof RolloutStep.MoveHosts hosts) {
      hosts(path, hosts);
    } else if (step instanceof RolloutStep.AwaitWindow window) {
      window(path + ".calendar", window.calendar());
    } else if (step instanceof RolloutStep.CallHook call) {
      if (!call.hook().stages().isEmpty()) {
        report(
            "rollout.hook-stage",
            path + ".hook.stages",
            "hook " + call.hook().name() + " is at " + call.hook().stages(),
            "none, since the step is its place");
      }
    } else if (step instanceof RolloutStep.Analyse analyse) {
      plan.ends(path, analyse.analysis(), analyse.time());
    } else if (step instanceof RolloutStep.Experiment experiment) {
      experiment(path, experiment);
    } else if (step instanceof RolloutStep.SetRoute set) {
      named(path + ".route", set.route().name(), set.route().isRemoval());
    } else if (step instanceof RolloutStep.SetMirror set) {
      named(path + ".mirror", set.mirror().name(), set.mirror().isRemoval());
    } else if (step instanceof RolloutStep.SetScale set) {
      scale = set.target();
      if (scale.kind() != ScaleTarget.Kind.MATCH_WEIGHT) {
        enough(path + ".target", weight);
      }
    }
  }

  private void shift(String path, Weight next) {
    if (next.compareTo(weight) <= 0) {
      report(
          "rollout.weight",
          path,
          next + " after " + weight,
          weight.isAll() ? "no more than 100 %" : "above " + weight + ", up to 100 %");
    }
    weight = next.compareTo(weight) > 0 ? next : weight;
    enough(path, next);
  }

  /** No weight on a side that is not scaled for it (RP-103). */
  private void enough(String path, Weight share) {
    boolean isInUse = !share.isNone() || !present.isEmpty() || !admitted.isEmpty();
    if (isInUse && scale.kind() != ScaleTarget.Kind.MATCH_WEIGHT && scale.value() == 0) {
      report(
          "rollout.scale",
          path,
          "users on a side of no replicas",
          "a scale above nothing while users are on the new side");
    } else if (scale.kind() == ScaleTarget.Kind.SHARE
        && !scale.isOverloadAllowed()
        && share.basisPoints() > scale.value()) {
      report(
          "rollout.scale",
          path,
          share + " of the traffic on " + new Weight(scale.value()) + " of the replicas",
          "no more traffic than replicas, or allowingOverload()");
    }
  }

  private void admit(String path, String cohort) {
    if (isWithoutRouter()) {
      needsRouter(path, "cohorts");
    }
    if (!admitted.add(cohort)) {
      report("rollout.cohort", path, cohort + " is admitted twice", "once");
    }
    enough(path, weight);
  }

  private void hosts(String path, RolloutStep.MoveHosts hosts) {
    try {
      DeploymentStrategy.named(hosts.strategy());
    } catch (IllegalArgumentException e) {
      report(
          "rollout.strategy",
          path + ".strategy",
          "\"" + hosts.strategy() + "\" is not known",
          "a name that DeploymentStrategy.named reads, as a plan is journalled and code is not");
    }
    if (allHosts || !hostCohorts.add(hosts.cohort())) {
      report(
          "rollout.hosts",
          path + ".cohort",
          allHosts ? "all hosts have moved before" : "\"" + hosts.cohort() + "\" has moved before",
          "each host once");
    }
    allHosts |= hosts.cohort().isEmpty();
    if (!hosts.cohort().isEmpty() && !RolloutNames.isName(hosts.cohort())) {
      report("rollout.name", path + ".cohort", "no name", RolloutNames.ALLOWED);
    }
  }

  private void window(String path, ReleaseCalendar calendar) {
    if (calendar.next(Instant.EPOCH).isEmpty()) {
      report("rollout.endless", path, "it never opens", "a window that opens");
    }
  }

  private void experiment(String path, RolloutStep.Experiment experiment) {
    plan.ends(path, experiment.analysis(), experiment.time());
    if (!experiment.each().isNone() && isWithoutRouter()) {
      needsRouter(path + ".each", "traffic for an experiment");
    }
    int twice = 2 * experiment.each().basisPoints();
    if (twice + weight.basisPoints() > Weight.WHOLE) {
      report(
          "rollout.weight",
          path + ".each",
          "twice " + experiment.each() + " beside " + weight,
          "at most 100 % together");
    }
  }

  private void named(String path, String name, boolean isRemoval) {
    if (isWithoutRouter()) {
      needsRouter(path, "routes and mirrors");
    }
    if (!declared.contains(name)) {
      report(
          "rollout.route",
          path + ".name",
          "\"" + name + "\" is not declared",
          declared.isEmpty() ? "declare it with routes(...)" : String.join(", ", declared));
    } else if (isRemoval && !present.remove(name)) {
      report(
          "rollout.route", path, "\"" + name + "\" is not set and is taken away", "set it first");
    } else if (!isRemoval) {
      present.add(name);
      enough(path, weight);
    }
  }

  StepRules rollback(RollbackPlan rollback) {
    if (rollback.kind() == RollbackPlan.Kind.BY_COHORT && admitted.isEmpty()) {
      report("rollout.rollback", "rollback.kind", "no step admits a cohort", "steps with cohorts");
    }
    hooks("rollback.before", rollback.before());
    hooks("rollback.after", rollback.after());
    return this;
  }

  private void hooks(String path, List<RolloutHook> hooks) {
    for (int i = 0; i < hooks.size(); i++) {
      if (!hooks.get(i).stages().isEmpty()) {
        report(
            "rollout.hook-stage",
            path + "[" + i + "].stages",
            "hook " + hooks.get(i).name() + " is at " + hooks.get(i).stages(),
            "none on the way back");
      }
    }
  }

  private boolean isWithoutRouter() {
    return scaling.router() == Scaling.Sharing.REPLICAS;
  }

  private void needsRouter(String path, String what) {
    report(
        "rollout.router",
        path,
        what + " where the numbers of replicas share the traffic",
        "a router");
  }

  private void report(String rule, String path, String found, String allowed) {
    faults.accept(Diagnostic.error(rule, path, found, allowed));
  }
}
