package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;

/**
 * What chance has in store for one rollout. Each answer follows from the seed and the question
 * alone, whatever was asked before: so strategies that are compared meet the same revision, the
 * same hosts and the same delays. The numbers are those of SplitMix64 (Steele, Lea and Flood, 2014)
 * with a counter of its own for each kind of question.
 */
final class Draw {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final double ULP = 0x1.0p-53;

  private final RolloutScenario scenario;
  private final long revision;
  private final long times;
  private final long failures;
  private final long timesBack;

  Draw(RolloutScenario scenario, long seed) {
    this.scenario = scenario;
    this.revision = stream(seed, 1);
    this.times = stream(seed, 2);
    this.failures = stream(seed, 3);
    this.timesBack = stream(seed, 4);
  }

  /** The seed of one of many runs. */
  static long seedOf(long seed, int run) {
    return mix(mix(seed) + (run + 1) * GAMMA);
  }

  boolean isBad() {
    return hits(revision, 1, scenario.badRevision());
  }

  /** Of the requests to a bad revision, 0 to 1. */
  double errorRate() {
    double least = scenario.leastErrorRate().basisPoints();
    double most = scenario.mostErrorRate().basisPoints();
    return (least + unit(revision, 2) * (most - least)) / Weight.WHOLE;
  }

  long alarmDelay() {
    return scenario.alarmDelay().at(unit(revision, 3));
  }

  long reaction() {
    return scenario.reaction().at(unit(revision, 4));
  }

  /** When an alarm is raised for nothing; the longest time there is if never. */
  long falseAlarm() {
    long mean = scenario.falseAlarmEvery();
    if (mean == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    double waits = -StrictMath.log(1 - unit(revision, 5)) * mean;
    return waits >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) waits;
  }

  long hostMillis(int host) {
    return scenario.deploymentTakes().at(unit(times, host));
  }

  long hostMillisBack(int host) {
    return scenario.rollbackTakes().at(unit(timesBack, host));
  }

  boolean hostFails(int host) {
    return hits(failures, host, scenario.hostFails());
  }

  private static long stream(long seed, int number) {
    return mix(seed + number * GAMMA);
  }

  private static boolean hits(long stream, long index, Weight chance) {
    return unit(stream, index) * Weight.WHOLE < chance.basisPoints();
  }

  /** Evenly from 0 to below 1. */
  private static double unit(long stream, long index) {
    return (mix(stream + index * GAMMA) >>> 11) * ULP;
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
