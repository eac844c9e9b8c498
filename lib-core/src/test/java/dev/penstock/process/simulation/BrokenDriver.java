package dev.penstock.process.simulation;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Decider;
import dev.penstock.process.Effect;
import dev.penstock.process.EventCodec;
import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The library's engine with one thing spoilt between it, its host and its callers. */
final class BrokenDriver implements DriverContract.Driver {

  /** What is wrong with it, and a promise that it breaks. */
  enum Fault {
    ACTS_BEFORE_THE_APPEND("store first, then act"),
    ANSWERS_BEFORE_THE_APPEND("store first, then act"),
    TAKES_FAILED_APPENDS_FOR_DONE("a failed append fails the answer"),
    APPENDS_EVENTS_ONE_BY_ONE("what follows is appended together"),
    FORGETS_THE_LAST_EVENT("reopening folds what is stored"),
    ANSWERS_UNCHANGED_ALWAYS("answers say what became of a command"),
    LOSES_SOME_COMMANDS("many may tell at once"),
    FORGETS_OPEN_EFFECTS("open effects are asked for again after a crash"),
    FORGETS_THE_REPEAT_FLAG("open effects are asked for again after a crash"),
    SEES_REPEATS_EVERYWHERE("signals reach what runs"),
    SWALLOWS_FAILURES("a handler that throws has failed"),
    STARTS_WITHOUT_LIMIT("effects wait for places, in order"),
    HAS_ONE_PLACE_ONLY("effects wait for places, in order"),
    SETTLES_THE_FIRST_THREE_NEVER("what is settled while it waits never runs"),
    RUNS_WHAT_THE_EXECUTOR_REJECTS("a full executor defers, and fails nothing"),
    DROPS_WHAT_THE_EXECUTOR_REJECTS("a full executor defers, and fails nothing"),
    DROPS_SIGNALS("signals reach what runs"),
    DROPS_EARLY_SIGNALS("signals wait for what has not started"),
    TRUSTS_THE_SCHEDULER("a timer that fires early is asked for again"),
    NEVER_WAKES("a timer fires at its instant"),
    KEEPS_SETTLED_TIMERS("a settled timer is dropped"),
    NEVER_LETS_GO("another driver may take a process over"),
    TAKES_COMMANDS_WHEN_CLOSED("a closed driver takes no commands"),
    HEARS_REPORTS_WHEN_CLOSED("what runs goes on when the driver closes, unheard"),
    CLOSES_THE_JOURNAL("a closed driver takes no commands"),
    DOES_NOT_WAIT_WHEN_CLOSED("closing waits for appends under way");

    final String promise;

    Fault(String promise) {
      this.promise = promise;
    }
  }

  private final Fault fault;
  private final DriverContract.Host host;
  private final EngineDriver engine;
  private final AtomicInteger commands = new AtomicInteger();
  private volatile boolean isClosed;

  BrokenDriver(Fault fault, DriverContract.Host given) {
    this.fault = fault;
    this.host = given;
    Clock clock = given.clock();
    this.engine =
        new EngineDriver(
            new DriverContract.Host(
                new SpoiltJournal(fault, given.journal()),
                task -> execute(given.executor(), task),
                (due, task) -> schedule(given.scheduler(), due, task),
                has(Fault.TRUSTS_THE_SCHEDULER) ? Clock.offset(clock, Duration.ofDays(1)) : clock,
                has(Fault.STARTS_WITHOUT_LIMIT)
                    ? 1_000
                    : has(Fault.HAS_ONE_PLACE_ONLY) ? 1 : given.maxInFlight()));
  }

  private boolean has(Fault one) {
    return fault == one;
  }

  private void execute(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      if (has(Fault.RUNS_WHAT_THE_EXECUTOR_REJECTS)) {
        task.run();
      } else if (!has(Fault.DROPS_WHAT_THE_EXECUTOR_REJECTS)) {
        throw e;
      }
    }
  }

  private Scheduler.Scheduled schedule(Scheduler scheduler, Instant due, Runnable task) {
    if (has(Fault.NEVER_WAKES)) {
      return () -> {};
    }
    Scheduler.Scheduled handle = scheduler.schedule(due, task);
    return has(Fault.KEEPS_SETTLED_TIMERS) ? () -> {} : handle;
  }

  @Override
  public <S, C extends Command, E, F extends Effect> DriverContract.OpenProcess<S, C> open(
      String id,
      Decider<S, C, E, F> decider,
      EventCodec<E> codec,
      DriverContract.Handler<F, C> handler) {
    return new SpoiltProcess<>(
        engine.open(
            id, new SpoiltDecider<>(fault, decider), codec, new SpoiltHandler<>(fault, handler)));
  }

  @Override
  public void close() {
    isClosed = true;
    if (has(Fault.CLOSES_THE_JOURNAL)) {
      host.journal().close();
    }
    if (!has(Fault.TAKES_COMMANDS_WHEN_CLOSED)
        && !has(Fault.HEARS_REPORTS_WHEN_CLOSED)
        && !has(Fault.DOES_NOT_WAIT_WHEN_CLOSED)) {
      engine.close();
    }
  }

  private final class SpoiltProcess<S, C extends Command>
      implements DriverContract.OpenProcess<S, C> {
    private final DriverContract.OpenProcess<S, C> process;

    SpoiltProcess(DriverContract.OpenProcess<S, C> process) {
      this.process = process;
    }

    @Override
    public CompletionStage<CommandResult> tell(C command) {
      if (isClosed && !has(Fault.TAKES_COMMANDS_WHEN_CLOSED)) {
        throw new IllegalStateException("closed");
      }
      if (has(Fault.LOSES_SOME_COMMANDS) && commands.incrementAndGet() % 50 == 0) {
        return CompletableFuture.failedStage(new IllegalStateException("lost"));
      }
      CompletableFuture<CommandResult> answer = process.tell(command).toCompletableFuture();
      if (has(Fault.ANSWERS_BEFORE_THE_APPEND) && !answer.isDone()) {
        return CompletableFuture.completedStage(new CommandResult.Accepted(0));
      }
      return has(Fault.ANSWERS_UNCHANGED_ALWAYS)
          ? answer.thenApply(result -> CommandResult.Unchanged.INSTANCE)
          : answer;
    }

    @Override
    public <V> CompletionStage<V> view(Function<? super S, ? extends V> view) {
      return process.view(view);
    }
  }
}
