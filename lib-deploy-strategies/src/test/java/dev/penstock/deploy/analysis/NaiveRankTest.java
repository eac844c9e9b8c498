package dev.penstock.deploy.analysis;

import java.util.Arrays;

/**
 * The rank test as its definition reads: each pair is compared with each other one, and the
 * standard statistic is tried just left and right of every difference at which it can jump. Slow,
 * and shares nothing with the library's.
 */
final class NaiveRankTest {
  private NaiveRankTest() {}

  /** The median of all differences. */
  static double median(double[] x, double[] y) {
    double[] all = differences(x, y);
    int middle = all.length / 2;
    return all.length % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
  }

  /** The share of pairs in which x is larger, equal ones by half. */
  static double above(double[] x, double[] y) {
    double wins = 0;
    for (double difference : differences(x, y)) {
      wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
    }
    return wins / x.length / y.length;
  }

  /** The first difference behind which the statistic is below the quantile, or an end. */
  static double end(double[] x, double[] y, double quantile) {
    double[] jumps = Arrays.stream(differences(x, y)).distinct().toArray();
    double gap = Double.MAX_VALUE;
    for (int i = 1; i < jumps.length; i++) {
      if (jumps[i] - jumps[i - 1] > 1e-9) {
        gap = Math.min(gap, jumps[i] - jumps[i - 1]);
      }
    }
    double half = Math.min(gap, 1) / 2;
    if (statistic(x, y, jumps[0]) <= quantile) {
      return jumps[0];
    }
    for (double jump : jumps) {
      if (statistic(x, y, jump) <= quantile || statistic(x, y, jump + half) < quantile) {
        return jump;
      }
    }
    return jumps[jumps.length - 1];
  }

  private static double statistic(double[] x, double[] y, double shift) {
    double excess = -0.5 * x.length * y.length;
    for (double own : x) {
      for (double other : y) {
        double difference = own - shift - other;
        excess += Math.abs(difference) < 1e-9 ? 0.5 : difference > 0 ? 1 : 0;
      }
    }
    double[] all = new double[x.length + y.length];
    for (int i = 0; i < x.length; i++) {
      all[i] = x[i] - shift;
    }
    System.arraycopy(y, 0, all, x.length, y.length);
    double ties = -all.length; // the sum of t^3 - t over groups of t equal values
    for (double a : all) {
      long same = Arrays.stream(all).filter(b -> Math.abs(a - b) < 1e-9).count();
      ties += (double) same * same;
    }
    double n = all.length;
    double variance = x.length * y.length / 12.0 * (n + 1 - ties / (n * (n - 1)));
    double corrected = excess - Math.signum(excess) * 0.5;
    return variance < 1e-12 ? 0 : corrected / Math.sqrt(variance);
  }

  private static double[] differences(double[] x, double[] y) {
    double[] all = new double[x.length * y.length];
    int next = 0;
    for (double own : x) {
      for (double other : y) {
        all[next++] = own - other;
      }
    }
    Arrays.sort(all);
    return all;
  }
}
