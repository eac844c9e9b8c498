package dev.penstock.pipeline.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionType;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.TriggerType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The plan of a pipeline")
class PipelinePlanTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");
  private static final ActionType MAVEN = ActionType.of(ActionCategory.BUILD, "Maven");

  private static final Pipeline CHECKOUT =
      Pipeline.builder("checkout")
          .stage("Source", stage -> stage.action("fetch", GIT, action -> action.output("sources")))
          .stage(
              "Build",
              stage ->
                  stage
                      .action("package", MAVEN, action -> action.runOrder(3).output("jar"))
                      .action("compile", MAVEN, action -> action.input("sources").output("classes"))
                      .action("lint", MAVEN, action -> action.input("sources").output("report"))
                      .action("sign", MAVEN, action -> action.runOrder(3).input("classes")))
          .build();

  @Test
  @DisplayName("tells what may run at one time, in order")
  void groups() {
    assertEquals(
        List.of(
            new ParallelGroup("Source", List.of("fetch")),
            new ParallelGroup("Build", List.of("compile", "lint")),
            new ParallelGroup("Build", List.of("package", "sign"))),
        PipelinePlan.of(CHECKOUT, PastDurations.none()).groups());
  }

  @Test
  @DisplayName("costs little for a wide stage")
  void wide() {
    Pipeline.Builder pipeline = Pipeline.builder("wide");
    pipeline.stage(
        "Wide",
        stage -> {
          for (int i = 0; i < 2000; i++) {
            int order = 1 + i / 1000;
            stage.action("a" + i, MAVEN, action -> action.runOrder(order));
          }
        });
    assertEquals(
        List.of(1000, 1000),
        PipelinePlan.of(pipeline.build(), PastDurations.none()).groups().stream()
            .map(group -> group.actions().size())
            .toList());
  }

  @Test
  @DisplayName("names artifacts that nobody reads")
  void unused() {
    assertEquals(
        List.of(
            new UnusedArtifact("jar", "Build", "package"),
            new UnusedArtifact("report", "Build", "lint")),
        PipelinePlan.of(CHECKOUT, PastDurations.none()).unusedArtifacts());
  }

  @Test
  @DisplayName("follows the slowest of each group, and says where there is no past")
  void criticalPath() {
    PastDurations past =
        new PastDurations(
            Map.of(
                "Source/fetch", Duration.ofSeconds(20),
                "Build/compile", Duration.ofMinutes(4),
                "Build/lint", Duration.ofMinutes(5),
                "Build/sign", Duration.ofSeconds(61)));
    PipelinePlan plan = PipelinePlan.of(CHECKOUT, past);
    assertEquals(Duration.ofSeconds(20 + 300 + 61), plan.criticalPath().total());
    assertEquals(
        """
        Source: fetch
        Build: compile, lint (side by side)
        Build: package, sign (side by side)
        nobody reads artifact jar of Build/package
        nobody reads artifact report of Build/lint
        critical path, 6 min 21 s: Source/fetch 20 s, Build/lint 5 min, Build/sign 1 min 1 s""",
        plan.text());
    assertEquals(
        "critical path, 0 s: Source/fetch (no past), Build/compile (no past), Build/package (no past)",
        PipelinePlan.of(CHECKOUT, PastDurations.none())
            .text()
            .lines()
            .skip(5)
            .findFirst()
            .orElseThrow());
  }

  @Test
  @DisplayName("takes the median of successful attempts, the last 101 of them")
  void medians() {
    List<PipelineHistory.Attempt> attempts = new ArrayList<>();
    for (int run = 1; run <= 150; run++) {
      attempts.add(attempt("lint", run, ActionStatus.FAILED, Optional.of(9999)));
      attempts.add(attempt("lint", run, ActionStatus.SUCCEEDED, Optional.of(run)));
    }
    attempts.add(attempt("sign", 1, ActionStatus.IN_PROGRESS, Optional.empty()));
    PipelineHistory history = new PipelineHistory(1, List.of(execution(attempts)));
    PastDurations past = PastDurations.of(history);
    assertEquals(Map.of("Build/lint", Duration.ofSeconds(100)), past.medians());
    assertEquals(Optional.of(Duration.ofSeconds(100)), past.median("Build", "lint"));
    assertEquals(Optional.empty(), past.median("Build", "sign"));
  }

  private static PipelineHistory.Attempt attempt(
      String action, int number, ActionStatus status, Optional<Integer> seconds) {
    return new PipelineHistory.Attempt(
        new ActionKey("e", "Build", action, number),
        CHECKOUT.stages().get(1).actions().get(0),
        status,
        START,
        seconds.map(START::plusSeconds),
        "",
        Optional.empty(),
        "",
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static PipelineHistory.Execution execution(List<PipelineHistory.Attempt> attempts) {
    return new PipelineHistory.Execution(
        "e",
        1,
        ExecutionStatus.IN_PROGRESS,
        ExecutionType.STANDARD,
        Optional.empty(),
        ExecutionMode.SUPERSEDED,
        1,
        TriggerType.START_PIPELINE_EXECUTION,
        "",
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        START,
        START,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        attempts,
        List.of());
  }

  @Test
  @DisplayName("writes durations with all their units")
  void durations() {
    assertEquals("0 s", Times.text(Duration.ofMillis(900)));
    assertEquals("1 d 2 h 3 min 4 s", Times.text(Duration.ofSeconds(86_400 + 7200 + 180 + 4)));
    assertEquals("0 s", Times.text(Duration.ofSeconds(-5)));
  }
}
