package dev.penstock.deploy;

import dev.penstock.deploy.strategy.AfterAbort;
import dev.penstock.deploy.strategy.OnNewerRevision;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStep;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a group asks of its plan: that it moves what the platform lets it move, and no more. */
final class PlannedGroupRules {
  private static final String ELSEWHERE = "none; RolloutEngine carries out plans with it";

  private final DeploymentGroupBuilder group;
  private final RolloutPlan plan;
  private final DeploymentPlatform platform;
  private final boolean isJoining; // instances join the load balancer, and others leave it
  private final List<Diagnostic> faults = new ArrayList<>();

  private PlannedGroupRules(DeploymentGroupBuilder group, RolloutPlan plan) {
    this.group = group;
    this.plan = plan;
    this.platform = group.style.platform(group.sides.size());
    this.isJoining = platform == DeploymentPlatform.SERVER_BLUE_GREEN;
  }

  static List<Diagnostic> check(DeploymentGroupBuilder group) {
    RolloutPlan plan = group.style.plan;
    if (plan == null) {
      return List.of();
    }
    PlannedGroupRules rules = new PlannedGroupRules(group, plan);
    rules.moves();
    rules.steps();
    rules.options();
    return rules.faults;
  }

  private void moves() {
    boolean isInPlace = !platform.isBlueGreen();
    if (isJoining && !plan.movesHosts()) {
      report(
          "plan",
          "plan "
              + quoted(plan.name())
              + " moves no hosts, and "
              + platform
              + " brings users over as instances join the load balancer",
          "steps of RolloutPlanBuilder.moveHosts");
    } else if (isInPlace && !plan.movesHosts()) {
      report(
          "plan",
          "plan "
              + quoted(plan.name())
              + " moves no hosts, and "
              + platform
              + " moves nothing else",
          "steps of RolloutPlanBuilder.moveHosts");
    } else if (!isInPlace && !isJoining && plan.movesHosts()) {
      report(
          "plan",
          "plan " + quoted(plan.name()) + " moves hosts, and " + platform + " brings users over",
          "steps of RolloutPlanBuilder.shiftTo; hosts of a side go by fleetStrategy");
    }
    if (isInPlace && group.fleetStrategy != null) {
      beside("fleetStrategy", group.fleetStrategy.name(), "RollbackPlan.hostsBy for the way back");
    } else if (!isInPlace && group.trafficStrategy != null) {
      beside("trafficStrategy", group.trafficStrategy.name(), "the plan alone");
    }
    if (group.style.zonal != null) {
      beside("zonal", "zones that take turns", "zones(...), which are the plan's cohorts");
    }
  }

  private void beside(String path, String what, String allowed) {
    report(path, quoted(what) + " beside plan " + quoted(plan.name()), allowed);
  }

  private void steps() {
    Map<String, String> zones = group.style.zones;
    boolean knowsZones =
        !zones.isEmpty() && group.sides.stream().allMatch(side -> side.selection() == null);
    for (int i = 0; i < plan.steps().size(); i++) {
      RolloutStep step = plan.steps().get(i);
      String path = "plan.steps[" + i + "]";
      if (step instanceof RolloutStep.MoveHosts hosts) {
        boolean isUnknown = knowsZones && !zones.containsValue(hosts.cohort());
        if (!hosts.cohort().isEmpty() && isJoining && group.sides.size() == 1) {
          report(
              path + ".cohort",
              "instances that are created for the deployment are in no known zone",
              "none, which is all of them");
        } else if (!hosts.cohort().isEmpty() && isUnknown) {
          report(
              path + ".cohort",
              "no instance is in zone " + quoted(hosts.cohort()),
              "one of " + new TreeSet<>(zones.values()));
        }
      } else if (step instanceof RolloutStep.ShiftTo) {
        if (plan.movesHosts()) {
          report(path, "a plan that moves hosts shifts traffic too", "one of the two");
        }
      } else if (step instanceof RolloutStep.Admit) {
        refuse(path, "a step that admits a cohort of users");
      } else if (step instanceof RolloutStep.SetRoute || step instanceof RolloutStep.SetMirror) {
        refuse(path, "a step of routes or mirrors");
      } else if (step instanceof RolloutStep.SetScale
          || step instanceof RolloutStep.SetReadyShare) {
        refuse(path, "a step that scales");
      } else if (step instanceof RolloutStep.Experiment) {
        refuse(path, "an experiment");
      }
    }
  }

  private void options() {
    refuse(plan.isPreviewed(), "plan.isPreviewed", "a preview endpoint");
    refuse(plan.affinity().isPresent(), "plan.affinity", "cookies");
    refuse(!plan.scaling().equals(Scaling.STANDARD), "plan.scaling", "scaling");
    refuse(!plan.afterAbort().equals(AfterAbort.STANDARD), "plan.afterAbort", "scaling");
    refuse(plan.rollbackWindow() > 0, "plan.rollbackWindow", "a rollback window");
    if (isJoining && !plan.rollback().hostStrategy().equals(RollbackPlan.AT_ONCE.hostStrategy())) {
      report(
          "plan.rollback.hostsBy",
          "the original instances join the load balancer again all at once",
          "none");
    }
    if (plan.onNewer() != OnNewerRevision.REFUSE) {
      report(
          "plan.onNewerRevision",
          "plan " + quoted(plan.name()) + " says what a newer revision does",
          "DeploymentGroupBuilder.newerRevision, as the group says so");
    }
  }

  private void refuse(boolean isBroken, String path, String what) {
    if (isBroken) {
      refuse(path, what);
    }
  }

  private void refuse(String path, String what) {
    report(path, "a group's router and runner know nothing of " + what, ELSEWHERE);
  }

  private static String quoted(String text) {
    return GroupRules.quoted(text);
  }

  private void report(String path, String found, String allowed) {
    faults.add(Diagnostic.error("group.plan", path, found, allowed));
  }
}
