package dev.penstock.process.simulation;

import dev.penstock.process.simulation.HeldJournal.Mode;
import dev.penstock.process.simulation.JobCommand.StartJobs;
import dev.penstock.process.simulation.PlayedHost.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a driver promises about the effects that it carries out. */
final class DriverEffects {

  private DriverEffects() {}

  static List<DriverPromise> promises() {
    return List.of(
        new DriverPromise("open effects are asked for again after a crash", DriverEffects::again),
        new DriverPromise("settled effects are not asked for again", DriverEffects::notAgain),
        new DriverPromise("what was never stored never happened", DriverEffects::lost),
        new DriverPromise("what is settled at once is not carried out", DriverEffects::settled),
        new DriverPromise("a handler that throws has failed", DriverEffects::throwing),
        new DriverPromise("effects wait for places, in order", DriverEffects::places),
        new DriverPromise("what is settled while it waits never runs", DriverEffects::forgotten),
        new DriverPromise("a full executor defers, and fails nothing", DriverEffects::full),
        new DriverPromise("signals reach what runs", DriverEffects::signals),
        new DriverPromise("signals wait for what has not started", DriverEffects::earlySignals),
        new DriverPromise("signals are passed on again after a crash", DriverEffects::lateSignals));
  }

  private static void again(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.start("a", "b"));
    findings.expect("effects", List.of("run a", "run b"), host.calls());
    host.crash();
    PlayedHost next = bench.host();
    findings.expect("effects again", List.of("run a again", "run b again"), next.calls());
    next.told(bench.start("c"));
    findings.expect(
        "a new effect is no repeat", List.of("run a again", "run b again", "run c"), next.calls());
    next.report("a", bench.report("a"));
    findings.expect("the state", "a went well, b runs, c runs", next.state());
  }

  private static void notAgain(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.start("a", "b"));
    host.report("a", bench.report("a"));
    host.crash();
    PlayedHost next = bench.host();
    findings.expect("effects", List.of("run b again"), next.calls());
    next.report("b", bench.report("b"));
    next.crash();
    findings.expect("effects when all are settled", List.of(), bench.host().calls());
  }

  private static void lost(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.start("a"));
    host.journal.mode(Mode.LOST);
    findings.expect("the answer", "open", host.told(bench.start("b")));
    host.crash();
    PlayedHost next = bench.host();
    findings.expect("the state", "a runs", next.state());
    findings.expect("effects", List.of("run a again"), next.calls());
  }

  private static void settled(DriverBench bench, Findings findings) {
    Options plain = Options.PLAIN;
    PlayedHost host =
        bench.host(new Options(plain.decider(), plain.script(), 1, Duration.ZERO, Runnable::run));
    host.told(new StartJobs(List.of("a", "b"), Optional.of(bench.time.now()), bench.time.now()));
    findings.expect("the state ends", true, host.state().startsWith("a came too late"));
    findings.expect("effects", List.of(), host.calls());
    findings.expect("timers", 0, host.scheduled());
  }

  private static void throwing(DriverBench bench, Findings findings) {
    PlayedHost host =
        bench.host(
            Options.PLAIN.withScript(
                (job, work) -> {
                  throw new IOException("no space in " + job);
                }));
    host.told(bench.start("a"));
    findings.expect("the state", "a failed with no space in a", host.state());
    findings.expect("the next start", "accepted 4", host.told(bench.start("b")));
  }

  private static void places(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host(Options.PLAIN.withPlaces(2));
    host.told(bench.start("a", "b", "c", "d", "e"));
    findings.expect("with two places", List.of("run a", "run b"), host.calls());
    findings.expect("a start need not wait", "accepted 11", host.told(bench.start("f")));
    host.report("b", bench.report("b"));
    findings.expect("with one free again", List.of("run a", "run b", "run c"), host.calls());
    host.told(bench.stop("a"));
    host.report("a", bench.report("a"));
    host.report("c", bench.report("c"));
    host.report("e", bench.report("e"));
    findings.expect(
        "in the end; a signal needs no place",
        List.of("run a", "run b", "run c", "stop a 1 at a", "run d", "run e", "run f"),
        host.calls());
  }

  private static void forgotten(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host(Options.PLAIN.withPlaces(1));
    host.told(bench.start("a", "b", "c"));
    host.told(bench.report("b"));
    host.told(bench.report("a"));
    findings.expect("effects", List.of("run a", "run c"), host.calls());
    host.told(bench.report("c"));
    host.told(bench.start("d"));
    findings.expect("no place is lost", List.of("run a", "run c", "run d"), host.calls());
  }

  private static void full(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host(Options.PLAIN.withPlaces(2));
    host.reject(true);
    findings.expect("a start", "accepted 3", host.told(bench.start("a", "b")));
    findings.expect("another start", "accepted 7", host.told(bench.start("c", "d")));
    for (int i = 0; i < 5; i++) {
      host.advance(Duration.ofMinutes(1));
    }
    findings.expect("while the executor is full", List.of(), host.calls());
    findings.expect("nothing has failed", "a runs, b runs, c runs, d runs", host.state());
    host.reject(false);
    host.advance(Duration.ofMinutes(1));
    findings.expect("when it takes tasks again", List.of("run a", "run b"), host.calls());
    host.report("a", bench.report("a"));
    host.report("b", bench.report("b"));
    findings.expect("in the end", List.of("run a", "run b", "run c", "run d"), host.calls());
  }

  private static void signals(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.start("a", "b"));
    host.told(bench.stop("b"));
    host.told(bench.stop("b"));
    findings.expect(
        "calls", List.of("run a", "run b", "stop b 1 at b", "stop b 2 at b"), host.calls());
  }

  private static void earlySignals(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host(Options.PLAIN.withScript((job, work) -> {}).withPlaces(1));
    host.told(bench.start("a", "b"));
    host.told(bench.stop("a"));
    host.told(bench.stop("b"));
    findings.expect("nothing is attached", List.of("run a"), host.calls());
    attach(host, "a");
    findings.expect("attached late", List.of("run a", "stop a 1 at a"), host.calls());
    host.report("a", bench.report("a"));
    attach(host, "b");
    findings.expect(
        "signalled before it ran",
        List.of("run a", "stop a 1 at a", "run b", "stop b 1 at b"),
        host.calls());
  }

  private static void attach(PlayedHost host, String job) {
    DriverContract.Work<JobCommand> work = host.work.get(job);
    if (work != null) {
      work.attach(job);
    }
    host.settle();
  }

  private static void lateSignals(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.start("a"));
    host.told(bench.stop("a"));
    host.crash();
    findings.expect("calls", List.of("run a again", "stop a 1 at a"), bench.host().calls());
  }
}
