package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/** Which actions of a stage wait for which, as numbers of the stage's actions. */
final class StageOrder {
  private final List<Action> actions;
  private final List<BitSet> before = new ArrayList<>(); // all, not only the nearest

  StageOrder(Stage stage) {
    actions = stage.actions();
    actions.forEach(action -> before.add(new BitSet(actions.size())));
    TreeSet<Integer> orders = new TreeSet<>();
    actions.forEach(action -> orders.add(action.runOrder()));
    BitSet earlier = new BitSet(actions.size());
    for (int order : orders) {
      BitSet same = new BitSet(actions.size());
      for (int i = 0; i < actions.size(); i++) {
        if (actions.get(i).runOrder() == order) {
          before.get(i).or(earlier);
          same.set(i);
        }
      }
      earlier.or(same);
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
