package dev.penstock.engine;

import dev.penstock.process.Checkpointing;
import dev.penstock.process.EventStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compacts the journal of one process, beside its mailbox: what is to be replaced is durable and
 * never changes, so it is read and digested while the process goes on. Safe for several threads.
 */
final class Compaction<E> {

  private final EventStream<E> stream;
  private final @Nullable Checkpointing<E> digesting;
  private final AtomicBoolean isUnderWay = new AtomicBoolean();
  private final AtomicLong from = new AtomicLong(); // events since here count for the policy
  private volatile boolean isAsked; // by policy, and not done yet

  /**
   * Takes what it works on.
   *
   * @param decider makes checkpoints if it is {@link Checkpointing}
   */
  @SuppressWarnings("unchecked") // a decider checkpoints its own events
  Compaction(EventStream<E> stream, Object decider) {
    this.stream = stream;
    this.digesting = decider instanceof Checkpointing<?> able ? (Checkpointing<E>) able : null;
  }

  void startsAt(long sequence) {
    from.set(sequence);
  }

  /** Compacts on the engine's executor if the policy says so; one time at a time. */
  void consider(
      RetentionPolicy policy,
      long size,
      ProcessEngine engine,
      Supplier<CompletionStage<Boolean>> compaction) {
    if (!isAsked && digesting != null && isDue(policy, size)) {
      isAsked = true;
      engine.places().runSoon(() -> runQuietly(policy, engine, compaction));
    }
  }

  private boolean isDue(RetentionPolicy policy, long size) {
    return size - from.get() - policy.keepEvents() >= policy.compactAt();
  }

  /** By policy: nobody waits for it, and a failure costs space only. */
  private void runQuietly(
      RetentionPolicy policy, ProcessEngine engine, Supplier<CompletionStage<Boolean>> compaction) {
    if (engine.isClosed()) {
      return;
    }
    var unused =
        begin(compaction)
            .whenComplete(
                (done, failure) -> {
                  isAsked = false;
                  if (failure != null && !engine.isClosed()) {
                    from.addAndGet(policy.compactAt()); // not again for each event
                    Warnings.warn(
                        Compaction.class,
                        "process {}: its journal was not compacted",
                        stream.id(),
                        failure);
                  }
                });
  }

  private static CompletionStage<Boolean> begin(Supplier<CompletionStage<Boolean>> compaction) {
    try {
      return compaction.get();
    } catch (Throwable e) {
      return CompletableFuture.failedStage(e);
    }
  }

  CompletionStage<Boolean> run(RetentionPolicy policy, ProcessEngine engine) {
    Checkpointing<E> able = digesting;
    if (able == null) {
      return CompletableFuture.failedStage(
          new UnsupportedOperationException(
              "process " + stream.id() + ": its decider makes no checkpoints; see Checkpointing"));
    }
    if (!isUnderWay.compareAndSet(false, true)) {
      return CompletableFuture.completedStage(false);
    }
    CompletionStage<Boolean> result;
    try {
      result = replace(able.digest(policy.retention(engine.now())), policy.keepEvents());
    } catch (Throwable e) {
      result = CompletableFuture.failedStage(e);
    }
    return result.whenComplete((done, failure) -> isUnderWay.set(false));
  }

  private CompletionStage<Boolean> replace(Checkpointing.Digest<E> digest, long kept) {
    long next = stream.size() - kept;
    if (next - stream.start() < 2) {
      return CompletableFuture.completedStage(false); // one event would stand for one
    }
    stream.read(
        0,
        (sequence, event) -> {
          if (sequence < next) {
            digest.add(event);
          }
        });
    return stream
        .compact(next, digest.checkpoint())
        .thenApply(
            done -> {
              from.set(next - 1);
              return true;
            });
  }
}
