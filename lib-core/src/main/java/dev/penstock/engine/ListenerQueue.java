package dev.penstock.engine;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The batches that one listener has not taken yet: bounded, taken one at a time, in order. */
final class ListenerQueue implements Runnable {
  static final int CAPACITY = 16_384;

  private final ProcessListener listener;
  private final EffectPlaces places;
  private final AtomicReference<@Nullable Offered> newest = new AtomicReference<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final AtomicBoolean isStranded = new AtomicBoolean(); // the next batch asks once more
  private final Runnable strand = this::strand;

  // Whoever delivers owns these.
  private @Nullable Offered oldest; // of those that were taken
  private boolean isSilent; // the gap has been told

  ListenerQueue(ProcessListener listener, EffectPlaces places) {
    this.listener = listener;
    this.places = places;
  }

  int backlog() {
    return waiting.get();
  }

  void offer(OpenProcess<?, ?> process, long first, List<?> events) {
    if (isClosed.get()) {
      return;
    }
    boolean isFull = waiting.get() >= CAPACITY;
    if (isFull && !isClosed.compareAndSet(false, true)) {
      return; // another process has just found it full: one gap is enough
    }
    add(new Offered(process, first, isFull ? null : events));
    if (waiting.getAndIncrement() == 0) {
      ask();
    } else if (isStranded.get() && isStranded.compareAndSet(true, false)) {
      ask();
    }
  }

  private void add(Offered batch) {
    Offered before;
    do {
      before = newest.get();
      batch.next = before;
    } while (!newest.compareAndSet(before, batch));
  }

  private void ask() {
    places.runOnceTaken(new Once(this), strand);
  }

  private void strand() {
    isStranded.set(true);
  }

  /**
   * Delivers what is counted, and no more. A batch that is there but not yet counted is left to
   * whoever counts it: were it delivered here, that one would start a second delivery beside this
   * one.
   */
  @Override
  public void run() {
    int counted = waiting.get();
    while (counted > 0) {
      for (int i = 0; i < counted; i++) {
        deliver(next());
      }
      counted = waiting.addAndGet(-counted);
    }
  }

  /** The next one in order; a batch is added before it is counted, so there is one. */
  private Offered next() {
    Offered next = oldest == null ? takeAll() : oldest;
    Offered following = Objects.requireNonNull(next, "a batch is added before it is counted").next;
    oldest = following;
    next.next = null; // or old batches would hold on to young ones
    return next;
  }

  /** Takes all that were added, and turns their order: the oldest one comes first then. */
  private @Nullable Offered takeAll() {
    Offered each = newest.getAndSet(null);
    Offered first = null;
    while (each != null) {
      Offered before = each.next;
      each.next = first;
      first = each;
      each = before;
    }
    return first;
  }

  private void deliver(Offered batch) {
    if (isSilent) {
      return;
    }
    List<?> events = batch.events;
    if (events == null) {
      isSilent = true;
      try {
        listener.onGap(batch.process.id(), batch.first);
      } catch (Throwable e) {
        Warnings.warn(ListenerQueue.class, "A listener failed when told of a gap", e);
      }
      return;
    }
    for (int i = 0; i < events.size(); i++) { // an iterator for each small batch would cost
      try {
        listener.onEvent(batch.process, batch.first + i, events.get(i));
      } catch (Throwable e) {
        Warnings.warn(
            ListenerQueue.class,
            "A listener failed on event {} of {}",
            batch.first + i,
            batch.process.id(),
            e);
      }
    }
  }

  /** What one process appended at once. */
  private static final class Offered {
    final OpenProcess<?, ?> process;
    final long first;
    final @Nullable List<?> events; // null if there is a gap from here on

    /** The one that was added before it; once it was taken, the one after it. */
    @Nullable Offered next;

    Offered(OpenProcess<?, ?> process, long first, @Nullable List<?> events) {
      this.process = process;
      this.first = first;
      this.events = events;
    }
  }
}
