package dev.penstock.samples.benchmarks;

import java.lang.ref.Reference;

/**
 * How many bytes of heap one pending action holds; a program of its own, so that nothing else is
 * counted.
 */
public final class HeapPerAction {
  private static final int ACTIONS = 100_000;

  private HeapPerAction() {}

  /**
   * Prints the bytes per pending action.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    hold(); // the first scenario loads classes and is thrown away
    System.out.println(hold());
  }

  private static long hold() {
    PipelineGraph graph = PipelineGraph.of("wide", ACTIONS);
    long before = used();
    Object held = graph.hold(Runnable::run);
    try {
      return (used() - before) / ACTIONS;
    } finally {
      Reference.reachabilityFence(held);
      Reference.reachabilityFence(graph);
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
