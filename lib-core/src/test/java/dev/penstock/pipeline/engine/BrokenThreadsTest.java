package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.START;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.Schedulers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pipeline whose host's threads or clock do not play along")
class BrokenThreadsTest {
  private static final Duration NOT_FOR_EVER = Duration.ofSeconds(20);
  private static final Pipeline BUILD =
      Pipeline.builder("build").stage("Work", stage -> stage.action("a", SCRIPT)).build();
  private static final Pipeline OTHER =
      Pipeline.builder("other").stage("Work", stage -> stage.action("a", SCRIPT)).build();
  private static final Pipeline THIRD =
      Pipeline.builder("third").stage("Work", stage -> stage.action("a", SCRIPT)).build();
  private static final Pipeline SIGNED =
      Pipeline.builder("signed")
          .stage("Work", stage -> stage.action("a", SCRIPT))
          .stage("Sign", stage -> stage.approval("ok"))
          .build();

  private final VirtualTime time = VirtualTime.startingAt(START);
  private final InMemoryJournal journal = new InMemoryJournal();
  private @Nullable RuntimeException byExecutor;
  private @Nullable RuntimeException byScheduler;
  private @Nullable RuntimeException byCancel;
  private @Nullable RuntimeException byClock;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          throwIf(byClock);
          return time.now();
        }
      };

  private static void throwIf(@Nullable RuntimeException exception) {
    if (exception != null) {
      throw exception;
    }
  }

  private ProcessEngine engine() {
    return ProcessEngine.builder()
        .journal(journal)
        .executor(
            task -> {
              throwIf(byExecutor);
              task.run();
            })
        .scheduler(
            (due, task) -> {
              throwIf(byScheduler);
              var handle = time.schedule(due, task);
              return () -> {
                throwIf(byCancel);
                handle.cancel();
              };
            })
        .clock(clock)
        .build();
  }

  private static OpenPipeline open(ProcessEngine processes, Pipeline definition) {
    return PipelineEngine.builder(processes)
        .action(SCRIPT, ActionExecutor.blocking(context -> ActionResult.succeeded()))
        .build()
        .open(definition);
  }

  private static Throwable failure(CompletionStage<?> stage) {
    assertTrue(stage.toCompletableFuture().isDone(), "nobody would ever hear of it");
    return assertThrows(CompletionException.class, stage.toCompletableFuture()::join).getCause();
  }

  private static ExecutionStatus only(OpenPipeline pipeline) {
    return pipeline.history().executions().get(0).status();
  }

  @Test
  @DisplayName("keeps actions waiting that are rejected now and that nobody will offer later")
  void stranded() {
    ProcessEngine processes = engine();
    OpenPipeline build = open(processes, BUILD);
    OpenPipeline other = open(processes, OTHER);
    byExecutor = new RejectedExecutionException("shut");
    byScheduler = new RejectedExecutionException("shut too");
    String execution = now(build.start());
    assertEquals(
        ActionStatus.IN_PROGRESS,
        now(build.execution(execution)).orElseThrow().action("a").orElseThrow().status());
    assertEquals(1, processes.gauges().effectsDeferred());
    String another = now(other.start());
    assertEquals(2, processes.gauges().effectsDeferred());
    byExecutor = null;
    now(open(processes, THIRD).start());
    assertEquals(ExecutionStatus.SUCCEEDED, now(build.finished(execution)));
    assertEquals(ExecutionStatus.SUCCEEDED, now(other.finished(another)));
    assertEquals(0, processes.gauges().effectsDeferred());
    assertEquals(0, processes.gauges().effectsInFlight());
    assertTimeoutPreemptively(NOT_FOR_EVER, processes::close);
  }

  @Test
  @DisplayName("is given up when a timer cannot be set, tells everybody, and resumes")
  void noTimer() {
    ProcessEngine processes = engine();
    OpenPipeline signed = open(processes, SIGNED);
    byScheduler = new RejectedExecutionException("shut");
    Throwable reason = failure(signed.start());
    assertEquals(
        "process pipeline/signed is given up, because of what was thrown when its scheduler was"
            + " asked to wake it at 2026-01-12T09:00:00Z; what is stored stays true: open the"
            + " process again to go on: java.util.concurrent.RejectedExecutionException: shut",
        assertInstanceOf(IllegalStateException.class, reason).getMessage());
    assertSame(byScheduler, reason.getCause());
    assertSame(reason, failure(signed.state()));
    assertSame(reason, failure(signed.start()));
    assertEquals(0, processes.gauges().openProcesses());
    assertEquals(0, processes.gauges().effectsInFlight());

    assertEquals(
        reason.getMessage(),
        assertThrows(IllegalStateException.class, () -> open(processes, SIGNED)).getMessage(),
        "opening it again sets the timer again");
    byScheduler = null;
    OpenPipeline again = open(processes, SIGNED);
    String execution = now(again.executions()).get(0).id();
    assertEquals(1, now(again.executions()).size());
    now(again.approve(token(again, execution), "ada", ""));
    assertEquals(ExecutionStatus.SUCCEEDED, now(again.finished(execution)));
    assertTimeoutPreemptively(NOT_FOR_EVER, processes::close);
  }

  @Test
  @DisplayName("is given up when an execution with a process of its own is, and resumes both")
  void noTimerOfParallel() {
    Pipeline parallel = SIGNED.toBuilder().executionMode(ExecutionMode.PARALLEL).build();
    ProcessEngine processes = engine();
    OpenPipeline signed = open(processes, parallel);
    byScheduler = new IllegalStateException("no timers");
    failure(signed.start());
    Throwable reason = failure(signed.state());
    assertTrue(
        reason.getMessage().startsWith("process pipeline/signed is given up, because of"),
        reason.getMessage());
    assertTrue(
        reason
            .getMessage()
            .contains("given up, because of what was thrown when its scheduler was asked"),
        reason.getMessage());
    assertEquals(0, processes.gauges().openProcesses());
    byScheduler = null;
    OpenPipeline again = open(processes, parallel);
    String execution = now(again.executions()).get(0).id();
    now(again.approve(token(again, execution), "ada", ""));
    assertEquals(ExecutionStatus.SUCCEEDED, now(again.finished(execution)));
    assertTimeoutPreemptively(NOT_FOR_EVER, processes::close);
  }

  private static String token(OpenPipeline pipeline, String execution) {
    return now(pipeline.nextApproval(execution)).orElseThrow().approvalToken().orElseThrow();
  }

  @Test
  @DisplayName("is given up when the executor throws anything but a rejection, and resumes")
  void sickExecutor() {
    ProcessEngine processes = engine();
    OpenPipeline build = open(processes, BUILD);
    byExecutor = new IllegalStateException("pool is sick");
    Throwable reason = failure(build.start());
    assertTrue(
        reason
            .getMessage()
            .matches(
                "process pipeline/build is given up, because of what was thrown when its executor"
                    + " was given .*/Work/a/1; what is stored stays true: open the process again to"
                    + " go on: java.lang.IllegalStateException: pool is sick"),
        reason.getMessage());
    assertSame(reason, failure(build.state()));
    assertEquals(0, processes.gauges().effectsInFlight());
    byExecutor = null;
    assertEquals(ExecutionStatus.SUCCEEDED, only(open(processes, BUILD)));
    assertTimeoutPreemptively(NOT_FOR_EVER, processes::close);
  }

  @Test
  @DisplayName("is given up when the clock throws while a failure is reported, and resumes")
  void sickClock() {
    ProcessEngine processes = engine();
    List<String> calls = new ArrayList<>();
    PipelineEngine engine =
        PipelineEngine.builder(processes)
            .action(
                SCRIPT,
                context -> {
                  calls.add(context.key());
                  byClock = calls.size() == 1 ? new IllegalStateException("no time") : null;
                  throw new IllegalStateException("broken build");
                })
            .build();
    OpenPipeline build = engine.open(BUILD);
    CompletionStage<String> started = build.start();
    byClock = null;
    assertTrue(
        failure(started).getMessage().contains("when its clock was read; "),
        failure(started).getMessage());
    assertEquals(ExecutionStatus.FAILED, only(engine.open(BUILD)));
    assertEquals(2, calls.size());
    assertTimeoutPreemptively(NOT_FOR_EVER, processes::close);
  }

  @Test
  @DisplayName("does not mind a timer that cannot be dropped")
  void timerStays() {
    ProcessEngine processes = engine();
    OpenPipeline signed = open(processes, SIGNED);
    byCancel = new IllegalStateException("no such timer");
    String execution = now(signed.start());
    now(signed.approve(token(signed, execution), "ada", ""));
    assertEquals(ExecutionStatus.SUCCEEDED, now(signed.finished(execution)));
    String another = now(signed.start());
    assertTimeoutPreemptively(NOT_FOR_EVER, processes::close);
    try (ProcessEngine again = engine()) {
      assertEquals(
          ExecutionStatus.IN_PROGRESS,
          now(open(again, SIGNED).execution(another)).orElseThrow().status());
    }
  }

  @Test
  @DisplayName("may lose its threads before its engine is closed: that ends, and nothing is lost")
  void threadsFirst() throws Exception {
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    Clock real = Clock.systemUTC();
    ProcessEngine processes =
        ProcessEngine.builder()
            .journal(journal)
            .executor(threads)
            .scheduler(Schedulers.of(threads, real))
            .clock(real)
            .build();
    OpenPipeline build = open(processes, BUILD);
    OpenPipeline signed = open(processes, SIGNED);
    threads.shutdownNow();
    String execution =
        assertTimeoutPreemptively(NOT_FOR_EVER, () -> build.start().toCompletableFuture().join());
    String another =
        assertTimeoutPreemptively(NOT_FOR_EVER, () -> signed.start().toCompletableFuture().join());
    assertTimeoutPreemptively(NOT_FOR_EVER, processes::close);
    try (ProcessEngine again = engine()) {
      assertEquals(ExecutionStatus.SUCCEEDED, now(open(again, BUILD).finished(execution)));
      assertTrue(now(open(again, SIGNED).nextApproval(another)).isPresent());
    }
  }
}
