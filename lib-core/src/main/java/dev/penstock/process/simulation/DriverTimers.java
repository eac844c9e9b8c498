package dev.penstock.process.simulation;

import dev.penstock.process.simulation.PlayedHost.Options;
import java.time.Duration;
import java.util.List;

/** What a driver promises about timers. */
final class DriverTimers {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private DriverTimers() {}

  static List<DriverPromise> promises() {
    return List.of(
        new DriverPromise("a timer fires at its instant", DriverTimers::fires),
        new DriverPromise("a timer that fires early is asked for again", DriverTimers::early),
        new DriverPromise("a timer may fire late", DriverTimers::late),
        new DriverPromise("a settled timer is dropped", DriverTimers::dropped));
  }

  private static void fires(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host(Options.PLAIN.withPlaces(1));
    host.told(bench.start("other"));
    host.told(bench.startWithin(TEN_MINUTES, "a"));
    host.advance(TEN_MINUTES.minus(SECOND));
    findings.expect(
        "a second before", "other runs, a runs until 2026-01-05T09:10:00Z", host.state());
    host.advance(SECOND);
    findings.expect(
        "at its instant",
        "other runs, a timed out at 2026-01-05T09:10:00Z until 2026-01-05T09:10:00Z",
        host.state());
    findings.expect("a timer is no effect to carry out", List.of("run other"), host.calls());
  }

  private static void early(DriverBench bench, Findings findings) {
    Options plain = Options.PLAIN;
    PlayedHost host =
        bench.host(
            new Options(
                plain.decider(), plain.script(), 1, Duration.ofMinutes(3), plain.threads()));
    host.told(bench.startWithin(TEN_MINUTES, "a"));
    host.advance(TEN_MINUTES.minus(SECOND));
    findings.expect("a second before", "a runs until 2026-01-05T09:10:00Z", host.state());
    host.advance(SECOND);
    findings.expect(
        "at its instant",
        "a timed out at 2026-01-05T09:10:00Z until 2026-01-05T09:10:00Z",
        host.state());
  }

  private static void late(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.startWithin(TEN_MINUTES, "a"));
    host.crash();
    bench.time.advance(Duration.ofHours(2));
    PlayedHost next = bench.host();
    next.advance(Duration.ZERO);
    findings.expect(
        "an hour later, in the next driver",
        "a timed out at 2026-01-05T11:00:00Z until 2026-01-05T09:10:00Z",
        next.state());
  }

  private static void dropped(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.startWithin(TEN_MINUTES, "a"));
    findings.expect("timers while it runs", 1, host.scheduled());
    host.told(bench.report("a"));
    findings.expect("timers when it has ended", 0, host.scheduled());
    int batches = host.journal.batches().size();
    host.advance(Duration.ofHours(1));
    findings.expect("batches since", batches, host.journal.batches().size());
    findings.expect("the state", "a went well until 2026-01-05T09:10:00Z", host.state());
  }
}
