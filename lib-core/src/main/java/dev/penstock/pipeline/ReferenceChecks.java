package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every reference to a variable is well formed, and something earlier gives it a value. */
final class ReferenceChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    for (PlacedAction each : definition.inOrder()) {
      List<PlacedReference> references = PlacedReference.of(each.cell());
      if (!references.isEmpty()) {
        check(definition, each, references, faults);
      }
    }
    for (PlacedRule each : definition.rules()) {
      List<PlacedReference> references = PlacedReference.of(each.rule());
      if (!references.isEmpty()) {
        check(definition, each, references, faults);
      }
    }
  }

  private static void check(
      Definition definition, PlacedAction each, List<PlacedReference> references, Faults faults) {
    Scope scope =
        new Scope(
            definition,
            faults,
            each,
            owner -> definition.precedes(owner, each),
            () -> definition.namespacesBefore(each));
    references.forEach(placed -> scope.check(each.at(placed.path()), placed.reference()));
  }

  private static void check(
      Definition definition, PlacedRule each, List<PlacedReference> references, Faults faults) {
    PlacedCondition condition = each.condition();
    Scope scope =
        new Scope(
            definition,
            faults,
            null,
            owner -> Definition.precedes(owner, condition),
            () -> namespacesBefore(definition, condition));
    references.forEach(placed -> scope.check(each.at(placed.path()), placed.reference()));
  }

  private static Set<String> namespacesBefore(Definition definition, PlacedCondition condition) {
    Set<String> names = new TreeSet<>();
    for (PlacedAction each : definition.inOrder()) {
      if (Definition.precedes(each, condition)) {
        each.cell().namespace().ifPresent(names::add);
      }
    }
    return names;
  }

  /** What may be referred to at one place. */
  private record Scope(
      Definition definition,
      Faults faults,
      @Nullable PlacedAction action,
      Predicate<PlacedAction> isEarlier,
      Supplier<Set<String>> earlier) {

    void check(String path, VariableReference reference) {
      String namespace = reference.namespace();
      if (reference.isMalformed()) {
        faults.error(
            "reference",
            "P-501",
            path,
            "\"" + reference.text() + "\" is no reference",
            "#{namespace.name}");
      } else if (namespace.equals(VariableReference.PIPELINE_VARIABLES)) {
        pipelineVariable(path, reference);
      } else if (namespace.equals(VariableReference.IMPLICIT)) {
        if (!reference.name().equals(VariableReference.EXECUTION_ID)) {
          faults.error(
              "unknown-variable",
              "P-502",
              path,
              "\"" + reference.text() + "\" is unknown",
              VariableReference.EXECUTION_ID,
              Spelling.hint(reference.name(), List.of(VariableReference.EXECUTION_ID)));
        }
      } else if (action != null
          && !action.action().matrix().isEmpty()
          && namespace.equals(VariableReference.MATRIX)) {
        return; // of the cells; what was left of it is reported with the matrix
      } else {
        ofAction(path, reference);
      }
    }

    private void pipelineVariable(String path, VariableReference reference) {
      List<String> names =
          definition.draft().variables().stream().map(PipelineVariable::name).distinct().toList();
      if (!names.contains(reference.name())) {
        faults.error(
            "unknown-variable",
            "P-521",
            path,
            "variable \"" + reference.name() + "\" is not declared",
            names.isEmpty() ? "none are" : String.join(", ", names),
            Spelling.hint(reference.name(), names));
      }
    }

    private void ofAction(String path, VariableReference reference) {
      PlacedAction owner = definition.ownerOf(reference.namespace());
      if (owner == null || !isEarlier.test(owner)) {
        Set<String> known = earlier.get();
        known.add(VariableReference.PIPELINE_VARIABLES);
        known.add(VariableReference.IMPLICIT);
        faults.error(
            "unknown-namespace",
            owner == null ? "P-511" : "P-504",
            path,
            "no earlier action has the namespace \"" + reference.namespace() + "\"",
            String.join(", ", known),
            hint(reference, owner, known));
        return;
      }
      List<String> exported = owner.cell().outputVariables();
      if (!exported.isEmpty() && !exported.contains(reference.name())) {
        faults.error(
            "unproduced-variable",
            "P-511",
            path,
            owner.called() + " exports no variable \"" + reference.name() + "\"",
            String.join(", ", exported),
            Spelling.hint(reference.name(), exported));
      }
    }

    private String hint(
        VariableReference reference, @Nullable PlacedAction owner, Set<String> known) {
      if (owner != null) {
        boolean isSame = owner.equals(action);
        boolean isBeside =
            action != null
                && owner.stage() == action.stage()
                && owner.sortKey() == action.sortKey();
        return isSame
            ? "the action has it itself"
            : owner.called() + (isBeside ? " runs side by side" : " runs later");
      }
      for (PlacedAction other : definition.inOrder()) {
        if (other.cell().namespace().isEmpty()
            && other.cell().name().equals(reference.namespace())) {
          return other.called() + " declares no namespace";
        }
        if (other.action().namespace().equals(Optional.of(reference.namespace()))) {
          return "each cell of a matrix has its own, such as "
              + other.cell().namespace().orElse("");
        }
      }
      return Spelling.hint(reference.namespace(), known);
    }
  }
}
