package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A definition prepared for running: actions by name, and in groups of one run order. A stage is
 * laid out when an execution first comes to it. Confined to one thread, as the state is.
 */
final class PipelineLayout {
  private final PipelineDefined defined;
  private final @Nullable StageLayout[] stages;

  PipelineLayout(PipelineDefined defined) {
    this.defined = defined;
    this.stages = new StageLayout[defined.definition().stages().size()];
  }

  PipelineDefined defined() {
    return defined;
  }

  Pipeline definition() {
    return defined.definition();
  }

  int version() {
    return defined.version();
  }

  ExecutionMode mode() {
    return defined.definition().executionMode();
  }

  /** How many actions of one execution may be in progress. */
  int actionLimit() {
    return mode() == ExecutionMode.PARALLEL && defined.actions() > 0
        ? defined.actions()
        : Integer.MAX_VALUE;
  }

  /** The index of a stage, or -1. */
  int indexOf(String stage) {
    List<Stage> all = definition().stages();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(stage)) {
        return i;
      }
    }
    return -1;
  }

  int size() {
    return stages.length;
  }

  StageLayout stage(int index) {
    StageLayout known = stages[index];
    if (known == null) {
      known = new StageLayout(definition().stages().get(index));
      stages[index] = known;
    }
    return known;
  }

  /** One stage. */
  static final class StageLayout {
    private static final int[] NONE = {};

    /** The indexes of small stages, which all of them share. */
    private static final int[][] INDEXES = new int[65][];

    static {
      for (int size = 0; size < INDEXES.length; size++) {
        INDEXES[size] = upTo(size);
      }
    }

    private final Stage stage;
    private final List<Action> actions;
    private final int[] all; // their indexes
    private final @Nullable List<int[]> groups; // null if there is one
    private final int @Nullable [] groupOf; // null if there is one group; -1 for those after others
    private final int @Nullable [][] followers; // null if none runs after named ones
    private final List<String> names; // by action: side by side, for steps that ask for all of them
    private final boolean @Nullable [] plain; // by action; null if all are
    private @Nullable StageSlot slot;

    /**
     * Open addressing: index + 1 of the action whose name belongs there. Made when first needed.
     */
    private int @Nullable [] slots;

    StageLayout(Stage stage) {
      this.stage = stage;
      boolean isOneGroup = stage.startsTogether();
      boolean hasFollowers =
          !isOneGroup && stage.actions().stream().anyMatch(action -> !action.after().isEmpty());
      this.actions =
          isOneGroup ? stage.actions() : stage.cells().stream().map(ActionCell::action).toList();
      this.names = isOneGroup ? stage.actionNames() : namesOf(actions);
      this.plain = isOneGroup && stage.hasPlainActions() ? null : plain(actions);
      this.all = indexes(actions.size());
      this.groups = isOneGroup ? null : groups(all);
      this.groupOf = groups == null ? null : groupOf(groups);
      this.followers = hasFollowers ? followersByAction() : null;
    }

    private static List<String> namesOf(List<Action> actions) {
      String[] names = new String[actions.size()];
      for (int i = 0; i < names.length; i++) {
        names[i] = actions.get(i).name();
      }
      return List.of(names);
    }

    private static boolean[] plain(List<Action> actions) {
      boolean[] plain = new boolean[actions.size()];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = actions.get(i).isPlain();
      }
      return plain;
    }

    private static int[] indexes(int size) {
      return size < INDEXES.length ? INDEXES[size] : upTo(size);
    }

    private static int[] upTo(int size) {
      int[] indexes = new int[size];
      for (int i = 0; i < size; i++) {
        indexes[i] = i;
      }
      return indexes;
    }

    private List<int[]> groups(int[] order) {
      Map<Integer, List<Integer>> byRunOrder = new TreeMap<>();
      for (int i : order) {
        if (action(i).after().isEmpty()) {
          byRunOrder.computeIfAbsent(action(i).runOrder(), runOrder -> new ArrayList<>()).add(i);
        }
      }
      return byRunOrder.values().stream()
          .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
          .toList();
    }

    private int[] groupOf(List<int[]> groups) {
      int[] found = new int[actions.size()];
      Arrays.fill(found, -1);
      for (int group = 0; group < groups.size(); group++) {
        for (int action : groups.get(group)) {
          found[action] = group;
        }
      }
      return found;
    }

    /** By action, those that run after it; the name of a matrix action means all its cells. */
    private int[][] followersByAction() {
      Map<String, List<Integer>> byName = new HashMap<>();
      List<ActionCell> cells = stage.cells();
      List<List<Integer>> found = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        byName.computeIfAbsent(cells.get(i).of(), name -> new ArrayList<>()).add(i);
        found.add(new ArrayList<>());
      }
      for (int i = 0; i < cells.size(); i++) {
        for (String name : action(i).after()) {
          for (int before : byName.getOrDefault(name, List.of())) {
            found.get(before).add(i);
          }
        }
      }
      return found.stream()
          .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
          .toArray(int[][]::new);
    }

    boolean hasFollowers() {
      return followers != null;
    }

    /** The actions that run after one. */
    int[] followers(int action) {
      return followers == null ? NONE : followers[action];
    }

    /** By action, how many it waits for by name. */
    int[] predecessors() {
      int[] counts = new int[actions.size()];
      if (followers != null) {
        for (int[] those : followers) {
          for (int follower : those) {
            counts[follower]++;
          }
        }
      }
      return counts;
    }

    Stage stage() {
      return stage;
    }

    /** The slot of this stage, which outlives the definition. */
    StageSlot slot(PipelineState state) {
      StageSlot known = slot;
      if (known == null) {
        known = state.slot(name());
        slot = known;
      }
      return known;
    }

    String name() {
      return stage.name();
    }

    String nameOf(int action) {
      return names.get(action);
    }

    /**
     * Whether an action is {@linkplain Action#isPlain plain}. Its definition need not be looked at
     * in each step then: where 100,000 actions are under way, each look fetches it from main memory
     * again.
     */
    boolean isPlain(int action) {
      return plain == null || plain[action];
    }

    int size() {
      return actions.size();
    }

    Action action(int index) {
      return actions.get(index);
    }

    /** The index of an action, or -1. */
    int indexOf(String action) {
      int[] known = slots;
      if (known == null) {
        known = new int[Integer.highestOneBit(Math.max(actions.size(), 1)) * 4];
        for (int i = 0; i < actions.size(); i++) {
          known[slotOf(names.get(i), known)] = i + 1;
        }
        slots = known;
      }
      return known[slotOf(action, known)] - 1;
    }

    /** Where a name is, or would be: at most half of the slots are taken. */
    private int slotOf(String name, int[] among) {
      int hash = name.hashCode();
      int slot = (hash ^ (hash >>> 15)) & (among.length - 1);
      while (among[slot] != 0 && !names.get(among[slot] - 1).equals(name)) {
        slot = (slot + 1) & (among.length - 1);
      }
      return slot;
    }

    /** The index of an action, or -1, with a guess that saves the look-up. */
    int indexOf(String action, int guess) {
      return guess < names.size() && isSame(names.get(guess), action) ? guess : indexOf(action);
    }

    @SuppressWarnings("ReferenceEquality") // mostly it is the very same, and needs no further look
    private static boolean isSame(String name, String other) {
      return name == other || name.equals(other);
    }

    int groupCount() {
      return groups == null ? 1 : groups.size();
    }

    int[] group(int index) {
      return groups == null ? all : groups.get(index);
    }

    /** The group of an action; -1 if it runs after named ones. */
    int groupOf(int action) {
      return groupOf == null ? 0 : groupOf[action];
    }
  }
}
