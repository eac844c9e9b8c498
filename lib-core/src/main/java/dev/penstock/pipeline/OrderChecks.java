package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Actions that run after others of their stage name ones that exist, and do not wait in a ring. */
final class OrderChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    for (PlacedStage stage : definition.stages()) {
      if (hasOrder(stage)) {
        check(stage, faults);
      }
    }
  }

  private static boolean hasOrder(PlacedStage stage) {
    for (PlacedAction each : stage.actions()) {
      if (!each.action().after().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static void check(PlacedStage stage, Faults faults) {
    Map<String, PlacedAction> byName = new LinkedHashMap<>();
    stage.actions().forEach(each -> byName.putIfAbsent(each.action().name(), each));
    for (PlacedAction each : stage.actions()) {
      names(each, byName.keySet(), faults);
    }
    Map<String, Boolean> isDone = new HashMap<>();
    for (PlacedAction each : stage.actions()) {
      for (List<String> ring : rings(each, byName, isDone)) {
        faults.error(
            "after",
            "",
            byName.getOrDefault(ring.get(0), each).at(".after"),
            "a ring: " + String.join(" after ", ring),
            "actions that do not wait for themselves");
      }
    }
  }

  private static void names(PlacedAction each, Set<String> known, Faults faults) {
    List<String> after = each.action().after();
    if (!after.isEmpty() && each.action().runOrder() != Action.DEFAULT_RUN_ORDER) {
      faults.error(
          "after",
          "",
          each.at(".runOrder"),
          "run order " + each.action().runOrder() + " beside named actions to run after",
          "one of the two");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < after.size(); i++) {
      String path = each.at(".after[" + i + "]");
      if (!known.contains(after.get(i))) {
        faults.error(
            "after",
            "",
            path,
            "the stage has no action \"" + after.get(i) + "\"",
            String.join(", ", known),
            Spelling.hint(after.get(i), known));
      } else if (!seen.add(after.get(i))) {
        faults.error("after", "", path, "a second \"" + after.get(i) + "\"", "each action once");
      }
    }
  }

  /** The rings that are reached and were not seen before; each begins and ends with one name. */
  private static List<List<String>> rings(
      PlacedAction start, Map<String, PlacedAction> byName, Map<String, Boolean> isDone) {
    // depth first without recursion: a chain may be as long as the stage
    List<PlacedAction> path = new ArrayList<>();
    List<Integer> next = new ArrayList<>();
    if (isDone.putIfAbsent(start.action().name(), false) != null) {
      return List.of();
    }
    path.add(start);
    next.add(0);
    List<List<String>> found = new ArrayList<>();
    while (!path.isEmpty()) {
      int last = path.size() - 1;
      List<String> after = path.get(last).action().after();
      int at = next.get(last);
      if (at == after.size()) {
        isDone.put(path.get(last).action().name(), true);
        path.remove(last);
        next.remove(last);
        continue;
      }
      next.set(last, at + 1);
      String name = after.get(at);
      PlacedAction named = byName.get(name);
      Boolean state = isDone.get(name);
      if (named != null && state == null) {
        isDone.put(name, false);
        path.add(named);
        next.add(0);
      } else if (state != null && !state) {
        found.add(namesFrom(path, name));
      }
    }
    return found;
  }

  private static List<String> namesFrom(List<PlacedAction> path, String name) {
    List<String> ring = new ArrayList<>();
    for (PlacedAction each : path) {
      if (!ring.isEmpty() || each.action().name().equals(name)) {
        ring.add(each.action().name());
      }
    }
    ring.add(name);
    return ring;
  }
}
