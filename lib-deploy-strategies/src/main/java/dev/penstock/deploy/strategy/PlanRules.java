package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The rules of a plan other than those of its steps. */
final class PlanRules {
  private final Consumer<Diagnostic> faults;

  PlanRules(Consumer<Diagnostic> faults) {
    this.faults = faults;
  }

  PlanRules name(String name) {
    if (!RolloutNames.isName(name)) {
      report("rollout.name", "name", "\"" + name + "\" is no name", RolloutNames.ALLOWED);
    }
    return this;
  }

  PlanRules parts(
      List<RolloutHook> hooks,
      List<BackgroundAnalysis> background,
      List<String> alarms,
      List<String> routes,
      List<RolloutStep.Analyse> afterPromotion,
      List<RolloutHook> finallyHooks,
      int steps) {
    count("hooks", hooks.size());
    count("background", background.size());
    count("alarms", alarms.size());
    count("routes", routes.size());
    count("afterPromotion", afterPromotion.size());
    count("finallyHooks", finallyHooks.size());
    Set<String> stages = new HashSet<>();
    for (int i = 0; i < hooks.size(); i++) {
      RolloutHook hook = hooks.get(i);
      if (hook.stages().isEmpty()) {
        report(
            "rollout.hook-stage",
            "hooks[" + i + "].stages",
            "hook " + hook.name() + " has no stage",
            "at least one; name them with at(...)");
      }
      for (RolloutStage stage : hook.stages()) {
        if (!stages.add(stage + "/" + hook.name())) {
          report(
              "rollout.hook-stage",
              "hooks[" + i + "].stages",
              "hook " + hook.name() + " is at " + stage + " twice",
              "once");
        }
      }
    }
    for (int i = 0; i < background.size(); i++) {
      if (background.get(i).fromStep() > steps) {
        report(
            "rollout.background",
            "background[" + i + "].fromStep",
            "there is no step " + background.get(i).fromStep(),
            "0 to " + steps);
      }
    }
    names("alarms", alarms);
    names("routes", routes);
    for (int i = 0; i < afterPromotion.size(); i++) {
      ends(
          "afterPromotion[" + i + "]",
          afterPromotion.get(i).analysis(),
          afterPromotion.get(i).time());
    }
    return this;
  }

  PlanRules numbers(int rollbackWindow, Duration bake) {
    if (rollbackWindow < 0 || rollbackWindow > RolloutPlan.LARGEST_WINDOW) {
      report(
          "rollout.rollback-window",
          "rollbackWindow",
          rollbackWindow + " is out of range",
          "0 to " + RolloutPlan.LARGEST_WINDOW);
    }
    if (bake.isNegative() || bake.compareTo(Shares.LONGEST_INTERVAL) > 0) {
      report(
          "rollout.bake", "bake", bake + " is out of range", "zero to " + Shares.LONGEST_INTERVAL);
    }
    return this;
  }

  /** An analysis that waits for metrics which never end needs a time. */
  void ends(String path, Analysis analysis, Optional<Duration> time) {
    if (time.isEmpty() && analysis.metrics().stream().anyMatch(PlanRules::isEndless)) {
      report(
          "rollout.endless",
          path + ".time",
          "analysis " + analysis.name() + " has a metric without a count and no time to end at",
          "a time, or a count for each metric that is measured at an interval");
    }
  }

  private static boolean isEndless(dev.penstock.deploy.analysis.Metric metric) {
    return metric.schedule().isEndless();
  }

  private void names(String path, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!RolloutNames.isName(name)) {
        report(
            "rollout.name",
            path + "[" + i + "]",
            "\"" + name + "\" is no name",
            RolloutNames.ALLOWED);
      } else if (!seen.add(name)) {
        report("rollout.name", path + "[" + i + "]", "\"" + name + "\" is there twice", "once");
      }
    }
  }

  private void count(String path, int size) {
    if (size > RolloutPlan.MOST_PARTS) {
      report("rollout.size", path, "there are " + size, "up to " + RolloutPlan.MOST_PARTS);
    }
  }

  private void report(String rule, String path, String found, String allowed) {
    faults.accept(Diagnostic.error(rule, path, found, allowed));
  }
}
