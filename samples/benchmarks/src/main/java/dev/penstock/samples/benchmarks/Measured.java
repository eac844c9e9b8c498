package dev.penstock.samples.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * All iterations of one invocation, by benchmark and parameters, such as {@code cf direct seq}.
 * What else was measured has the same name and a word more.
 */
final class Measured {
  /** Follows the name of what an operation allocates, in bytes. */
  static final String ALLOCATED = " bytes";

  /** Follows the name of what an operation takes of all processors, in microseconds. */
  static final String CPU = " cpu";

  /** Follows the name of the commits made in an iteration. */
  static final String COMMITS = " commits";

  /** Follows the name of the runs made in an iteration. */
  static final String RUNS = " runs";

  private static final Map<String, String> SECONDARY =
      Map.of(
          ALLOCATED,
          "gc.alloc.rate.norm",
          CPU,
          CpuProfiler.LABEL,
          COMMITS,
          "commits",
          RUNS,
          "runs");

  private final Map<String, double[]> scores = new TreeMap<>();

  /** With nothing in it. */
  Measured() {}

  Measured(Collection<RunResult> results) {
    for (RunResult result : results) {
      String name = nameOf(result.getParams());
      add(name, all(result, null));
      SECONDARY.forEach((word, label) -> add(name + word, all(result, label)));
    }
  }

  private static String nameOf(BenchmarkParams parameters) {
    String method = parameters.getBenchmark();
    StringBuilder name = new StringBuilder(method.substring(method.lastIndexOf('.') + 1));
    parameters.getParamsKeys().stream()
        .sorted()
        .forEach(key -> name.append(' ').append(parameters.getParam(key)));
    return name.toString();
  }

  private static double[] all(RunResult result, @Nullable String secondary) {
    return result.getBenchmarkResults().stream()
        .map(BenchmarkResult::getIterationResults)
        .flatMap(Collection::stream)
        .flatMapToDouble(iteration -> scoreOf(iteration, secondary))
        .toArray();
  }

  private static DoubleStream scoreOf(IterationResult iteration, @Nullable String secondary) {
    Result<?> result =
        secondary == null
            ? iteration.getPrimaryResult()
            : iteration.getSecondaryResults().get(secondary);
    return result == null ? DoubleStream.empty() : DoubleStream.of(result.getScore());
  }

  /** Adds what was measured elsewhere in the same run, or what follows from it. */
  Measured add(String name, double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    scores.put(name, sorted);
    return this;
  }

  /** The median over all iterations. */
  double median(String name) {
    double[] sorted = of(name);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** How far the iterations lie apart: the greatest by the least. */
  double spread(String name) {
    double[] sorted = of(name);
    return sorted[sorted.length - 1] / sorted[0];
  }

  /** The ratio of a secondary measurement, or nothing where there is none. */
  String ratio(String ours, String anchor, String word, Bar bar, double scale) {
    if (!has(ours + word) || !has(anchor + word)) {
      return "";
    }
    return String.format(
        Locale.ROOT, "%,.2f", bar.of(median(ours + word) * scale, median(anchor + word)));
  }

  boolean has(String name) {
    return scores.getOrDefault(name, new double[0]).length > 0;
  }

  double[] of(String name) {
    double[] sorted = scores.get(name);
    if (sorted == null || sorted.length == 0) {
      throw new IllegalArgumentException("no \"" + name + "\"; there are " + scores.keySet());
    }
    return sorted.clone();
  }
}
