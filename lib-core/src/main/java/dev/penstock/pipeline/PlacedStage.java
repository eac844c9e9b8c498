package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stage and where it stands. */
final class PlacedStage {
  private final int index;
  private final Stage stage;
  private final List<PlacedAction> actions = new ArrayList<>();
  private final List<PlacedAction> cells = new ArrayList<>();
  private final List<PlacedCondition> conditions = new ArrayList<>();
  private @Nullable StageOrder order;

  PlacedStage(int index, Stage stage) {
    this.index = index;
    this.stage = stage;
    for (int i = 0; i < stage.actions().size(); i++) {
      Action action = stage.actions().get(i);
      actions.add(new PlacedAction(this, i, -1, action, action));
      long count = action.matrix().isEmpty() ? 1 : MatrixCells.count(action, Action.MOST_CELLS);
      if (count == 0 || count > Action.MOST_CELLS) { // reported; stands for its cells
        cells.add(new PlacedAction(this, i, cells.size(), action, action));
        continue;
      }
      for (ActionCell cell : action.cells()) {
        cells.add(new PlacedAction(this, i, cells.size(), action, cell.action()));
      }
    }
    place(ConditionKind.BEFORE_ENTRY, stage.beforeEntry());
    place(ConditionKind.ON_SUCCESS, stage.onSuccess());
    if (stage.onFailure().isPresent()) {
      place(ConditionKind.ON_FAILURE, stage.onFailure().get().condition());
    }
  }

  private void place(ConditionKind kind, Optional<Condition> condition) {
    if (condition.isPresent()) {
      conditions.add(new PlacedCondition(this, kind, condition.get()));
    }
  }

  int index() {
    return index;
  }

  Stage stage() {
    return stage;
  }

  String path() {
    return "stages[" + index + "]";
  }

  /** The path of one part, with the stage's name for a person. */
  String at(String part) {
    return path() + part + " (" + stage.name() + ")";
  }

  /** The actions as they were defined. */
  List<PlacedAction> actions() {
    return actions;
  }

  /** What is carried out. */
  List<PlacedAction> cells() {
    return cells;
  }

  List<PlacedCondition> conditions() {
    return conditions;
  }

  StageOrder order() {
    StageOrder known = order;
    if (known == null) {
      known = StageOrder.of(cells);
      order = known;
    }
    return known;
  }
}
