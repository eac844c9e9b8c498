package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A peer that is ready to run stages of 10 actions that do nothing, one stage after the other.
 *
 * <p>What a user of the peer makes once (context, engine, deployed definition) is made when the
 * graph is opened; what must be made for each run is made in {@link #run()}.
 */
interface PeerGraph extends AutoCloseable {
  /** Actions of a stage. */
  int WIDTH = 10;

  /** Runs everything once and waits for the end; throws if the peer says that it failed. */
  void run() throws Exception;

  @Override
  void close() throws IOException;

  /** What a peer's actions share. */
  record Load(ExecutorService pool, int stages, AtomicInteger ran) {
    int act() {
      return ran.incrementAndGet();
    }
  }
}
