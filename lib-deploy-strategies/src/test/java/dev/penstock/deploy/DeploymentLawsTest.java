package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.process.simulation.DeciderLaws;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

@Label("A deployment")
class DeploymentLawsTest {
  @Property(seed = "2026", tries = 400)
  @Label("obeys the laws of deciders in any history")
  void obeysTheLaws(@ForAll long seed) {
    assertEquals(List.of(), laws().violations(new SplittableRandom(seed), 250));
  }

  @Example
  @Label("comes through every kind of event in such histories, and to every end")
  void visitsEverything() {
    Set<Class<?>> seen = new HashSet<>();
    Set<String> ends = new HashSet<>();
    for (int seed = 0; seed < 1_000; seed++) {
      for (DeploymentEvent event : laws().events(new SplittableRandom(seed), 250)) {
        seen.add(event.getClass());
        if (event instanceof DeploymentEvent.DeploymentEnded end) {
          ends.add(end.code());
        }
      }
    }
    seen.add(DeploymentEvent.Checkpointed.class); // stands for others, and is made beside them
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
            "STRATEGY_CHANGED",
            "AUTO_SCALING_CONFIGURATION",
            "ELB_INVALID_INSTANCE",
            "HOOK_EXECUTION_FAILURE",
            "ANALYSIS_FAILED",
            "ECS_UPDATE_ERROR"),
        ends);
  }

  static DeciderLaws<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect> laws() {
    return new DeciderLaws<>(
        new DeploymentDecider(Histories.FLEET, Histories.TRAFFIC),
        EventCodecs.DEPLOYMENT,
        DeploymentLawsTest::snapshot,
        Histories::next,
        command ->
            !(command instanceof DeploymentCommand.StopDeployment
                || command instanceof DeploymentCommand.ReportHook
                || command instanceof DeploymentCommand.ContinueDeployment));
  }

  private static List<?> zone(DeploymentState state, @Nullable Integer zone) {
    return zone == null
        ? List.of()
        : List.of(zone, state.leg.zone(zone), state.leg.zoneTally(zone).counts());
  }

  private static List<?> snapshot(TargetState target) {
    return List.of(
        target.aim(), target.zone, target.isRunning() ? target.event() : "nothing", target.label);
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
        List.of(state.planned.isRunning, state.planned.isOver, state.planned.route, state.shifts),
        Set.copyOf(state.planned.shifts),
        Optional.ofNullable(state.planned.shift),
        Optional.ofNullable(state.planned.failure),
        Stream.concat(Arrays.stream(state.targets), Arrays.stream(state.originals))
            .map(DeploymentLawsTest::snapshot)
            .toList(),
        Arrays.stream(state.leg.queue).map(target -> target.instance).toList(),
        List.of(state.leg.movable(), state.leg.waves, state.leg.tally.counts()),
        zone(state, state.leg.lastZone()),
        zone(state, state.leg.nextZone()));
  }
}
