package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.EventStream;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The loop: take commands, decide, store the events, then act.
 *
 * <p>Whoever brings a letter to an idle {@link Mailbox} works it off. It is not idle while an
 * append is under way, so all fields below it belong to one thread at a time.
 *
 * <p>Whatever the host's code throws, nobody leaves the work without letting go of the mailbox:
 * what goes wrong outside of a decision arrives as a {@link Surrender}, and the rest is caught
 * here.
 */
final class LiveProcess<S, C extends Command, E, F extends Effect> implements OpenProcess<S, C> {

  /** How many commands are decided ahead of one append. */
  private static final int LARGEST_BATCH = 512;

  private final ProcessEngine engine;
  private final EventStream<E> stream;
  private final ProcessType<S, C, E, F> type;
  private final Mailbox<S, C> mailbox = new Mailbox<>();

  private final Course<S, C, E, F> course;
  private long next;
  private final Outbox<S, C, F> outbox;
  private final Batch<E> batch = new Batch<>();
  private final Answers<S, C> answers = new Answers<>();
  private final long openedAt;
  private final Compaction<E> compaction;
  private volatile @Nullable RuntimeException closed;
  private volatile @Nullable RuntimeException fault; // why it is closed, if its host is to blame
  private volatile @Nullable Appending appending; // what another thread will resume with

  LiveProcess(ProcessEngine engine, EventStream<E> stream, ProcessType<S, C, E, F> type) {
    this.engine = engine;
    this.stream = stream;
    this.type = type;
    this.outbox = new Outbox<>(this, engine);
    this.course = new Course<>(type.decider(), outbox, answers);
    this.compaction = new Compaction<>(stream, type.decider());
    stream.read(
        0,
        (sequence, event) -> {
          if (next == 0) {
            compaction.startsAt(sequence);
          }
          course.replay(event);
          next = sequence + 1;
        });
    this.openedAt = next;
  }

  /** Lets the host look at what was recorded, before anybody else does. */
  void check(Consumer<? super S> check) {
    check.accept(course.state());
  }

  /**
   * Asks again for what was open when the engine was last stopped, and opens the mailbox.
   *
   * @throws IllegalStateException if the host does not take what is asked of it
   */
  void begin() {
    mailbox.resume();
    try {
      course.askAgain();
      if (course.isTerminal()) {
        engine.forget(this);
      }
    } catch (Throwable e) {
      surrender(fault("what is open was asked for again", e));
    }
    workOff();
    RuntimeException known = fault;
    if (known != null) {
      throw known;
    }
  }

  @Override
  public String id() {
    return stream.id();
  }

  @Override
  public CompletionStage<CommandResult> tell(C command) {
    Letter.Question<S, C> question =
        new Letter.Question<>(Objects.requireNonNull(command, "command"));
    post(question);
    return question.answer;
  }

  @Override
  public <V> CompletionStage<V> view(Function<? super S, ? extends V> view) {
    Letter.Look<S, C, V> look = new Letter.Look<>(view);
    post(look);
    return look.seen;
  }

  @Override
  public <V> CompletionStage<V> ended(Function<? super S, ? extends V> view) {
    return until(now -> type.decider().terminal(now) ? view.apply(now) : null);
  }

  @Override
  public <V> CompletionStage<V> until(Function<? super S, ? extends @Nullable V> view) {
    Letter.Watch<S, V> watch = new Letter.Watch<>(view);
    post(new Letter.Watching<>(watch, answers));
    return watch.seen;
  }

  @Override
  public CompletionStage<List<EffectKey>> deferred() {
    return view(now -> outbox.waiting());
  }

  @Override
  public void read(long from, EventStream.EventReader<Object> reader) {
    stream.read(from, reader);
  }

  @Override
  public long openedAt() {
    return openedAt;
  }

  @Override
  public CompletionStage<Boolean> compact(RetentionPolicy policy) {
    return type.handler().compacting(this, policy, () -> compaction.run(policy, engine));
  }

  @Override
  public CompletionStage<Boolean> letGo(Predicate<? super S> rests) {
    Farewell<S, C> farewell = new Farewell<>(this, rests);
    post(farewell);
    return farewell.gone;
  }

  /** For the worker: whether nobody waits for anything, and the state needs nobody. */
  boolean isResting(Predicate<? super S> rests) {
    boolean isIdle = mailbox.isEmpty() && !outbox.hasUnstarted();
    return closed == null && isIdle && answers.isDone() && rests.test(course.state());
  }

  void report(C command) {
    if (mailbox.post(command)) {
      workOff();
    }
  }

  /** Runs a quick task between two commands, or at once if the process is closed. */
  void inTurn(Runnable task) {
    post(new Letter.Turn<>(task));
  }

  @Override
  public EffectHandler<F, C> handler() {
    return type.handler();
  }

  Instant now() {
    return engine.now();
  }

  /** No new letters from now on. */
  void refuse() {
    if (closed == null) {
      closed = new IllegalStateException("process " + id() + " is closed");
    }
  }

  /**
   * No new letters; waits until the letters that are being worked off are done, unless this thread
   * does that. After an append that is under way the work is resumed without the executor, which
   * may have been told to and lost it.
   */
  void close() {
    refuse();
    Appending left = appending; // one that begins later finds the process closed
    if (left != null) {
      var unused = left.durable().whenComplete((nothing, failure) -> left.resumption().run());
    }
    mailbox.awaitIdle();
    if (mailbox.call()) {
      workOff(); // fails those who wait for the end
    }
  }

  private void post(Letter<S, C> letter) {
    if (mailbox.post(letter)) {
      workOff();
    }
  }

  /** Works letters off until nobody has called since, or an append is under way. */
  private void workOff() {
    mailbox.resume();
    while (emptyMailbox()) {
      if (mailbox.letGo()) {
        if (closed != null) {
          mailbox.tellIdle();
        }
        return;
      }
    }
  }

  /** Returns false if an append is under way; then somebody else resumes, perhaps already. */
  private boolean emptyMailbox() {
    while (true) {
      RuntimeException reason = closed;
      if (reason != null) {
        failAll(reason);
        return true;
      }
      Object first = mailbox.next();
      if (first == null && !outbox.hasUnstarted()) {
        return true;
      }
      try {
        if (first == null) {
          outbox.start();
        } else if (!decideBatch(first)) {
          return false;
        }
      } catch (Throwable e) {
        surrender(fault("it was at work", e));
      }
    }
  }

  /** Decides a batch and stores it; returns false if the append is under way. */
  private boolean decideBatch(Object first) {
    Object each = first;
    try {
      int decided = 0;
      while (each != null) {
        course.decide(each, next, batch);
        decided++;
        each = decided < LARGEST_BATCH ? mailbox.next() : null;
      }
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      mailbox.putBack(each); // it fails like those that were not decided
      giveUp(Course.failure(id(), e));
      return true;
    }
    List<E> events = batch.take();
    if (events.isEmpty()) {
      settle(events);
      return true;
    }
    CompletableFuture<Void> durable = Appends.to(stream, next, events);
    boolean isQuick = durable.isDone();
    outbox.startInPortions(isQuick);
    if (isQuick) {
      finish(durable, events);
      return true;
    }
    Appending now = new Appending(durable, new Once(() -> resume(durable, events)));
    appending = now;
    mailbox.goAway(); // from here on all fields belong to whoever resumes
    var unused =
        durable.whenComplete(
            (nothing, failure) -> {
              if (closed == null) {
                engine.places().runSoon(now.resumption());
              } else {
                now.resumption().run(); // who closes the process may have looked before it was left
              }
            });
    return false;
  }

  /** An append under way, and what is to be done after it, once. */
  private record Appending(CompletableFuture<Void> durable, Once resumption) {}

  private void resume(CompletableFuture<Void> durable, List<E> events) {
    mailbox.resume();
    appending = null;
    try {
      finish(durable, events);
    } catch (Throwable e) {
      surrender(fault("it was at work", e));
    }
    workOff();
  }

  private void finish(CompletableFuture<Void> durable, List<E> events) {
    try {
      durable.join();
    } catch (CompletionException | java.util.concurrent.CancellationException e) {
      giveUp(Appends.failure(id(), e));
      return;
    }
    long first = next;
    next += events.size();
    engine.publish(this, first, events);
    settle(events);
    RetentionPolicy policy = engine.retention();
    if (policy != null) {
      compaction.consider(policy, next, engine, () -> compact(policy));
    }
  }

  /** Everything decided is durable: act, and answer. */
  private void settle(List<E> events) {
    outbox.carryOut();
    answers.give(course.state(), !events.isEmpty());
    if (!events.isEmpty() && course.isTerminal()) {
      engine.forget(this);
    }
  }

  /** The state may be ahead of what is stored: drop the process. Opening it again folds it anew. */
  void giveUp(RuntimeException reason) {
    closed = reason;
    outbox.drop();
    engine.forget(this);
    answers.failBatch(reason);
  }

  /** The host's code has thrown what nobody can go on after. For the worker. */
  void surrender(RuntimeException reason) {
    Warnings.error(LiveProcess.class, "A process is given up", reason); // perhaps nobody waits
    fault = reason;
    giveUp(reason);
  }

  /**
   * The same for any thread, and while effects are carried out.
   *
   * @param when what was done, as half a sentence
   */
  void surrenderSoon(String when, Throwable thrown) {
    post(new Surrender<>(this, fault(when, thrown)));
  }

  private RuntimeException fault(String when, Throwable thrown) {
    return Surrender.reason(id(), when, thrown);
  }

  private void failAll(RuntimeException reason) {
    answers.failWatches(reason);
    outbox.drop();
    mailbox.failAll(reason);
  }

  /** A timer has come due. */
  void wake(Timer timer, Instant at) {
    report(type.decider().wake(timer, at));
  }
}
