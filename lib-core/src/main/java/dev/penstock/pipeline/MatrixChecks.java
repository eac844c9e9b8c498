package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A matrix has values, and its cells have names of their own. */
final class MatrixChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    for (PlacedAction each : definition.actions()) {
      if (!each.action().matrix().isEmpty()) {
        axes(each, faults);
      }
    }
    for (PlacedStage stage : definition.stages()) {
      cells(stage, faults);
    }
  }

  private static void axes(PlacedAction each, Faults faults) {
    Set<String> names = new HashSet<>();
    for (MatrixAxis axis : each.action().matrix()) {
      String path = each.at(".matrix." + axis.name());
      NameChecks.name(faults, "", path, axis.name(), Names.VARIABLE);
      if (!names.add(axis.name())) {
        faults.error("matrix", "", path, "a second axis \"" + axis.name() + "\"", "each axis once");
      }
      if (axis.values().isEmpty()) {
        faults.error("matrix", "", path, "an axis without values", "at least one");
      }
      Set<String> values = new HashSet<>();
      for (String value : axis.values()) {
        if (!values.add(value)) {
          faults.error("matrix", "", path, "a second value \"" + value + "\"", "each value once");
        }
      }
    }
    for (PlacedReference placed : PlacedReference.of(each.cell())) {
      VariableReference reference = placed.reference();
      if (reference.namespace().equals(VariableReference.MATRIX)
          && !names.contains(reference.name())) {
        faults.error(
            "unknown-variable",
            "",
            each.at(placed.path()),
            "the matrix has no axis \"" + reference.name() + "\"",
            String.join(", ", new TreeSet<>(names)),
            Spelling.hint(reference.name(), names));
      }
    }
    if (MatrixCells.count(each.action(), Action.MOST_CELLS) > Action.MOST_CELLS) {
      faults.error(
          "matrix",
          "",
          each.at(".matrix"),
          "too many cells",
          "at most " + Action.MOST_CELLS + " in one action");
    }
  }

  private static void cells(PlacedStage stage, Faults faults) {
    Map<String, PlacedAction> names = new HashMap<>();
    for (PlacedAction cell : stage.cells()) {
      PlacedAction other = names.putIfAbsent(cell.cell().name(), cell);
      boolean isOfMatrix = !cell.action().matrix().isEmpty();
      if (isOfMatrix && !Names.NAME.matches(cell.cell().name())) {
        faults.error(
            "matrix",
            "",
            cell.at(".matrix"),
            "a cell would be called \"" + cell.cell().name() + "\"",
            Names.NAME.toString());
      }
      boolean isSameAction =
          other != null
              && other.defined() == cell.defined()
              && cell.action().matrix().stream().allMatch(MatrixChecks::isDistinct);
      boolean isMatrix = other != null && (isOfMatrix || !other.action().matrix().isEmpty());
      boolean isSameName = other != null && other.action().name().equals(cell.action().name());
      if (other != null && isMatrix && (isSameAction || !isSameName)) {
        faults.error(
            "matrix",
            "",
            (isOfMatrix ? cell : other).at(".matrix"),
            "\"" + cell.cell().name() + "\" would be the name of two actions",
            "values that differ in more than characters outside A-Za-z0-9_-");
      }
    }
  }

  private static boolean isDistinct(MatrixAxis axis) {
    return new HashSet<>(axis.values()).size() == axis.values().size();
  }
}
