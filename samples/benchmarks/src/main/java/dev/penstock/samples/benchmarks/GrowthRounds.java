package dev.penstock.samples.benchmarks;

import java.util.concurrent.TimeUnit;

/** Whether ten times the actions cost ten times as much, and no more. A program of its own. */
public final class GrowthRounds {
  static final int SHORT = 10_000;
  static final int LONG = 100_000;

  private GrowthRounds() {}

  /**
   * Prints nanoseconds per action, of short runs and of long ones.
   *
   * @param arguments the shape, and for how many seconds to measure
   * @throws Exception if a run fails
   */
  public static void main(String... arguments) throws Exception {
    PipelineGraph small = PipelineGraph.of(arguments[0], SHORT);
    PipelineGraph large = PipelineGraph.of(arguments[0], LONG);
    new Rounds(TimeUnit.NANOSECONDS)
        .add("short", SHORT, () -> small.run(Runnable::run))
        .add("long", LONG, () -> large.run(Runnable::run))
        .print(System.out, Long.parseLong(arguments[1]));
  }
}
