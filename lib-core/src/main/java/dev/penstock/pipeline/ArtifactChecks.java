package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Each artifact is written once, and before it is read. */
final class ArtifactChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    for (PlacedAction each : definition.inOrder()) {
      outputs(definition, each, faults);
      inputs(definition, each, faults);
    }
    for (PlacedRule each : definition.rules()) {
      inputs(definition, each, faults);
    }
  }

  private static void outputs(Definition definition, PlacedAction each, Faults faults) {
    Set<String> own = new HashSet<>();
    for (int i = 0; i < each.cell().outputArtifacts().size(); i++) {
      String output = each.cell().outputArtifacts().get(i);
      PlacedAction writer = Objects.requireNonNull(definition.writerOf(output));
      if (!own.add(output) || !each.equals(writer)) {
        faults.error(
            "duplicate-artifact",
            "P-301",
            each.at(".outputArtifacts[" + i + "]"),
            "\"" + output + "\" is written by " + writer.called() + " already",
            "names unique in the pipeline");
      }
    }
  }

  private static void inputs(Definition definition, PlacedAction each, Faults faults) {
    List<String> inputs = each.cell().inputArtifacts();
    for (int i = 0; i < inputs.size(); i++) {
      String input = inputs.get(i);
      String path = each.at(".inputArtifacts[" + i + "]");
      if (inputs.indexOf(input) < i) {
        twice(faults, path, input);
        continue;
      }
      PlacedAction writer = definition.writerOf(input);
      if (writer == null || !definition.precedes(writer, each)) {
        Set<String> written = definition.writtenBefore(each);
        faults.error(
            "missing-artifact",
            each.equals(writer) ? "P-307" : isBeside(writer, each) ? "P-303" : "P-302",
            path,
            "\"" + input + "\" is written by no earlier action",
            written.isEmpty() ? "nothing is written so far" : String.join(", ", written),
            hint(definition, input, writer, each, written));
      }
    }
  }

  private static boolean isBeside(@Nullable PlacedAction writer, PlacedAction each) {
    return writer != null && writer.stage() == each.stage() && writer.sortKey() == each.sortKey();
  }

  private static String hint(
      Definition definition,
      String input,
      @Nullable PlacedAction writer,
      PlacedAction each,
      Set<String> written) {
    if (each.equals(writer)) {
      return "the action writes it itself";
    }
    if (writer != null) {
      return writer.called()
          + (isBeside(writer, each) ? " writes it side by side" : " writes it later");
    }
    Set<String> cells = new TreeSet<>();
    definition.inOrder().stream()
        .filter(other -> other.action().outputArtifacts().contains(input))
        .forEach(
            other ->
                cells.add(
                    other
                        .cell()
                        .outputArtifacts()
                        .get(other.action().outputArtifacts().indexOf(input))));
    return cells.isEmpty()
        ? Spelling.hint(input, written)
        : "each cell of a matrix writes its own: " + String.join(", ", cells);
  }

  /** Rules read what exists when their condition is evaluated. */
  private static void inputs(Definition definition, PlacedRule each, Faults faults) {
    List<String> inputs = each.rule().inputArtifacts();
    for (int i = 0; i < inputs.size(); i++) {
      String input = inputs.get(i);
      String path = each.at(".inputArtifacts[" + i + "]");
      PlacedAction writer = definition.writerOf(input);
      if (inputs.indexOf(input) < i) {
        twice(faults, path, input);
      } else if (writer == null || !Definition.precedes(writer, each.condition())) {
        faults.error(
            "missing-artifact",
            "P-309",
            path,
            "\""
                + input
                + "\" does not exist when "
                + each.condition().kind().field()
                + " is evaluated",
            "outputs of "
                + (each.condition().kind() == ConditionKind.BEFORE_ENTRY
                    ? "earlier stages"
                    : "this stage and earlier ones"));
      }
    }
  }

  private static void twice(Faults faults, String path, String input) {
    faults.error(
        "duplicate-input", "P-306", path, "a second input \"" + input + "\"", "each input once");
  }
}
