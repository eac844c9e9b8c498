package dev.penstock.samples.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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

  /** In the order of rounds, where bodies took turns. */
  private final Map<String, double[]> rounds = new TreeMap<>();

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

  /**
   * Adds what one of several bodies that took turns has in each round; the others have as many.
   *
   * @see Rounds
   */
  Measured addRounds(String name, double... values) {
    rounds.put(name, values.clone());
    return add(name, values);
  }

  /** The median over all iterations. */
  double median(String name) {
    return median(of(name));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** How far the iterations lie apart: the greatest by the least. */
  double spread(String name) {
    double[] sorted = of(name);
    return sorted[sorted.length - 1] / sorted[0];
  }

  boolean isInRounds(String ours, String anchor) {
    return rounds.containsKey(ours) && rounds.containsKey(anchor);
  }

  /** The ratio as the bar reads it: of two medians, or the median of what rounds give each. */
  double ratio(String ours, String anchor, Bar bar, double scale) {
    return isInRounds(ours, anchor)
        ? bar.of(median(ratios(ours, anchor)) * scale, 1)
        : bar.of(median(ours) * scale, median(anchor));
  }

  /**
   * How uncertain the ratio of two that took turns is: the bounds between which its median lies
   * with a probability of 95 %, the greater by the lesser. Of n sorted ratios they are those whose
   * places are the root of n away from the middle, whatever the distribution is.
   */
  double uncertainty(String ours, String anchor) {
    double[] sorted = ratios(ours, anchor);
    int away = (int) Math.sqrt(sorted.length);
    int last = sorted.length - 1;
    return sorted[Math.min(last, sorted.length / 2 + away)] / sorted[Math.max(0, last / 2 - away)];
  }

  private double[] ratios(String ours, String anchor) {
    double[] one = rounds.get(ours);
    double[] other = rounds.get(anchor);
    if (one == null || other == null || one.length != other.length) {
      throw new IllegalArgumentException(
          "\"" + ours + "\" and \"" + anchor + "\" did not take turns");
    }
    return IntStream.range(0, one.length).mapToDouble(i -> one[i] / other[i]).sorted().toArray();
  }

  /** The ratio of a secondary measurement, or nothing where there is none. */
  String ratio(String ours, String anchor, String word, Bar bar, double scale) {
    if (!has(ours + word) || !has(anchor + word)) {
      return "";
    }
    return String.format(Locale.ROOT, "%,.2f", ratio(ours + word, anchor + word, bar, scale));
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
