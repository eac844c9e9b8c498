package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.pipeline.Conformance;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline, read under assumptions about what is unknown.
 *
 * @param assumed what is assumed
 * @param pipeline the pipeline; empty if it obeys too little to be one
 * @param diagnostics what there is to say, in the order of the file
 */
record World(
    Map<Atom, Boolean> assumed, Optional<Pipeline> pipeline, List<Diagnostic> diagnostics) {

  /** Reads a definition that holds no functions. */
  static World read(
      String source,
      Form form,
      Origins origins,
      Mapping definition,
      DocumentPath path,
      String generatedName,
      Conformance conformance,
      Map<Atom, Boolean> assumed) {
    Findings findings = new Findings(source);
    Reading reading = new Reading(form, findings, new Places(), origins);
    Pipeline.Builder builder =
        DefinitionReader.read(new Level(reading, definition, path, ""), generatedName);
    new CoreFaults(reading).report(builder.check(conformance));
    return new World(assumed, built(builder), findings.found());
  }

  /** Whether something is assumed, or excluded by what is assumed; null if neither. */
  @Nullable Boolean holds(Atom atom) {
    return holds(assumed, atom);
  }

  static @Nullable Boolean holds(Map<Atom, Boolean> assumed, Atom atom) {
    if (assumed.containsKey(atom)) {
      return assumed.get(atom);
    }
    boolean isExcluded =
        assumed.entrySet().stream()
            .anyMatch(each -> each.getValue() && each.getKey().excludes(atom));
    return isExcluded ? Boolean.FALSE : null;
  }

  private static Optional<Pipeline> built(Pipeline.Builder builder) {
    try {
      return Optional.of(builder.build());
    } catch (InvalidDefinitionException e) {
      return Optional.empty(); // its faults were reported, or depend on what is unknown
    }
  }
}
