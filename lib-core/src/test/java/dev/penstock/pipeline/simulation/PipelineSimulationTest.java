package dev.penstock.pipeline.simulation;

import static dev.penstock.pipeline.execution.ExecutionStatus.FAILED;
import static dev.penstock.pipeline.execution.ExecutionStatus.IN_PROGRESS;
import static dev.penstock.pipeline.execution.ExecutionStatus.STOPPED;
import static dev.penstock.pipeline.execution.ExecutionStatus.SUCCEEDED;
import static dev.penstock.pipeline.execution.ExecutionStatus.SUPERSEDED;
import static dev.penstock.pipeline.simulation.Moment.hasEnded;
import static dev.penstock.pipeline.simulation.Moment.isRunning;
import static dev.penstock.pipeline.simulation.Moment.waitsForApproval;
import static dev.penstock.pipeline.simulation.Moment.waitsInFrontOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.StartRequest;
import dev.penstock.pipeline.engine.TriggerResult;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionType;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.source.SourceEvent.Push;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A simulated pipeline")
class PipelineSimulationTest {

  @Test
  @DisplayName("takes the time of its scripts, and three days until somebody approves")
  void threeDaysLater() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    String execution = simulation.start();
    simulation.runUntil(waitsForApproval("sign-off"));
    assertEquals(ofMinutes(3), simulation.duration(execution));
    simulation.advance(ofDays(3));
    assertEquals(IN_PROGRESS, simulation.status(execution));
    simulation.approve("Production", "sign-off", "ada", "ready");
    simulation.runToEnd();
    assertEquals(SUCCEEDED, simulation.status(execution));
    assertEquals(ofDays(3).plusMinutes(5), simulation.duration(execution));
    assertEquals(Instant.parse("2026-01-08T09:05:00Z"), simulation.now());
  }

  @Test
  @DisplayName("tells what happened in lines that tests can compare")
  void timeline() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    simulation.advance(ofMinutes(60));
    String execution = simulation.start(StartRequest.of("release 1.4"));
    simulation.runUntil(waitsForApproval("sign-off"));
    simulation.advance(ofDays(3));
    simulation.approve("Production", "sign-off", "ada", "ready");
    simulation.runToEnd();
    assertEquals(
        List.of(
            "00:00:00 started: release 1.4",
            "00:00:00 Source entered",
            "00:00:00 Source/fetch started",
            "00:00:00 Source/fetch succeeded",
            "00:00:00 Source succeeded",
            "00:00:00 Build entered",
            "00:00:00 Build/compile started",
            "00:03:00 Build/compile succeeded",
            "00:03:00 Build succeeded",
            "00:03:00 Production entered",
            "00:03:00 Production/sign-off waits for approval",
            "3d 00:03:00 Production/sign-off approved by ada: ready",
            "3d 00:03:00 Production/ship started",
            "3d 00:05:00 Production/ship succeeded",
            "3d 00:05:00 Production succeeded",
            "3d 00:05:00 succeeded"),
        simulation.timeline(execution));
    List<String> all = simulation.timeline();
    assertEquals("00:00:00 version 1 defined", all.get(0));
    assertEquals("01:00:00 #1 started: release 1.4", all.get(1));
    assertEquals("3d 01:05:00 #1 succeeded", all.get(all.size() - 1));
    assertEquals(17, all.size());
  }

  @Test
  @DisplayName("fails as the script says, is retried, stopped and rolled back like a real one")
  void orders() {
    PipelineSimulation simulation =
        PipelineSimulation.of(Checkout.pipeline())
            .action(
                "Production", "ship", s -> s.failsOnce("disk full", ofSeconds(7)).thenSucceeds())
            .otherActions(script -> script.succeeds(ofMinutes(1)).withVariable("version", "2"))
            .begin();
    String first = simulation.start();
    simulation.runUntil(waitsForApproval("Production/sign-off"));
    simulation.approve("Production", "sign-off", "ada", "ready");
    simulation.runUntil(hasEnded(first));
    assertEquals(FAILED, simulation.status(first));
    simulation.order(pipeline -> pipeline.retry(first, "Production"));
    simulation.runToEnd();
    assertEquals(SUCCEEDED, simulation.status(first));
    List<String> lines = simulation.timeline(first);
    assertEquals(
        List.of(
            "00:02:07 Production/ship failed: disk full",
            "00:02:07 Production failed",
            "00:02:07 failed",
            "00:02:07 Production retried: failed actions",
            "00:02:07 Production/ship started, attempt 2",
            "00:02:07 Production/ship succeeded",
            "00:02:07 Production succeeded",
            "00:02:07 succeeded"),
        lines.subList(lines.size() - 8, lines.size()));

    String second = simulation.start();
    simulation.runUntil(isRunning("compile"));
    simulation.order(pipeline -> pipeline.abandon(second, "not today"));
    assertEquals(STOPPED, simulation.status(second));

    String back = simulation.order(pipeline -> pipeline.rollBack("Production", first));
    simulation.runUntil(waitsForApproval("sign-off"));
    simulation.approve("Production", "sign-off", "ada", "back");
    simulation.runToEnd();
    assertEquals(SUCCEEDED, simulation.status(back));
    assertEquals(ExecutionType.ROLLBACK, simulation.execution(back).type());
    assertEquals(
        "00:00:00 started to bring back #1 in Production", simulation.timeline(back).get(0));
  }

  @Test
  @DisplayName("lets approvals expire after seven days, and only when it is told to go on so far")
  void expiry() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    String execution = simulation.start();
    IllegalStateException owed = assertThrows(IllegalStateException.class, simulation::runToEnd);
    assertEquals(
        "it did not come about that all executions have ended; at 2026-01-05T09:03:00Z nothing goes"
            + " on without an approval; answer it with approve or reject, or let it expire with"
            + " advance:\n"
            + "execution #1: Production/sign-off waits for a person to approve or reject it, since 2026-01-05 09:03:00Z; fails at 2026-01-12 09:03:00Z\n"
            + "execution #1: Production/ship waits for sign-off",
        owed.getMessage());
    simulation.advance(ofDays(7).minusMillis(1));
    assertEquals(IN_PROGRESS, simulation.status(execution));
    simulation.advance(ofSeconds(1));
    assertEquals(FAILED, simulation.status(execution));
    assertEquals(ofDays(7).plusMinutes(3), simulation.duration(execution));
    assertTrue(
        simulation
            .timeline(execution)
            .contains("7d 00:03:00 Production/sign-off failed: nobody answered within 7 days"));
  }

  @Test
  @DisplayName("rejects approvals")
  void rejection() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    String execution = simulation.start();
    simulation.runUntilIdle();
    simulation.reject("Production", "sign-off", "ada", "not on a Friday");
    simulation.runToEnd();
    assertEquals(FAILED, simulation.status(execution));
    assertTrue(
        simulation
            .timeline(execution)
            .contains("00:03:00 Production/sign-off rejected by ada: not on a Friday"));
  }

  @Test
  @DisplayName("goes on after a crash: an attempt under way begins again, or re-attaches")
  void crash() {
    PipelineSimulation again = Checkout.simulation().begin();
    String execution = again.start();
    again.advance(ofMinutes(2));
    OpenPipeline before = again.pipeline();
    again.crash();
    assertTrue(before != again.pipeline());
    assertEquals(IN_PROGRESS, again.status(execution));
    again.runUntil(waitsForApproval("sign-off"));
    assertEquals(ofMinutes(5), again.duration(execution));
    again.crash();
    again.approve("Production", "sign-off", "ada", "ready");
    again.runToEnd();
    assertEquals(SUCCEEDED, again.status(execution));
    assertEquals(ofMinutes(7), again.duration(execution));

    PipelineSimulation attached =
        PipelineSimulation.of(Checkout.pipeline())
            .otherActions(
                script -> script.succeeds(ofMinutes(3)).withVariable("version", "1").reattaches())
            .begin();
    String other = attached.start();
    attached.advance(ofMinutes(2));
    attached.crash();
    attached.runUntil(waitsForApproval("sign-off"));
    assertEquals(ofMinutes(6), attached.duration(other));
    assertEquals(
        1,
        attached.execution(other).actions().stream().filter(each -> name(each, "fetch")).count());
  }

  private static boolean name(PipelineHistory.Attempt attempt, String action) {
    return attempt.key().action().equals(action);
  }

  @Test
  @DisplayName("takes a crash between an order and what follows from it")
  void crashAtOnce() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    String execution = simulation.pipeline().start().toCompletableFuture().join();
    simulation.crash(); // nothing was carried out
    simulation.runUntil(waitsForApproval("sign-off"));
    assertEquals(ofMinutes(3), simulation.duration(execution));
  }

  @Test
  @DisplayName("keeps a newer definition through a crash")
  void updated() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    simulation.order(
        pipeline ->
            pipeline.update(
                Checkout.pipeline().toBuilder()
                    .changeStage("Production", stage -> stage.withoutAction("sign-off"))
                    .build()));
    simulation.crash();
    String execution = simulation.start();
    simulation.runToEnd();
    assertEquals(SUCCEEDED, simulation.status(execution));
    assertEquals(2, simulation.execution(execution).version());
  }

  @Test
  @DisplayName("is started by pushes, with the commit that was pushed")
  void push() {
    List<String> commits = new ArrayList<>();
    PipelineSimulation simulation =
        PipelineSimulation.of(Checkout.pipeline())
            .action(
                Checkout.GIT,
                script ->
                    script.runs(
                        ZERO,
                        context -> {
                          commits.addAll(context.revisions().values());
                          return ActionResult.succeeded();
                        }))
            .otherActions(script -> script.succeeds().withVariable("version", "1"))
            .begin();
    TriggerResult started =
        simulation.offer(Push.of("delivery-1", "acme/shop", "refs/heads/main", "c0ffee"));
    assertTrue(started instanceof TriggerResult.Started);
    assertEquals(List.of("c0ffee"), commits);
    TriggerResult ignored =
        simulation.offer(Push.of("delivery-2", "acme/shop", "refs/heads/other", "beef"));
    assertTrue(ignored instanceof TriggerResult.NotStarted);
  }

  @Test
  @DisplayName("runs parallel executions side by side, each with its own approval")
  void parallel() {
    PipelineSimulation simulation = Checkout.simulation(ExecutionMode.PARALLEL).begin();
    String first = simulation.start();
    simulation.advance(ofMinutes(1));
    String second = simulation.start();
    simulation.runUntilIdle();
    IllegalStateException which =
        assertThrows(
            IllegalStateException.class,
            () -> simulation.approve("Production", "sign-off", "ada", "ready"));
    assertEquals(
        "Production/sign-off waits for approval in 2 executions; say which by its token:"
            + " order(pipeline -> pipeline.approve(token, by, summary)):\n"
            + "execution #1: Production/sign-off waits for a person to approve or reject it, since 2026-01-05 09:03:00Z; fails at 2026-01-12 09:03:00Z\n"
            + "execution #1: Production/ship waits for sign-off\n"
            + "execution #2: Production/sign-off waits for a person to approve or reject it, since 2026-01-05 09:04:00Z; fails at 2026-01-12 09:04:00Z\n"
            + "execution #2: Production/ship waits for sign-off",
        which.getMessage());
    String token =
        simulation
            .order(pipeline -> pipeline.nextApproval(second))
            .orElseThrow()
            .approvalToken()
            .orElseThrow();
    simulation.order(pipeline -> pipeline.approve(token, "ada", "this one"));
    simulation.approve("Production", "sign-off", "ada", "and the other");
    simulation.crash();
    simulation.runToEnd();
    assertEquals(SUCCEEDED, simulation.status(first));
    assertEquals(SUCCEEDED, simulation.status(second));
    assertEquals(
        List.of(
            "00:00:00 started",
            "00:00:00 Source entered",
            "00:00:00 Source/fetch started",
            "00:00:00 Source/fetch succeeded",
            "00:00:00 Source succeeded",
            "00:00:00 Build entered",
            "00:00:00 Build/compile started",
            "00:03:00 Build/compile succeeded",
            "00:03:00 Build succeeded",
            "00:03:00 Production entered",
            "00:03:00 Production/sign-off waits for approval",
            "00:03:00 Production/sign-off approved by ada: this one",
            "00:03:00 Production/ship started",
            "00:05:00 Production/ship succeeded",
            "00:05:00 Production succeeded",
            "00:05:00 succeeded"),
        simulation.timeline(second));
  }

  @Test
  @DisplayName("shows what waits in front of a closed gate, and who closed it")
  void gate() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    simulation.order(pipeline -> pipeline.disableTransition("Build", "freeze", "ada"));
    String execution = simulation.start();
    simulation.runUntil(waitsInFrontOf("Build"));
    IllegalStateException stuck = assertThrows(IllegalStateException.class, simulation::runToEnd);
    assertEquals(
        "it did not come about that all executions have ended; at 2026-01-05T09:00:00Z nothing goes"
            + " on by itself:\nexecution #1 waits in front of Build: its transition is disabled by ada since 2026-01-05 09:00:00Z: freeze",
        stuck.getMessage());
    String newer = simulation.start();
    assertEquals(SUPERSEDED, simulation.status(execution));
    simulation.advance(ofDays(2));
    simulation.order(pipeline -> pipeline.enableTransition("Build", "ada"));
    simulation.runUntil(waitsForApproval("sign-off"));
    assertEquals(ofDays(2).plusMinutes(3), simulation.duration(newer));
    assertEquals(
        List.of(
            "00:00:00 gate of Build closed by ada: freeze",
            "00:00:00 #1 waits in front of Build",
            "00:00:00 #1 superseded by #2",
            "2d 00:00:00 gate of Build opened by ada"),
        simulation.timeline().stream()
            .filter(
                each ->
                    each.contains("gate") || each.contains("wait") || each.contains("superseded"))
            .filter(each -> !each.contains("#2 waits") && !each.contains("approval"))
            .toList());
  }

  @Test
  @DisplayName("passes through a year of releases, one a day, without a real moment")
  void year() {
    List<Object> heard = new ArrayList<>();
    PipelineSimulation simulation =
        Checkout.simulation().listener((process, sequence, event) -> heard.add(event)).begin();
    for (int day = 0; day < 365; day++) {
      String execution = simulation.start();
      simulation.runUntil(waitsForApproval("sign-off"));
      simulation.approve("Production", "sign-off", "ada", "day " + day);
      simulation.runToEnd();
      assertEquals(SUCCEEDED, simulation.status(execution));
      simulation.advance(ofDays(1).minusMinutes(5));
    }
    assertEquals(PipelineSimulation.DEFAULT_START.plus(ofDays(365)), simulation.now());
    List<PipelineHistory.Execution> releases = simulation.pipeline().history().executions();
    assertEquals(365, releases.stream().filter(each -> each.status() == SUCCEEDED).count());
    assertEquals(1 + 365 * 16, heard.size());
    assertEquals(1 + 365 * 16, simulation.timeline().size());
    assertEquals(
        365, heard.stream().filter(PipelineEvent.ApprovalAnswered.class::isInstance).count());
  }

  @Test
  @DisplayName("gives the same lines each time")
  void deterministic() {
    assertEquals(busyDay(), busyDay());
  }

  private static List<String> busyDay() {
    PipelineSimulation simulation = Checkout.simulation(ExecutionMode.QUEUED).begin();
    for (int i = 0; i < 5; i++) {
      simulation.start();
      simulation.advance(ofMinutes(1));
    }
    simulation.crash();
    simulation.runUntilIdle();
    return simulation.timeline();
  }

  @Test
  @DisplayName("refuses what the pipeline refuses")
  void refused() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    String execution = simulation.start();
    RejectedCommandException retried =
        assertThrows(
            RejectedCommandException.class,
            () -> simulation.order(pipeline -> pipeline.retry(execution, "Build")));
    assertEquals("retry.not-retryable", retried.rejection().code());
    assertThrows(
        RejectedCommandException.class,
        () -> simulation.order(pipeline -> pipeline.rollBack("Production", execution)));
    IllegalStateException early =
        assertThrows(
            IllegalStateException.class,
            () -> simulation.order(pipeline -> pipeline.finished(execution)));
    assertEquals(
        "the answer is not there yet, and time stands still; run the simulation on before it is"
            + " asked for",
        early.getMessage());
  }

  @Test
  @DisplayName("says what there is instead of what was misspelt")
  void typos() {
    PipelineSimulation simulation = Checkout.simulation().begin();
    simulation.start();
    assertEquals(
        "pipeline checkout has no manual approval signoff; it has Production/sign-off",
        assertThrows(
                IllegalArgumentException.class,
                () -> simulation.runUntil(waitsForApproval("signoff")))
            .getMessage());
    assertEquals(
        "pipeline checkout has no manual approval Production/ship; it has Production/sign-off",
        assertThrows(
                IllegalArgumentException.class,
                () -> simulation.approve("Production", "ship", "ada", "ready"))
            .getMessage());
    assertEquals(
        "pipeline checkout has no action compil; it has Source/fetch, Build/compile,"
            + " Production/sign-off, Production/ship",
        assertThrows(IllegalArgumentException.class, () -> simulation.runUntil(isRunning("compil")))
            .getMessage());
    assertEquals(
        "pipeline checkout has no stage Prod; it has Source, Build, Production",
        assertThrows(
                IllegalArgumentException.class, () -> simulation.runUntil(waitsInFrontOf("Prod")))
            .getMessage());
    assertEquals(
        "Production/sign-off waits for no approval at 2026-01-05T09:00:00Z:\n"
            + "execution #1: Build/compile is carried out by BUILD/Make since 2026-01-05 09:00:00Z",
        assertThrows(
                IllegalStateException.class,
                () -> simulation.approve("Production", "sign-off", "ada", "ready"))
            .getMessage());
    String known = simulation.pipeline().history().executions().get(0).id();
    String unknown = "pipeline checkout has no execution nobody; it has " + known;
    assertEquals(
        unknown,
        assertThrows(IllegalArgumentException.class, () -> simulation.status("nobody"))
            .getMessage());
    assertEquals(
        unknown,
        assertThrows(IllegalArgumentException.class, () -> simulation.timeline("nobody"))
            .getMessage());
    assertEquals(
        "it did not come about that what was waited for is the case; at 2026-01-05T09:03:00Z nothing"
            + " goes on without an approval; answer it with approve or reject, or let it expire with"
            + " advance:\n"
            + "execution #1: Production/sign-off waits for a person to approve or reject it, since 2026-01-05 09:03:00Z; fails at 2026-01-12 09:03:00Z\n"
            + "execution #1: Production/ship waits for sign-off",
        assertThrows(IllegalStateException.class, () -> simulation.runUntil(ignored -> false))
            .getMessage());
    assertEquals(
        ActionStatus.IN_PROGRESS,
        simulation
            .order(OpenPipeline::executions)
            .get(0)
            .action("sign-off")
            .orElseThrow()
            .status());
  }
}
