package dev.penstock.process.simulation;

import dev.penstock.process.CommandResult;
import dev.penstock.process.Decider;
import dev.penstock.process.Scheduler;
import dev.penstock.process.simulation.JobEffect.AskToStop;
import dev.penstock.process.simulation.JobEffect.RunJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The host that the contract plays for one driver, whose only process has the id {@code jobs}.
 * Tasks wait until {@link #settle} runs them, unless threads are given.
 */
final class PlayedHost
    implements Executor, Scheduler, DriverContract.Handler<JobEffect, JobCommand> {
  private static final int PATIENCE = 1_000;

  final HeldJournal journal;
  final DriverContract.Driver driver;
  final DriverContract.OpenProcess<JobState, JobCommand> jobs;
  final Map<String, DriverContract.Work<JobCommand>> work = new ConcurrentHashMap<>();

  private final VirtualTime time;
  private final @Nullable Executor threads;
  private final Script script;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger scheduled = new AtomicInteger();
  private final AtomicInteger rejections = new AtomicInteger();
  private Duration early;
  private volatile Instant rejectedAt = Instant.MIN;
  private volatile boolean isRejecting;
  private volatile boolean isGone;

  /** What a job does when it is carried out. */
  @FunctionalInterface
  interface Script {
    void run(String job, DriverContract.Work<JobCommand> work) throws Exception;
  }

  /**
   * How a host differs from a plain one.
   *
   * @param decider the rules
   * @param script what jobs do; a plain one attaches the job's name and goes on
   * @param maxInFlight how many effects may be under way
   * @param early by how much the first timer fires too early
   * @param threads runs tasks at once; null if they wait for {@link #settle}
   */
  record Options(
      Decider<JobState, JobCommand, JobEvent, JobEffect> decider,
      Script script,
      int maxInFlight,
      Duration early,
      @Nullable Executor threads) {
    static final Options PLAIN =
        new Options(new Jobs(), (job, work) -> work.attach(job), 100, Duration.ZERO, null);

    Options withScript(Script other) {
      return new Options(decider, other, maxInFlight, early, threads);
    }

    Options withPlaces(int places) {
      return new Options(decider, script, places, early, threads);
    }
  }

  PlayedHost(DriverBench bench, Options options) {
    this.time = bench.time;
    this.journal = new HeldJournal(bench.journal);
    this.script = options.script();
    this.early = options.early();
    this.threads = options.threads();
    this.driver =
        bench.drivers.start(
            new DriverContract.Host(journal, this, this, time.clock(), options.maxInFlight()));
    this.jobs = driver.open("jobs", options.decider(), JobEvent.CODEC, this);
    settle();
  }

  /** Runs what waits in the executor until nothing is left. */
  void settle() {
    driver.awaitQuiet();
    Runnable task = tasks.poll();
    while (task != null) {
      task.run();
      driver.awaitQuiet();
      task = tasks.poll();
    }
  }

  void reject(boolean isFull) {
    isRejecting = isFull;
  }

  /** Takes the host away, as a crash does: nothing that was given does anything any more. */
  void crash() {
    isGone = true;
    journal.mode(HeldJournal.Mode.LOST);
    tasks.clear();
  }

  /** What the handler was asked, in order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** How many timers are scheduled and neither fired nor dropped. */
  int scheduled() {
    return scheduled.get();
  }

  void advance(Duration duration) {
    time.advance(duration);
    settle();
  }

  CompletableFuture<String> tell(JobCommand command) {
    CompletionStage<CommandResult> answer;
    try {
      answer = jobs.tell(command);
    } catch (RuntimeException refused) {
      answer = CompletableFuture.failedStage(refused);
    }
    settle();
    return answer
        .handle((result, failure) -> result == null ? "failed" : shown(result))
        .toCompletableFuture();
  }

  /** What a command's answer is by now; {@code open} if there is none. */
  String told(JobCommand command) {
    return tell(command).getNow("open");
  }

  private static String shown(CommandResult result) {
    return result.fold(
        accepted -> "accepted " + accepted.sequence(),
        unchanged -> "unchanged",
        rejected -> "rejected " + rejected.rejection().code());
  }

  /** The state by now, or why it cannot be seen. */
  String state() {
    CompletableFuture<String> view = jobs.view(JobState::describe).toCompletableFuture();
    settle();
    try {
      return view.getNow("not to be seen yet");
    } catch (CompletionException e) {
      return "failed";
    }
  }

  void report(String job, JobCommand command) {
    DriverContract.Work<JobCommand> running = work.get(job);
    if (running == null) {
      throw new IllegalStateException("job " + job + " was never carried out; calls: " + calls());
    }
    running.report(command);
    settle();
  }

  @Override
  public void execute(Runnable task) {
    if (isGone) {
      return;
    }
    if (isRejecting) {
      if (!time.now().equals(rejectedAt)) {
        rejectedAt = time.now();
        rejections.set(0);
      }
      if (rejections.incrementAndGet() > PATIENCE) {
        isRejecting = false;
        throw new IllegalStateException(
            "a full executor was asked " + PATIENCE + " times at one instant");
      }
      throw new RejectedExecutionException("the executor is full");
    }
    if (threads == null) {
      tasks.add(task);
    } else {
      threads.execute(task);
    }
  }

  @Override
  public Scheduled schedule(Instant due, Runnable task) {
    scheduled.incrementAndGet();
    AtomicInteger left = new AtomicInteger(1);
    Instant when;
    synchronized (this) {
      when = due.minus(early);
      early = Duration.ZERO;
    }
    Scheduled handle =
        time.schedule(
            when,
            () -> {
              scheduled.addAndGet(-left.getAndSet(0));
              if (!isGone) {
                task.run();
              }
            });
    return () -> {
      scheduled.addAndGet(-left.getAndSet(0));
      handle.cancel();
    };
  }

  @Override
  public void carryOut(JobEffect effect, DriverContract.Work<JobCommand> running) throws Exception {
    String job = effect instanceof RunJob run ? run.job() : "what is no job: " + effect;
    calls.add("run " + job + (running.isRepeat() ? " again" : ""));
    work.put(job, running);
    script.run(job, running);
  }

  @Override
  public void signal(JobEffect signal, Object target) {
    calls.add(
        signal instanceof AskToStop stop
            ? "stop " + stop.job() + " " + stop.number() + " at " + target
            : "what is no signal: " + signal);
  }

  @Override
  public JobCommand failed(JobEffect effect, Throwable cause, Instant at) {
    return new JobCommand.ReportJob(
        effect instanceof RunJob run ? run.job() : "what is no job",
        "failed with " + cause.getMessage(),
        at);
  }
}
