package dev.penstock.pipeline.execution;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an execution knows at one moment. All actions that start in between two outputs share it.
 *
 * @param variables {@code namespace.name} to value
 * @param revisions which revisions source actions are to take
 */
public record ExecutionContext(Map<String, String> variables, List<SourceOverride> revisions) {

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
