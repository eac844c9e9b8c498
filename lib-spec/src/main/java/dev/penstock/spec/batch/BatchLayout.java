package dev.penstock.spec.batch;

import dev.penstock.spec.build.Batch.BuildFanout;
import dev.penstock.spec.build.Batch.BuildMatrix;
import dev.penstock.spec.build.Batch.Builds;
import dev.penstock.spec.build.BuildTask;
import dev.penstock.spec.build.TaskEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays out the four forms of a batch as builds (B-190, B-197, B-198). */
final class BatchLayout {

  /** How many builds a batch may have: 10,000. */
  static final int MOST = 10_000;

  /** The variable that tells the helper programs which share of the tests a build has. */
  private static final String SHARD = "PENSTOCK_SHARD";

  private BatchLayout() {}

  static List<PlannedBuild> builds(Builds builds) {
    return builds.fold(
        list -> tasks(list.tasks(), false),
        graph -> tasks(graph.tasks(), true),
        BatchLayout::matrix,
        BatchLayout::fanout);
  }

  private static List<PlannedBuild> tasks(List<BuildTask> tasks, boolean isGraph) {
    return tasks.stream()
        .map(
            task ->
                PlannedBuild.of(
                    task.identifier(),
                    task.buildspec(),
                    isGraph ? task.dependsOn().stream().distinct().toList() : List.of(),
                    task.ignoreFailure(),
                    task.env(),
                    task.debugSession()))
        .toList();
  }

  /** One choice for each list of a matrix. */
  private record Cell(
      Optional<String> buildspec,
      Optional<String> computeType,
      Optional<String> image,
      Map<String, String> variables) {

    private static final Cell START =
        new Cell(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    Cell withBuildspec(String value) {
      return new Cell(Optional.of(value), computeType, image, variables);
    }

    Cell withComputeType(String value) {
      return new Cell(buildspec, Optional.of(value), image, variables);
    }

    Cell withImage(String value) {
      return new Cell(buildspec, computeType, Optional.of(value), variables);
    }

    Cell withVariable(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(variables);
      more.put(name, value);
      return new Cell(buildspec, computeType, image, more);
    }
  }

  private interface Choice {
    Cell choose(Cell cell, String value);
  }

  private static List<PlannedBuild> matrix(BuildMatrix matrix) {
    List<Cell> cells = List.of(Cell.START);
    cells = times(cells, matrix.dynamic().buildspecs(), Cell::withBuildspec);
    cells = times(cells, matrix.dynamic().computeTypes(), Cell::withComputeType);
    cells = times(cells, matrix.dynamic().images(), Cell::withImage);
    for (Map.Entry<String, List<String>> values : matrix.dynamic().variables().entrySet()) {
      String name = values.getKey();
      cells = times(cells, values.getValue(), (cell, value) -> cell.withVariable(name, value));
    }
    TaskEnvironment fixed = matrix.fixed().env();
    List<PlannedBuild> builds = new ArrayList<>();
    for (Cell cell : cells) {
      Map<String, String> variables = new LinkedHashMap<>(fixed.variables());
      variables.putAll(cell.variables());
      builds.add(
          new PlannedBuild(
              "build_" + (builds.size() + 1),
              cell.buildspec(),
              List.of(),
              matrix.fixed().ignoreFailure(),
              cell.computeType().or(fixed::computeType),
              fixed.fleet(),
              cell.image().or(fixed::image),
              fixed.privilegedMode(),
              fixed.type(),
              variables,
              false));
    }
    return builds;
  }

  private static List<Cell> times(List<Cell> cells, List<String> values, Choice choice) {
    if (values.isEmpty()) {
      return cells;
    }
    requireFew((long) cells.size() * values.size());
    List<Cell> product = new ArrayList<>();
    for (Cell cell : cells) {
      values.forEach(value -> product.add(choice.choose(cell, value)));
    }
    return product;
  }

  private static List<PlannedBuild> fanout(BuildFanout fanout) {
    requireFew(fanout.parallelism());
    List<PlannedBuild> builds = new ArrayList<>();
    for (int i = 1; i <= fanout.parallelism(); i++) {
      TaskEnvironment none = TaskEnvironment.NONE;
      builds.add(
          PlannedBuild.of(
              "shard_" + i,
              Optional.empty(),
              List.of(),
              fanout.ignoreFailure(),
              new TaskEnvironment(
                  none.computeType(),
                  none.fleet(),
                  none.image(),
                  none.privilegedMode(),
                  none.type(),
                  Map.of(SHARD, i + "/" + fanout.parallelism())),
              false));
    }
    return builds;
  }

  private static void requireFew(long builds) {
    if (builds > MOST) {
      throw new IllegalArgumentException(
          "a batch of %d builds; allowed: at most %d".formatted(builds, MOST));
    }
  }
}
