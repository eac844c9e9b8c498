package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;

/** Spinnaker's strategies as plans (RP-130 to RP-132). */
public final class SpinnakerPlans {

  private SpinnakerPlans() {}

  /**
   * Red/black: the new group is up, a wait, all users move and the old group is disabled, a wait,
   * the old group is scaled down.
   *
   * @param beforeDisable how long both serve side by side before users move, zero or more
   * @param beforeScaleDown how long the disabled group is kept, zero or more
   * @return the plan
   */
  public static RolloutPlan redBlack(Duration beforeDisable, Duration beforeScaleDown) {
    RolloutPlanBuilder plan =
        RolloutPlan.builder("Spinnaker red/black")
            .scaling(
                Scaling.STANDARD
                    .startingWith(ScaleTarget.percent(100))
                    .scalingDownAfter(beforeScaleDown));
    hold(plan, beforeDisable);
    return plan.shiftTo(Weight.ALL).build();
  }

  /**
   * Rolling red/black: for each percentage the new group grows to it, then as much of the traffic
   * moves. 100 % is appended if it is missing.
   *
   * @param wait after each percentage, zero or more
   * @param percentages growing, above 0, up to 100
   * @return the plan
   */
  public static RolloutPlan rollingRedBlack(Duration wait, int... percentages) {
    RolloutPlanBuilder plan = RolloutPlan.builder("Spinnaker rolling red/black");
    for (int percent : percentages) {
      hold(plan.shiftTo(percent), wait);
    }
    boolean isWhole = percentages.length > 0 && percentages[percentages.length - 1] == 100;
    return isWhole ? plan.build() : plan.shiftTo(Weight.ALL).build();
  }

  /**
   * Monitored deploy: like rolling red/black, but after each percentage a monitor is asked, again
   * every 30 seconds while it says wait, and told of the beginning and the end.
   *
   * @param monitor the hook's name; at the beginning and the end its answer does not matter
   * @param limit how long the monitor may take at each step, and what happens then
   * @param percentages growing, above 0, up to 100
   * @return the plan
   */
  public static RolloutPlan monitored(String monitor, WaitLimit limit, int... percentages) {
    RolloutHook asked = RolloutHook.call(monitor).within(limit);
    RolloutPlanBuilder plan =
        RolloutPlan.builder("Spinnaker monitored deploy")
            .hook(asked.advisory().at(RolloutStage.RECONCILE_SERVICE))
            .lastly(asked.advisory());
    for (int percent : percentages) {
      plan.shiftTo(percent).ask(asked);
    }
    return plan.build();
  }

  /**
   * A function, all at once.
   *
   * @return the plan
   */
  public static RolloutPlan simpleFunction() {
    return RolloutPlan.builder("Spinnaker simple").shiftTo(Weight.ALL).build();
  }

  /**
   * A function, by a weight that a person makes whole.
   *
   * @param percent above 0, below 100
   * @return the plan
   */
  public static RolloutPlan weightedFunction(double percent) {
    return RolloutPlan.builder("Spinnaker weighted")
        .shiftTo(percent)
        .pause()
        .shiftTo(Weight.ALL)
        .build();
  }

  /**
   * A function, all at once after a check of the new version.
   *
   * @param check the hook's name
   * @return the plan
   */
  public static RolloutPlan blueGreenFunction(String check) {
    return RolloutPlan.builder("Spinnaker blue/green")
        .preview()
        .hook(RolloutHook.call(check).at(RolloutStage.POST_TEST_TRAFFIC_SHIFT))
        .shiftTo(Weight.ALL)
        .build();
  }

  private static void hold(RolloutPlanBuilder plan, Duration time) {
    if (!time.isZero()) {
      plan.hold(time);
    }
  }
}
