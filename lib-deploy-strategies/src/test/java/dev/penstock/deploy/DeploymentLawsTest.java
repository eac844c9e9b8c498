package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.process.simulation.DeciderLaws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("A deployment")
class DeploymentLawsTest {
  private static final DeploymentStrategy FLEET = DeploymentStrategy.halfAtATime();
  private static final DeploymentStrategy TRAFFIC =
      DeploymentStrategy.linear(Weight.ofPercent(30), Duration.ofMinutes(2));

  @Property(seed = "2026", tries = 300)
  @Label("obeys the laws of deciders in any history")
  void obeysTheLaws(@ForAll long seed) {
    assertEquals(List.of(), laws().violations(new SplittableRandom(seed), 250));
  }

  @Example
  @Label("comes through every kind of event in such histories, and to every end")
  void visitsEverything() {
    Set<Class<?>> seen = new HashSet<>();
    Set<String> ends = new HashSet<>();
    for (int seed = 0; seed < 400; seed++) {
      for (DeploymentEvent event : laws().events(new SplittableRandom(seed), 250)) {
        seen.add(event.getClass());
        if (event instanceof DeploymentEvent.DeploymentEnded end) {
          ends.add(end.code());
        }
      }
    }
    assertEquals(
        Arrays.stream(DeploymentEvent.class.getPermittedSubclasses()).collect(Collectors.toSet()),
        seen);
    assertEquals(
        Set.of(
            "HEALTH_CONSTRAINTS",
            "HEALTH_CONSTRAINTS_INVALID",
            "ALARM_ACTIVE",
            "ALARM_UNREADABLE",
            "MANUAL_STOP",
            "TIMEOUT",
            "TRAFFIC_ROUTING_FAILED",
            "STRATEGY_CHANGED"),
        ends);
  }

  private static DeciderLaws<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect>
      laws() {
    return new DeciderLaws<>(
        new DeploymentDecider(FLEET, TRAFFIC),
        EventCodecs.DEPLOYMENT,
        DeploymentLawsTest::snapshot,
        DeploymentLawsTest::next,
        command ->
            !(command instanceof DeploymentCommand.StopDeployment
                || command instanceof DeploymentCommand.ContinueDeployment));
  }

  static List<?> snapshot(DeploymentState state) {
    if (!state.exists()) {
      return List.of();
    }
    return List.of(
        DeploymentView.of(state),
        state.leg.running > 0 ? "in flight" : state.fleetRollout(),
        state.trafficRollout(),
        state.phase,
        Optional.ofNullable(state.hold),
        Optional.ofNullable(state.heldUntil),
        Optional.ofNullable(state.waitUntil),
        Optional.ofNullable(state.stop),
        Optional.ofNullable(state.routingFailure),
        state.dropped,
        state.leg.leg,
        List.of(state.leg.next, state.leg.running, state.holds, state.routes, state.wanted),
        List.of(state.terminations, state.failedTerminations, state.isTerminated),
        List.of(state.isContinued, state.hasBaked),
        Optional.ofNullable(state.terminating),
        List.of(state.isRouting, state.isReturning, state.isReturned),
        state.failedReturns,
        Arrays.stream(state.targets)
            .map(target -> target.isRunning() + " " + target.timeoutAt + " " + target.startBy)
            .toList());
  }

  private static DeploymentCommand next(
      DeploymentState state, List<DeploymentEffect> pending, RandomGenerator random) {
    Instant at = Plans.START.plusSeconds(random.nextInt(100_000));
    if (!state.exists() && random.nextInt(10) > 0) {
      return new DeploymentCommand.CreateDeployment(plan(random), at);
    }
    int choice = random.nextInt(200);
    if (choice < 2) {
      return new DeploymentCommand.StopDeployment("enough", RollbackChoice.LEAVE, at);
    }
    if (choice < 4) {
      return new DeploymentCommand.AlarmReported(
          random.nextBoolean() ? "errors" : "other",
          Plans.any(AlarmState.class, random),
          "7 %",
          at);
    }
    if (choice < 14) {
      return new DeploymentCommand.ContinueDeployment(Plans.any(WaitKind.class, random), at);
    }
    if (choice < 20) {
      return stray(random, at);
    }
    if (pending.isEmpty()) {
      return new DeploymentCommand.NoticeFailed(DeploymentKey.READY, at);
    }
    return answer(pending.get(random.nextInt(pending.size())), random, at);
  }

  private static DeploymentCommand stray(RandomGenerator random, Instant at) {
    if (random.nextBoolean()) {
      return new DeploymentCommand.RouteReported(random.nextInt(5), at);
    }
    LifecycleEvent event = LifecycleEvent.IN_PLACE.get(random.nextInt(7));
    String instance = random.nextBoolean() ? "i-0" : "nobody";
    return random.nextBoolean()
        ? new DeploymentCommand.TimerFired(DeploymentKey.timeout(instance, event), at)
        : new DeploymentCommand.LifecycleEventReported(
            "nobody", event, LifecycleResult.succeeded(""), at);
  }

  private static DeploymentCommand answer(
      DeploymentEffect effect, RandomGenerator random, Instant at) {
    if (effect instanceof DeploymentEffect.RunLifecycleEvent run) {
      LifecycleResult result =
          random.nextInt(40) == 0
              ? LifecycleResult.failed(LifecycleErrorCode.SCRIPT_FAILED, "status 1", "oops")
              : LifecycleResult.succeeded("fine");
      return new DeploymentCommand.LifecycleEventReported(run.instance(), run.event(), result, at);
    }
    if (effect instanceof DeploymentEffect.RouteTraffic route) {
      return random.nextInt(3) == 0
          ? new DeploymentCommand.RouteFailed(route.number(), "no such target", at)
          : new DeploymentCommand.RouteReported(route.number(), at);
    }
    if (effect instanceof DeploymentEffect.WakeAt wake
        && (!wake.key().text().matches("timer/.*/[A-Z].*") || random.nextInt(40) == 0)) {
      return new DeploymentCommand.TimerFired(wake.key(), wake.due());
    }
    return new DeploymentCommand.AlarmReported("errors", AlarmState.OK, "", at);
  }

  private static DeploymentPlan plan(RandomGenerator random) {
    List<DeploymentPlan.Target> targets =
        new ArrayList<>(Plans.targets(random.nextInt(8), random.nextInt(3)));
    DeploymentPlan plan =
        Plans.plan(
            random.nextInt(20) == 0 ? DeploymentStrategy.oneAtATime() : FLEET,
            random.nextInt(4) == 0 ? null : TRAFFIC,
            targets,
            random.nextBoolean() ? Duration.ofHours(8) : null,
            random.nextBoolean() ? Duration.ofHours(1) : null,
            random.nextInt(4) == 0 ? List.of() : List.of("errors"));
    boolean ignores = random.nextBoolean();
    return new DeploymentPlan(
        plan.id(),
        plan.application(),
        plan.group(),
        plan.creator(),
        plan.rollbackOf(),
        plan.revision(),
        plan.side(),
        random.nextInt(4) == 0 ? Optional.empty() : plan.liveSide(),
        plan.sides(),
        plan.targets(),
        plan.fleetStrategy(),
        plan.trafficStrategy(),
        plan.readyWait(),
        plan.bake(),
        plan.alarms(),
        random.nextBoolean(),
        ignores,
        plan.eventTimeout());
  }
}
