/**
 * What tells a deployment that it does harm: alarms, by name, from wherever a host keeps them, and
 * analyses, which measure metrics and judge them.
 *
 * <h2>Alarms</h2>
 *
 * <p>A host implements {@link dev.penstock.deploy.analysis.AlarmSource}. A deployment watches the
 * alarms of its group from its start to its end, and the first one that fires stops it.
 *
 * <h2>Analyses</h2>
 *
 * <p>An {@link dev.penstock.deploy.analysis.Analysis} says what is measured and what is good. It is
 * a value: it can be compared, printed, and is journalled with the rollout that it belongs to.
 *
 * <pre>{@code
 * Analysis analysis = Analysis.named("checkout")
 *     .metric("error-rate", metric -> metric
 *         .query("sum(rate(http_errors[1m])) / sum(rate(http_requests[1m]))")
 *         .atMost(0.01)
 *         .every(ofMinutes(1)).count(5)
 *         .minimumSamples(200, DataPolicy.WAIT))
 *     .metric("latency", metric -> metric
 *         .reading(Reading.RATIO).atMost(1.1)
 *         .every(ofMinutes(1)).count(5).failureLimit(1))
 *     .metric("memory", metric -> metric.atMost(2e9).dryRun())
 *     .build();
 * }</pre>
 *
 * <p>Three questions are answered one after the other, each with reasons and evidence:
 *
 * <ol>
 *   <li><em>What does one measurement say?</em> An {@link dev.penstock.deploy.analysis.Outcome}, by
 *       the metric's conditions or its judge. Without data, or with too few samples, a {@link
 *       dev.penstock.deploy.analysis.DataPolicy} decides, never a condition by accident: an empty
 *       answer is neither a rate of 0 nor a failure unless somebody said so.
 *   <li><em>What do the measurements of a metric say?</em> An {@link
 *       dev.penstock.deploy.analysis.AnalysisStatus}, by its {@link
 *       dev.penstock.deploy.analysis.MetricLimits}. A limit has to be exceeded: one bad measurement
 *       more than it says. If several are, an error comes before inconclusive before failed.
 *   <li><em>What do the metrics say together?</em> The verdict, by the {@link
 *       dev.penstock.deploy.analysis.Combination}: all, any, a quorum, or a weighted score. Dry
 *       runs are reported and do not count.
 * </ol>
 *
 * <p>What a rollout does about it is a {@link dev.penstock.deploy.analysis.MonitorDecision}: it
 * goes on after success, ends after failure or error, and pauses when the verdict is inconclusive,
 * since then a person has to look.
 *
 * <h2>Who does what</h2>
 *
 * <p>An {@link dev.penstock.deploy.analysis.AnalysisRun} is the pure state of one analysis under
 * way. It has no clock and asks nobody by itself: {@code due(now)} says what to measure, {@code
 * measured} tells an answer, {@code nextAfter(now)} says when to look again. Asking twice gives the
 * same questions, and a repeated or late answer changes nothing, so it survives restarts. A host
 * implements {@link dev.penstock.deploy.analysis.MetricProvider}, which answers.
 *
 * <h2>Canary against baseline</h2>
 *
 * <p>Fixed thresholds are the first choice: everybody understands them. Where the right threshold
 * moves with the load, compare the canary with a baseline that gets the same load at the same time:
 *
 * <ul>
 *   <li>a {@link dev.penstock.deploy.analysis.Reading} of the difference or the ratio, and a
 *       condition on that: simple, and blind to chance;
 *   <li>{@link dev.penstock.deploy.analysis.MannWhitneyTest}: compares two series at one instant,
 *       and answers only if the whole confidence interval of the shift is beyond a tolerance. It is
 *       right for one look. With a handful of values any test is weak, so give it minimum samples;
 *   <li>{@link dev.penstock.deploy.analysis.SequentialTest}: may be looked at after every interval,
 *       stops as soon as it knows, and is wrong no more often than it states;
 *   <li>{@link dev.penstock.deploy.analysis.CanaryJudge}: many metrics in groups, one score, and a
 *       text that explains it, by the rules of Kayenta's judge.
 * </ul>
 *
 * <p>All types are immutable and safe for several threads, but for the builders. Times are {@link
 * java.time.Instant} and {@link java.time.Duration}; scores are percents, 0 to 100.
 */
@NullMarked
package dev.penstock.deploy.analysis;

import org.jspecify.annotations.NullMarked;
