package dev.penstock.deploy;

import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of a group's definition, checked together. */
final class GroupRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._+=,@-]{1,100}");
  static final String ALLOWED_NAME = "1 to 100 characters of A-Za-z0-9._+=,@-";
  private static final String ALLOWED_INSTANCE = FleetInstance.ALLOWED_ID;

  /** Most alarms, triggers and instances, also if no limits are set. */
  private static final long MOST = 100_000;

  private final DeploymentGroupBuilder group;
  private final List<Diagnostic> faults = new ArrayList<>();

  private GroupRules(DeploymentGroupBuilder group) {
    this.group = group;
  }

  static List<Diagnostic> check(DeploymentGroupBuilder group) {
    GroupRules rules = new GroupRules(group);
    rules.names();
    rules.sides();
    rules.traffic();
    rules.alarms();
    rules.triggers();
    return rules.faults;
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private void names() {
    if (!isName(group.name)) {
      report("group.name", "name", quoted(group.name) + " is no name", ALLOWED_NAME);
    }
    if (group.application != null && !isName(group.application)) {
      report(
          "group.application",
          "application",
          quoted(group.application) + " is no name",
          ALLOWED_NAME);
    }
  }

  private void sides() {
    if (group.sides.isEmpty() || group.sides.size() > 2) {
      report(
          "group.sides",
          "sides",
          "there are " + group.sides.size() + " sides",
          "1 for deployments in place, 2 for sides that take turns");
    }
    Set<String> names = new HashSet<>();
    Map<String, String> owners = new HashMap<>();
    for (int i = 0; i < group.sides.size(); i++) {
      DeploymentGroupBuilder.Side side = group.sides.get(i);
      String path = "sides[" + i + "]";
      DeploymentPlatform platform = group.style.platform(group.sides.size());
      if (side.selection() != null && platform.targetType() != TargetType.INSTANCE) {
        report("group.instances", path, platform + " has no instances to select", "named targets");
      }
      if (!FleetInstance.isId(side.name())) {
        report(
            "group.side-name",
            path + ".name",
            quoted(side.name()) + " is no name",
            ALLOWED_INSTANCE);
      }
      if (!names.add(side.name())) {
        report("group.side-name", path + ".name", quoted(side.name()) + " is there twice", "");
      }
      if (side.selection() == null && side.instances().isEmpty()) {
        report("group.instances", path + ".instances", "there are none", "at least one instance");
      }
      for (int j = 0; j < side.instances().size(); j++) {
        instance(path + ".instances[" + j + "]", side, side.instances().get(j), owners);
      }
    }
  }

  private void instance(
      String path, DeploymentGroupBuilder.Side side, String id, Map<String, String> owners) {
    if (!FleetInstance.isId(id)) {
      report("group.instance-id", path, quoted(id) + " is no instance id", ALLOWED_INSTANCE);
    }
    String owner = owners.putIfAbsent(id, side.name());
    if (owner != null) {
      report(
          "group.instance-twice",
          path,
          quoted(id) + " is already in side " + quoted(owner),
          "each instance in one place");
    }
  }

  private void traffic() {
    if (group.sides.size() != 1 || group.style.platform == DeploymentPlatform.SERVER_BLUE_GREEN) {
      return;
    }
    String found = " needs two sides, and the group has one";
    if (group.trafficStrategy != null) {
      report("group.traffic", "trafficStrategy", "a traffic strategy" + found, "");
    }
    if (group.readyWait != null) {
      report("group.ready-wait", "readyWait", "a ready wait" + found, "");
    }
    if (group.bake != null) {
      report("group.bake", "bake", "a bake" + found, "");
    }
  }

  private void alarms() {
    faults.addAll(AlarmSettings.faults(group.namesAlarms, group.alarms));
    atMost("alarms", group.alarms.size(), most(group.style.limits(), DeploymentLimit.ALARMS));
    if (group.rollsBack && group.autoRollback.isEmpty()) {
      faults.add(AutoRollback.NO_EVENTS);
    }
  }

  private void triggers() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < group.triggers.size(); i++) {
      String name = group.triggers.get(i).name();
      if (!names.add(name)) {
        report("group.trigger", "triggers[" + i + "]", quoted(name) + " is there twice", "");
      }
    }
    atMost("triggers", group.triggers.size(), most(group.style.limits(), DeploymentLimit.TRIGGERS));
  }

  /** How many there may be, also if nobody said. */
  static long most(DeploymentLimits limits, DeploymentLimit limit) {
    return Math.min(MOST, limits.value(limit).orElse(MOST));
  }

  private void atMost(String what, int count, long most) {
    if (count > most) {
      report("group.limit", what, "there are " + count + " " + what, "at most " + most);
    }
  }

  private void report(String rule, String path, String found, String allowed) {
    faults.add(Diagnostic.error(rule, path, found, allowed));
  }

  static String quoted(String text) {
    String shown = text.length() > 110 ? text.substring(0, 110) + "…" : text;
    return "\"" + shown + "\"";
  }
}
