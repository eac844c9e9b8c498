package dev.penstock.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether ten times the actions cost ten times as much, and no more. Ten short runs and a long one
 * alternate, so that whatever else slows the machine slows both. A program of its own.
 */
public final class GrowthRounds {
  static final int SHORT = 10_000;
  static final int LONG = 100_000;

  private GrowthRounds() {}

  /**
   * Prints nanoseconds per action, the median of short runs and that of long ones.
   *
   * @param arguments the shape, and for how many seconds to measure
   */
  public static void main(String... arguments) {
    PipelineGraph small = PipelineGraph.of(arguments[0], SHORT);
    PipelineGraph large = PipelineGraph.of(arguments[0], LONG);
    long measured = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
    rounds(small, large, measured / 2);
    List<double[]> rounds = rounds(small, large, measured);
    System.out.println(median(rounds, 0) + " " + median(rounds, 1));
  }

  private static List<double[]> rounds(PipelineGraph small, PipelineGraph large, long nanos) {
    List<double[]> rounds = new ArrayList<>();
    long start = System.nanoTime();
    for (long now = start; now - start < nanos; now = System.nanoTime()) {
      for (int i = 0; i < LONG / SHORT; i++) {
        small.run(Runnable::run);
      }
      long middle = System.nanoTime();
      large.run(Runnable::run);
      double actions = LONG;
      rounds.add(new double[] {(middle - now) / actions, (System.nanoTime() - middle) / actions});
    }
    return rounds;
  }

  private static double median(List<double[]> rounds, int column) {
    double[] sorted = rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
