package dev.penstock.samples.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that runs one pipeline of 10 stages of 10 actions on two threads, and ends. */
public final class ColdRun {
  static final int STAGES = 10;

  private ColdRun() {}

  /**
   * Runs the pipeline once.
   *
   * @param arguments {@code penstock} or {@code cf}
   */
  public static void main(String[] arguments) {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    if (arguments[0].equals("penstock")) {
      PipelineGraph.sequence("cold", STAGES).run(pool);
    } else {
      FutureGraph.of("seq", STAGES * 10).run(pool, false);
    }
    // As the peers' programs end.
    Runtime.getRuntime().halt(0);
  }
}
