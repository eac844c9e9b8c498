package dev.penstock.spec.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

  @Test
  @Covers({"B-190", "B-191", "B-192"})
  void aListAndAGraphAreTheirTasks() {
    BatchPlan list =
        Plans.plan(
            """
            fast-fail: true
            build-list:
              - identifier: linux_1
                ignore-failure: true
                buildspec: ci/linux.yml
                debug-session: true
                env:
                  compute-type: BUILD_GENERAL1_LARGE
                  image: img
                  privileged-mode: true
                  type: LINUX_CONTAINER
                  variables: {A: a}
              - identifier: 2nd
            """);
    assertEquals(
        new BatchPlan(
            List.of(
                new PlannedBuild(
                    "linux_1",
                    Optional.of("ci/linux.yml"),
                    List.of(),
                    true,
                    Optional.of("BUILD_GENERAL1_LARGE"),
                    Optional.empty(),
                    Optional.of("img"),
                    Optional.of(true),
                    Optional.of("LINUX_CONTAINER"),
                    Map.of("A", "a"),
                    true),
                Plans.build("2nd", false)),
            true),
        list);
    assertEquals(
        new BatchPlan(List.of(Plans.build("a", false), Plans.build("b", false, "a")), false),
        Plans.plan("build-graph: [{identifier: a}, {identifier: b, depend-on: [a]}]"));
  }

  @Test
  @Covers("B-197")
  void aMatrixIsEveryCombination() {
    BatchPlan plan =
        Plans.plan(
            """
            build-matrix:
              static:
                ignore-failure: true
                env: {type: LINUX_CONTAINER, privileged-mode: false, image: base, variables: {A: s, Z: z}}
              dynamic:
                buildspec: [a.yml, b.yml]
                env:
                  image: i
                  compute-type: [c]
                  variables: {A: [1, 2, 3]}
            """);
    assertEquals(
        """
        build_1 a.yml c i {A=1, Z=z}
        build_2 a.yml c i {A=2, Z=z}
        build_3 a.yml c i {A=3, Z=z}
        build_4 b.yml c i {A=1, Z=z}
        build_5 b.yml c i {A=2, Z=z}
        build_6 b.yml c i {A=3, Z=z}
        """,
        shown(plan));
    for (PlannedBuild build : plan.builds()) {
      assertTrue(build.ignoreFailure());
      assertEquals(Optional.of("LINUX_CONTAINER"), build.type());
      assertEquals(Optional.of(false), build.privilegedMode());
      assertEquals(List.of(), build.dependsOn());
    }
  }

  private static String shown(BatchPlan plan) {
    StringBuilder text = new StringBuilder();
    for (PlannedBuild build : plan.builds()) {
      text.append(build.identifier()).append(' ').append(build.buildspec().orElse("-"));
      text.append(' ').append(build.computeType().orElse("-"));
      text.append(' ').append(build.image().orElse("-"));
      text.append(' ').append(build.variables()).append('\n');
    }
    return text.toString();
  }

  @Test
  @Covers("B-198")
  void aFanOutIsTheSameBuildSeveralTimes() {
    BatchPlan plan = Plans.plan("build-fanout: {parallelism: 3, ignore-failure: true}");
    assertEquals(
        """
        shard_1 - - - {PENSTOCK_SHARD=1/3}
        shard_2 - - - {PENSTOCK_SHARD=2/3}
        shard_3 - - - {PENSTOCK_SHARD=3/3}
        """,
        shown(plan));
    assertTrue(plan.builds().stream().allMatch(PlannedBuild::ignoreFailure));
    assertTrue(
        Plans.plan("build-fanout: {parallelism: 2}").builds().stream()
            .noneMatch(PlannedBuild::ignoreFailure));
  }

  @Test
  @Covers({"B-191", "B-193"})
  void whatCannotBeFollowedIsNoPlan() {
    assertEquals(
        "two builds are called \"a\" [B-191]",
        refused(Plans.build("a", false), Plans.build("a", false)));
    assertEquals(
        "build \"a\" depends on \"b\", which is none [B-193]",
        refused(Plans.build("a", false, "b")));
    assertEquals(
        "the builds depend on each other in a circle [B-193]",
        refused(
            Plans.build("x", false),
            Plans.build("a", false, "b", "x"),
            Plans.build("b", false, "a")));
    assertEquals("a batch without builds; allowed: at least one", refused());
    assertEquals(
        "identifier \"a-b\": allowed: letters, digits and underscores, under 128 [B-191]",
        assertThrows(IllegalArgumentException.class, () -> Plans.build("a-b", false)).getMessage());
    assertEquals(
        "a batch of 10001 builds; allowed: at most 10000",
        assertThrows(
                IllegalArgumentException.class,
                () -> Plans.plan("build-fanout: {parallelism: 10001}"))
            .getMessage());
  }

  private static String refused(PlannedBuild... builds) {
    return assertThrows(IllegalArgumentException.class, () -> new BatchPlan(List.of(builds), false))
        .getMessage();
  }

  @Test
  void aProjectMayRestrictItsBatches() {
    BatchPlan plan =
        Plans.plan(
            """
            build-list:
              - {identifier: a, env: {compute-type: SMALL}}
              - {identifier: b, env: {compute-type: LARGE}}
              - {identifier: c, env: {fleet: mine}}
              - {identifier: d}
            """);
    assertEquals(List.of(), BatchRestrictions.DEFAULT.violations(plan));
    assertEquals(
        List.of(),
        new BatchRestrictions(4, List.of("SMALL", "LARGE"), List.of("mine"), true)
            .violations(plan));
    assertEquals(
        List.of(
            "the batch has 4 builds; allowed: at most 3",
            "build \"b\": compute type \"LARGE\" is not allowed; allowed: SMALL",
            "build \"c\": fleet \"mine\" is not allowed; allowed: yours, ours"),
        new BatchRestrictions(3, List.of("SMALL"), List.of("yours", "ours"), false)
            .violations(plan));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BatchRestrictions(0, List.of(), List.of(), false));
  }
}
