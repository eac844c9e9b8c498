/**
 * What tells a deployment that it does harm: alarms, by name, from wherever a host keeps them, and
 * analyses, which measure metrics and judge them.
 *
 * <p>A host implements {@link dev.penstock.deploy.analysis.AlarmSource}. A deployment watches the
 * alarms of its group from its start to its end, and the first one that fires stops it.
 *
 * <p>An {@link dev.penstock.deploy.analysis.Analysis} says what is measured and what is good:
 *
 * <pre>{@code
 * Analysis analysis = Analysis.named("checkout")
 *     .metric("error-rate", metric -> metric.atMost(0.01).every(ofMinutes(1)).count(5))
 *     .metric("latency", metric -> metric.atMost(250).dryRun())
 *     .build();
 * }</pre>
 *
 * <p>A host implements {@link dev.penstock.deploy.analysis.MetricProvider}. An {@link
 * dev.penstock.deploy.analysis.AnalysisRun} is the pure state of one analysis under way: it says
 * what to measure and when, is told what was measured, and has a verdict with its reasons.
 *
 * <p>All types are immutable and safe for several threads, but for the builders. Times are {@link
 * java.time.Instant} and {@link java.time.Duration}; scores are percents, 0 to 100.
 */
@NullMarked
package dev.penstock.deploy.analysis;

import org.jspecify.annotations.NullMarked;
