package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A draft laid out for checking: where everything stands, and what writes what. */
final class Definition {
  private final Draft draft;
  private final List<PlacedStage> stages = new ArrayList<>();
  private final Map<String, PlacedAction> writers = new HashMap<>();
  private final Map<String, PlacedAction> namespaces = new HashMap<>();
  private final List<PlacedAction> actions = new ArrayList<>();
  private final List<PlacedRule> rules = new ArrayList<>();
  private final List<PlacedAction> inOrder = new ArrayList<>();

  Definition(Draft draft) {
    this.draft = draft;
    for (int i = 0; i < draft.stages().size(); i++) {
      PlacedStage stage = new PlacedStage(i, draft.stages().get(i));
      stages.add(stage);
      actions.addAll(stage.actions());
      for (PlacedCondition condition : stage.conditions()) {
        rules.addAll(condition.rules());
      }
      List<PlacedAction> sorted = new ArrayList<>(stage.cells());
      if (!stage.stage().startsTogether()) {
        sorted.sort(Comparator.comparingInt(PlacedAction::sortKey)); // stable: then as listed
      }
      inOrder.addAll(sorted);
    }
    for (PlacedAction action : inOrder) {
      for (String output : action.cell().outputArtifacts()) {
        writers.putIfAbsent(output, action);
      }
      if (action.cell().namespace().isPresent()) {
        namespaces.putIfAbsent(action.cell().namespace().get(), action);
      }
    }
  }

  Draft draft() {
    return draft;
  }

  List<PlacedStage> stages() {
    return stages;
  }

  /** The cells of all actions: by stage, by run order, and as listed. */
  List<PlacedAction> inOrder() {
    return inOrder;
  }

  /** The actions as they were defined, in the order of the definition. */
  List<PlacedAction> actions() {
    return actions;
  }

  /** The rules of all conditions, in the order of the definition. */
  List<PlacedRule> rules() {
    return rules;
  }

  /** The first action that writes an artifact. */
  @Nullable PlacedAction writerOf(String artifact) {
    return writers.get(artifact);
  }

  /** The first action that has a namespace. */
  @Nullable PlacedAction ownerOf(String namespace) {
    return namespaces.get(namespace);
  }

  /** The artifacts that are written before an action starts, sorted. */
  Set<String> writtenBefore(PlacedAction reader) {
    Set<String> names = new TreeSet<>();
    writers.forEach(
        (name, writer) -> {
          if (precedes(writer, reader)) {
            names.add(name);
          }
        });
    return names;
  }

  /** The namespaces of the actions that end before an action starts, sorted. */
  Set<String> namespacesBefore(PlacedAction reader) {
    Set<String> names = new TreeSet<>();
    namespaces.forEach(
        (name, owner) -> {
          if (precedes(owner, reader)) {
            names.add(name);
          }
        });
    return names;
  }

  boolean precedes(PlacedAction earlier, PlacedAction later) {
    return earlier.stage() == later.stage()
        ? earlier.stage().order().precedes(earlier.index(), later.index())
        : earlier.stage().index() < later.stage().index();
  }

  /** Whether an artifact of an action, or its variables, exist when a condition is evaluated. */
  static boolean precedes(PlacedAction earlier, PlacedCondition later) {
    return earlier.stage() == later.stage()
        ? later.kind() != ConditionKind.BEFORE_ENTRY
        : earlier.stage().index() < later.stage().index();
  }
}
