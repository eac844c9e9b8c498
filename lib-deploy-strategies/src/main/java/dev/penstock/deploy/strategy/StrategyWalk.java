package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a strategy does to the traffic if all goes well, as steps of a plan. */
final class StrategyWalk {
  private final List<RolloutStep> steps = new ArrayList<>();

  private StrategyWalk() {}

  static StrategyWalk of(DeploymentStrategy strategy) {
    StrategyWalk walk = new StrategyWalk();
    Rollout rollout = Rollout.starting(Weight.WHOLE, 0);
    Step step = strategy.next(rollout);
    while (step instanceof Step.Move move) {
      if (walk.steps.size() >= RolloutPlan.MOST_STEPS) {
        throw refused(
            strategy,
            "more than " + RolloutPlan.MOST_STEPS + " steps",
            "strategies of traffic; for hosts use RolloutPlan.ofHosts");
      }
      rollout = rollout.moved(move.requireAtMost(rollout, strategy), 0);
      walk.add(rollout.succeeded(), move.hold());
      step = strategy.next(rollout);
    }
    if (step instanceof Step.Stop stop) {
      throw refused(strategy, "it stops: " + stop.reason(), "strategies that finish");
    }
    return walk;
  }

  private void add(int basisPoints, Duration hold) {
    steps.add(new RolloutStep.ShiftTo(new Weight(basisPoints)));
    if (!hold.isZero()) {
      steps.add(new RolloutStep.Hold(hold));
    }
  }

  RolloutPlanBuilder into(RolloutPlanBuilder builder) {
    steps.forEach(builder::step);
    return builder;
  }

  private static InvalidDefinitionException refused(
      DeploymentStrategy strategy, String found, String allowed) {
    return new InvalidDefinitionException(
        "rollout plan " + strategy.name(),
        List.of(Diagnostic.error("rollout.strategy", "strategy", found, allowed)));
  }
}
