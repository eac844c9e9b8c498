package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the cells of an action: each combination of its axes, the last axis fastest. */
final class MatrixCells {
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]");

  private final Action action;
  private final List<ActionCell> cells = new ArrayList<>();

  private MatrixCells(Action action) {
    this.action = action;
  }

  static List<ActionCell> of(Action action) {
    MatrixCells matrix = new MatrixCells(action);
    matrix.add(0, new LinkedHashMap<>());
    return List.copyOf(matrix.cells);
  }

  /** How many cells there would be; no more than counted so far once above the limit. */
  static long count(Action action, long most) {
    long count = 1;
    for (MatrixAxis axis : action.matrix()) {
      count *= axis.values().size();
      if (count > most) {
        return count;
      }
    }
    return count;
  }

  private void add(int axis, Map<String, String> values) {
    if (axis == action.matrix().size()) {
      cells.add(cell(values));
      return;
    }
    MatrixAxis next = action.matrix().get(axis);
    for (String value : next.values()) {
      values.put(next.name(), value);
      add(axis + 1, values);
      values.remove(next.name());
    }
  }

  private ActionCell cell(Map<String, String> values) {
    if (values.isEmpty()) {
      return new ActionCell(action.name(), Map.of(), action);
    }
    String suffix = "-" + NOT_IN_NAMES.matcher(String.join("-", values.values())).replaceAll("_");
    Map<String, String> configuration = new LinkedHashMap<>();
    action.configuration().forEach((key, text) -> configuration.put(key, filled(text, values)));
    Map<String, List<String>> files = new LinkedHashMap<>();
    action.outputFiles().forEach((output, patterns) -> files.put(output + suffix, patterns));
    Action cell =
        new Action(
            action.name() + suffix,
            action.type(),
            action.runOrder(),
            configuration,
            filled(action.inputArtifacts(), values),
            action.outputArtifacts().stream().map(output -> output + suffix).toList(),
            action.namespace().map(namespace -> namespace + suffix),
            action.timeout(),
            action.after(),
            List.of(),
            files,
            filled(action.commands(), values),
            action.environmentVariables().stream()
                .map(
                    each ->
                        new EnvironmentVariable(
                            each.name(), filled(each.value(), values), each.type()))
                .toList(),
            action.outputVariables(),
            action.region(),
            action.roleArn());
    return new ActionCell(action.name(), values, cell);
  }

  private static List<String> filled(List<String> texts, Map<String, String> values) {
    return texts.stream().map(text -> filled(text, values)).toList();
  }

  /** Fills in the axes' values; other references stay for the execution to resolve. */
  private static String filled(String text, Map<String, String> values) {
    return Optional.ofNullable(
            VariableReference.resolve(
                text,
                reference ->
                    reference.namespace().equals(VariableReference.MATRIX)
                        ? values.getOrDefault(reference.name(), reference.text())
                        : reference.text()))
        .orElse(text);
  }
}
