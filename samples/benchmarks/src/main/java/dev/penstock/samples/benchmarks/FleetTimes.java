package dev.penstock.samples.benchmarks;

import java.util.SplittableRandom;

/** A fleet of which every host takes half a minute to one and a half, and 95 % stay healthy. */
final class FleetTimes {
  private static final int LEAST = 30_000;
  private static final int WIDTH = 60_000;
  private static final int PERCENT = 95;

  private FleetTimes() {}

  /** Milliseconds by host, the same in every run. */
  static long[] of(int hosts) {
    return new SplittableRandom(20261121).longs(hosts, LEAST, LEAST + WIDTH).toArray();
  }

  static int percent() {
    return PERCENT;
  }

  static int minimum(int hosts) {
    return (int) (((long) hosts * PERCENT + 99) / 100);
  }
}
