package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.deploy.analysis.AlarmListener;
import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.fleet.InMemoryInstances;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.notification.EventOrigin;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.revision.Digest;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A host in virtual time, whose instances, router and alarms do as they are told. */
final class Host implements AutoCloseable {
  final VirtualTime time = VirtualTime.startingAt(Plans.START);
  final InMemoryJournal journal = new InMemoryJournal();
  final List<String> ran = new ArrayList<>();
  final List<FileExistsBehavior> behaviors = new ArrayList<>(); // of what ran, in its order
  final List<String> routed = new ArrayList<>();
  final Set<String> failing = new HashSet<>(); // "revision instance event"
  final Set<String> hanging = new HashSet<>();
  final Map<String, CompletableFuture<LifecycleResult>> hung = new LinkedHashMap<>();
  final List<AlarmListener> listeners = new ArrayList<>();
  final Set<String> firing = new HashSet<>();
  boolean isMonitoringAway;
  int routesToFail;
  double errorRate; // what every metric measures
  final InMemoryInstances instances = new InMemoryInstances();
  boolean isInventoryAway;
  boolean isHolding; // whether instances are held when they are launched and ended
  final List<String> signals = new ArrayList<>();
  int signalsToFail;
  final List<String> undelivered = new ArrayList<>();
  boolean runnerReportsStarts;
  @Nullable RetentionPolicy retention; // of all journals; null to compact none
  final HostPlatforms platforms = new HostPlatforms(this);
  private @Nullable ProcessEngine processes;
  private @Nullable DeploymentEngine deployments;

  /** Begins, or begins again after a crash: what was in memory is gone. */
  DeploymentEngine start() {
    return start(journal);
  }

  /** The same with a journal that stands before the host's own. */
  DeploymentEngine start(Journal before) {
    close();
    listeners.clear();
    hung.clear();
    DeploymentTriggers triggers =
        new DeploymentTriggers(
            new EventOrigin("123456789012", "eu-1"),
            (trigger, event, failure) -> {
              undelivered.add(trigger.name() + " " + event.type() + " " + failure.getMessage());
              throw new IllegalStateException("and the reporter fails too");
            });
    ProcessEngine.Builder building =
        ProcessEngine.builder()
            .listener(triggers)
            .journal(before)
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock());
    if (retention != null) {
      building.retention(retention);
    }
    ProcessEngine started = building.build();
    processes = started;
    DeploymentEngine.Builder builder = DeploymentEngine.builder(started, time.clock());
    if (isHolding) {
      builder.autoScalingHook(this::signal);
    }
    DeploymentEngine engine =
        builder
            .instanceSource(this::find)
            .triggers(triggers)
            .lifecycleRunner(runner())
            .trafficRouter(platforms)
            .loadBalancer(platforms)
            .fleetProvider(platforms)
            .hookFunctions(platforms)
            .metricProvider(query -> CompletableFuture.completedStage(Measurement.of(errorRate)))
            .hookRunner(
                task -> {
                  ran.add("hook " + task.hook() + " of " + task.service());
                  return CompletableFuture.completedStage(MonitorDecision.proceed("fine"));
                })
            .alarmSource(
                (names, listener) -> {
                  if (isMonitoringAway) {
                    throw new IOException("monitoring is away");
                  }
                  listeners.add(listener);
                  firing.forEach(name -> listener.onState(name, AlarmState.ALARM, "still"));
                  return () -> listeners.remove(listener);
                })
            .build();
    deployments = engine;
    return engine;
  }

  private CompletionStage<List<FleetInstance>> find(FleetSelection selection) {
    return isInventoryAway
        ? CompletableFuture.failedStage(new IllegalStateException("inventory is away"))
        : CompletableFuture.completedStage(instances.instances());
  }

  private CompletionStage<Void> signal(HookSignal signal) {
    signals.add(
        signal.kind() + " " + signal.instance() + (signal.isLaunch() ? " launched" : " ending"));
    if (signalsToFail > 0) {
      signalsToFail--;
      return CompletableFuture.failedStage(new IllegalStateException("scaling is away"));
    }
    return CompletableFuture.completedStage(null);
  }

  /** An engine that has only what runs lifecycle events. */
  DeploymentEngine bare() {
    start();
    return DeploymentEngine.builder(processes(), time.clock()).lifecycleRunner(this::run).build();
  }

  ProcessEngine processes() {
    return Objects.requireNonNull(processes, "start first");
  }

  DeploymentEngine deployments() {
    return Objects.requireNonNull(deployments, "start first");
  }

  void alarm(String name, String reason) {
    List.copyOf(listeners).forEach(listener -> listener.onState(name, AlarmState.ALARM, reason));
  }

  private LifecycleRunner runner() {
    boolean reports = runnerReportsStarts;
    return new LifecycleRunner() {
      @Override
      public CompletionStage<LifecycleResult> run(LifecycleTask task) {
        return Host.this.run(task);
      }

      @Override
      public boolean reportsStarts() {
        return reports;
      }
    };
  }

  private CompletionStage<LifecycleResult> run(LifecycleTask task) {
    String what = task.revision().id() + " " + task.instance() + " " + task.event();
    ran.add(what);
    behaviors.add(task.fileExistsBehavior());
    if (hanging.contains(what)) {
      return hung.computeIfAbsent(what, w -> new CompletableFuture<>());
    }
    return CompletableFuture.completedStage(
        failing.contains(what)
            ? LifecycleResult.failed(LifecycleErrorCode.SCRIPT_FAILED, "exit status 1", "oops")
            : LifecycleResult.succeeded(""));
  }

  CompletionStage<Void> route(TrafficRoute route) {
    if (routesToFail > 0) {
      routesToFail--;
      return CompletableFuture.failedStage(new IllegalStateException("balancer is away"));
    }
    routed.add(
        route.weights().entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", ")));
    return CompletableFuture.completedStage(null);
  }

  static Revision revision(String id) {
    return new Revision(id, "bundle-" + id, new Digest("0".repeat(64)), "");
  }

  /** The value of a stage that must have completed by now. */
  static <T> T now(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new AssertionError("not completed yet");
    }
    return future.join();
  }

  /** The message of what a stage failed with. */
  static String failure(CompletionStage<?> stage) {
    Throwable cause = assertThrows(CompletionException.class, () -> now(stage)).getCause();
    return String.valueOf(cause == null ? null : cause.getMessage());
  }

  @Override
  public void close() {
    if (processes != null) {
      processes.close();
    }
  }
}
