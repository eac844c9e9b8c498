package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.strategy.AfterAbort;
import dev.penstock.deploy.strategy.CircuitBreaker;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.OnNewerRevision;
import dev.penstock.deploy.strategy.ProgressDeadline;
import dev.penstock.deploy.strategy.ReleaseCalendar;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutPlanBuilder;
import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.strategy.WaitLimit;
import dev.penstock.deploy.traffic.RequestMatch;
import dev.penstock.deploy.traffic.TrafficMirror;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Valid plans and releases of all kinds, by chance. */
final class RandomPlans {
  static final Analysis ERRORS =
      Analysis.of(
          Metric.named("errors").atMost(0.01).every(Duration.ofMinutes(1)).count(3).build());
  static final Analysis ENDLESS =
      Analysis.of(
          Metric.named("errors").atMost(0.01).every(Duration.ofMinutes(1)).build(),
          Metric.named("latency").every(Duration.ofSeconds(90)).atMost(300).build());

  private final RandomGenerator random;

  RandomPlans(RandomGenerator random) {
    this.random = random;
  }

  RolloutPlan plan() {
    int kind = random.nextInt(4);
    RolloutPlanBuilder builder = RolloutPlan.builder("plan-" + kind);
    switch (kind) {
      case 0 -> traffic(builder, true);
      case 1 -> hosts(builder);
      case 2 -> {
        builder.scaling(Scaling.STANDARD.withoutRouter());
        traffic(builder, false);
      }
      default -> {
        builder.scaling(
            Scaling.STANDARD.shrinkingStable().readyAt(80).keepingCapacity(75).atLeast(2));
        traffic(builder, true);
      }
    }
    around(builder);
    return builder.build();
  }

  private void traffic(RolloutPlanBuilder builder, boolean hasRouter) {
    int weight = 0;
    int steps = random.nextInt(6);
    boolean isCohort = false;
    for (int i = 0; i < steps; i++) {
      weight = Math.min(Weight.WHOLE, weight + 1 + random.nextInt(4_000));
      if (weight < Weight.WHOLE) {
        builder.shiftTo(new Weight(weight));
      }
      between(builder);
      if (hasRouter && random.nextInt(4) == 0) {
        builder.admit("ring-" + i);
        isCohort = true;
      }
    }
    if (hasRouter && random.nextInt(3) == 0) {
      builder
          .routes("testers", "shadow")
          .route("testers", RequestMatch.header("X").exactly("y"))
          .mirror(TrafficMirror.of("shadow", Weight.ofPercent(5)))
          .route("testers");
    }
    if (hasRouter && random.nextInt(3) == 0) {
      builder.preview();
    }
    if (isCohort && random.nextBoolean()) {
      builder.rollback(
          RollbackPlan.byCohort(Duration.ofMinutes(1))
              .before(RolloutHook.call("tell"))
              .after(RolloutHook.pause("look")));
    } else if (random.nextBoolean()) {
      builder.rollback(
          RollbackPlan.stepped(Duration.ofMinutes(1), Weight.ofPercent(30), Weight.ofPercent(10)));
    }
  }

  private void hosts(RolloutPlanBuilder builder) {
    DeploymentStrategy[] strategies = {
      DeploymentStrategy.halfAtATime(),
      DeploymentStrategy.allAtOnce(),
      DeploymentStrategy.oneAtATime(),
      DeploymentStrategy.linear(Weight.ofPercent(30), Duration.ofMinutes(2))
    };
    if (random.nextBoolean()) {
      builder.moveHosts("a", strategies[random.nextInt(4)]);
      between(builder);
    }
    builder.moveHosts(strategies[random.nextInt(4)]);
    if (random.nextBoolean()) {
      builder.rollback(RollbackPlan.AT_ONCE.hostsBy(DeploymentStrategy.oneAtATime()));
    }
  }

  private void between(RolloutPlanBuilder builder) {
    switch (random.nextInt(9)) {
      case 0 -> builder.hold(Duration.ofMinutes(5));
      case 1 -> builder.pause();
      case 2 -> builder.pause(WaitLimit.thenContinue(Duration.ofHours(1)));
      case 3 -> builder.pause(WaitLimit.thenRollBack(Duration.ofHours(1)));
      case 4 -> builder.analyse(ERRORS);
      case 5 -> builder.analyse(ENDLESS, Duration.ofMinutes(5));
      case 6 -> builder.awaitWindow(ReleaseCalendar.open("* * 9-16 ? * MON-FRI", "UTC"));
      case 7 -> builder.ask(RolloutHook.call("policy"));
      default -> builder.ask(RolloutHook.pause("sign-off"));
    }
  }

  private void around(RolloutPlanBuilder builder) {
    if (random.nextBoolean()) {
      builder.hook(
          RolloutHook.call("check")
              .at(RolloutStage.PRE_SCALE_UP, RolloutStage.PRODUCTION_TRAFFIC_SHIFT));
    }
    if (random.nextBoolean()) {
      builder.hook(RolloutHook.call("note").advisory().at(RolloutStage.RECONCILE_SERVICE));
    }
    if (random.nextBoolean()) {
      builder.lastly(RolloutHook.call("clean"));
    }
    if (random.nextBoolean()) {
      builder.analyseAlongside(ENDLESS);
    }
    if (random.nextBoolean()) {
      builder.analyseAfterPromotion(ENDLESS, Duration.ofMinutes(3));
    }
    if (random.nextBoolean()) {
      builder.alarms("5xx", "lag");
    }
    if (random.nextBoolean()) {
      builder.circuitBreaker(CircuitBreaker.count(2));
    }
    if (random.nextInt(4) == 0) {
      builder.deadline(new ProgressDeadline(Duration.ofMinutes(10), ProgressDeadline.Then.REPORT));
    }
    if (random.nextInt(3) == 0) {
      builder.afterAbort(
          random.nextBoolean() ? AfterAbort.keep() : AfterAbort.removeAfter(Duration.ZERO));
    }
    builder
        .bake(Duration.ofMinutes(random.nextInt(3)))
        .rollbackWindow(random.nextInt(3))
        .onNewerRevision(any(OnNewerRevision.class, random));
  }

  Release release(RolloutPlan plan) {
    Release release = Release.of("r" + random.nextInt(30));
    if (plan.movesHosts()) {
      List<RolloutHost> hosts = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        hosts.add(new RolloutHost("h-" + i, i < 2 ? "a" : "b"));
      }
      release = release.onHosts(hosts);
    }
    boolean scales = !plan.scaling().equals(Scaling.STANDARD) || random.nextBoolean();
    if (scales && !plan.movesHosts()) {
      release = release.withReplicas(4 + random.nextInt(10));
    }
    if (random.nextInt(20) == 0) {
      release = release.asEmergency("ann", "an outage");
    }
    return random.nextInt(4) == 0 ? release.followingEveryStep() : release;
  }

  static <T> T any(Class<T> type, RandomGenerator random) {
    T[] all = type.getEnumConstants();
    return all[random.nextInt(all.length)];
  }
}
