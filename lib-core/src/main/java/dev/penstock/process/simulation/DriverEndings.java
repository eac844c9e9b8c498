package dev.penstock.process.simulation;

import dev.penstock.process.simulation.HeldJournal.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a driver promises when another takes over, and when it is closed. */
final class DriverEndings {

  private DriverEndings() {}

  static List<DriverPromise> promises() {
    return List.of(
        new DriverPromise("another driver may take a process over", DriverEndings::takeOver),
        new DriverPromise(
            "timers of a driver that was taken over change nothing", DriverEndings::oldTimers),
        new DriverPromise("a closed driver takes no commands", DriverEndings::closes),
        new DriverPromise(
            "what runs goes on when the driver closes, unheard", DriverEndings::leavesRunning),
        new DriverPromise("closing waits for appends under way", DriverEndings::closeWaits));
  }

  private static void takeOver(DriverBench bench, Findings findings) {
    PlayedHost old = bench.host();
    old.told(bench.start("a", "b"));
    PlayedHost next = bench.host();
    findings.expect(
        "effects of the new driver", List.of("run a again", "run b again"), next.calls());
    old.report("a", bench.report("a"));
    findings.expect("a report to the old driver is lost", "a runs, b runs", next.state());
    findings.expect("a command to the old driver", "failed", old.told(bench.start("c")));
    findings.expect("and another", "failed", old.told(bench.report("b")));
    findings.expect("effects of the old driver", List.of("run a", "run b"), old.calls());
    findings.expect("a command to the new driver", "accepted 5", next.told(bench.start("d")));
    next.report("a", bench.report("a"));
    findings.expect("the state", "a went well, b runs, d runs", next.state());
  }

  private static void oldTimers(DriverBench bench, Findings findings) {
    PlayedHost old = bench.host();
    old.told(bench.startWithin(Duration.ofMinutes(10), "a"));
    PlayedHost next = bench.host();
    bench.time.advance(Duration.ofMinutes(10));
    old.settle();
    next.settle();
    findings.expect("batches of the old driver", 1, old.journal.batches().size());
    findings.expect(
        "the state",
        "a timed out at 2026-01-05T09:10:00Z until 2026-01-05T09:10:00Z",
        next.state());
    findings.expect("a command to the old driver", "failed", old.told(bench.start("c")));
  }

  private static void closes(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.startWithin(Duration.ofMinutes(10), "a"));
    host.driver.close();
    host.settle();
    findings.expect("a command", "failed", host.told(bench.start("b")));
    host.driver.close();
    host.settle();
    findings.expect("a command when closed twice", "failed", host.told(bench.start("b")));
    host.advance(Duration.ofMinutes(10));
    findings.expect("batches", 1, host.journal.batches().size());
    findings.expect("how often the journal was closed", 0, host.journal.closings());
    PlayedHost next = bench.host();
    findings.expect("effects of the next driver", List.of("run a again"), next.calls());
  }

  private static void leavesRunning(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.start("a"));
    host.told(bench.start("b"));
    host.driver.close();
    host.settle();
    findings.expect("calls", List.of("run a", "run b"), host.calls());
    host.report("a", bench.report("a"));
    findings.expect("batches, late reports are dropped", 2, host.journal.batches().size());
    findings.expect("the state of the next driver", "a runs, b runs", bench.host().state());
  }

  private static void closeWaits(DriverBench bench, Findings findings) throws Exception {
    PlayedHost host = bench.host();
    host.journal.mode(Mode.HELD);
    CompletableFuture<String> answer = host.tell(bench.start("a"));
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    AtomicReference<@Nullable Thread> closer = new AtomicReference<>();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    bench.threads.execute(
        () -> {
          closer.set(Thread.currentThread());
          try {
            host.driver.close();
            order.add("closed");
            closed.complete(null);
          } catch (RuntimeException e) {
            closed.completeExceptionally(e);
          }
        });
    while (!closed.isDone() && !waits(closer.get())) {
      Thread.onSpinWait();
    }
    order.add("durable");
    host.journal.release();
    while (!closed.isDone()) {
      host.settle();
    }
    Findings.await(closed);
    findings.expect("the order", List.of("durable", "closed"), order);
    findings.expect("the answer", "accepted 1", answer.getNow("open"));
    findings.expect("the state of the next driver", "a runs", bench.host().state());
  }

  private static boolean waits(@Nullable Thread thread) {
    return thread != null
        && (thread.getState() == Thread.State.WAITING
            || thread.getState() == Thread.State.TIMED_WAITING);
  }
}
