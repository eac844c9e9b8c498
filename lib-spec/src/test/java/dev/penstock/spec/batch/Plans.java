package dev.penstock.spec.batch;

import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Batch;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.TaskEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Plans to play with. */
final class Plans {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Plans() {}

  static Batch batch(String text) {
    SpecSource source = new SpecSource("buildspec.yml", text);
    return Buildspec.read(source)
        .fold(
            accepted -> accepted.value().batch().orElseThrow(),
            refused -> {
              throw new AssertionError(source.listing(refused.diagnostics()));
            });
  }

  static BatchPlan plan(String batch) {
    return BatchPlan.of(
        batch("version: 0.2\nphases: {build: {commands: [make]}}\nbatch:\n" + batch.indent(2)));
  }

  static PlannedBuild build(String identifier, boolean ignoreFailure, String... dependsOn) {
    return PlannedBuild.of(
        identifier,
        Optional.empty(),
        List.of(dependsOn),
        ignoreFailure,
        TaskEnvironment.NONE,
        false);
  }

  static BatchBuildResult result(BatchBuildStatus status) {
    return new BatchBuildResult(
        status, status.name(), status == BatchBuildStatus.SUCCEEDED ? Map.of("V", "1") : Map.of());
  }

  static BatchPlan random(RandomGenerator random) {
    List<PlannedBuild> builds = new ArrayList<>();
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      List<String> dependsOn = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(4) == 0) {
          dependsOn.add("b" + j);
        }
      }
      builds.add(build("b" + i, random.nextInt(3) == 0, dependsOn.toArray(String[]::new)));
    }
    return new BatchPlan(builds, random.nextBoolean());
  }
}
