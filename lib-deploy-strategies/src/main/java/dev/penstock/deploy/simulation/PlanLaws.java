package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStep;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The laws of a plan, tried by carrying it out. */
final class PlanLaws {

  private static final int[] FLEETS = {1, 2, 7, 40};
  private static final int ALARMS = 12;

  private final RolloutPlan plan;
  private final BiConsumer<String, String> broken;
  private final Candidate candidate;

  PlanLaws(RolloutPlan plan, BiConsumer<String, String> broken) {
    this.plan = plan;
    this.broken = broken;
    this.candidate = Candidate.plan(plan);
  }

  void check() {
    for (int hosts : FLEETS) {
      if (hosts < cohortsOfHosts().size()) {
        continue; // every cohort has a host
      }
      SimulatedRollout good = play(scenario(hosts).badRevision(Weight.NONE), 0);
      if (good == null) {
        return;
      }
      check(good, hosts);
      long whole = good.figures().duration().toMillis();
      for (int alarm = 0; alarm <= ALARMS; alarm++) {
        Duration noticed = Duration.ofMillis(whole * alarm / ALARMS);
        SimulatedRollout bad = play(scenario(hosts).noticedByUsersAfter(noticed), alarm);
        if (bad == null) {
          return;
        }
        check(bad, hosts);
      }
      SimulatedRollout flawed =
          play(scenario(hosts).badRevision(Weight.NONE).hostFails(Weight.ofPercent(20)), 1);
      if (flawed != null) {
        check(flawed, hosts);
      }
    }
  }

  private RolloutScenarioBuilder scenario(int hosts) {
    RolloutScenarioBuilder scenario =
        RolloutScenario.builder(hosts)
            .deploymentTakes(TimeSpread.between(Duration.ofSeconds(20), Duration.ofSeconds(90)));
    Set<String> cohorts = new LinkedHashSet<>();
    for (RolloutStep step : plan.steps()) {
      if (step instanceof RolloutStep.Admit admit) {
        cohorts.add(admit.cohort());
      }
    }
    for (String cohort : cohorts) {
      scenario.cohort(cohort, new Weight(Weight.WHOLE / (cohorts.size() + 1)));
    }
    return scenario;
  }

  private @Nullable SimulatedRollout play(RolloutScenarioBuilder scenario, long seed) {
    RolloutScenario built = scenario.build();
    return play(() -> built.simulate(candidate, seed), broken);
  }

  /** A rollout that was played twice; null if it has no end. */
  static @Nullable SimulatedRollout play(
      Supplier<SimulatedRollout> rollout, BiConsumer<String, String> broken) {
    try {
      SimulatedRollout once = rollout.get();
      SimulatedRollout twice = rollout.get();
      if (!once.equals(twice)) {
        broken.accept(
            "deterministic", "expected\n" + once.toText() + "again; found\n" + twice.toText());
      }
      return once;
    } catch (IllegalStateException endless) {
      broken.accept("ends", "expected an end; found " + endless.getMessage());
      return null;
    }
  }

  private void check(SimulatedRollout rollout, int hosts) {
    check(rollout, plan.movesHosts() ? floor(hosts) : 0, broken);
  }

  /** What must serve until the way back; cohort by cohort, as only one of them is moved at once. */
  private int floor(int hosts) {
    Set<String> cohorts = cohortsOfHosts();
    int least = hosts;
    for (RolloutStep step : plan.steps()) {
      if (step instanceof RolloutStep.MoveHosts move) {
        DeploymentStrategy strategy = DeploymentStrategy.named(move.strategy());
        int most = (hosts + cohorts.size() - 1) / cohorts.size();
        for (int size = hosts / cohorts.size(); size <= most; size++) {
          least = Math.min(least, hosts - size + strategy.minimumHealthy(size));
        }
      }
    }
    return least;
  }

  private Set<String> cohortsOfHosts() {
    Set<String> cohorts = new LinkedHashSet<>();
    for (RolloutStep step : plan.steps()) {
      if (step instanceof RolloutStep.MoveHosts move) {
        cohorts.add(move.cohort());
      }
    }
    return cohorts;
  }

  /** The laws of one rollout, whatever it was carried out by. */
  static void check(SimulatedRollout rollout, int floor, BiConsumer<String, String> broken) {
    int before = 0;
    boolean isGoingBack = false;
    for (RolloutEvent event : rollout.events()) {
      isGoingBack |= event.kind() == Kind.ROLLBACK_STARTED || event.kind() == Kind.ROLLED_BACK;
      if (event.succeeded() < 0 || event.succeeded() > rollout.total()) {
        breaks("bounded", "a share of 0 % to 100 %", event.succeeded() + "", rollout, broken);
      }
      if (!isGoingBack && event.succeeded() < before) {
        breaks("grows", "no less than " + before, event.succeeded() + "", rollout, broken);
      }
      if (!isGoingBack && event.failed() == 0 && event.serving() < floor) {
        breaks("floor", "at least " + floor + " serving", event.serving() + "", rollout, broken);
      }
      before = event.succeeded();
    }
    RolloutEvent last = rollout.events().get(rollout.events().size() - 1);
    if (rollout.outcome() == Outcome.SUCCEEDED) {
      if (last.succeeded() + last.failed() < rollout.total()) {
        breaks("complete", "all on the new revision", last.succeeded() + "", rollout, broken);
      }
    } else if (last.succeeded() > 0 || last.serving() < rollout.total()) {
      breaks(
          "restores",
          "nothing on the new revision and all serving",
          last.succeeded() + " and " + last.serving(),
          rollout,
          broken);
    }
  }

  private static void breaks(
      String law,
      String expected,
      String found,
      SimulatedRollout rollout,
      BiConsumer<String, String> broken) {
    broken.accept(law, "expected " + expected + "; found " + found + "\n" + rollout.toText());
  }
}
