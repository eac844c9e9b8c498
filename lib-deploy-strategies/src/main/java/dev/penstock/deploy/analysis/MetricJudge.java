package dev.penstock.deploy.analysis;

/**
 * A test of a canary against its baseline, instead of conditions on a number. A judge is data and
 * has no state; both kinds need measurements of the baseline.
 */
public sealed interface MetricJudge permits MannWhitneyTest, SequentialTest {}
