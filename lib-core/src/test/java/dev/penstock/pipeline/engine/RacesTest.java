package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineDecider;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each race is run many times; the journal must agree with what each side was answered. */
@DisplayName("Where threads meet, one side wins and the journal says so:")
class RacesTest {
  private static final int ROUNDS = 150;
  private static final int THOROUGH_ROUNDS = 20_000;

  private static final Pipeline SIGNED =
      Pipeline.builder("raced")
          .executionMode(ExecutionMode.QUEUED)
          .stage(
              "Sign",
              stage ->
                  stage.action(
                      "sign-off",
                      Action.MANUAL_APPROVAL,
                      signOff -> signOff.timeout(Duration.ofHours(1))))
          .build();

  private static final Pipeline BUILT =
      Pipeline.builder("raced")
          .executionMode(ExecutionMode.QUEUED)
          .stage("Build", stage -> stage.action("compile", SCRIPT))
          .stage("Ship", stage -> stage.action("ship", SCRIPT))
          .build();

  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  @DisplayName("an approval against its timeout")
  void approvalAgainstTimeout() throws Exception {
    approvalAgainstTimeout(ROUNDS);
  }

  @Test
  @DisplayName("an abandoning stop against the end of the action")
  void stopAgainstFinish() throws Exception {
    stopAgainstFinish(ROUNDS);
  }

  @Test
  @DisplayName("a stop that waits against the end of the action that it waits for")
  void waitingStopAgainstFinish() throws Exception {
    waitingStopAgainstFinish(ROUNDS);
  }

  @Test
  @DisplayName("a stop that waits against the end of an execution with a process of its own")
  void waitingStopInParallel() throws Exception {
    waitingStopInParallel(ROUNDS);
  }

  @Test
  @DisplayName("a retry against all who look at an execution whose process was let go of")
  void retryAgainstLooks() throws Exception {
    retryAgainstLooks(ROUNDS);
  }

  @Test
  @DisplayName("two engines on one journal")
  void twoEngines() throws Exception {
    twoEngines(ROUNDS);
  }

  @Test
  @DisplayName("orders against closing")
  void closeDuringWork() throws Exception {
    closeDuringWork(ROUNDS);
  }

  @Test
  @Tag("thorough")
  @DisplayName("all of them, very often")
  void thoroughly() throws Exception {
    approvalAgainstTimeout(THOROUGH_ROUNDS);
    stopAgainstFinish(THOROUGH_ROUNDS);
    waitingStopAgainstFinish(THOROUGH_ROUNDS);
    waitingStopInParallel(THOROUGH_ROUNDS);
    retryAgainstLooks(THOROUGH_ROUNDS);
    twoEngines(THOROUGH_ROUNDS);
    closeDuringWork(THOROUGH_ROUNDS);
  }

  private void approvalAgainstTimeout(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Journal journal = new InMemoryJournal();
      try (TestHost host = new TestHost(journal, SIGNED, new Scripted())) {
        String execution = get(host.pipeline.start());
        String token =
            get(host.pipeline.nextApproval(execution)).orElseThrow().approvalToken().orElseThrow();
        List<CompletionStage<CommandResult>> answers = new ArrayList<>();
        race(
            () -> answers.add(host.pipeline.approve(token, "ada", "fine")),
            () -> host.time.advance(Duration.ofHours(1)));
        CommandResult answer = get(answers.get(0));
        boolean isApproved = answer instanceof CommandResult.Accepted;
        assertEquals(
            isApproved ? List.of("ApprovalAnswered") : List.of("ActionFailed"),
            names(journal, "ApprovalAnswered", "ActionFailed", "ActionSucceeded"));
        if (!isApproved) {
          assertEquals("approval.invalid-token", TestHost.rejection(done(answer)));
        }
        assertEquals(
            isApproved ? ExecutionStatus.SUCCEEDED : ExecutionStatus.FAILED,
            get(host.pipeline.finished(execution)));
      }
    }
  }

  private void stopAgainstFinish(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Journal journal = new InMemoryJournal();
      Scripted actions = new Scripted();
      Pipeline one =
          Pipeline.builder("raced")
              .stage("Build", stage -> stage.action("compile", SCRIPT))
              .build();
      try (TestHost host = new TestHost(journal, one, actions)) {
        String execution = get(host.pipeline.start());
        String key = actions.running().get(0);
        List<CompletionStage<CommandResult>> answers = new ArrayList<>();
        race(
            () -> answers.add(host.pipeline.abandon(execution, "enough")),
            () -> actions.end(key, ActionResult.succeeded()));
        CommandResult answer = get(answers.get(0));
        boolean isStopped = answer instanceof CommandResult.Accepted;
        assertEquals(
            isStopped
                ? List.of("StopRequested", "ActionAbandoned", "ExecutionStopped")
                : List.of("ActionSucceeded", "ExecutionSucceeded"),
            names(
                journal,
                "StopRequested",
                "ActionAbandoned",
                "ActionSucceeded",
                "ActionFailed",
                "ExecutionStopped",
                "ExecutionSucceeded"));
        if (!isStopped) {
          assertEquals("stop.not-in-progress", TestHost.rejection(done(answer)));
        }
        assertEquals(
            isStopped ? ExecutionStatus.STOPPED : ExecutionStatus.SUCCEEDED,
            get(host.pipeline.finished(execution)));
      }
    }
  }

  private static Pipeline one(ExecutionMode mode) {
    return Pipeline.builder("raced")
        .executionMode(mode)
        .stage("Build", stage -> stage.action("compile", SCRIPT))
        .build();
  }

  /** Who is answered that it stops has stopped, although its last action succeeded (P-828). */
  private void waitingStopAgainstFinish(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Journal journal = new InMemoryJournal();
      Scripted actions = new Scripted();
      try (TestHost host = new TestHost(journal, one(ExecutionMode.SUPERSEDED), actions)) {
        String execution = get(host.pipeline.start());
        String key = actions.running().get(0);
        List<CompletionStage<CommandResult>> answers = new ArrayList<>();
        race(
            () -> answers.add(host.pipeline.stop(execution, "enough")),
            () -> actions.end(key, ActionResult.succeeded()));
        CommandResult answer = get(answers.get(0));
        boolean isStopped = answer instanceof CommandResult.Accepted;
        assertEquals(
            isStopped
                ? List.of("StopRequested", "ActionSucceeded", "ExecutionStopped")
                : List.of("ActionSucceeded", "ExecutionSucceeded"),
            names(
                journal,
                "StopRequested",
                "ActionAbandoned",
                "ActionSucceeded",
                "ActionFailed",
                "ExecutionStopped",
                "ExecutionSucceeded"));
        if (!isStopped) {
          assertEquals("stop.not-in-progress", TestHost.rejection(done(answer)));
        }
        assertEquals(
            isStopped ? ExecutionStatus.STOPPED : ExecutionStatus.SUCCEEDED,
            get(host.pipeline.finished(execution)));
      }
    }
  }

  /** The execution's own process decides; the pipeline's tells the same end. */
  private void waitingStopInParallel(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Journal journal = new InMemoryJournal();
      Scripted actions = new Scripted();
      try (TestHost host = new TestHost(journal, one(ExecutionMode.PARALLEL), actions)) {
        String execution = get(host.pipeline.start());
        String key = actions.running().get(0);
        List<CompletionStage<CommandResult>> answers = new ArrayList<>();
        race(
            () -> answers.add(host.pipeline.stop(execution, "enough")),
            () -> actions.end(key, ActionResult.succeeded()));
        CommandResult answer = get(answers.get(0));
        ExecutionStatus status = get(host.pipeline.finished(execution));
        List<String> own = new ArrayList<>();
        host.pipeline.read(
            execution, 0, (sequence, event) -> own.add(event.getClass().getSimpleName()));
        boolean hasHeard = own.contains("StopRequested");
        assertEquals(hasHeard ? ExecutionStatus.STOPPED : ExecutionStatus.SUCCEEDED, status);
        assertEquals(hasHeard, own.contains("ExecutionStopped"));
        assertEquals(!hasHeard, own.contains("ExecutionSucceeded"));
        assertTrue(!hasHeard || answer instanceof CommandResult.Accepted);
        assertEquals(1, host.processes.gauges().openProcesses());
      }
    }
  }

  private void retryAgainstLooks(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Journal journal = new InMemoryJournal();
      Scripted actions = new Scripted();
      try (TestHost host = new TestHost(journal, one(ExecutionMode.PARALLEL), actions)) {
        String execution = get(host.pipeline.start());
        actions.fail(execution + "/Build/compile/1");
        assertEquals(ExecutionStatus.FAILED, get(host.pipeline.finished(execution)));
        List<CompletionStage<?>> looks = java.util.Collections.synchronizedList(new ArrayList<>());
        race(
            () -> looks.add(host.pipeline.retry(execution, "Build")),
            () -> looks.add(host.pipeline.execution(execution)),
            () -> host.pipeline.history(),
            () -> looks.add(host.pipeline.approve("unknown", "ada", "")));
        for (CompletionStage<?> look : looks) {
          get(look);
        }
        await(actions, execution + "/Build/compile/2");
        actions.succeed(execution + "/Build/compile/2");
        assertEquals(ExecutionStatus.SUCCEEDED, get(host.pipeline.finished(execution)));
      }
    }
  }

  /** The action runs on one of the racing threads, all of which have ended but for their tails. */
  private static void await(Scripted actions, String key) {
    for (int i = 0; !actions.running().contains(key); i++) {
      assertTrue(i < 10_000_000, key + " was not started");
      Thread.onSpinWait();
    }
  }

  private void twoEngines(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Journal journal = new InMemoryJournal();
      try (TestHost one = new TestHost(journal, BUILT, new Scripted());
          TestHost other = new TestHost(journal, BUILT, new Scripted())) {
        Map<String, CompletionStage<String>> answers = new ConcurrentHashMap<>();
        race(
            () -> answers.put("one", start(one, "one")),
            () -> answers.put("other", start(other, "other")));
        List<String> won = new ArrayList<>();
        List<TestHost> lost = new ArrayList<>();
        for (String name : List.of("one", "other")) {
          CompletableFuture<String> answer = answers.get(name).toCompletableFuture();
          Throwable failure = failure(answer);
          if (failure == null) {
            won.add(name);
          } else {
            assertInstanceOf(JournalException.class, failure);
            lost.add(name.equals("one") ? one : other);
          }
        }
        assertEquals(1, won.size(), "won: " + won);
        assertEquals(won, tokens(journal));
        assertEquals(List.of(), lost.get(0).calls, "the loser has run something");
        try (TestHost again = new TestHost(journal, BUILT, new Scripted())) {
          get(again.pipeline.start(StartRequest.of("").withToken("again")));
          assertEquals(List.of(won.get(0), "again"), tokens(journal));
        }
      }
    }
  }

  private static CompletionStage<String> start(TestHost host, String token) {
    return host.pipeline.start(StartRequest.of("").withToken(token));
  }

  private void closeDuringWork(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Journal journal = new InMemoryJournal();
      TestHost host = new TestHost(journal, BUILT, new Scripted());
      Map<String, CompletionStage<CommandResult>> answers = new ConcurrentHashMap<>();
      race(() -> order(host, "a", answers), () -> order(host, "b", answers), host::close);
      TreeSet<String> accepted = new TreeSet<>();
      for (Map.Entry<String, CompletionStage<CommandResult>> each : answers.entrySet()) {
        CompletableFuture<CommandResult> answer = each.getValue().toCompletableFuture();
        Throwable failure = failure(answer);
        if (failure == null) {
          assertInstanceOf(CommandResult.Accepted.class, answer.join());
          accepted.add(each.getKey());
        } else {
          assertEquals("process pipeline/raced is closed", failure.getMessage());
        }
      }
      assertEquals(8, answers.size());
      List<String> stored = new ArrayList<>();
      for (PipelineEvent event : events(journal)) {
        if (event instanceof PipelineEvent.TransitionDisabled disabled) {
          stored.add(disabled.reason());
        }
      }
      assertEquals(accepted, new TreeSet<>(stored));
      assertEquals(accepted.size(), stored.size(), "stored twice: " + stored);
    }
  }

  private static void order(
      TestHost host, String who, Map<String, CompletionStage<CommandResult>> answers) {
    for (int i = 0; i < 4; i++) {
      String reason = who + i;
      answers.put(reason, host.pipeline.disableTransition("Ship", reason, who));
    }
  }

  /** Lets all sides go at once, and waits until all are done. */
  private void race(Runnable... sides) throws Exception {
    CyclicBarrier start = new CyclicBarrier(sides.length);
    List<CompletableFuture<Void>> results = new ArrayList<>();
    for (Runnable side : sides) {
      results.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  start.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                side.run();
              },
              threads));
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  /** What a stage failed with; null if it did not. Waits until it is done. */
  private static @Nullable Throwable failure(CompletableFuture<?> answer) throws Exception {
    Throwable failure = answer.handle((value, cause) -> cause).get(30, TimeUnit.SECONDS);
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  private static List<PipelineEvent> events(Journal journal) {
    List<PipelineEvent> events = new ArrayList<>();
    journal
        .open("pipeline/raced", PipelineDecider.CODEC)
        .read(0, (sequence, event) -> events.add(event));
    return events;
  }

  private static List<String> names(Journal journal, String... among) {
    List<String> wanted = List.of(among);
    return events(journal).stream()
        .map(event -> event.getClass().getSimpleName())
        .filter(wanted::contains)
        .toList();
  }

  private static List<String> tokens(Journal journal) {
    List<String> tokens = new ArrayList<>();
    for (PipelineEvent event : events(journal)) {
      if (event instanceof PipelineEvent.ExecutionStarted started) {
        tokens.add(started.token().orElseThrow());
      }
    }
    return tokens;
  }
}
