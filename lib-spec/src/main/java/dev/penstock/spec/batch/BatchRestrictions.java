package dev.penstock.spec.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * What a project allows its batches, and what becomes of their artifacts (B-199).
 *
 * @param maxBuilds how many builds a batch may have, at least 1
 * @param computeTypes the compute types that builds may name; empty for all
 * @param fleets the fleets that builds may name; empty for all
 * @param combinesArtifacts whether the artifacts of all builds are combined when the batch has
 *     succeeded
 */
public record BatchRestrictions(
    int maxBuilds, List<String> computeTypes, List<String> fleets, boolean combinesArtifacts) {

  /** Allows 100 builds of any kind; combines nothing. */
  public static final BatchRestrictions DEFAULT =
      new BatchRestrictions(100, List.of(), List.of(), false);

  /** Copies the lists. */
  public BatchRestrictions {
    if (maxBuilds < 1) {
      throw new IllegalArgumentException(
          "maxBuilds: " + maxBuilds + " is out of range; allowed: 1 and more");
    }
    computeTypes = List.copyOf(computeTypes);
    fleets = List.copyOf(fleets);
  }

  /** What of a plan is not allowed, in words. */
  List<String> violations(BatchPlan plan) {
    List<String> violations = new ArrayList<>();
    if (plan.builds().size() > maxBuilds) {
      violations.add(
          "the batch has %d builds; allowed: at most %d"
              .formatted(plan.builds().size(), maxBuilds));
    }
    for (PlannedBuild build : plan.builds()) {
      build
          .computeType()
          .filter(type -> !computeTypes.isEmpty() && !computeTypes.contains(type))
          .ifPresent(type -> violations.add(wrong(build, "compute type", type, computeTypes)));
      build
          .fleet()
          .filter(fleet -> !fleets.isEmpty() && !fleets.contains(fleet))
          .ifPresent(fleet -> violations.add(wrong(build, "fleet", fleet, fleets)));
    }
    return violations;
  }

  private static String wrong(PlannedBuild build, String what, String found, List<String> allowed) {
    return "build \"%s\": %s \"%s\" is not allowed; allowed: %s"
        .formatted(build.identifier(), what, found, String.join(", ", allowed));
  }
}
