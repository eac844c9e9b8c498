package dev.penstock.deploy.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which events a local run has, in which order (D-190 to D-192). */
final class LocalEvents {

  /** What a local run does unless it is told otherwise (D-190). */
  static final List<String> DEFAULT =
      List.of(
          "BeforeBlockTraffic",
          "AfterBlockTraffic",
          "ApplicationStop",
          "DownloadBundle",
          "BeforeInstall",
          "Install",
          "AfterInstall",
          "ApplicationStart",
          "ValidateService",
          "BeforeAllowTraffic",
          "AfterAllowTraffic");

  private static final String DOWNLOAD = "DownloadBundle";
  private static final String INSTALL = "Install";

  /** What needs the installed files. */
  private static final Set<String> AFTER_INSTALL = Set.copyOf(DEFAULT.subList(6, DEFAULT.size()));

  private static final String BEFORE_INSTALL_NAMES =
      "BeforeBlockTraffic, AfterBlockTraffic, ApplicationStop";

  private LocalEvents() {}

  /** Whether an event is the agent's own work and has no scripts. */
  static boolean isOwnWork(String event) {
    return event.equals(DOWNLOAD) || event.equals(INSTALL);
  }

  /** What is wrong with the order of a list, in words; empty if nothing is. */
  static List<String> faults(List<String> events) {
    List<String> faults = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String event : events) {
      if (!seen.add(event)) {
        faults.add(event + " stands twice");
      }
    }
    precede(events, DOWNLOAD, true, BEFORE_INSTALL_NAMES, faults);
    precede(
        events, INSTALL, false, BEFORE_INSTALL_NAMES + ", DownloadBundle, BeforeInstall", faults);
    return faults;
  }

  private static void precede(
      List<String> events,
      String event,
      boolean isInstallLate,
      String allowed,
      List<String> faults) {
    int position = events.indexOf(event);
    for (int i = 0; i < position; i++) {
      String before = events.get(i);
      if (AFTER_INSTALL.contains(before) || (isInstallLate && before.equals(INSTALL))) {
        faults.add(before + " stands before " + event + "; allowed there: " + allowed);
      }
    }
  }

  /** The list with what no run can do without: in front, Install right after DownloadBundle. */
  static List<String> completed(List<String> events) {
    List<String> completed = new ArrayList<>(events);
    if (!completed.contains(DOWNLOAD)) {
      completed.add(0, DOWNLOAD);
    }
    if (!completed.contains(INSTALL)) {
      completed.add(completed.indexOf(DOWNLOAD) + 1, INSTALL);
    }
    return completed;
  }

  /** What a bundle's hooks and the events of a run have against each other; empty if nothing. */
  static List<String> mismatches(List<String> events, Set<String> hooks) {
    Set<String> known = new LinkedHashSet<>(DEFAULT);
    known.addAll(events);
    Set<String> unknown = new TreeSet<>(hooks);
    unknown.removeAll(known);
    Set<String> missing = new LinkedHashSet<>(events);
    DEFAULT.forEach(missing::remove);
    missing.removeAll(hooks);
    List<String> faults = new ArrayList<>();
    if (!unknown.isEmpty()) {
      faults.add(
          "the bundle has hooks for "
              + String.join(", ", unknown)
              + ", which are not among the events of this run; allowed: "
              + String.join(", ", known));
    }
    if (!missing.isEmpty()) {
      faults.add(
          "the run asks for "
              + String.join(", ", missing)
              + ", for which the bundle has no hooks; it has "
              + String.join(", ", new TreeSet<>(hooks)));
    }
    return faults;
  }
}
