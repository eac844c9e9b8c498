package dev.penstock.samples.quickstart;

import dev.penstock.deploy.Deployment;
import dev.penstock.deploy.DeploymentEngine;
import dev.penstock.deploy.OpenGroup;
import dev.penstock.deploy.analysis.AlarmListener;
import dev.penstock.deploy.analysis.AlarmSource;
import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.AlarmWatch;
import dev.penstock.samples.quickstart.traffic.ErrorRateAlarm;
import dev.penstock.samples.quickstart.traffic.Side;
import dev.penstock.samples.quickstart.traffic.TrafficLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plugs the error rate in: watches the side that the deployment under way is about. */
final class ErrorRates implements AlarmSource {
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final long LEAST_REQUESTS = 20;
  private static final int ALLOWED = 500; // basis points
  private static final long POLL_MILLIS = 100;

  private final TrafficLog log;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Chronicle chronicle;
  private final Consumer<String> notes;
  private volatile @Nullable DeploymentEngine deployments;

  ErrorRates(
      TrafficLog log,
      Clock clock,
      ScheduledExecutorService timer,
      Chronicle chronicle,
      Consumer<String> notes) {
    this.log = log;
    this.clock = clock;
    this.timer = timer;
    this.chronicle = chronicle;
    this.notes = notes;
  }

  /** The engine needs its alarms first. */
  void attach(DeploymentEngine engine) {
    deployments = engine;
  }

  @Override
  public AlarmWatch watch(List<String> names, AlarmListener listener) {
    CompletableFuture<Future<?>> polling = new CompletableFuture<>();
    side()
        .thenAccept(side -> polling.complete(poll(names.get(0), side, listener)))
        .exceptionally(
            failure -> {
              listener.onState(names.get(0), AlarmState.UNREADABLE, String.valueOf(failure));
              return null;
            });
    return () -> {
      var unused = polling.thenAccept(task -> task.cancel(false));
    };
  }

  private CompletionStage<Side> side() {
    OpenGroup group =
        Objects.requireNonNull(deployments, "attach first")
            .group(Fleet.PRODUCTION)
            .orElseThrow(() -> new IllegalStateException("the group is not open yet"));
    return group
        .status()
        .thenCompose(status -> group.deployment(status.active().orElseThrow()))
        .thenApply(Deployment::side)
        .thenApply(Fleet::side);
  }

  private Future<?> poll(String name, Side side, AlarmListener listener) {
    ErrorRateAlarm alarm = new ErrorRateAlarm(log, clock, side, WINDOW, LEAST_REQUESTS, ALLOWED);
    AtomicBoolean hasFired = new AtomicBoolean();
    return timer.scheduleAtFixedRate(
        () -> {
          ErrorRateAlarm.Reading reading = alarm.read();
          if (reading.state() == ErrorRateAlarm.State.ALARM
              && hasFired.compareAndSet(false, true)) {
            String reason = reading.toString();
            chronicle.note(Chronicle.Kind.ALARM, reason);
            notes.accept("alarm " + name + " on " + Fleet.name(side) + ": " + reason);
            listener.onState(name, AlarmState.ALARM, reason);
          }
        },
        POLL_MILLIS,
        POLL_MILLIS,
        TimeUnit.MILLISECONDS);
  }
}
