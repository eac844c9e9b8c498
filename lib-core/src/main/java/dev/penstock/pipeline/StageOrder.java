package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What ends before what starts within one stage: by run order, and by the actions that an action
 * runs after. Where that is faulty, it is reported as such, and anything may come before.
 */
final class StageOrder {
  private final List<PlacedAction> cells;
  private final List<BitSet> before; // by cell; empty if the stage goes by run order alone
  private final BitSet unknown = new BitSet(); // cells of which nobody knows what comes before

  private StageOrder(List<PlacedAction> cells, List<BitSet> before) {
    this.cells = cells;
    this.before = before;
  }

  static StageOrder of(List<PlacedAction> cells) {
    if (cells.stream().allMatch(each -> each.cell().after().isEmpty())) {
      return new StageOrder(cells, List.of());
    }
    StageOrder order = new StageOrder(cells, new ArrayList<>());
    order.complete();
    return order;
  }

  boolean precedes(int earlier, int later) {
    if (before.isEmpty()) {
      return runOrder(earlier) < runOrder(later);
    }
    return unknown.get(later) || before.get(later).get(earlier);
  }

  private int runOrder(int cell) {
    return cells.get(cell).cell().runOrder();
  }

  private boolean isGrouped(int cell) {
    return cells.get(cell).cell().after().isEmpty();
  }

  private void complete() {
    Map<String, List<Integer>> byName = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      byName.computeIfAbsent(cells.get(i).action().name(), name -> new ArrayList<>()).add(i);
      before.add(new BitSet());
    }
    int[] open = new int[cells.size()]; // predecessors that are not complete
    List<List<Integer>> followers = new ArrayList<>();
    cells.forEach(each -> followers.add(new ArrayList<>()));
    for (int i = 0; i < cells.size(); i++) {
      for (String name : cells.get(i).cell().after()) {
        if (!byName.containsKey(name)) {
          unknown.set(i);
        }
        for (int named : byName.getOrDefault(name, List.of())) {
          followers.get(named).add(i);
          open[i]++;
        }
      }
    }
    completeGroups();
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    int done = 0;
    while (done < ready.size()) {
      int cell = ready.get(done++);
      for (int follower : followers.get(cell)) {
        before.get(follower).set(cell);
        before.get(follower).or(before.get(cell));
        if (unknown.get(cell)) {
          unknown.set(follower);
        }
        if (--open[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    for (int i = 0; i < open.length; i++) {
      if (open[i] > 0) {
        unknown.set(i); // on a cycle, or behind one
      }
    }
  }

  /** Cells without named predecessors come after those of lower run orders. */
  private void completeGroups() {
    List<Integer> grouped = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (isGrouped(i)) {
        grouped.add(i);
      }
    }
    grouped.sort((a, b) -> Integer.compare(runOrder(a), runOrder(b)));
    BitSet lower = new BitSet();
    int from = 0;
    while (from < grouped.size()) {
      int to = from;
      while (to < grouped.size() && runOrder(grouped.get(to)) == runOrder(grouped.get(from))) {
        before.get(grouped.get(to)).or(lower);
        to++;
      }
      for (int i = from; i < to; i++) {
        lower.set(grouped.get(i));
      }
      from = to;
    }
  }
}
