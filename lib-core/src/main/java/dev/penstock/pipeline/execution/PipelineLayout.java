package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<int[]> groups = new ArrayList<>();
    private final int[] groupOf;

    StageLayout(Stage stage) {
      this.stage = stage;
      this.groupOf = new int[stage.actions().size()];
      Map<Integer, List<Integer>> byRunOrder = new TreeMap<>();
      for (int i = 0; i < stage.actions().size(); i++) {
        Action action = stage.actions().get(i);
        indexes.put(action.name(), i);
        byRunOrder.computeIfAbsent(action.runOrder(), order -> new ArrayList<>()).add(i);
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
      Integer index = indexes.get(action);
      return index == null ? -1 : index;
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
