package dev.penstock.spec.batch;

import dev.penstock.spec.build.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The builds of a batch, laid out: every combination of a matrix and every share of a fan-out is a
 * build. Part of the journal's format.
 *
 * @param builds in the order of the file, at least one; identifiers differ, and dependencies form
 *     no cycle
 * @param fastFail whether running builds are stopped as soon as one fails (B-190)
 */
public record BatchPlan(List<PlannedBuild> builds, boolean fastFail) {

  /** Refuses a plan that could not be followed. */
  public BatchPlan {
    builds = List.copyOf(builds);
    if (builds.isEmpty()) {
      throw new IllegalArgumentException("a batch without builds; allowed: at least one");
    }
    requireOrder(builds);
  }

  /**
   * Lays out what a buildspec says.
   *
   * @param batch the section {@code batch}
   * @return its builds. Those of a matrix are called {@code build_1} and so on, in the order in
   *     which the last list changes fastest; those of a fan-out {@code shard_1} and so on
   * @throws IllegalArgumentException if there are more than 10,000 builds
   */
  public static BatchPlan of(Batch batch) {
    return new BatchPlan(BatchLayout.builds(batch.builds()), batch.fastFail());
  }

  private static void requireOrder(List<PlannedBuild> builds) {
    Map<String, Integer> waiting = new HashMap<>();
    Map<String, List<PlannedBuild>> dependents = new HashMap<>();
    for (PlannedBuild build : builds) {
      if (waiting.put(build.identifier(), build.dependsOn().size()) != null) {
        throw new IllegalArgumentException(
            "two builds are called \"" + build.identifier() + "\" [B-191]");
      }
    }
    Deque<PlannedBuild> ready = new ArrayDeque<>();
    for (PlannedBuild build : builds) {
      for (String dependency : build.dependsOn()) {
        if (!waiting.containsKey(dependency)) {
          throw new IllegalArgumentException(
              "build \"%s\" depends on \"%s\", which is none [B-193]"
                  .formatted(build.identifier(), dependency));
        }
        dependents.computeIfAbsent(dependency, name -> new ArrayList<>()).add(build);
      }
      if (build.dependsOn().isEmpty()) {
        ready.add(build);
      }
    }
    int placed = 0;
    while (!ready.isEmpty()) {
      placed++;
      for (PlannedBuild dependent :
          dependents.getOrDefault(ready.remove().identifier(), List.of())) {
        if (waiting.merge(dependent.identifier(), -1, Integer::sum) == 0) {
          ready.add(dependent);
        }
      }
    }
    if (placed < builds.size()) {
      throw new IllegalArgumentException("the builds depend on each other in a circle [B-193]");
    }
  }
}
