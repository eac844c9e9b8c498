package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.OnFailure;
import dev.penstock.spec.run.PhaseResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildRetriesTest {

  @TempDir Path directory;
  private BuildBench bench;

  @BeforeEach
  void makeBench() throws IOException {
    bench = new BuildBench(directory);
  }

  /** The command fails as long as the file has fewer lines than asked for. */
  private BuildHistory run(String onFailure, int succeedsAt, BuildProject project)
      throws IOException {
    String text =
        """
        version: 0.2
        phases:
          pre_build:
            %s
            commands:
              - 'echo "> try"; echo x >> "$CODEBUILD_SRC_DIR/tries"'
              - '[ $(wc -l < "$CODEBUILD_SRC_DIR/tries") -ge %d ] || exit 3'
        """
            .formatted(onFailure.isEmpty() ? "" : "on-failure: " + onFailure, succeedsAt);
    return bench.runner.runWithRetries(
        number -> bench.request(text, request -> request.project(project)));
  }

  private List<Status> statuses(BuildHistory history) {
    return history.attempts().stream().map(BuildResult::status).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "RETRY, 9, 4",
    "RETRY-2, 9, 3",
    "RETRY-0, 9, 1",
    "RETRY-2-status 3, 9, 3",
    "RETRY-exit status \\d$, 9, 4",
    "RETRY-2-status 4, 9, 1",
    "RETRY-5, 3, 3",
    "ABORT, 9, 1",
    "CONTINUE, 9, 1",
    "'', 9, 1"
  })
  @Covers({"B-084", "B-081"})
  void theWholeBuildRunsAgainUpToTheCountIfTheMessageMatches(
      String onFailure, int succeedsAt, int attempts) throws IOException {
    BuildHistory history = run(onFailure, succeedsAt, BuildProject.NONE);
    assertEquals(attempts, history.attempts().size());
    assertEquals(attempts, bench.output().size());
    assertEquals(succeedsAt <= attempts, history.latest().orElseThrow().isSucceeded());
  }

  @Test
  @Covers("B-084")
  void whenRetriesAreUsedUpTheBuildEndsAsWithAbort() throws IOException {
    BuildResult last = run("RETRY-1", 9, BuildProject.NONE).latest().orElseThrow();
    assertEquals(
        List.of(PhaseType.PRE_BUILD, PhaseType.FINALIZING, PhaseType.COMPLETED),
        last.phases().stream().map(PhaseResult::phase).skip(5).toList());
    assertEquals(Status.FAILED, last.status());
  }

  @Test
  @Covers("B-134")
  void aProjectStartsFailedBuildsAgain() throws IOException {
    BuildProject twice = BuildProject.builder("p").autoRetryLimit(2).build();
    assertEquals(List.of(Status.FAILED, Status.FAILED, Status.FAILED), statuses(run("", 9, twice)));
    assertEquals(List.of("try", "try", "try"), bench.output());
  }

  @Test
  @Covers("B-134")
  void andStopsOnceOneSucceeds() throws IOException {
    BuildProject twice = BuildProject.builder("p").autoRetryLimit(2).build();
    assertEquals(List.of(Status.FAILED, Status.SUCCEEDED), statuses(run("", 2, twice)));
    assertThrows(
        IllegalArgumentException.class, () -> BuildProject.builder("p").autoRetryLimit(-1));
  }

  @Test
  @Covers("B-134")
  void aStoppedBuildIsNotStartedAgainAndOneOutOfTimeIs() throws IOException {
    BuildProject once = BuildProject.builder("p").autoRetryLimit(1).build();
    CompletableFuture<Void> stop = CompletableFuture.completedFuture(null);
    String text = "version: 0.2\nphases: {build: {commands: ['true']}}\n";
    assertEquals(
        List.of(Status.STOPPED),
        statuses(
            bench.runner.runWithRetries(
                n -> bench.request(text, r -> r.project(once).cancellation(stop)))));
    assertEquals(
        List.of(Status.TIMED_OUT, Status.TIMED_OUT),
        statuses(
            bench.runner.runWithRetries(
                n ->
                    bench.request(
                        text,
                        r -> r.project(once).submitted(BuildBench.NOON.minusSeconds(28_801))))));
  }

  @Test
  void aHistoryThatIsEmptyAsksForNothing() {
    assertFalse(BuildHistory.NONE.isRetryDue(BuildProject.builder("p").autoRetryLimit(5).build()));
  }

  @Test
  void aPatternThatTakesForEverIsNotFound() {
    OnFailure evil = OnFailure.parse("RETRY-(a+)+b").orElseThrow();
    assertFalse(RetryPattern.isFound(evil, "a".repeat(50)));
    assertTrue(RetryPattern.isFound(evil, "aab"));
  }

  @Test
  @Covers("B-133")
  void limitsHaveDefaultsAndRanges() {
    assertEquals(Duration.ofHours(1), BuildLimits.DEFAULT.build());
    assertEquals(Duration.ofHours(8), BuildLimits.DEFAULT.queue());
    assertEquals(BuildLimits.DEFAULT, BuildProject.NONE.limits());
    Duration five = Duration.ofMinutes(5);
    assertEquals(Duration.ofHours(36), new BuildLimits(Duration.ofHours(36), five).build());
    assertEquals(
        "build: PT4M59S is out of range; allowed: 5 to 2160 minutes", refused("PT4M59S", "PT5M"));
    assertEquals(
        "build: PT36H1S is out of range; allowed: 5 to 2160 minutes", refused("PT36H1S", "PT5M"));
    assertEquals("queue: PT4M is out of range; allowed: 5 to 480 minutes", refused("PT5M", "PT4M"));
    assertEquals(
        "queue: PT8H1S is out of range; allowed: 5 to 480 minutes", refused("PT5M", "PT8H1S"));
  }

  private static String refused(String build, String queue) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new BuildLimits(Duration.parse(build), Duration.parse(queue)))
        .getMessage();
  }

  @Test
  @Covers("B-133")
  void aProjectsOwnLimitCounts() throws IOException {
    BuildProject short5 =
        BuildProject.builder("p")
            .limits(new BuildLimits(Duration.ofMinutes(5), Duration.ofMinutes(5)))
            .build();
    String text = "version: 0.2\nphases: {build: {commands: ['echo \"> go\"; sleep 600']}}\n";
    BuildResult result =
        bench.run(
            text,
            r ->
                r.project(short5)
                    .log(
                        line -> {
                          if (line.equals("> go")) {
                            bench.time.advance(Duration.ofMinutes(5));
                          }
                        }));
    assertEquals("BUILD: the build took longer than 5 minutes", result.summary());
    assertEquals(
        "QUEUED: the build waited longer than 5 minutes",
        bench
            .run(text, r -> r.project(short5).submitted(BuildBench.NOON.minusSeconds(301)))
            .summary());
  }

  @Test
  @Covers({"B-111", "B-112"})
  void theListenerHearsEachPhaseBeginAndEnd() throws IOException {
    StringBuilder heard = new StringBuilder();
    bench.run(
        "version: 0.2\nphases: {install: {commands: [exit 1]}}\n",
        r ->
            r.phases(
                p ->
                    heard
                        .append(p.phase())
                        .append(p.status().map(s -> " " + s).orElse(""))
                        .append(p.duration().isPresent() ? "." : "")
                        .append('\n')));
    assertEquals(
        """
        SUBMITTED IN_PROGRESS
        SUBMITTED SUCCEEDED.
        QUEUED IN_PROGRESS
        QUEUED SUCCEEDED.
        PROVISIONING IN_PROGRESS
        PROVISIONING SUCCEEDED.
        DOWNLOAD_SOURCE IN_PROGRESS
        DOWNLOAD_SOURCE SUCCEEDED.
        INSTALL IN_PROGRESS
        INSTALL FAILED.
        FINALIZING IN_PROGRESS
        FINALIZING SUCCEEDED.
        COMPLETED
        """,
        heard.toString());
    assertEquals(
        List.of(
            Status.SUCCEEDED,
            Status.FAILED,
            Status.FAULT,
            Status.TIMED_OUT,
            Status.IN_PROGRESS,
            Status.STOPPED),
        List.of(Status.values()));
  }
}
