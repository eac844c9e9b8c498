package dev.penstock.pipeline;

import java.util.Objects;

/** Namespaces are unique, not reserved, and no artifact's name (P-209). */
final class NamespaceChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    boolean hasMatrix = false;
    for (PlacedAction each : definition.inOrder()) {
      hasMatrix |= !each.action().matrix().isEmpty();
    }
    for (PlacedAction each : definition.inOrder()) {
      if (each.cell().namespace().isPresent()) {
        check(definition, each, each.cell().namespace().get(), hasMatrix, faults);
      }
    }
  }

  private static void check(
      Definition definition,
      PlacedAction each,
      String namespace,
      boolean hasMatrix,
      Faults faults) {
    String path = each.at(".namespace");
    if (namespace.equals(VariableReference.PIPELINE_VARIABLES)
        || namespace.equals(VariableReference.IMPLICIT)
        || (hasMatrix && namespace.equals(VariableReference.MATRIX))) {
      faults.error("namespace", "P-209", path, "\"" + namespace + "\" is reserved", "any other");
      return;
    }
    PlacedAction owner = Objects.requireNonNull(definition.ownerOf(namespace));
    if (!each.equals(owner)) {
      faults.error(
          "namespace",
          "P-209",
          path,
          "\"" + namespace + "\" is the namespace of " + owner.called() + " already",
          "namespaces unique in the pipeline");
      return;
    }
    PlacedAction writer = definition.writerOf(namespace);
    if (writer != null) {
      faults.error(
          "namespace",
          "P-209",
          path,
          "\"" + namespace + "\" is an artifact of " + writer.called(),
          "namespaces that differ from every artifact");
    }
  }
}
