package dev.penstock.spec.build;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Several builds of one source: what {@code batch} says (B-190).
 *
 * @param builds which builds
 * @param fastFail whether running builds are stopped as soon as one fails; otherwise the others
 *     finish
 */
public record Batch(Builds builds, boolean fastFail) {

  /** Requires the builds. */
  public Batch {
    Objects.requireNonNull(builds, "builds");
  }

  /** The builds of a batch, in one of four forms. */
  public sealed interface Builds {

    /**
     * Calls exactly one of the functions and returns its answer.
     *
     * @param <R> the type of the answer
     * @param list called for a list
     * @param graph called for a graph
     * @param matrix called for a matrix
     * @param fanout called for a fan-out
     * @return the answer of the function that was called
     */
    default <R> R fold(
        Function<? super BuildList, ? extends R> list,
        Function<? super BuildGraph, ? extends R> graph,
        Function<? super BuildMatrix, ? extends R> matrix,
        Function<? super BuildFanout, ? extends R> fanout) {
      if (this instanceof BuildList builds) {
        return list.apply(builds);
      }
      if (this instanceof BuildGraph builds) {
        return graph.apply(builds);
      }
      return this instanceof BuildMatrix builds
          ? matrix.apply(builds)
          : fanout.apply((BuildFanout) this);
    }
  }

  /**
   * Builds that do not wait for each other.
   *
   * @param tasks in the order of the file; their identifiers differ, and none depends on another
   */
  public record BuildList(List<BuildTask> tasks) implements Builds {

    /** Copies the list. */
    public BuildList {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * Builds that wait for those that they depend on (B-193).
   *
   * @param tasks in the order of the file; a graph that was read has no cycle, no identifier twice,
   *     and no dependency on a build that it does not name
   */
  public record BuildGraph(List<BuildTask> tasks) implements Builds {

    /** Copies the list. */
    public BuildGraph {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * One build for each combination of values (B-197): two buildspecs and three values of a variable
   * make six builds.
   *
   * @param fixed what all builds have in common
   * @param dynamic the values that are combined
   */
  public record BuildMatrix(Fixed fixed, Dynamic dynamic) implements Builds {

    /** Both parts are required. */
    public BuildMatrix {
      Objects.requireNonNull(fixed, "fixed");
      Objects.requireNonNull(dynamic, "dynamic");
    }

    /**
     * What all builds of a matrix have in common: {@code static}.
     *
     * @param env the environment; without compute type and fleet
     * @param ignoreFailure whether the batch may succeed although some of them failed
     */
    public record Fixed(TaskEnvironment env, boolean ignoreFailure) {

      /** Nothing in common. */
      public static final Fixed NONE = new Fixed(TaskEnvironment.NONE, false);

      /** Requires the environment. */
      public Fixed {
        Objects.requireNonNull(env, "env");
      }
    }

    /**
     * The values that a matrix combines. An empty list takes no part in it.
     *
     * @param buildspecs paths of buildspecs, or their texts
     * @param computeTypes compute types
     * @param images images
     * @param variables values by name of variable, each name with at least one
     */
    public record Dynamic(
        List<String> buildspecs,
        List<String> computeTypes,
        List<String> images,
        Map<String, List<String>> variables) {

      /** Copies the collections, keeping their order. */
      public Dynamic {
        buildspecs = List.copyOf(buildspecs);
        computeTypes = List.copyOf(computeTypes);
        images = List.copyOf(images);
        variables = Copies.ofLists(variables);
      }

      /** The names only; values may be what should not be seen. */
      @Override
      public String toString() {
        return "Dynamic[buildspecs="
            + buildspecs.size()
            + ", computeTypes="
            + computeTypes
            + ", images="
            + images
            + ", variables="
            + variables.keySet()
            + "]";
      }
    }
  }

  /**
   * The same build several times, each with a share of the tests (B-198).
   *
   * @param parallelism how many, at least 1
   * @param ignoreFailure whether the batch may succeed although some of them failed
   */
  public record BuildFanout(int parallelism, boolean ignoreFailure) implements Builds {

    /** Refuses a number below 1. */
    public BuildFanout {
      if (parallelism < 1) {
        throw new IllegalArgumentException(
            "parallelism: " + parallelism + " is out of range; allowed: 1 and more");
      }
    }
  }
}
