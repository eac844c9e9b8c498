package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.Action;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the maximal parallel groups of a stage: the maximal cliques of "may run at one time", by
 * Bron and Kerbosch with a pivot. Actions that wait for the same and are waited for by the same are
 * one node, so that a wide group costs no more than a narrow one.
 */
final class ParallelGroups {

  /** Of a stage with more groups than these, so many are told. */
  static final int MOST = 100;

  private final List<List<Integer>> nodes = new ArrayList<>();
  private final List<BitSet> mayMeet = new ArrayList<>();
  private final List<List<Integer>> groups = new ArrayList<>();

  private ParallelGroups(StageOrder order) {
    Map<List<BitSet>, List<Integer>> alike = new LinkedHashMap<>();
    List<BitSet> after = new ArrayList<>();
    order.actions().forEach(action -> after.add(new BitSet()));
    for (int i = 0; i < order.actions().size(); i++) {
      int later = i;
      order.before(i).stream().forEach(earlier -> after.get(earlier).set(later));
    }
    for (int i = 0; i < order.actions().size(); i++) {
      alike
          .computeIfAbsent(List.of(order.before(i), after.get(i)), key -> new ArrayList<>())
          .add(i);
    }
    nodes.addAll(alike.values());
    for (List<Integer> node : nodes) {
      BitSet others = new BitSet();
      for (int j = 0; j < nodes.size(); j++) {
        others.set(j, order.mayMeet(node.get(0), nodes.get(j).get(0)));
      }
      mayMeet.add(others);
    }
  }

  static List<ParallelGroup> of(String stage, StageOrder order) {
    ParallelGroups search = new ParallelGroups(order);
    BitSet all = new BitSet();
    all.set(0, search.nodes.size());
    search.extend(new BitSet(), all, new BitSet());
    List<Action> actions = order.actions();
    return search.groups.stream()
        .sorted(
            Comparator.<List<Integer>>comparingInt(
                    group -> order.before(group.get(0)).cardinality())
                .thenComparing(group -> group.get(0)))
        .map(
            group ->
                new ParallelGroup(stage, group.stream().map(i -> actions.get(i).name()).toList()))
        .toList();
  }

  private void extend(BitSet chosen, BitSet candidates, BitSet excluded) {
    if (groups.size() >= MOST) {
      return;
    }
    if (candidates.isEmpty()) {
      if (excluded.isEmpty()) {
        groups.add(
            chosen.stream().boxed().flatMap(node -> nodes.get(node).stream()).sorted().toList());
      }
      return;
    }
    int pivot = pivot(candidates, excluded);
    BitSet tried = (BitSet) candidates.clone();
    tried.andNot(mayMeet.get(pivot));
    BitSet open = (BitSet) candidates.clone();
    BitSet done = (BitSet) excluded.clone();
    for (int node = tried.nextSetBit(0); node >= 0; node = tried.nextSetBit(node + 1)) {
      BitSet next = (BitSet) chosen.clone();
      next.set(node);
      extend(next, and(open, mayMeet.get(node)), and(done, mayMeet.get(node)));
      open.clear(node);
      done.set(node);
    }
  }

  private int pivot(BitSet candidates, BitSet excluded) {
    BitSet all = (BitSet) candidates.clone();
    all.or(excluded);
    return all.stream()
        .boxed()
        .max(Comparator.comparingInt(node -> and(candidates, mayMeet.get(node)).cardinality()))
        .orElseThrow();
  }

  private static BitSet and(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }
}
