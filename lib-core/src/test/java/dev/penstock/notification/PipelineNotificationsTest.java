package dev.penstock.notification;

import static dev.penstock.notification.NotifiedHost.ORIGIN;
import static dev.penstock.notification.NotifiedHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessListener;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.engine.Schedulers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Notifications")
class PipelineNotificationsTest {
  private static final EventPattern ALL = EventPattern.of("{\"source\": [\"aws.codepipeline\"]}");
  private static final EventPattern ENDS =
      EventPattern.of(
          "{\"detail-type\": [\"CodePipeline Pipeline Execution State Change\"],"
              + " \"detail\": {\"state\": [{\"anything-but\": \"STARTED\"}]}}");

  private static NotificationRule rule(String name, EventPattern pattern, EventTarget target) {
    return new NotificationRule(name, pattern, target);
  }

  @Test
  @DisplayName("give each target what its rule picks, whatever the others throw")
  void throwingTargets() {
    List<String> failures = new ArrayList<>();
    List<ServiceEvent> all = new ArrayList<>();
    List<ServiceEvent> ends = new ArrayList<>();
    PipelineNotifications notifications =
        PipelineNotifications.builder(ORIGIN)
            .rule(
                rule(
                    "broken",
                    ALL,
                    event -> {
                      throw new java.io.IOException("no route");
                    }))
            .rule(
                rule(
                    "worse",
                    ENDS,
                    event -> {
                      throw new AssertionError("bug");
                    }))
            .rule(rule("all", ALL, all::add))
            .rule(rule("ends", ENDS, ends::add))
            .onFailure(
                (rule, event, failure) -> {
                  failures.add(rule.name() + ": " + failure.getMessage());
                  throw new IllegalStateException("the reporter is broken as well");
                })
            .build();
    try (NotifiedHost host =
        new NotifiedHost(new InMemoryJournal(), NotifiedHost.shop(), notifications)) {
      String execution = now(host.pipeline.start());
      host.end("fetch", ActionResult.failed("no such branch"));
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
    }
    assertEquals(6, all.size());
    assertEquals(1, ends.size());
    assertEquals(all.get(5), ends.get(0));
    assertEquals(7, failures.size());
    assertEquals("broken: no route", failures.get(0));
    assertEquals("worse: bug", failures.get(6));
  }

  @Test
  @DisplayName("never make a pipeline wait for a target")
  void slowTarget() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch delivered = new CountDownLatch(6);
    PipelineNotifications notifications =
        PipelineNotifications.builder(ORIGIN)
            .rule(
                rule(
                    "slow",
                    ALL,
                    event -> {
                      called.countDown();
                      released.await();
                      delivered.countDown();
                    }))
            .build();
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    Clock clock = Clock.fixed(NotifiedHost.START, java.time.ZoneOffset.UTC);
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(threads)
            .scheduler(Schedulers.of(threads, clock))
            .clock(clock)
            .listener(notifications)
            .build()) {
      OpenPipeline pipeline =
          PipelineEngine.builder(processes)
              .action(
                  NotifiedHost.MAKE, ActionExecutor.blocking(context -> ActionResult.succeeded()))
              .build()
              .open(
                  Pipeline.builder("slow")
                      .stage("Work", stage -> stage.action("a", NotifiedHost.MAKE))
                      .build());
      String execution = pipeline.start().toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertTrue(called.await(30, TimeUnit.SECONDS));
      assertEquals(
          ExecutionStatus.SUCCEEDED,
          pipeline.finished(execution).toCompletableFuture().get(30, TimeUnit.SECONDS));
      assertEquals(6, delivered.getCount());
      released.countDown();
      assertTrue(delivered.await(30, TimeUnit.SECONDS));
    } finally {
      released.countDown();
      threads.shutdown();
    }
  }

  @Test
  @DisplayName("go on after a restart as if there had been none, and repeat what may be missing")
  @Covers("P-1401")
  void catchesUp() {
    InMemoryJournal journal = new InMemoryJournal();
    List<ServiceEvent> before = new ArrayList<>();
    List<ServiceEvent> undisturbed = new ArrayList<>();
    long known;
    try (NotifiedHost host = new NotifiedHost(journal, NotifiedHost.shop(), to(before))) {
      now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
      host.end("compile", NotifiedHost.compiled());
      known = to(new ArrayList<>()).catchUp(host.pipeline, 0);
    }
    List<ServiceEvent> after = new ArrayList<>();
    PipelineNotifications second = to(after);
    try (NotifiedHost host = new NotifiedHost(journal, NotifiedHost.shop(), second)) {
      assertEquals(known, second.catchUp(host.pipeline, known));
      assertEquals(List.of(), after);
      host.end("lint", ActionResult.failed("untidy"));
      assertEquals(3, after.size());

      List<ServiceEvent> repeated = new ArrayList<>();
      to(repeated).catchUp(host.pipeline, 0);
      undisturbed.addAll(before);
      undisturbed.addAll(after);
      assertEquals(undisturbed, repeated);

      List<ServiceEvent> late = new ArrayList<>();
      PipelineNotifications third = to(late);
      host.pipeline.read(
          0,
          (sequence, event) -> {
            if (sequence >= known) {
              third.onEvent("pipeline/shop", sequence, event);
            }
          });
      assertEquals(3, late.size());
      third.catchUp(host.pipeline, known - 1);
      assertEquals(4, late.size());
      assertEquals(undisturbed.get(undisturbed.size() - 4), late.get(3));
      third.catchUp(host.pipeline, known - 1);
      assertEquals(4, late.size());
    }
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  @DisplayName("tell the same after a restart as without one, though nobody asks them to catch up")
  @Covers("P-1406")
  void restarts(ExecutionMode mode) {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline shop = NotifiedHost.shop(mode);
    List<ServiceEvent> told = new ArrayList<>();
    String execution;
    try (NotifiedHost host = new NotifiedHost(journal, shop, to(told))) {
      execution = now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
    }
    int before = told.size();
    try (NotifiedHost host = new NotifiedHost(journal, shop, to(told))) {
      host.end("compile", NotifiedHost.compiled());
      host.end("lint", ActionResult.failed("untidy"));
      now(host.pipeline.retry(execution, "Build"));
      assertTrue(told.size() > before + 5);
      List<ServiceEvent> undisturbed = new ArrayList<>();
      PipelineNotifications reader = to(undisturbed);
      if (mode == ExecutionMode.PARALLEL) {
        reader.catchUp(host.pipeline, execution, 0);
      } else {
        reader.catchUp(host.pipeline, 0);
      }
      assertEquals(undisturbed, told);
      assertEquals(1, told.get(before).detail().get("version"));
      assertEquals(before + 1L, told.get(before).sequence());
    }
  }

  @Test
  @DisplayName("know what was before an event that a checkpoint stands for by the time it is told")
  void compactedMeanwhile() {
    InMemoryJournal journal = new InMemoryJournal();
    List<Runnable> late = new ArrayList<>();
    AtomicLong first = new AtomicLong(-1);
    List<ServiceEvent> told = new ArrayList<>();
    List<ServiceEvent> undisturbed = new ArrayList<>();
    try (NotifiedHost host = new NotifiedHost(journal, NotifiedHost.shop(), to(undisturbed))) {
      now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
    }
    int before = undisturbed.size();
    PipelineNotifications notifications = to(told);
    try (NotifiedHost host =
        new NotifiedHost(
            journal,
            NotifiedHost.shop(),
            new Postponed(
                (process, sequence, event) -> {
                  first.compareAndSet(-1, sequence);
                  late.add(() -> notifications.onEvent(process, sequence, event));
                }))) {
      host.end("compile", NotifiedHost.compiled());
      host.end("lint", ActionResult.failed("untidy"));
      to(undisturbed).catchUp(host.pipeline, first.get());
      assertTrue(now(host.pipeline.compact(RetentionPolicy.compactingAt(2))));
      late.forEach(Runnable::run);
    }
    assertEquals(undisturbed.subList(before, undisturbed.size()), told);
  }

  /** Keeps what it hears for later. */
  private record Postponed(Taker taker) implements ProcessListener {
    interface Taker {
      void take(OpenProcess<?, ?> process, long sequence, Object event);
    }

    @Override
    public void onEvent(OpenProcess<?, ?> process, long sequence, Object event) {
      taker.take(process, sequence, event);
    }

    @Override
    public void onEvent(String process, long sequence, Object event) {
      throw new AssertionError("the engine hands over the process");
    }
  }

  @Test
  @DisplayName("catch up with executions of mode PARALLEL that are under way")
  @Covers("P-1401")
  void catchesUpWithParallelExecutions() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline parallel = NotifiedHost.shop(ExecutionMode.PARALLEL);
    List<ServiceEvent> before = new ArrayList<>();
    String execution;
    String over;
    try (NotifiedHost host = new NotifiedHost(journal, parallel, to(before))) {
      over = now(host.pipeline.start());
      host.end("fetch", ActionResult.failed("no such branch"));
      execution = now(host.pipeline.start());
      host.end("fetch", NotifiedHost.fetched());
    }
    before.removeIf(each -> !each.detail().get("execution-id").equals(execution));
    List<ServiceEvent> after = new ArrayList<>();
    PipelineNotifications second = to(after);
    try (NotifiedHost host = new NotifiedHost(journal, parallel, second)) {
      second.catchUp(host.pipeline, 0);
      assertEquals(List.of(), after);
      host.end("lint", ActionResult.failed("untidy"));
      assertEquals(1, after.get(0).detail().get("pipeline-execution-attempt"));
      assertEquals(before.size() + 1L, after.get(0).sequence());
      List<ServiceEvent> repeated = new ArrayList<>();
      to(repeated).catchUp(host.pipeline, execution, 0);
      before.addAll(after);
      assertEquals(before, repeated);
      repeated.clear();
      to(repeated).catchUp(host.pipeline, over, 0);
      assertEquals(6, repeated.size());
      assertEquals(
          "execution x has no process of its own; read the pipeline's events",
          assertThrows(IllegalArgumentException.class, () -> second.catchUp(host.pipeline, "x", 0))
              .getMessage());
    }
  }

  private static PipelineNotifications to(List<ServiceEvent> events) {
    return PipelineNotifications.builder(ORIGIN).rule(rule("all", ALL, events::add)).build();
  }

  @Test
  @DisplayName("leave the events of other processes alone, and survive a gap")
  void strangers() {
    List<ServiceEvent> heard = new ArrayList<>();
    PipelineNotifications notifications = to(heard);
    notifications.onEvent("deployment/x", 0, "an event of another kind");
    notifications.onGap("pipeline/shop", 7);
    assertEquals(List.of(), heard);
  }

  @Test
  @DisplayName("have rules with names of their own")
  void names() {
    PipelineNotifications.Builder builder =
        PipelineNotifications.builder(ORIGIN).rule(rule("a", ALL, event -> {}));
    assertEquals(
        "a rule \"a\" was added before",
        assertThrows(IllegalStateException.class, () -> builder.rule(rule("a", ENDS, event -> {})))
            .getMessage());
    assertEquals(
        "a rule needs a name",
        assertThrows(IllegalArgumentException.class, () -> rule(" ", ALL, event -> {}))
            .getMessage());
    PipelineNotifications.FailureReporter reporter = (rule, event, failure) -> {};
    builder.onFailure(reporter);
    assertThrows(IllegalStateException.class, () -> builder.onFailure(reporter));
  }

  @Test
  @DisplayName("remember the last 1,000 of the executions that had processes of their own")
  void manyProcesses() {
    List<ServiceEvent> told = new ArrayList<>();
    PipelineNotifications notifications =
        PipelineNotifications.builder(ORIGIN).rule(rule("all", ALL, told::add)).build();
    Instant at = Instant.parse("2026-01-05T09:00:00Z");
    for (int i = 0; i < 1_500; i++) {
      String id = "execution-" + i;
      PipelineEvent end = new PipelineEvent.ExecutionSucceeded(id, at);
      notifications.onEvent("pipeline/shop/" + id, 0, end);
      notifications.onEvent("pipeline/shop/" + id, 0, end); // is known
    }
    assertEquals(1_000, notifications.known());
    assertEquals(1_500, told.size());
    notifications.onEvent(
        "pipeline/shop", 0, new PipelineEvent.ExecutionSucceeded("execution-0", at));
    assertEquals(1_001, notifications.known());
    assertEquals(1_501, told.size());
  }

  @Test
  @DisplayName("leave an execution to its own process, however many started after it")
  void longWait() {
    ServiceEvents events = new ServiceEvents("pipeline/shop", "shop", ORIGIN);
    Instant at = Instant.parse("2026-01-05T09:00:00Z");
    for (int i = 0; i < 1_500; i++) {
      PipelineEvent start =
          new PipelineEvent.ExecutionStarted(
              "execution-" + i,
              i + 1,
              Map.of(),
              List.of(),
              Optional.empty(),
              "test",
              Optional.empty(),
              Optional.empty(),
              true,
              Optional.empty(),
              Optional.empty(),
              0,
              at);
      assertEquals(List.of(), events.add(2L * i, start));
      if (i > 0) {
        PipelineEvent end = new PipelineEvent.ExecutionSucceeded("execution-" + i, at);
        assertEquals(List.of(), events.add(2L * i + 1, end));
      }
    }
    PipelineEvent end = new PipelineEvent.ExecutionFailed("execution-0", Optional.of("Build"), at);
    assertEquals(List.of(), events.add(3_000, end));
    PipelineEvent retried =
        new PipelineEvent.StageRetried(
            "execution-0", "Build", false, false, 2, Optional.empty(), at);
    assertEquals(List.of(), events.add(3_001, retried));
    assertEquals(List.of(), events.add(3_002, end));
  }
}
