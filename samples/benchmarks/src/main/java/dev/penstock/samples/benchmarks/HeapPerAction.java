package dev.penstock.samples.benchmarks;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * How many bytes of heap one pending action holds; a program of its own, so that nothing else is
 * counted.
 */
public final class HeapPerAction {
  private static final int ACTIONS = 100_000;

  private HeapPerAction() {}

  /**
   * Prints the bytes per pending action: of the engine, and of futures with records.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    PipelineGraph penstock = PipelineGraph.of("wide", ACTIONS);
    FutureGraph futures = FutureGraph.of("wide", ACTIONS);
    try {
      hold(() -> penstock.hold(Runnable::run)); // the first one loads classes and is thrown away
      hold(futures::hold);
      System.out.println(median(() -> penstock.hold(Runnable::run)) + " " + median(futures::hold));
    } finally {
      Reference.reachabilityFence(penstock);
      Reference.reachabilityFence(futures);
    }
  }

  /** Of five, because what an earlier scenario left may go while the next one is counted. */
  private static long median(Supplier<Object> scenario) {
    return LongStream.generate(() -> hold(scenario))
        .limit(5)
        .sorted()
        .skip(2)
        .findFirst()
        .orElseThrow();
  }

  private static long hold(Supplier<Object> scenario) {
    long before = used();
    Object held = scenario.get();
    try {
      return (used() - before) / ACTIONS;
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
