package dev.penstock.deploy;

import dev.penstock.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a platform asks of a group's definition, checked together. */
final class PlatformRules {
  private final DeploymentGroupBuilder group;
  private final GroupStyle style;
  private final DeploymentPlatform platform;
  private final List<Diagnostic> faults = new ArrayList<>();

  private PlatformRules(DeploymentGroupBuilder group) {
    this.group = group;
    this.style = group.style;
    this.platform = style.platform(group.sides.size());
  }

  static List<Diagnostic> check(DeploymentGroupBuilder group) {
    PlatformRules rules = new PlatformRules(group);
    rules.sides();
    rules.waits();
    rules.options();
    rules.onPremises();
    rules.zones();
    return rules.faults;
  }

  private void sides() {
    int count = group.sides.size();
    if (count < 1 || count > 2) {
      return; // reported for all platforms
    }
    String allowed =
        switch (platform) {
          case SERVER_IN_PLACE, SERVER_BALANCED -> "1";
          case SERVER_SIDES, ECS_BLUE_GREEN, LAMBDA_ALIAS -> "2";
          case SERVER_BLUE_GREEN -> "1, which a created fleet replaces, or 2 that take turns";
        };
    boolean isWrong = count == 1 ? !allowed.startsWith("1") : allowed.equals("1");
    if (isWrong) {
      report(
          "group.platform-sides",
          "sides",
          platform + " with " + count + (count == 1 ? " side" : " sides"),
          allowed);
    }
    for (int i = 0; platform.targetType() != TargetType.INSTANCE && i < count; i++) {
      int targets = group.sides.get(i).instances().size();
      if (targets > 1) {
        report(
            "group.platform-targets",
            "sides[" + i + "].instances",
            platform + " with " + targets + " targets on a side",
            "1, which stands for the task set or the version");
      }
    }
  }

  private void waits() {
    boolean isLambda = platform == DeploymentPlatform.LAMBDA_ALIAS;
    refuse(isLambda && group.readyWait != null, "readyWait", "a ready wait");
    refuse(isLambda && group.bake != null, "bake", "a wait to give up the original");
    refuse(
        platform == DeploymentPlatform.SERVER_BLUE_GREEN && group.trafficStrategy != null,
        "trafficStrategy",
        "a traffic strategy, as instances join the load balancer by the fleet strategy");
    refuse(
        style.terminatesOriginal
            && platform != DeploymentPlatform.SERVER_BLUE_GREEN
            && platform != DeploymentPlatform.ECS_BLUE_GREEN,
        "terminateOriginal",
        "an original to terminate");
  }

  private void options() {
    boolean isEcs = platform == DeploymentPlatform.ECS_BLUE_GREEN;
    refuse(
        group.ignoresApplicationStopFailures && platform.targetType() != TargetType.INSTANCE,
        "ignoreApplicationStopFailures",
        "failures of ApplicationStop, as it has no instances (D-098)");
    refuse(style.hasTestTraffic && !isEcs, "testTraffic", "test traffic");
    refuse(style.service != null && !isEcs, "service", "a container service");
    if (isEcs && (style.service == null || style.service.isBlank())) {
      report("group.platform-option", "service", platform + " without a service", "its name");
    }
  }

  private void onPremises() {
    Set<String> unknown = new TreeSet<>(style.onPremises);
    group.sides.forEach(side -> unknown.removeAll(side.instances()));
    if (!unknown.isEmpty()) {
      report(
          "group.on-premises",
          "onPremises",
          unknown + " are on no side",
          "instances of the group's sides");
    }
    refuse(
        !style.onPremises.isEmpty()
            && platform.isBlueGreen()
            && platform != DeploymentPlatform.SERVER_SIDES,
        "onPremises",
        "instances on premises (D-320)");
    refuse(
        !style.onPremises.isEmpty() && style.zonal != null,
        "onPremises",
        "instances on premises in zones (D-270)");
  }

  private void zones() {
    refuse(style.zonal != null && platform.isBlueGreen(), "zonal", "zones (D-270)");
    if (style.zonal == null || group.sides.size() != 1) {
      return;
    }
    Set<String> without = new TreeSet<>(group.sides.get(0).instances());
    without.removeAll(style.zones.keySet());
    if (!without.isEmpty()) {
      report("group.zone", "zonal", without + " are in no zone", "a zone for each instance");
    }
    Set<String> named = new HashSet<>(style.zones.values());
    Set<String> ordered = new HashSet<>(style.zoneOrder);
    boolean isWhole = named.equals(ordered) && ordered.size() == style.zoneOrder.size();
    if (!style.zoneOrder.isEmpty() && !isWhole) {
      report(
          "group.zone-order",
          "zoneOrder",
          style.zoneOrder + " is no order of the zones",
          "each of " + new TreeSet<>(named) + " once");
    }
  }

  private void refuse(boolean isBroken, String path, String what) {
    if (isBroken) {
      report("group.platform-option", path, platform + " has no use for " + what, "");
    }
  }

  private void report(String rule, String path, String found, String allowed) {
    faults.add(Diagnostic.error(rule, path, found, allowed));
  }
}
