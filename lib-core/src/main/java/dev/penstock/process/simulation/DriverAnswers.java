package dev.penstock.process.simulation;

import dev.penstock.process.CommandResult;
import dev.penstock.process.Decision;
import dev.penstock.process.simulation.HeldJournal.Mode;
import dev.penstock.process.simulation.JobEvent.JobAnnounced;
import dev.penstock.process.simulation.JobEvent.JobStarted;
import dev.penstock.process.simulation.PlayedHost.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a driver promises to those who tell it something. */
final class DriverAnswers {
  private static final int TELLERS = 6;
  private static final int JOBS = 50;

  private DriverAnswers() {}

  static List<DriverPromise> promises() {
    return List.of(
        new DriverPromise("answers say what became of a command", DriverAnswers::answers),
        new DriverPromise("what follows is appended together", DriverAnswers::together),
        new DriverPromise("store first, then act", DriverAnswers::storesFirst),
        new DriverPromise("a failed append fails the answer", (b, f) -> fails(b, f, Mode.FAILS)),
        new DriverPromise(
            "an append that throws fails the answer", (b, f) -> fails(b, f, Mode.THROWS)),
        new DriverPromise("reopening folds what is stored", DriverAnswers::folds),
        new DriverPromise("many may tell at once", DriverAnswers::collide));
  }

  private static void answers(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    findings.expect("a start", "accepted 1", host.told(bench.start("a")));
    findings.expect("the same start", "rejected job.known", host.told(bench.start("a")));
    findings.expect("a report of nothing", "unchanged", host.told(bench.report("b")));
    findings.expect("a report", "accepted 2", host.told(bench.report("a")));
    findings.expect("the report again", "unchanged", host.told(bench.report("a")));
    findings.expect("a stop too late", "rejected job.not-running", host.told(bench.stop("a")));
    findings.expect("two starts", "accepted 6", host.told(bench.start("c", "d")));
    findings.expect("the state", "a went well, c runs, d runs", host.state());
  }

  private static void together(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.start("a", "b"));
    List<JobEvent> batch =
        List.of(
            new JobStarted("a", Optional.empty()),
            new JobStarted("b", Optional.empty()),
            new JobAnnounced("a"),
            new JobAnnounced("b"));
    findings.expect("the batches", List.of(batch.toString()), host.journal.batches());
  }

  private static void storesFirst(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.journal.mode(Mode.HELD);
    CompletableFuture<String> first = host.tell(bench.startWithin(Duration.ofHours(1), "a"));
    CompletableFuture<String> second = host.tell(bench.start("a"));
    findings.expect("the answer before the append", "open", first.getNow("open"));
    findings.expect(
        "an answer that follows from what is not stored", "open", second.getNow("open"));
    findings.expect("a view before the append", "not to be seen yet", host.state());
    findings.expect("effects before the append", List.of(), host.calls());
    findings.expect("timers before the append", 0, host.scheduled());
    host.journal.release();
    host.settle();
    findings.expect("the answer", "accepted 1", first.getNow("open"));
    findings.expect("the second answer", "rejected job.known", second.getNow("open"));
    findings.expect("effects", List.of("run a"), host.calls());
    findings.expect("timers", 1, host.scheduled());
  }

  private static void fails(DriverBench bench, Findings findings, Mode mode) {
    PlayedHost host = bench.host();
    host.told(bench.start("a"));
    host.journal.mode(mode);
    findings.expect("a start", "failed", host.told(bench.start("b")));
    findings.expect("effects", List.of("run a"), host.calls());
    host.journal.mode(Mode.OPEN);
    String later = host.state();
    findings.expect(
        "the state is that of the journal, or the process is closed",
        true,
        List.of("a runs", "failed").contains(later));
    PlayedHost next = bench.host();
    findings.expect("the state when reopened", "a runs", next.state());
    findings.expect("effects when reopened", List.of("run a again"), next.calls());
    findings.expect("the same start again", "accepted 3", next.told(bench.start("b")));
  }

  private static void folds(DriverBench bench, Findings findings) {
    PlayedHost host = bench.host();
    host.told(bench.start("a", "b"));
    host.told(bench.stop("b"));
    host.told(bench.report("a"));
    host.crash();
    findings.expect("the state", "a went well, b runs, asked to stop 1", bench.host().state());
  }

  /** The rules, noting when two threads ask at once. */
  private static final class Watched extends Jobs {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger collisions = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(TELLERS * JOBS);

    @Override
    public JobState evolve(JobState state, JobEvent event) {
      JobState after = super.evolve(state, event);
      if (event instanceof JobEvent.JobEnded) {
        ended.countDown();
      }
      return after;
    }

    @Override
    public Decision<JobEvent> decide(JobState state, JobCommand command) {
      if (inside.getAndIncrement() != 0) {
        collisions.incrementAndGet();
      }
      Decision<JobEvent> decision = super.decide(state, command);
      Thread.onSpinWait(); // stay inside a little longer
      inside.decrementAndGet();
      return decision;
    }
  }

  private static void collide(DriverBench bench, Findings findings) throws Exception {
    Watched rules = new Watched();
    AtomicInteger carriedOut = new AtomicInteger();
    CountDownLatch told = new CountDownLatch(TELLERS * JOBS);
    PlayedHost host =
        bench.host(
            new Options(
                rules,
                (job, work) -> {
                  carriedOut.incrementAndGet();
                  work.report(bench.report(job));
                  work.report(bench.report(job));
                },
                7,
                Duration.ZERO,
                bench.threads));
    ConcurrentSkipListSet<String> odd = new ConcurrentSkipListSet<>();
    ConcurrentSkipListSet<Long> sequences = new ConcurrentSkipListSet<>();
    for (int teller = 0; teller < TELLERS; teller++) {
      int number = teller;
      bench.threads.execute(
          () -> {
            for (int i = 0; i < JOBS; i++) {
              String job = number + "/" + i;
              var unused =
                  host.jobs
                      .tell(bench.start(job))
                      .whenComplete(
                          (result, failure) -> {
                            if (!(result instanceof CommandResult.Accepted accepted)) {
                              odd.add(job + ": " + result + " " + failure);
                            } else if (!sequences.add(accepted.sequence())) {
                              odd.add(job + ": sequence " + accepted.sequence() + " twice");
                            }
                            told.countDown();
                          });
            }
          });
    }
    findings.expect("all are answered", true, told.await(30, TimeUnit.SECONDS));
    findings.expect("answers that are not accepted, each its own", List.of(), List.copyOf(odd));
    if (!odd.isEmpty()) {
      return; // not all jobs will end
    }
    findings.expect("all jobs end", true, rules.ended.await(30, TimeUnit.SECONDS));
    findings.expect("jobs that run", "0 of " + TELLERS * JOBS + " []", running(host));
    findings.expect("how often a job was carried out", TELLERS * JOBS, carriedOut.get());
    findings.expect("commands decided while another was", 0, rules.collisions.get());
    findings.expect("batches in parts", List.of(), torn(host.journal.batches()));
    host.driver.close();
    findings.expect(
        "jobs that run when reopened", "0 of " + TELLERS * JOBS + " []", running(bench.host()));
  }

  /** Which jobs run, of how many. */
  private static String running(PlayedHost host) throws Exception {
    CompletableFuture<String> view =
        host.jobs
            .view(
                state -> {
                  TreeSet<String> open = new TreeSet<>();
                  state.jobs.forEach(
                      (name, job) -> {
                        if (job.outcome == null) {
                          open.add(name);
                        }
                      });
                  return open.size() + " of " + state.jobs.size() + " " + open;
                })
            .toCompletableFuture();
    host.settle();
    return view.get(30, TimeUnit.SECONDS);
  }

  private static List<String> torn(List<String> batches) {
    List<String> torn = new ArrayList<>();
    for (String batch : batches) {
      int starts = batch.split("JobStarted", -1).length;
      int announcements = batch.split("JobAnnounced", -1).length;
      if (starts != announcements) {
        torn.add(batch);
      }
    }
    return torn;
  }
}
