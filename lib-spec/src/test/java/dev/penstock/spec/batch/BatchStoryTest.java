package dev.penstock.spec.batch;

import static dev.penstock.spec.batch.BatchBuildStatus.FAILED;
import static dev.penstock.spec.batch.BatchBuildStatus.FAULT;
import static dev.penstock.spec.batch.BatchBuildStatus.STOPPED;
import static dev.penstock.spec.batch.BatchBuildStatus.SUCCEEDED;
import static dev.penstock.spec.batch.BatchBuildStatus.TIMED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches in virtual time, by hand. */
class BatchStoryTest {

  private final VirtualTime time = VirtualTime.startingAt(Plans.NOON);
  private InMemoryJournal journal = new InMemoryJournal();
  private ProcessEngine processes = engine();
  private BatchRestrictions restrictions = BatchRestrictions.DEFAULT;
  private final HandBuilds builds = new HandBuilds();

  private ProcessEngine engine() {
    return ProcessEngine.builder()
        .journal(journal)
        .executor(Runnable::run)
        .scheduler(time)
        .clock(time.clock())
        .build();
  }

  private BatchEngine batches() {
    return new BatchEngine(processes, restrictions);
  }

  private void start(String batch) {
    builds.plan = Plans.plan(batch);
    batches().start("b", builds).toCompletableFuture().join();
  }

  private BatchView view() {
    return batches().view("b", builds).toCompletableFuture().join();
  }

  private static final String GRAPH =
      """
      build-graph:
        - {identifier: a}
        - {identifier: b, depend-on: [a]}
        - {identifier: c, depend-on: [a], ignore-failure: true}
        - {identifier: d, depend-on: [b, c]}
      """;

  @Test
  @Covers("B-193")
  void aBuildWaitsForAllThatItDependsOn() {
    start(GRAPH);
    assertEquals(List.of("a"), builds.running());
    time.advance(Duration.ofMinutes(5));
    builds.end("a", SUCCEEDED);
    assertEquals(List.of("b", "c"), builds.running());
    builds.end("c", SUCCEEDED);
    assertEquals(List.of("b"), builds.running());
    builds.end("b", SUCCEEDED);
    assertEquals(List.of("d"), builds.running());
    time.advance(Duration.ofMinutes(5));
    builds.end("d", SUCCEEDED);
    assertEquals(
        """
        SUCCEEDED
        a SUCCEEDED: SUCCEEDED
        b SUCCEEDED: SUCCEEDED
        c SUCCEEDED: SUCCEEDED
        d SUCCEEDED: SUCCEEDED""",
        view().toString());
    assertEquals(
        Map.of(
            BatchPhase.SUBMITTED, Plans.NOON,
            BatchPhase.DOWNLOAD_BATCHSPEC, Plans.NOON,
            BatchPhase.IN_PROGRESS, Plans.NOON,
            BatchPhase.SUCCEEDED, Plans.NOON.plusSeconds(600)),
        view().phases());
    assertEquals(
        Map.of("a.V", "1", "b.V", "1", "c.V", "1", "d.V", "1"), view().exportedVariables());
    assertEquals(1, builds.plans);
    assertEquals(List.of(), builds.combined);
  }

  @ParameterizedTest
  @EnumSource(
      value = BatchBuildStatus.class,
      names = {"FAILED", "FAULT", "TIMED_OUT", "STOPPED"})
  @Covers({"B-193", "B-196"})
  void dependentsOfAFailedBuildDoNotRun(BatchBuildStatus failure) {
    start(GRAPH);
    builds.end("a", SUCCEEDED);
    builds.end("b", failure);
    assertEquals(List.of("c"), builds.running());
    builds.end("c", SUCCEEDED);
    assertEquals(
        """
        FAILED: build b failed
        a SUCCEEDED: SUCCEEDED
        b %s: %s
        c SUCCEEDED: SUCCEEDED
        d SKIPPED: build b did not succeed"""
            .formatted(failure, failure),
        view().toString());
  }

  @Test
  @Covers({"B-193", "B-196"})
  void aFailureThatIsIgnoredHoldsNothingUp() {
    start(GRAPH.replace("build-graph", "fast-fail: true\nbuild-graph"));
    builds.end("a", SUCCEEDED);
    builds.end("c", FAILED);
    builds.end("b", SUCCEEDED);
    assertEquals(List.of("d"), builds.running());
    builds.end("d", SUCCEEDED);
    assertEquals(BatchPhase.SUCCEEDED, view().phase());
    assertTrue(view().build("c").orElseThrow().isFailureIgnored());
    assertEquals(List.of(), builds.stopped);
  }

  @Test
  @Covers("B-193")
  void whatWaitsForASkippedBuildIsSkippedToo() {
    start(
        "build-graph: [{identifier: a}, {identifier: b, depend-on: [a], ignore-failure: true},"
            + " {identifier: c, depend-on: [b]}]");
    builds.end("a", FAILED);
    assertEquals(
        """
        FAILED: build a failed
        a FAILED: FAILED
        b SKIPPED: build a did not succeed
        c SKIPPED: build b did not succeed""",
        view().toString());
  }

  @Test
  @Covers("B-190")
  void withoutFastFailTheOthersFinish() {
    start("build-list: [{identifier: a}, {identifier: b}]");
    assertEquals(List.of("a", "b"), builds.running());
    builds.end("a", FAILED);
    assertEquals(List.of(), builds.stopped);
    assertEquals(BatchPhase.IN_PROGRESS, view().phase());
    builds.end("b", SUCCEEDED);
    assertEquals(
        "FAILED: build a failed\na FAILED: FAILED\nb SUCCEEDED: SUCCEEDED", view().toString());
  }

  @Test
  @Covers("B-190")
  void withFastFailRunningBuildsAreStoppedWhenOneFails() {
    start(
        "fast-fail: true\nbuild-graph: [{identifier: a}, {identifier: b}, {identifier: c},"
            + " {identifier: d, depend-on: [b]}]");
    builds.end("a", FAULT);
    assertEquals(List.of("b", "c"), builds.stopped);
    builds.end("b", STOPPED);
    assertEquals(BatchPhase.IN_PROGRESS, view().phase());
    builds.end("c", SUCCEEDED);
    assertEquals(
        """
        FAILED: build a failed
        a FAULT: FAULT
        b STOPPED: STOPPED
        c SUCCEEDED: SUCCEEDED
        d SKIPPED: the batch was stopped: build a failed""",
        view().toString());
  }

  @Test
  void artifactsAreCombinedOnceAllIsWellIfTheProjectSaysSo() {
    restrictions = new BatchRestrictions(10, List.of(), List.of(), true);
    start(GRAPH);
    builds.end("a", SUCCEEDED);
    builds.end("c", TIMED_OUT);
    builds.end("b", SUCCEEDED);
    assertEquals(List.of(), builds.combined);
    builds.end("d", SUCCEEDED);
    assertEquals(List.of("a", "b", "d"), builds.combined);
    assertEquals(BatchPhase.SUCCEEDED, view().phase());
    assertEquals(
        List.of(
            BatchPhase.SUBMITTED,
            BatchPhase.DOWNLOAD_BATCHSPEC,
            BatchPhase.IN_PROGRESS,
            BatchPhase.COMBINE_ARTIFACTS,
            BatchPhase.SUCCEEDED),
        List.copyOf(view().phases().keySet()));
  }

  @Test
  void aBatchThatFailedCombinesNothingAndOneThatCannotCombineFails() {
    restrictions = new BatchRestrictions(10, List.of(), List.of(), true);
    start("build-list: [{identifier: a}, {identifier: b}]");
    builds.end("a", FAILED);
    builds.end("b", SUCCEEDED);
    assertEquals(List.of(), builds.combined);
    assertEquals(BatchPhase.FAILED, view().phase());

    builds.combineFault = "no disk";
    builds.plan = Plans.plan("build-list: [{identifier: a}]");
    batches().start("other", builds).toCompletableFuture().join();
    builds.end("a", SUCCEEDED);
    assertEquals(
        "FAILED: no disk\na SUCCEEDED: SUCCEEDED",
        batches().view("other", builds).toCompletableFuture().join().toString());
  }

  @Test
  void aPlanThatIsNotAllowedOrNotThereFailsTheBatch() {
    restrictions = new BatchRestrictions(1, List.of(), List.of(), false);
    start("build-list: [{identifier: a}, {identifier: b}]");
    assertEquals("FAILED: the batch has 2 builds; allowed: at most 1", view().toString());
    assertEquals(List.of(), builds.running());
    assertEquals(
        List.of(BatchPhase.SUBMITTED, BatchPhase.DOWNLOAD_BATCHSPEC, BatchPhase.FAILED),
        List.copyOf(view().phases().keySet()));
    builds.plan = null;
    batches().start("other", builds).toCompletableFuture().join();
    assertEquals(
        "FAILED: no batchspec",
        batches().view("other", builds).toCompletableFuture().join().toString());
  }

  @Test
  void aStoppedBatchEndsOnceItsBuildsHave() {
    start(GRAPH);
    assertTrue(stop() instanceof CommandResult.Accepted);
    assertTrue(stop() instanceof CommandResult.Unchanged);
    assertEquals(List.of("a"), builds.stopped);
    assertEquals(BatchPhase.IN_PROGRESS, view().phase());
    builds.end("a", SUCCEEDED);
    assertEquals(
        """
        STOPPED: enough
        a SUCCEEDED: SUCCEEDED
        b SKIPPED: the batch was stopped: enough
        c SKIPPED: the batch was stopped: enough
        d SKIPPED: the batch was stopped: enough""",
        view().toString());
    assertTrue(stop().isRejected());
  }

  private CommandResult stop() {
    return batches().stop("b", builds, "enough").toCompletableFuture().join();
  }

  @Test
  void aRetryRunsAllBuildsOrThoseThatFailed() {
    start(GRAPH);
    builds.end("a", SUCCEEDED);
    builds.end("b", FAILED);
    builds.end("c", SUCCEEDED);
    BatchView failed = view();
    batches().retry("failed", failed, RetryMode.FAILED_BUILDS, builds).toCompletableFuture().join();
    assertEquals(List.of("b"), builds.running());
    builds.end("b", SUCCEEDED);
    assertEquals(List.of("d"), builds.running());
    builds.end("d", SUCCEEDED);
    BatchView again = batches().view("failed", builds).toCompletableFuture().join();
    assertEquals(BatchPhase.SUCCEEDED, again.phase());
    assertEquals(Map.of("a.V", "1", "b.V", "1", "c.V", "1", "d.V", "1"), again.exportedVariables());

    batches().retry("all", failed, RetryMode.ALL_BUILDS, builds).toCompletableFuture().join();
    assertEquals(List.of("a"), builds.running());
    assertEquals(1, builds.plans);
    assertEquals(
        "the batch is SUCCEEDED; allowed: retries of FAILED and STOPPED ones",
        assertThrows(
                IllegalArgumentException.class,
                () -> batches().retry("x", again, RetryMode.ALL_BUILDS, builds))
            .getMessage());
  }

  @Test
  void aRestartAsksAgainForWhatIsOpenAndForNothingElse() {
    start(GRAPH);
    builds.end("a", SUCCEEDED);
    builds.end("b", SUCCEEDED);
    processes.close();
    HandBuilds others = new HandBuilds();
    processes = engine();
    batches().start("b", others).toCompletableFuture().join();
    assertEquals(List.of("c"), others.running());
    assertEquals(0, others.plans);
    others.end("c", SUCCEEDED);
    others.end("d", SUCCEEDED);
    assertEquals(
        BatchPhase.SUCCEEDED, batches().ended("b", others).toCompletableFuture().join().phase());
  }

  @Test
  void whatHasEndedMayBeRemovedAfterARestart() {
    start("build-list: [{identifier: a}]");
    processes.close();
    processes = engine();
    assertEquals(false, batches().remove("b", builds).toCompletableFuture().join());
    batches().start("b", builds).toCompletableFuture().join();
    builds.end("a", SUCCEEDED);
    processes.close();
    processes = engine();
    assertEquals(true, batches().remove("b", builds).toCompletableFuture().join());
    assertEquals(false, batches().remove("b", builds).toCompletableFuture().join());
  }

  @Test
  void aBuildThatCannotBeginIsAFaultOfTheHost() {
    builds.startFault = "no place";
    start("build-list: [{identifier: a}]");
    assertEquals("FAILED: build a failed\na FAULT: no place", view().toString());
  }

  @Test
  void aResultIsAnEndOfABuildThatRan() {
    for (BatchBuildStatus status :
        List.of(BatchBuildStatus.WAITING, BatchBuildStatus.IN_PROGRESS, BatchBuildStatus.SKIPPED)) {
      assertThrows(
          IllegalArgumentException.class, () -> new BatchBuildResult(status, "", Map.of()));
    }
  }

  /** Builds that end when the test says so. */
  private static final class HandBuilds implements BatchBuilds {

    final Map<String, CompletableFuture<BatchBuildResult>> open = new LinkedHashMap<>();
    final List<String> stopped = new ArrayList<>();
    final List<String> combined = new ArrayList<>();
    @org.jspecify.annotations.Nullable BatchPlan plan;
    @org.jspecify.annotations.Nullable String combineFault;
    @org.jspecify.annotations.Nullable String startFault;
    int plans;

    @Override
    public BatchPlan plan() {
      plans++;
      if (plan == null) {
        throw new IllegalStateException("no batchspec");
      }
      return plan;
    }

    @Override
    public CompletionStage<BatchBuildResult> run(
        PlannedBuild build, CompletionStage<Void> cancellation) {
      if (startFault != null) {
        throw new IllegalStateException(startFault);
      }
      CompletableFuture<BatchBuildResult> result = new CompletableFuture<>();
      open.put(build.identifier(), result);
      cancellation.thenRun(() -> stopped.add(build.identifier()));
      return result;
    }

    @Override
    public void combine(List<String> identifiers) {
      if (combineFault != null) {
        throw new IllegalStateException(combineFault);
      }
      combined.addAll(identifiers);
    }

    List<String> running() {
      return List.copyOf(open.keySet());
    }

    void end(String identifier, BatchBuildStatus status) {
      CompletableFuture<BatchBuildResult> result = open.remove(identifier);
      if (result == null) {
        throw new AssertionError(identifier + " does not run");
      }
      result.complete(Plans.result(status));
    }
  }
}
