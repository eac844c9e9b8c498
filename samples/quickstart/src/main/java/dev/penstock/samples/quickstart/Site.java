package dev.penstock.samples.quickstart;

import dev.penstock.samples.quickstart.traffic.LoadBalancer;
import dev.penstock.samples.quickstart.traffic.Side;
import dev.penstock.samples.quickstart.traffic.TrafficLog;
import dev.penstock.samples.quickstart.traffic.TrafficSample;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What users meet: the load balancer, its log and the alarm on it. Thread-safe. */
final class Site implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final Machine machine;
  private final TrafficLog log;
  private final LoadBalancer balancer;
  private final Users users;
  private final BalancedTraffic router;
  private final ErrorRates alarms;
  private Instant noted = Instant.MIN; // guarded by this

  Site(Machine machine, Consumer<String> notes) throws IOException {
    this.machine = machine;
    log = new TrafficLog(machine.clock(), INTERVAL);
    balancer = machine.opened(new LoadBalancer(log));
    for (Side side : Side.values()) {
      balancer.register(
          side,
          Fleet.instances(side).stream()
              .map(id -> URI.create("http://127.0.0.1:" + machine.ports().of(id)))
              .toList());
    }
    users = machine.opened(new Users(balancer));
    router = new BalancedTraffic(balancer, users, machine.chronicle(), notes);
    alarms = new ErrorRates(log, machine.clock(), machine.timer(), machine.chronicle(), notes);
    router.restore();
    long millis = INTERVAL.toMillis();
    var unused =
        machine
            .timer()
            .scheduleAtFixedRate(
                () -> note(machine.clock().instant().minus(INTERVAL)),
                millis,
                millis,
                TimeUnit.MILLISECONDS);
  }

  BalancedTraffic router() {
    return router;
  }

  ErrorRates alarms() {
    return alarms;
  }

  Users users() {
    return users;
  }

  /** Keeps what was counted in intervals that began before an instant. */
  private synchronized void note(Instant until) {
    for (TrafficSample sample : log.samples()) {
      if (sample.at().isAfter(noted) && !sample.at().isAfter(until)) {
        machine
            .chronicle()
            .note(
                Chronicle.Kind.TRAFFIC,
                sample.at().toEpochMilli(),
                sample.side(),
                sample.requests(),
                sample.errors(),
                sample.weight());
      }
    }
    noted = until;
  }

  /** No more requests come; what was counted is kept. */
  @Override
  public void close() {
    users.close();
    note(machine.clock().instant());
  }
}
