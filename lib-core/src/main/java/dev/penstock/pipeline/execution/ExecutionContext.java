package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.VariableReference;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an execution knows at one moment. All actions that start in between two outputs share it.
 *
 * @param variables {@code namespace.name} to value
 * @param revisions which revisions source actions are to take
 * @param nesting how many pipelines invoke each other down to the execution; 0 if none does
 */
public record ExecutionContext(
    Map<String, String> variables, List<SourceOverride> revisions, int nesting) {

  /** The value of a reference, or null if there is none. */
  @Nullable String valueOf(VariableReference reference, String execution) {
    if (reference.namespace().equals(VariableReference.IMPLICIT)) {
      return reference.name().equals(VariableReference.EXECUTION_ID) ? execution : null;
    }
    return variables.get(reference.namespace() + "." + reference.name());
  }

  Map<RevisionType, String> revisionsOf(String action) {
    if (revisions.isEmpty()) {
      return Map.of();
    }
    Map<RevisionType, String> found = new EnumMap<>(RevisionType.class);
    for (SourceOverride each : revisions) {
      if (each.action().equals(action)) {
        found.put(each.type(), each.value());
      }
    }
    return Map.copyOf(found);
  }

  /** The branch that a source action is to take in the place of its configured one. */
  Optional<String> branchOf(String action) {
    return revisions.stream()
        .filter(each -> each.action().equals(action))
        .flatMap(each -> each.branch().stream())
        .findFirst();
  }
}
