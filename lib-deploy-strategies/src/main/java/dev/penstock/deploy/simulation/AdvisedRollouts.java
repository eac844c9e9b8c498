package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.Recommendation.Advice;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.strategy.Stepped;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tries the candidates of an advisor and says what is to be said of each. */
final class AdvisedRollouts {

  private static final int[] SHARES_OF_HOSTS = {1, 2, 5, 10, 20, 25, 33, 50};
  private static final int[] CANARIES = {1, 5, 10, 25};
  private static final int[] STEPS = {5, 10, 20, 25};

  private final RolloutAdvisor needs;
  private final AdvisedLimits limits;

  AdvisedRollouts(RolloutAdvisor needs) {
    this.needs = needs;
    this.limits = new AdvisedLimits(needs);
  }

  Recommendation recommend() {
    List<WorstCase> suitable = new ArrayList<>();
    List<WorstCase> others = new ArrayList<>();
    for (Candidate candidate : candidates()) {
      WorstCase worst = WorstCase.of(candidate, needs);
      if (worst != null) {
        (limits.missed(worst).isEmpty() ? suitable : others).add(worst);
      }
    }
    suitable.sort(
        Comparator.comparingLong(WorstCase::requestMinutes)
            .thenComparing(WorstCase::timeToFull)
            .thenComparing(worst -> worst.candidate().name()));
    others.sort(
        Comparator.comparingDouble(limits::missedBy)
            .thenComparing(WorstCase::requestMinutes)
            .thenComparing(worst -> worst.candidate().name()));
    return new Recommendation(advice(suitable, suitable), advice(others, suitable));
  }

  private List<Advice> advice(List<WorstCase> cases, List<WorstCase> suitable) {
    List<Advice> advice = new ArrayList<>();
    for (WorstCase worst : cases) {
      List<String> against = new ArrayList<>(limits.missed(worst));
      against.addAll(limits.drawbacks(worst, suitable));
      advice.add(
          new Advice(
              worst.candidate(),
              worst.timeToFull(),
              worst.lowestCapacity(),
              worst.requestMinutes(),
              limits.kept(worst),
              against));
    }
    return advice;
  }

  /** Everything in one move, waves as large as parts of the headroom, and shares that are held. */
  private Set<Candidate> candidates() {
    Set<Candidate> candidates = new LinkedHashSet<>();
    candidates.add(Candidate.hosts(DeploymentStrategy.allAtOnce()));
    candidates.add(Candidate.hosts(DeploymentStrategy.halfAtATime()));
    candidates.add(Candidate.hosts(DeploymentStrategy.oneAtATime()));
    for (int part = 1; part <= 4; part++) {
      int out = Math.max(1, (int) ((long) atMostOut() * part / 4));
      DeploymentStrategy waves =
          MinimumHealthyHosts.count(needs.hosts - Math.min(out, needs.hosts));
      candidates.add(Candidate.hosts(waves));
      candidates.add(Candidate.refilling(waves));
    }
    Duration hold = hold();
    for (int percent : SHARES_OF_HOSTS) {
      candidates.add(Candidate.hosts(DeploymentStrategy.linear(Weight.ofPercent(percent), hold)));
    }
    if (needs.secondFleet) {
      addTraffic(candidates, hold);
    }
    return candidates;
  }

  private static void addTraffic(Set<Candidate> candidates, Duration hold) {
    candidates.add(Candidate.traffic(DeploymentStrategy.allAtOnce()));
    for (int percent : CANARIES) {
      candidates.add(Candidate.traffic(DeploymentStrategy.canary(Weight.ofPercent(percent), hold)));
    }
    for (int percent : STEPS) {
      candidates.add(Candidate.traffic(DeploymentStrategy.linear(Weight.ofPercent(percent), hold)));
    }
    candidates.add(
        Candidate.traffic(
            Stepped.of(Weight.ofPercent(1), hold)
                .then(Weight.ofPercent(10), hold)
                .then(Weight.ofPercent(50), hold)));
  }

  private int atMostOut() {
    return (int) ((long) needs.hosts * needs.headroom.basisPoints() / Weight.WHOLE);
  }

  /** Long enough to be told of a bad revision before more get it, in whole minutes. */
  private Duration hold() {
    Duration minutes = Duration.ofMinutes(needs.detection.toMinutes());
    return minutes.compareTo(needs.detection) < 0 || minutes.isZero()
        ? minutes.plusMinutes(1)
        : minutes;
  }
}
