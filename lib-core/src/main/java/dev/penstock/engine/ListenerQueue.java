package dev.penstock.engine;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The batches that one listener has not taken yet: bounded, taken one at a time, in order. */
final class ListenerQueue implements Runnable {
  static final int CAPACITY = 16_384;

  private final ProcessListener listener;
  private final EffectPlaces places;
  private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final AtomicBoolean isStranded = new AtomicBoolean(); // the next batch asks once more
  private final Runnable strand = this::strand;
  private boolean isSilent; // the gap has been told; belongs to whoever delivers

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
    batches.add(new Batch(process, first, events, isFull));
    if (waiting.getAndIncrement() == 0) {
      ask();
    } else if (isStranded.compareAndSet(true, false)) {
      ask();
    }
  }

  private void ask() {
    places.runOnceTaken(new Once(this), strand);
  }

  private void strand() {
    isStranded.set(true);
  }

  /**
   * Takes what is counted, and no more. A batch that is there but not yet counted is left to
   * whoever counts it: were it taken here, that one would start a second delivery beside this one.
   */
  @Override
  public void run() {
    int counted = waiting.get();
    while (counted > 0) {
      for (int i = 0; i < counted; i++) {
        deliver(Objects.requireNonNull(batches.poll(), "a batch is added before it is counted"));
      }
      counted = waiting.addAndGet(-counted);
    }
  }

  private void deliver(Batch batch) {
    if (isSilent) {
      return;
    }
    if (batch.isGap()) {
      isSilent = true;
      try {
        listener.onGap(batch.process().id(), batch.first());
      } catch (Throwable e) {
        Warnings.warn(ListenerQueue.class, "A listener failed when told of a gap", e);
      }
      return;
    }
    long sequence = batch.first();
    for (Object event : batch.events()) {
      try {
        listener.onEvent(batch.process(), sequence++, event);
      } catch (Throwable e) {
        Warnings.warn(
            ListenerQueue.class,
            "A listener failed on event {} of {}",
            sequence - 1,
            batch.process().id(),
            e);
      }
    }
  }

  private record Batch(OpenProcess<?, ?> process, long first, List<?> events, boolean isGap) {}
}
