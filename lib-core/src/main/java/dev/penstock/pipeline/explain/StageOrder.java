package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which actions of a stage wait for which, as numbers of the stage's actions, those of a matrix one
 * by one. An action waits for all of lower run orders, or for those that it names.
 */
final class StageOrder {
  private final List<Action> actions;
  private final List<BitSet> before = new ArrayList<>(); // all, not only the nearest

  StageOrder(Stage stage) {
    List<ActionCell> cells = stage.cells();
    actions = cells.stream().map(ActionCell::action).toList();
    actions.forEach(action -> before.add(new BitSet(actions.size())));
    Map<String, BitSet> numbers = new HashMap<>(); // by the name in the definition
    for (int i = 0; i < cells.size(); i++) {
      numbers.computeIfAbsent(cells.get(i).of(), name -> new BitSet()).set(i);
    }
    byRunOrder();
    byName(numbers);
  }

  private void byRunOrder() {
    TreeSet<Integer> orders = new TreeSet<>();
    actions.forEach(action -> orders.add(action.runOrder()));
    BitSet earlier = new BitSet(actions.size());
    for (int order : orders) {
      BitSet same = new BitSet(actions.size());
      for (int i = 0; i < actions.size(); i++) {
        if (actions.get(i).after().isEmpty() && actions.get(i).runOrder() == order) {
          before.get(i).or(earlier);
          same.set(i);
        }
      }
      earlier.or(same);
    }
  }

  /** Takes actions when all that they name is complete; a definition has no cycles. */
  private void byName(Map<String, BitSet> numbers) {
    int[] open = new int[actions.size()];
    List<BitSet> followers = new ArrayList<>();
    actions.forEach(action -> followers.add(new BitSet()));
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < actions.size(); i++) {
      int follower = i;
      for (String name : actions.get(i).after()) {
        BitSet named = numbers.getOrDefault(name, new BitSet());
        open[i] += named.cardinality();
        named.stream().forEach(each -> followers.get(each).set(follower));
      }
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    while (!ready.isEmpty()) {
      int done = ready.remove();
      followers.get(done).stream()
          .forEach(
              follower -> {
                before.get(follower).set(done);
                before.get(follower).or(before.get(done));
                if (--open[follower] == 0) {
                  ready.add(follower);
                }
              });
    }
  }

  List<Action> actions() {
    return actions;
  }

  /** All actions that must have ended before one starts. */
  BitSet before(int action) {
    return before.get(action);
  }

  boolean mayMeet(int one, int other) {
    return one != other && !before.get(one).get(other) && !before.get(other).get(one);
  }
}
