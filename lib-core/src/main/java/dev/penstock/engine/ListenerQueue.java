package dev.penstock.engine;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The batches that one listener has not taken yet: bounded, taken one at a time, in order. */
final class ListenerQueue implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);
  private static final int CAPACITY = 16_384;

  private final ProcessListener listener;
  private final Executor executor;
  private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean isClosed;

  ListenerQueue(ProcessListener listener, Executor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  int backlog() {
    return waiting.get();
  }

  void offer(String process, long first, List<?> events) {
    if (isClosed) {
      return;
    }
    boolean isFull = waiting.get() >= CAPACITY;
    if (isFull) {
      isClosed = true;
    }
    batches.add(new Batch(process, first, events, isFull));
    if (waiting.getAndIncrement() == 0) {
      start();
    }
  }

  private void start() {
    try {
      executor.execute(this);
    } catch (RejectedExecutionException e) {
      LOG.warn("The executor takes no listener calls; a listener was closed", e);
      isClosed = true;
    }
  }

  @Override
  public void run() {
    int taken = 0;
    do {
      Batch batch = batches.poll();
      while (batch != null) {
        deliver(batch);
        taken++;
        batch = batches.poll();
      }
      taken = waiting.addAndGet(-taken) == 0 ? -1 : 0;
    } while (taken == 0);
  }

  private void deliver(Batch batch) {
    if (batch.isGap()) {
      try {
        listener.onGap(batch.process(), batch.first());
      } catch (RuntimeException e) {
        LOG.warn("A listener failed when told of a gap", e);
      }
      return;
    }
    long sequence = batch.first();
    for (Object event : batch.events()) {
      try {
        listener.onEvent(batch.process(), sequence++, event);
      } catch (RuntimeException e) {
        LOG.warn("A listener failed on event {} of {}", sequence - 1, batch.process(), e);
      }
    }
  }

  private record Batch(String process, long first, List<?> events, boolean isGap) {}
}
