package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What differs between two definitions of a pipeline.
 *
 * <pre>{@code
 * DefinitionDiff diff = DefinitionDiff.between(before, after);
 * System.out.println(diff.text());       // ~ Build/compile runOrder: 1 -> 2
 * }</pre>
 *
 * <p>Stages and actions are told apart by their names. One that is gone and one that is new are
 * taken for one and the same under another name if they are alike: stages by their actions, actions
 * by their type and most of their fields. Such a rename is a guess and says so. The order of
 * actions within a stage means nothing and is not compared.
 *
 * @param changes what changed: the pipeline's own fields, then stages and actions in the order of
 *     the new definition, then what is gone
 */
public record DefinitionDiff(List<Change> changes) {
  private static final double ALIKE = 0.6;

  /** Copies the list. */
  public DefinitionDiff {
    changes = List.copyOf(changes);
  }

  /**
   * Compares two definitions.
   *
   * @param before the older one
   * @param after the newer one
   * @return what changed; without changes if they are equal but for the order of actions
   */
  public static DefinitionDiff between(Pipeline before, Pipeline after) {
    return new DefinitionDiff(new Comparison(before, after).changes());
  }

  /**
   * Whether nothing changed.
   *
   * @return true if there are no changes
   */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * The changes in words, one a line.
   *
   * @return the text; {@code no changes} if there are none
   */
  public String text() {
    return changes.isEmpty()
        ? "no changes"
        : changes.stream().map(Change::text).collect(Collectors.joining("\n"));
  }

  /** Two definitions side by side. */
  private static final class Comparison {
    private static final Set<String> NAME = Set.of("name");
    private static final Set<String> NAME_AND_ACTIONS = Set.of("name", "actions");
    private static final Set<String> STAGES = Set.of("stages");

    private final Pipeline before;
    private final Pipeline after;
    private final List<Change> changes = new ArrayList<>();

    /** Old stages by the names of the new ones that they have become. */
    private final Map<String, Stage> pairs = new LinkedHashMap<>();

    Comparison(Pipeline before, Pipeline after) {
      this.before = before;
      this.after = after;
    }

    List<Change> changes() {
      Fields.compare(after.name(), before, after, STAGES, changes::add);
      pairStages();
      Set<String> moved = moved();
      List<Change> gone = new ArrayList<>();
      Moves moves = new Moves(before, after, pairs);
      String predecessor = "";
      for (Stage stage : after.stages()) {
        Stage old = pairs.get(stage.name());
        if (old == null) {
          changes.add(new Change.StageAdded(stage.name(), predecessor));
          arrivals(stage, moves);
        } else {
          if (!old.name().equals(stage.name())) {
            changes.add(new Change.StageRenamed(old.name(), stage.name()));
          }
          if (moved.contains(stage.name())) {
            changes.add(new Change.StageMoved(stage.name(), predecessor));
          }
          Fields.compare(stage.name(), old, stage, NAME_AND_ACTIONS, changes::add);
          actions(old, stage, moves, gone);
        }
        predecessor = stage.name();
      }
      before.stages().stream()
          .filter(stage -> !pairs.containsValue(stage))
          .forEach(stage -> gone.add(new Change.StageRemoved(stage.name())));
      changes.addAll(gone);
      return changes;
    }

    private void pairStages() {
      Set<String> free = new HashSet<>();
      before.stages().forEach(stage -> free.add(stage.name()));
      for (Stage stage : after.stages()) {
        before
            .stage(stage.name())
            .ifPresent(
                old -> {
                  pairs.put(stage.name(), old);
                  free.remove(old.name());
                });
      }
      for (Stage stage : after.stages()) {
        if (!pairs.containsKey(stage.name())) {
          Stage best = null;
          double most = ALIKE;
          for (Stage old : before.stages()) {
            double likeness = free.contains(old.name()) ? likeness(old, stage) : 0;
            if (likeness >= most && (best == null || likeness > most)) {
              best = old;
              most = likeness;
            }
          }
          if (best != null) {
            pairs.put(stage.name(), best);
            free.remove(best.name());
          }
        }
      }
    }

    /** The share of actions that both have, by name and type. */
    private static double likeness(Stage one, Stage other) {
      Set<String> all = new HashSet<>(identities(one));
      Set<String> both = new HashSet<>(identities(one));
      all.addAll(identities(other));
      both.retainAll(identities(other));
      return all.isEmpty() ? 0 : (double) both.size() / all.size();
    }

    private static Set<String> identities(Stage stage) {
      return stage.actions().stream()
          .map(action -> action.name() + " " + action.type())
          .collect(Collectors.toSet());
    }

    /** The fewest stages that must move so that the others keep their order. */
    private Set<String> moved() {
      List<String> kept =
          List.copyOf(after.stages().stream().map(Stage::name).filter(pairs::containsKey).toList());
      List<Integer> places =
          kept.stream().map(name -> before.stages().indexOf(pairs.get(name))).toList();
      Set<String> moved = new HashSet<>(kept);
      Ascending.longest(places).forEach(index -> moved.remove(kept.get(index)));
      return moved;
    }

    private void actions(Stage old, Stage stage, Moves moves, List<Change> gone) {
      Map<String, Action> oldByName = byName(old);
      Map<String, Action> newByName = byName(stage);
      List<Action> removed = new ArrayList<>();
      old.actions().stream()
          .filter(action -> !newByName.containsKey(action.name()))
          .filter(action -> !moves.isLeaving(old, action))
          .forEach(removed::add);
      for (Action action : stage.actions()) {
        String where = stage.name() + "/" + action.name();
        Action same = oldByName.get(action.name());
        if (same != null) {
          Fields.compare(where, same, action, NAME, changes::add);
        } else if (!arrival(stage, action, moves)) {
          Action alike = alike(action, removed);
          if (alike == null) {
            changes.add(new Change.ActionAdded(stage.name(), action.name()));
          } else {
            removed.remove(alike);
            changes.add(new Change.ActionRenamed(stage.name(), alike.name(), action.name()));
            Fields.compare(where, alike, action, NAME, changes::add);
          }
        }
      }
      removed.forEach(action -> gone.add(new Change.ActionRemoved(stage.name(), action.name())));
    }

    private void arrivals(Stage stage, Moves moves) {
      stage.actions().forEach(action -> arrival(stage, action, moves));
    }

    /** Whether an action has come from another stage; tells of it. */
    private boolean arrival(Stage stage, Action action, Moves moves) {
      return moves
          .originOf(stage, action)
          .map(
              origin -> {
                changes.add(
                    new Change.ActionMoved(action.name(), origin.stage().name(), stage.name()));
                Fields.compare(
                    stage.name() + "/" + action.name(),
                    origin.action(),
                    action,
                    NAME,
                    changes::add);
                return true;
              })
          .orElse(false);
    }

    private static @org.jspecify.annotations.Nullable Action alike(
        Action action, List<Action> candidates) {
      Action best = null;
      double most = ALIKE;
      for (Action candidate : candidates) {
        double likeness =
            candidate.type().equals(action.type()) ? Fields.likeness(candidate, action, NAME) : 0;
        if (likeness >= most && (best == null || likeness > most)) {
          best = candidate;
          most = likeness;
        }
      }
      return best;
    }

    private static Map<String, Action> byName(Stage stage) {
      Map<String, Action> byName = new LinkedHashMap<>();
      stage.actions().forEach(action -> byName.put(action.name(), action));
      return byName;
    }
  }
}
