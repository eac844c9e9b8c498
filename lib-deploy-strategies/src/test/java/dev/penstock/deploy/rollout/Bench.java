package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.penstock.deploy.analysis.AlarmListener;
import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.MetricQuery;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A host in virtual time whose router, replicas, hosts, hooks, metrics and alarms obey a test. */
final class Bench implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z"); // a Monday

  final VirtualTime time = VirtualTime.startingAt(START);
  final InMemoryJournal journal = new InMemoryJournal();
  final List<String> done = new ArrayList<>(); // what the host was asked for, in order
  final List<RoutingTask> tables = new ArrayList<>();
  final Map<String, Deque<MonitorDecision>> answers = new HashMap<>();
  final Set<String> silent = new HashSet<>(); // hooks, sides and hosts that never answer
  final Set<String> mute = new HashSet<>(); // hooks that answer without a decision
  final Set<String> failing = new HashSet<>(); // hooks and hosts that fail
  final List<ScaleTask> scaling = new ArrayList<>(); // of silent sides
  final List<AlarmListener> listeners = new ArrayList<>();
  private final Map<String, Integer> count = new HashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  final List<RolloutNotice> notices = new ArrayList<>();
  int routesToFail;
  int scalesToFail;
  Function<MetricQuery, Measurement> metrics = query -> Measurement.of(0.001);
  private @Nullable ProcessEngine processes;
  private @Nullable OpenRollout shop;

  Bench() {
    restart();
  }

  /** Begins, or begins again after a crash: what was in memory is gone. */
  OpenRollout restart() {
    close();
    listeners.clear();
    scaling.clear();
    ProcessEngine started =
        ProcessEngine.builder()
            .journal(journal)
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .listener(RolloutListener.adapt(notices::add))
            .build();
    processes = started;
    shop =
        RolloutEngine.builder(started, time.clock())
            .router(this::route)
            .scaler(this::scale)
            .hostMover(this::move)
            .hookRunner(this::hook)
            .metricProvider(
                query -> {
                  done.add("measure " + query.metric());
                  return CompletableFuture.completedStage(metrics.apply(query));
                })
            .alarmSource(
                (names, listener) -> {
                  listeners.add(listener);
                  return () -> listeners.remove(listener);
                })
            .build()
            .open("shop");
    return shop;
  }

  OpenRollout shop() {
    return Objects.requireNonNull(shop);
  }

  int effectsInFlight() {
    return Objects.requireNonNull(processes).gauges().effectsInFlight();
  }

  void unreadable(String name, String reason) {
    List.copyOf(listeners)
        .forEach(listener -> listener.onState(name, AlarmState.UNREADABLE, reason));
  }

  private CompletionStage<Void> route(RoutingTask task) {
    if (routesToFail > 0) {
      routesToFail--;
      return CompletableFuture.failedStage(new IllegalStateException("the balancer is away"));
    }
    tables.add(task);
    String extra =
        (task.table().isPreviewed() ? " preview" : "")
            + (task.table().cohorts().isEmpty() ? "" : " " + task.table().cohorts())
            + (task.table().routes().isEmpty() ? "" : " +" + task.table().routes().size())
            + (task.table().mirrors().isEmpty() ? "" : " ~" + task.table().mirrors().size());
    done.add(task.revision() + " " + task.table().newShare() + extra);
    return silent.contains("router")
        ? new CompletableFuture<>()
        : CompletableFuture.completedStage(null);
  }

  private CompletionStage<Void> scale(ScaleTask task) {
    if (scalesToFail > 0) {
      scalesToFail--;
      return CompletableFuture.failedStage(new IllegalStateException("no capacity"));
    }
    done.add(task.side() + " x" + task.replicas());
    if (silent.contains(task.side().name())) {
      scaling.add(task);
      return new CompletableFuture<>();
    }
    return CompletableFuture.completedStage(null);
  }

  private CompletionStage<Void> move(HostTask task) {
    done.add(task.host() + " to " + task.revision().orElse("nothing"));
    if (silent.contains(task.host())) {
      return new CompletableFuture<>();
    }
    return failing.contains(task.host()) && !task.isBack()
        ? CompletableFuture.failedStage(new IllegalStateException("disk full"))
        : CompletableFuture.completedStage(null);
  }

  private CompletionStage<MonitorDecision> hook(HookTask task) {
    done.add("hook " + task.hook() + " at " + task.stage());
    if (silent.contains(task.hook())) {
      return new CompletableFuture<>();
    }
    if (mute.contains(task.hook())) {
      return CompletableFuture.completedStage(null);
    }
    if (failing.contains(task.hook())) {
      return CompletableFuture.failedStage(new IllegalStateException("exit status 1"));
    }
    Deque<MonitorDecision> queue = answers.get(task.hook());
    return CompletableFuture.completedStage(
        queue == null || queue.isEmpty() ? MonitorDecision.proceed("fine") : queue.poll());
  }

  void answer(String hook, MonitorDecision... decisions) {
    answers.put(hook, new ArrayDeque<>(List.of(decisions)));
  }

  void alarm(String name, String reason) {
    List.copyOf(listeners).forEach(listener -> listener.onState(name, AlarmState.ALARM, reason));
  }

  /** Releases a revision that every user gets at once, so that there is a stable one. */
  void released(String... revisions) {
    for (String revision : revisions) {
      release(Release.of(revision), RolloutPlan.builder("first").build());
      expect(revision, RolloutStatus.SUCCESSFUL);
    }
    done.clear();
    tables.clear();
  }

  /** The token of a release is its revision, followed by how often it was released before. */
  void release(Release release, RolloutPlan plan) {
    int times = count.merge(release.revision(), 1, Integer::sum);
    String token = release.revision() + (times == 1 ? "" : "#" + times);
    tokens.put(release.revision(), token);
    accepted(shop().release(release, plan, token));
  }

  RolloutView view() {
    return now(shop().status()).current().orElseThrow();
  }

  ServiceView service() {
    return now(shop().status());
  }

  RolloutView ended(String token) {
    return now(shop().ended(tokens.getOrDefault(token, token)));
  }

  void expect(String token, RolloutStatus status) {
    RolloutView view = ended(token);
    if (view.status() != status) {
      throw new AssertionError(view.status() + ": " + view.reason() + "\n" + view.history());
    }
  }

  void advance(Duration duration) {
    time.advance(duration);
  }

  void minutes(long minutes) {
    time.advance(Duration.ofMinutes(minutes));
  }

  List<String> drain() {
    List<String> copy = List.copyOf(done);
    done.clear();
    return copy;
  }

  /** What was done but for measuring. */
  List<String> drainDeeds() {
    return drain().stream().filter(what -> !what.startsWith("measure ")).toList();
  }

  static void accepted(CompletionStage<CommandResult> answer) {
    CommandResult result = now(answer);
    assertInstanceOf(CommandResult.Accepted.class, result, result.toString());
  }

  static void unchanged(CompletionStage<CommandResult> answer) {
    assertInstanceOf(CommandResult.Unchanged.class, now(answer));
  }

  static String rejected(CompletionStage<CommandResult> answer) {
    CommandResult result = now(answer);
    return assertInstanceOf(CommandResult.Rejected.class, result, result.toString())
        .rejection()
        .code();
  }

  static <T> T now(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new AssertionError("not completed yet");
    }
    return future.join();
  }

  @Override
  public void close() {
    if (processes != null) {
      processes.close();
    }
  }
}
