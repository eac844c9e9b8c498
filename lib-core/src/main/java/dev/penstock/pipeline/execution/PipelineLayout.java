package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A definition prepared for running: actions by name, and in groups of one run order. Immutable.
 */
final class PipelineLayout {
  private final Pipeline definition;
  private final List<StageLayout> stages = new ArrayList<>();

  PipelineLayout(Pipeline definition) {
    this.definition = definition;
    definition.stages().forEach(stage -> stages.add(new StageLayout(stage)));
  }

  Pipeline definition() {
    return definition;
  }

  int size() {
    return stages.size();
  }

  StageLayout stage(int index) {
    return stages.get(index);
  }

  /** One stage. */
  static final class StageLayout {
    private final Stage stage;
    private final int[] slots; // open addressing: index + 1 of the action whose name belongs there
    private final List<int[]> groups = new ArrayList<>();
    private final int[] groupOf;

    StageLayout(Stage stage) {
      this.stage = stage;
      int size = stage.actions().size();
      this.groupOf = new int[size];
      this.slots = new int[Integer.highestOneBit(Math.max(size, 1)) * 4];
      int[] order = new int[size];
      boolean isOneGroup = true;
      for (int i = 0; i < size; i++) {
        slots[slotOf(stage.actions().get(i).name())] = i + 1;
        order[i] = i;
        isOneGroup &= stage.actions().get(i).runOrder() == stage.actions().get(0).runOrder();
      }
      if (isOneGroup) {
        groups.add(order);
      } else {
        group(order);
      }
    }

    private void group(int[] order) {
      Map<Integer, List<Integer>> byRunOrder = new TreeMap<>();
      for (int i : order) {
        byRunOrder.computeIfAbsent(action(i).runOrder(), runOrder -> new ArrayList<>()).add(i);
      }
      for (List<Integer> group : byRunOrder.values()) {
        for (int action : group) {
          groupOf[action] = groups.size();
        }
        groups.add(group.stream().mapToInt(Integer::intValue).toArray());
      }
    }

    String name() {
      return stage.name();
    }

    int size() {
      return groupOf.length;
    }

    Action action(int index) {
      return stage.actions().get(index);
    }

    /** The index of an action, or -1. */
    int indexOf(String action) {
      return slots[slotOf(action)] - 1;
    }

    /** Where a name is, or would be: at most half of the slots are taken. */
    private int slotOf(String name) {
      int hash = name.hashCode();
      int slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
      while (slots[slot] != 0 && !stage.actions().get(slots[slot] - 1).name().equals(name)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }

    int groupCount() {
      return groups.size();
    }

    int[] group(int index) {
      return groups.get(index);
    }

    int groupOf(int action) {
      return groupOf[action];
    }
  }
}
