package dev.penstock.samples.artifacts;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for requests: virtual ones where Java has them, else as many as are told. */
final class Threads {
  private static final int MOST = 128;

  /** Beyond those that requests may take, so that somebody can tell the others to come back. */
  private static final int SPARE = 8;

  private Threads() {}

  static ExecutorService open(int requests) {
    try { // Java 21 and later
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return pool(Math.min(requests, MOST) + SPARE, requests);
    }
  }

  private static ExecutorService pool(int size, int waiting) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(Math.max(waiting, MOST)),
            task -> new Thread(task, "request-" + count.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
