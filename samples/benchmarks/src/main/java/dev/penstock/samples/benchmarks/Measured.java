package dev.penstock.samples.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** All iterations of one invocation, by benchmark and parameters, such as {@code cf direct seq}. */
final class Measured {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<String, double[]> scores = new TreeMap<>();

  Measured(Collection<RunResult> results) {
    for (RunResult result : results) {
      String name = nameOf(result.getParams());
      scores.put(name, all(result, null));
      scores.put(name + " bytes", all(result, ALLOCATED));
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
        .sorted()
        .toArray();
  }

  private static DoubleStream scoreOf(IterationResult iteration, @Nullable String secondary) {
    Result<?> result =
        secondary == null
            ? iteration.getPrimaryResult()
            : iteration.getSecondaryResults().get(secondary);
    return result == null ? DoubleStream.empty() : DoubleStream.of(result.getScore());
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

  private double[] of(String name) {
    double[] sorted = scores.get(name);
    if (sorted == null || sorted.length == 0) {
      throw new IllegalArgumentException("no \"" + name + "\"; there are " + scores.keySet());
    }
    return Arrays.copyOf(sorted, sorted.length);
  }
}
