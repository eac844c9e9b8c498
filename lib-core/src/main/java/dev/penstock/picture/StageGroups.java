package dev.penstock.picture;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A stage's actions in groups: those of one run order, then those that name what they run after.
 */
final class StageGroups {
  private final Stage stage;

  /**
   * A group.
   *
   * @param label what its actions have in common
   * @param cells its actions, those of a matrix one by one
   */
  record Group(String label, List<ActionCell> cells) {}

  StageGroups(Stage stage) {
    this.stage = stage;
  }

  List<Group> groups() {
    Map<Integer, List<ActionCell>> byOrder = new TreeMap<>();
    Map<Integer, List<ActionCell>> byDepth = new TreeMap<>();
    Map<String, Integer> depths = depths(stage);
    for (Action action : stage.actions()) {
      boolean isFree = action.after().isEmpty();
      (isFree ? byOrder : byDepth)
          .computeIfAbsent(
              isFree ? action.runOrder() : depths.getOrDefault(action.name(), 0),
              key -> new ArrayList<>())
          .addAll(action.cells());
    }
    List<Group> groups = new ArrayList<>();
    byOrder.forEach(
        (order, cells) ->
            groups.add(
                new Group("run order " + order + ", " + cells.size() + " side by side", cells)));
    byDepth.forEach((depth, cells) -> groups.add(new Group("each after what it names", cells)));
    return groups;
  }

  /** The length of the longest chain of named predecessors, by action. */
  private static Map<String, Integer> depths(Stage stage) {
    Map<String, Integer> depths = new HashMap<>();
    List<Action> open = new ArrayList<>(stage.actions());
    int before;
    do { // as often as the longest chain is long; a definition has no cycles
      before = open.size();
      for (Iterator<Action> rest = open.iterator(); rest.hasNext(); ) {
        Action action = rest.next();
        if (depths.keySet().containsAll(action.after())) {
          int longest = action.after().stream().mapToInt(depths::get).max().orElse(-1);
          depths.put(action.name(), longest + 1);
          rest.remove();
        }
      }
    } while (open.size() < before);
    return depths;
  }

  /** The names of the cells that a cell runs after. */
  List<String> after(ActionCell cell) {
    return stage.actions().stream()
        .filter(each -> cell.action().after().contains(each.name()))
        .flatMap(each -> each.cells().stream())
        .map(each -> each.action().name())
        .toList();
  }

  /** A matrix cell's values, such as {@code jdk 17, os linux}. */
  static String values(ActionCell cell) {
    return cell.values().entrySet().stream()
        .map(value -> value.getKey() + " " + value.getValue())
        .collect(Collectors.joining(", "));
  }
}
