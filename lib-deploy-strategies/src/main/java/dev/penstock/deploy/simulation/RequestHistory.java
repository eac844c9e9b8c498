package dev.penstock.deploy.simulation;

import java.util.Arrays;

/** How many requests the new revision had by which moment; between two of them evenly. */
final class RequestHistory {

  private long[] moments = new long[16];
  private double[] requests = new double[16];
  private int size = 1; // nothing at the start

  void add(long moment, double more) {
    if (moment == moments[size - 1]) {
      requests[size - 1] += more;
      return;
    }
    if (size == moments.length) {
      moments = Arrays.copyOf(moments, 2 * size);
      requests = Arrays.copyOf(requests, 2 * size);
    }
    moments[size] = moment;
    requests[size] = requests[size - 1] + more;
    size++;
  }

  long between(long from, long to) {
    return (long) (by(to) - by(from));
  }

  private double by(long moment) {
    int found = Arrays.binarySearch(moments, 0, size, moment);
    if (found >= 0) {
      return requests[found];
    }
    int next = -found - 1;
    if (next == 0) {
      return 0;
    }
    if (next == size) {
      return requests[size - 1];
    }
    double share = (double) (moment - moments[next - 1]) / (moments[next] - moments[next - 1]);
    return requests[next - 1] + share * (requests[next] - requests[next - 1]);
  }
}
