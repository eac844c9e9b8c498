package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.traffic.RequestMatch;
import dev.penstock.deploy.traffic.TrafficMirror;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Flagger's strategies as plans (RP-120, RP-121, RP-126): metrics are checked once in an interval
 * beside all steps, failed checks add up, and too many of them go back.
 */
public final class FlaggerPlans {

  /** The interval unless another is given. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final String MATCHES = "matches";

  private FlaggerPlans() {}

  /**
   * The weight grows by a step in each interval until it is at least the maximum; then all follow.
   *
   * @param stepPercent above 0, up to 100
   * @param maxPercent at which weight or above the steps end, above 0, up to 100
   * @param interval how long each weight is watched, above zero
   * @param threshold at how many failed checks it goes back, at least 1
   * @param metrics what is checked once in each interval
   * @return the plan
   */
  public static RolloutPlan canary(
      int stepPercent, int maxPercent, Duration interval, int threshold, Metric... metrics) {
    RolloutPlanBuilder plan = checked("Flagger canary", interval, threshold, metrics);
    grow(plan, stepPercent, maxPercent, interval);
    return plan.build();
  }

  /**
   * The same, but requests are first copied to the new side for one interval.
   *
   * @param mirrorPercent the share that is copied, above 0, up to 100
   * @param stepPercent above 0, up to 100
   * @param maxPercent at which weight or above the steps end, above 0, up to 100
   * @param interval how long each phase is watched, above zero
   * @param threshold at how many failed checks it goes back, at least 1
   * @param metrics what is checked once in each interval
   * @return the plan
   */
  public static RolloutPlan mirroredCanary(
      int mirrorPercent,
      int stepPercent,
      int maxPercent,
      Duration interval,
      int threshold,
      Metric... metrics) {
    RolloutPlanBuilder plan =
        checked("Flagger mirrored canary", interval, threshold, metrics)
            .routes("mirror")
            .mirror(TrafficMirror.of("mirror", Weight.ofPercent(mirrorPercent)))
            .hold(interval)
            .mirror(TrafficMirror.of("mirror", Weight.NONE));
    grow(plan, stepPercent, maxPercent, interval);
    return plan.build();
  }

  /**
   * Users who match are on the new side for a number of intervals; then all follow. There are no
   * weights.
   *
   * @param iterations how many intervals, at least 1
   * @param interval above zero
   * @param threshold at how many failed checks it goes back, at least 1
   * @param matches conditions that are met together
   * @param metrics what is checked once in each interval
   * @return the plan
   */
  public static RolloutPlan abTest(
      int iterations,
      Duration interval,
      int threshold,
      List<RequestMatch> matches,
      Metric... metrics) {
    return checked("Flagger A/B", interval, threshold, metrics)
        .routes(MATCHES)
        .route(MATCHES, matches.toArray(RequestMatch[]::new))
        .hold(iterations(iterations, interval))
        .build();
  }

  /**
   * The new side is checked for a number of intervals before any user sees it; then all follow.
   *
   * @param iterations how many intervals, at least 1
   * @param interval above zero
   * @param threshold at how many failed checks it goes back, at least 1
   * @param metrics what is checked once in each interval
   * @return the plan
   */
  public static RolloutPlan blueGreen(
      int iterations, Duration interval, int threshold, Metric... metrics) {
    return checked("Flagger blue/green", interval, threshold, metrics)
        .scaling(Scaling.STANDARD.startingWith(ScaleTarget.percent(100)))
        .preview()
        .hold(iterations(iterations, interval))
        .build();
  }

  /**
   * The weights of a canary: multiples of the step up to the first that is at least the maximum,
   * never above 100 %.
   *
   * @param stepPercent above 0, up to 100
   * @param maxPercent above 0, up to 100
   * @return the weights, growing
   */
  public static List<Weight> weights(int stepPercent, int maxPercent) {
    if (stepPercent < 1 || stepPercent > 100 || maxPercent < 1 || maxPercent > 100) {
      throw new IllegalArgumentException(
          "weights: step "
              + stepPercent
              + " % and maximum "
              + maxPercent
              + " %; allowed: 1 to 100 %");
    }
    int count = (maxPercent + stepPercent - 1) / stepPercent;
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> Weight.ofPercent(Math.min(100, i * stepPercent)))
        .toList();
  }

  private static void grow(
      RolloutPlanBuilder plan, int stepPercent, int maxPercent, Duration interval) {
    for (Weight weight : weights(stepPercent, maxPercent)) {
      plan.shiftTo(weight).hold(interval);
    }
  }

  private static Duration iterations(int iterations, Duration interval) {
    if (iterations < 1) {
      throw new IllegalArgumentException(
          "iterations: " + iterations + " is out of range; allowed: 1 or more");
    }
    return interval.multipliedBy(iterations);
  }

  private static RolloutPlanBuilder checked(
      String name, Duration interval, int threshold, Metric... metrics) {
    Analysis checks =
        Analysis.of(
            List.of(metrics).stream()
                .map(metric -> Watching.checked(metric, interval))
                .toArray(Metric[]::new));
    return RolloutPlan.builder(name)
        .onNewerRevision(OnNewerRevision.RESTART)
        .analyseAlongside(
            new Analysis(
                checks.name(), checks.metrics(), checks.combination(), Optional.of(threshold)));
  }
}
