package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;

/**
 * The strategies of Amazon ECS's own deployments as plans (RP-150, RP-151). Their alarms, hooks and
 * breakers are those of any plan: change what you get with {@link RolloutPlan#toBuilder}.
 */
public final class EcsPlans {

  /** The share of each linear step unless another is given. */
  public static final double LINEAR_PERCENT = 10.0;

  /** How long each linear step is watched unless another time is given. */
  public static final Duration LINEAR_BAKE = Duration.ofMinutes(6);

  /** The share of a canary unless another is given. */
  public static final double CANARY_PERCENT = 5.0;

  /** How long a canary is watched unless another time is given. */
  public static final Duration CANARY_BAKE = Duration.ofMinutes(10);

  private static final Duration LONGEST_BAKE = Duration.ofDays(1);

  private EcsPlans() {}

  /**
   * Equal steps with equal times between them; the last one is what remains, and no step bake
   * follows it.
   *
   * @param stepPercent 3.0 to 100.0, in steps of 0.1
   * @param stepBake zero to 1440 minutes
   * @return the plan
   */
  public static RolloutPlan linear(double stepPercent, Duration stepBake) {
    Weight step = percent("stepPercent", stepPercent, 300);
    requireBake(stepBake);
    RolloutPlanBuilder plan = RolloutPlan.builder("ECS linear " + step);
    for (int share = step.basisPoints(); share < Weight.WHOLE; share += step.basisPoints()) {
      bake(plan.shiftTo(new Weight(share)), stepBake);
    }
    return plan.shiftTo(Weight.ALL).build();
  }

  /**
   * Linear with the service's defaults: 10 % every 6 minutes.
   *
   * @return the plan
   */
  public static RolloutPlan linear() {
    return linear(LINEAR_PERCENT, LINEAR_BAKE);
  }

  /**
   * A share first, then the rest.
   *
   * @param percent 0.1 to 100.0, in steps of 0.1
   * @param canaryBake zero to 1440 minutes
   * @return the plan
   */
  public static RolloutPlan canary(double percent, Duration canaryBake) {
    Weight first = percent("canaryPercent", percent, 10);
    requireBake(canaryBake);
    RolloutPlanBuilder plan = RolloutPlan.builder("ECS canary " + first);
    bake(plan.shiftTo(first), canaryBake);
    return first.isAll() ? plan.build() : plan.shiftTo(Weight.ALL).build();
  }

  /**
   * A canary with the service's defaults: 5 % for 10 minutes.
   *
   * @return the plan
   */
  public static RolloutPlan canary() {
    return canary(CANARY_PERCENT, CANARY_BAKE);
  }

  /**
   * All at once, onto a side that was started and tested first; both sides are kept for the bake.
   *
   * @param bake zero to 1440 minutes; the service wants it to be said
   * @return the plan
   */
  public static RolloutPlan blueGreen(Duration bake) {
    requireBake(bake);
    return RolloutPlan.builder("ECS blue/green")
        .scaling(Scaling.STANDARD.startingWith(ScaleTarget.percent(100)))
        .preview()
        .shiftTo(Weight.ALL)
        .bake(bake)
        .build();
  }

  /**
   * A rolling update without a router: as many tasks at a time as the two percentages leave room
   * for (RP-01, RP-155).
   *
   * @param desired tasks in the end, 1 to 10,000; the release has as many replicas
   * @param minimumHealthyPercent of the desired tasks that stay healthy, rounded up; 0 to 100
   * @param maximumPercent of the desired tasks that may run, rounded down; 100 to 200
   * @return the plan
   * @throws IllegalArgumentException if the two leave no room for a single task
   */
  public static RolloutPlan rolling(int desired, int minimumHealthyPercent, int maximumPercent) {
    boolean isInRange =
        desired >= 1
            && desired <= Weight.WHOLE
            && minimumHealthyPercent >= 0
            && minimumHealthyPercent <= 100
            && maximumPercent >= 100
            && maximumPercent <= 200;
    int least = HealthyFloor.percentOf(desired, minimumHealthyPercent);
    int most = (int) ((long) desired * maximumPercent / 100);
    if (!isInRange || most == least) {
      throw new IllegalArgumentException(
          "rolling: "
              + desired
              + " tasks, at least "
              + minimumHealthyPercent
              + " % ("
              + least
              + ") and at most "
              + maximumPercent
              + " % ("
              + most
              + "); allowed: 1 to 10000 tasks, 0 to 100 % and 100 to 200 %, with room for one");
    }
    RolloutPlanBuilder plan =
        RolloutPlan.builder("ECS rolling " + minimumHealthyPercent + " to " + maximumPercent + " %")
            .scaling(
                Scaling.STANDARD
                    .withoutRouter()
                    .surgingBy(most - desired)
                    .keepingCapacity(minimumHealthyPercent)
                    .scalingDownAfter(Duration.ZERO));
    for (int tasks = most - least; tasks < desired; tasks += most - least) {
      plan.shiftTo(new Weight((int) ((long) tasks * Weight.WHOLE / desired)));
    }
    return plan.build();
  }

  private static void bake(RolloutPlanBuilder plan, Duration time) {
    if (!time.isZero()) {
      plan.hold(time);
    }
  }

  private static Weight percent(String what, double percent, int least) {
    Weight weight = Weight.ofPercent(percent);
    if (weight.basisPoints() < least || weight.basisPoints() % 10 != 0) {
      throw new IllegalArgumentException(
          what
              + ": "
              + weight
              + " is out of range; allowed: "
              + new Weight(least)
              + " to 100 % in steps of 0.1 %");
    }
    return weight;
  }

  private static void requireBake(Duration bake) {
    if (bake.isNegative() || bake.compareTo(LONGEST_BAKE) > 0) {
      throw new IllegalArgumentException(
          "bake: " + bake + " is out of range; allowed: zero to " + LONGEST_BAKE);
    }
  }
}
