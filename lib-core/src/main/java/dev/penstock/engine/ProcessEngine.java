package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Effect;
import dev.penstock.process.Journal;
import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Drives processes with what the host has: its journal, executor, scheduler and clock.
 *
 * <pre>{@code
 * try (ProcessEngine engine = ProcessEngine.builder()
 *     .journal(journal).executor(pool).scheduler(Schedulers.of(timer, clock)).clock(clock).build()) {
 *   OpenProcess<ShiftState, ShiftCommand> shift = engine.open("shift/checkout", shiftType);
 *   shift.tell(new StartShift(clock.instant()));
 * }
 * }</pre>
 *
 * <p>Commands are decided on the thread that brings them, or on that of a caller who is already at
 * work on the same process; effects run on the host's executor. Safe for several threads.
 */
public final class ProcessEngine implements AutoCloseable {

  /** How many effects an engine has under way at once, unless told otherwise. */
  public static final int DEFAULT_MAX_IN_FLIGHT = 4_096;

  private final Journal journal;
  private final Clock clock;
  private final MillisecondClock milliseconds;
  private final Scheduler scheduler;
  private final EffectPlaces places;
  private final List<ListenerQueue> listeners;
  private final Map<String, LiveProcess<?, ?, ?, ?>> processes =
      new HashMap<>(); // guarded by itself
  private final @Nullable RetentionPolicy retention;
  private volatile boolean isClosed;

  private ProcessEngine(Builder builder) {
    builder.requireAll();
    this.journal = Objects.requireNonNull(builder.journal);
    this.clock = Objects.requireNonNull(builder.clock);
    this.milliseconds = new MillisecondClock(clock);
    this.retention = builder.retention;
    this.scheduler = Objects.requireNonNull(builder.scheduler);
    Executor executor = Objects.requireNonNull(builder.executor);
    this.places = new EffectPlaces(executor, scheduler, clock, builder.maxInFlight);
    List<ListenerQueue> queues = new ArrayList<>();
    for (ProcessListener listener : builder.listeners) {
      queues.add(new ListenerQueue(listener, places));
    }
    this.listeners = List.copyOf(queues);
  }

  /**
   * Starts an engine's configuration. Journal, executor, scheduler and clock are required.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Opens a process: a new one, or one that the journal knows, whose open effects are then asked
   * for again. A process that is open already is returned as it is.
   *
   * @param <S> the state of the process
   * @param <C> what it can be told
   * @param <E> the facts that it records
   * @param <F> what it asks of its host
   * @param id the process's id
   * @param type its kind, the same at each opening
   * @return the process
   * @throws IllegalStateException if the engine is closed, or the host's executor, scheduler or
   *     clock threw when it was asked for what is open
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  public <S, C extends Command, E, F extends Effect> OpenProcess<S, C> open(
      String id, ProcessType<S, C, E, F> type) {
    return open(id, type, state -> {});
  }

  /**
   * The same, but its host looks at the state before anything is asked for again, and may refuse.
   *
   * @param <S> the state of the process
   * @param <C> what it can be told
   * @param <E> the facts that it records
   * @param <F> what it asks of its host
   * @param id the process's id
   * @param type its kind, the same at each opening
   * @param check called on this thread unless the process is open already; must not keep or change
   *     the state, nor open other processes. What it throws is thrown on, and the process is not
   *     open then
   * @return the process
   * @throws IllegalStateException if the engine is closed, or the host's executor, scheduler or
   *     clock threw when it was asked for what is open
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  @SuppressWarnings("unchecked") // an id belongs to one type, which the caller keeps
  public <S, C extends Command, E, F extends Effect> OpenProcess<S, C> open(
      String id, ProcessType<S, C, E, F> type, Consumer<? super S> check) {
    LiveProcess<S, C, E, F> opened;
    synchronized (processes) {
      if (isClosed) {
        throw new IllegalStateException("the engine is closed");
      }
      LiveProcess<?, ?, ?, ?> known = processes.get(id);
      if (known != null) {
        return (OpenProcess<S, C>) known;
      }
      opened = new LiveProcess<>(this, journal.open(id, type.codec()), type);
      opened.check(check);
      processes.put(id, opened);
    }
    opened.begin();
    return opened;
  }

  /**
   * Removes the journal of a process that has ended, for ever. Nothing is taken over unless it is
   * removed, so asking about a process that another engine drives is harmless.
   *
   * <p>Whoever started the process must have heard of its end before, or would start it anew. That
   * is the caller's to know, most simply by waiting for longer than any outage.
   *
   * @param <S> the state of the process
   * @param <C> what it can be told
   * @param <E> the facts that it records
   * @param <F> what it asks of its host
   * @param id the process's id
   * @param type its kind
   * @param mayGo whether it may be removed, asked about the last state of a process that has ended
   * @return completes with whether it was removed: not if it is unknown, under way or kept;
   *     exceptionally with {@link dev.penstock.process.JournalException} if that could not be
   *     stored
   * @throws IllegalStateException if the engine is closed
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  public <S, C extends Command, E, F extends Effect> CompletionStage<Boolean> removeEnded(
      String id, ProcessType<S, C, E, F> type, Predicate<? super S> mayGo) {
    return remove(id, type, state -> type.decider().terminal(state) && mayGo.test(state));
  }

  /**
   * Removes the journal of a process that is not open, for ever, although it might go on: {@link
   * #removeEnded} for those whose caller knows that nobody will ask for more.
   *
   * @param <S> the state of the process
   * @param <C> what it can be told
   * @param <E> the facts that it records
   * @param <F> what it asks of its host
   * @param id the process's id
   * @param type its kind
   * @param mayGo whether it may be removed, asked about its last state
   * @return completes with whether it was removed: not if it is unknown, open or kept;
   *     exceptionally with {@link dev.penstock.process.JournalException} if that could not be
   *     stored
   * @throws IllegalStateException if the engine is closed
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  public <S, C extends Command, E, F extends Effect> CompletionStage<Boolean> remove(
      String id, ProcessType<S, C, E, F> type, Predicate<? super S> mayGo) {
    if (!new EndedProcess<>(journal, id, type).mayGo(mayGo)) {
      return CompletableFuture.completedStage(false);
    }
    synchronized (processes) {
      if (isClosed) {
        throw new IllegalStateException("the engine is closed");
      }
      if (processes.containsKey(id)) {
        return CompletableFuture.completedStage(false);
      }
      return journal.open(id, type.codec()).remove().thenApply(removed -> true);
    }
  }

  /**
   * The processes that the journal knows, open or not.
   *
   * @param prefix what their ids begin with; may be empty
   * @return the ids
   * @throws dev.penstock.process.JournalException if they cannot be read
   */
  public List<String> known(String prefix) {
    return journal.streams().stream().filter(id -> id.startsWith(prefix)).toList();
  }

  /**
   * The host's time, as commands of the engine's own tell it.
   *
   * @return the present instant, to the millisecond
   */
  public Instant now() {
    return milliseconds.now();
  }

  /**
   * Runs a task on the host's executor, or on this thread if the executor takes none.
   *
   * @param task the task
   */
  public void execute(Runnable task) {
    places.runSoon(task);
  }

  /**
   * How many effects may be under way at once.
   *
   * @return what {@link Builder#maxInFlight} has set
   */
  public int maxInFlight() {
    return places.limit();
  }

  /**
   * How busy the engine is.
   *
   * @return a snapshot
   */
  public Gauges gauges() {
    int open;
    synchronized (processes) {
      open = processes.size();
    }
    int backlog = 0;
    for (ListenerQueue queue : listeners) {
      backlog += queue.backlog();
    }
    return new Gauges(open, places.inFlight(), places.deferred(), backlog);
  }

  /**
   * Takes no new commands and waits for appends under way. Running effects are left alone and what
   * they report is dropped; opening the same journal again asks for them again. Closes nothing that
   * the host gave. Idempotent.
   *
   * <p>Close the engine before its executor, scheduler and journal. It ends as well if executor or
   * scheduler are gone; but from then on effects wait, and a process that needs a timer is given
   * up.
   */
  @Override
  public void close() {
    List<LiveProcess<?, ?, ?, ?>> open;
    synchronized (processes) {
      isClosed = true;
      open = new ArrayList<>(processes.values());
      processes.clear();
    }
    places.close();
    for (LiveProcess<?, ?, ?, ?> each : open) {
      each.refuse(); // all of them before any is waited for, so that none hears of another's end
    }
    for (LiveProcess<?, ?, ?, ?> each : open) {
      each.close();
    }
  }

  Clock clock() {
    return clock;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  @Nullable RetentionPolicy retention() {
    return retention;
  }

  EffectPlaces places() {
    return places;
  }

  boolean isClosed() {
    return isClosed;
  }

  void publish(OpenProcess<?, ?> process, long first, List<?> events) {
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).offer(process, first, events);
    }
  }

  void forget(LiveProcess<?, ?, ?, ?> process) {
    synchronized (processes) {
      processes.remove(process.id(), process);
    }
  }

  /** Configures an engine. Each option may be set once. */
  public static final class Builder {
    private @Nullable Journal journal;
    private @Nullable Executor executor;
    private @Nullable Scheduler scheduler;
    private @Nullable Clock clock;
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    private @Nullable RetentionPolicy retention;
    private final List<ProcessListener> listeners = new ArrayList<>();

    private Builder() {}

    /**
     * Where events are kept.
     *
     * @param value the journal, which stays the host's to close
     * @return this builder
     */
    public Builder journal(Journal value) {
      journal = once("journal", journal, value);
      return this;
    }

    /**
     * Where effects and listeners run. If it throws {@link
     * java.util.concurrent.RejectedExecutionException}, effects wait and are offered again; nothing
     * fails. If it throws anything else, the process whose effect it was given is given up: all
     * that wait for it hear the reason, and opening it again asks for the effect again.
     *
     * @param value the executor, which stays the host's to close
     * @return this builder
     */
    public Builder executor(Executor value) {
      executor = once("executor", executor, value);
      return this;
    }

    /**
     * What wakes processes. If it throws, the process that needs the timer is given up: all that
     * wait for it hear the reason, and opening it again sets the timer again.
     *
     * @param value the scheduler, which stays the host's to close
     * @return this builder
     */
    public Builder scheduler(Scheduler value) {
      scheduler = once("scheduler", scheduler, value);
      return this;
    }

    /**
     * The host's time.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      clock = once("clock", clock, value);
      return this;
    }

    /**
     * How many effects may be under way at once; the rest wait.
     *
     * @param value at least 1; {@value ProcessEngine#DEFAULT_MAX_IN_FLIGHT} unless set
     * @return this builder
     */
    public Builder maxInFlight(int value) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "maxInFlight: " + value + " is out of range; allowed: 1 and above");
      }
      maxInFlight = value;
      return this;
    }

    /**
     * Compacts the journal of each process whose decider makes checkpoints, whenever enough events
     * have gathered; on the executor, beside the process. A failure is logged and costs space only.
     *
     * @param value when, and what is kept; never unless set
     * @return this builder
     */
    public Builder retention(RetentionPolicy value) {
      retention = once("retention", retention, value);
      return this;
    }

    /**
     * Adds a listener.
     *
     * @param value hears of every event of every process
     * @return this builder
     */
    public Builder listener(ProcessListener value) {
      listeners.add(Objects.requireNonNull(value, "listener"));
      return this;
    }

    /**
     * Builds the engine.
     *
     * @return an open engine
     * @throws IllegalStateException if required parts are missing; the message names all of them
     */
    public ProcessEngine build() {
      return new ProcessEngine(this);
    }

    private void requireAll() {
      List<String> missing = new ArrayList<>();
      addIfMissing(journal, "journal", missing);
      addIfMissing(executor, "executor", missing);
      addIfMissing(scheduler, "scheduler", missing);
      addIfMissing(clock, "clock", missing);
      if (!missing.isEmpty()) {
        throw new IllegalStateException("required, and not set: " + String.join(", ", missing));
      }
    }

    private static void addIfMissing(@Nullable Object part, String name, List<String> missing) {
      if (part == null) {
        missing.add(name);
      }
    }

    private static <T> T once(String option, @Nullable T before, T value) {
      if (before != null) {
        throw new IllegalStateException(option + " was set before, to " + before);
      }
      return Objects.requireNonNull(value, option);
    }
  }
}
