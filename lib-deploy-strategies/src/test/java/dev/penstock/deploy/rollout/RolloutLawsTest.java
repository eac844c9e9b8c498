package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.rollout.RolloutCommand.Intervene;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.process.simulation.DeciderLaws;
import java.time.Instant;
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

@Label("Rollouts of a service")
class RolloutLawsTest {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z"); // a Monday

  @Property(seed = "2031", tries = 120)
  @Label("obey the laws of deciders in any history")
  void obeyTheLaws(@ForAll long seed) {
    assertEquals(List.of(), laws().violations(new SplittableRandom(seed), 300));
  }

  @Property(seed = "2032", tries = 60)
  @Label("obey them too if there is one rollout only, and end with it whatever its way back does")
  void obeyTheLawsOnce(@ForAll long seed) {
    assertEquals(List.of(), laws(true).violations(new SplittableRandom(seed), 300));
    List<RolloutEvent> events = laws(true).events(new SplittableRandom(seed), 300);
    assertEquals(1, events.stream().filter(RolloutEvent.RolloutStarted.class::isInstance).count());
    List<RolloutEvent> after =
        events.stream()
            .dropWhile(event -> !(event instanceof RolloutEvent.RollbackFailed))
            .toList();
    if (!after.isEmpty()) {
      assertEquals(
          RolloutStatus.ROLLBACK_FAILED, ((RolloutEvent.RolloutEnded) after.get(1)).status());
    }
  }

  @Example
  @Label("come through every kind of event in such histories, to every end and by every cause")
  void visitEverything() {
    Set<Class<?>> seen = new HashSet<>();
    Set<RolloutStatus> ends = new HashSet<>();
    Set<RollbackCause> causes = new HashSet<>();
    for (int seed = 0; seed < 250; seed++) {
      for (RolloutEvent event : laws().events(new SplittableRandom(seed), 300)) {
        seen.add(event.getClass());
        if (event instanceof RolloutEvent.RolloutEnded end) {
          ends.add(end.status());
        } else if (event instanceof RolloutEvent.RollbackOrdered ordered) {
          causes.add(ordered.cause());
        }
      }
    }
    seen.add(RolloutEvent.Checkpointed.class); // stands for others, and is made beside them
    assertEquals(
        Arrays.stream(RolloutEvent.class.getPermittedSubclasses()).collect(Collectors.toSet()),
        seen);
    assertEquals(
        Set.of(
            RolloutStatus.SUCCESSFUL,
            RolloutStatus.STOPPED,
            RolloutStatus.ROLLBACK_SUCCESSFUL,
            RolloutStatus.ROLLBACK_FAILED),
        ends);
    assertEquals(Set.of(RollbackCause.values()), causes);
  }

  static DeciderLaws<RolloutState, RolloutCommand, RolloutEvent, RolloutEffect> laws() {
    return laws(false);
  }

  private static DeciderLaws<RolloutState, RolloutCommand, RolloutEvent, RolloutEffect> laws(
      boolean isOnce) {
    return new DeciderLaws<>(
        new RolloutDecider("shop", isOnce),
        RolloutCodec.EVENTS,
        RolloutLawsTest::snapshot,
        RolloutLawsTest::next,
        command -> !(command instanceof Intervene));
  }

  static Object snapshot(RolloutState state) {
    Run run = state.run;
    List<Object> service =
        List.of(
            RolloutViews.of("shop", state),
            List.copyOf(state.tokens.entrySet()),
            List.copyOf(state.waiting),
            Optional.ofNullable(state.unsuccessful));
    if (run == null) {
      return service;
    }
    return List.of(
        service,
        run.phase,
        List.of(run.script, run.index, run.isOpen, run.attempt, run.progress, run.ready),
        List.of(run.failedStarts, run.breakerCount, run.wave, run.isPromotedFull, run.isAtOnce),
        Optional.ofNullable(run.deadline),
        Optional.ofNullable(run.deadlineLeft),
        Optional.ofNullable(run.answer),
        Optional.ofNullable(run.waveHold),
        Optional.ofNullable(run.wanted),
        Optional.ofNullable(run.backDeadline),
        List.of(
            Optional.ofNullable(run.drainUntil),
            run.hosts.statuses(),
            run.hosts.inFlight(),
            Set.copyOf(run.unsure),
            List.copyOf(run.sure.entrySet())),
        run.analyses.stream()
            .map(slot -> List.of(slot.run, slot.isSettled, slot.lookedAt, slot.looks))
            .toList());
  }

  static RolloutCommand next(
      RolloutState state, List<RolloutEffect> pending, RandomGenerator random) {
    Instant at = START.plusSeconds(random.nextInt(200_000));
    int choice = random.nextInt(100);
    if ((state.run == null && choice < 80) || choice < 2) {
      RandomPlans plans = new RandomPlans(random);
      RolloutPlan plan = plans.plan();
      String token = "t" + random.nextInt(1_000_000);
      return random.nextInt(12) == 0
          ? new RolloutCommand.Retry(token, by(random), at)
          : new RolloutCommand.RequestRelease(token, plans.release(plan), plan, at);
    }
    if (choice < 10) {
      Intervene.Kind[] kinds = Intervene.Kind.values();
      boolean isEnd = random.nextInt(4) == 0;
      return new Intervene(kinds[random.nextInt(isEnd ? kinds.length : 5)], by(random), at);
    }
    if (choice < 12) {
      return new RolloutCommand.AlarmReported(
          state.runs,
          random.nextBoolean() ? "5xx" : "other",
          RandomPlans.any(AlarmState.class, random),
          "7 %",
          at);
    }
    if (choice < 14 || pending.isEmpty()) {
      Position stray =
          new Position(
              random.nextInt(3), random.nextInt(3), random.nextInt(9), 1 + random.nextInt(3));
      return random.nextBoolean()
          ? new RolloutCommand.Done(stray, at)
          : new RolloutCommand.HostReported(stray, "h-1", true, "", at);
    }
    return answer(pending.get(random.nextInt(pending.size())), random, at);
  }

  private static OrderedBy by(RandomGenerator random) {
    return new OrderedBy(random.nextBoolean() ? "ann" : "bob", "for a reason");
  }

  static RolloutCommand answer(RolloutEffect effect, RandomGenerator random, Instant at) {
    boolean isBad = random.nextInt(8) == 0;
    if (effect instanceof RolloutEffect.Route route) {
      return isBad || random.nextInt(4) == 0
          ? new RolloutCommand.Failed(route.position(), "the balancer is away", at)
          : new RolloutCommand.Done(route.position(), at);
    }
    if (effect instanceof RolloutEffect.Scale scale) {
      int ready = random.nextInt(scale.replicas() + 1);
      return switch (random.nextInt(6)) {
        case 0 -> new RolloutCommand.Failed(scale.position(), "no capacity", at);
        case 1, 2 ->
            new RolloutCommand.ReplicasReported(scale.position(), ready, random.nextInt(2), at);
        default -> new RolloutCommand.Done(scale.position(), at);
      };
    }
    if (effect instanceof RolloutEffect.MoveHost host) {
      return new RolloutCommand.HostReported(host.position(), host.host(), !isBad, "disk full", at);
    }
    if (effect instanceof RolloutEffect.CallHook hook) {
      MonitorDecision.Directive[] all = MonitorDecision.Directive.values();
      MonitorDecision.Directive directive =
          random.nextInt(3) == 0
              ? all[random.nextInt(all.length)]
              : MonitorDecision.Directive.CONTINUE;
      return isBad
          ? new RolloutCommand.Failed(hook.position(), "no answer", at)
          : new RolloutCommand.HookAnswered(
              hook.position(), new MonitorDecision(directive, "so", List.of("proof")), at);
    }
    if (effect instanceof RolloutEffect.Measure measure) {
      return new RolloutCommand.Measured(
          measure.run(),
          measure.analysis(),
          measure.query().metric(),
          measure.query().number(),
          measurement(random),
          at);
    }
    if (effect instanceof RolloutEffect.WakeAt wake) {
      boolean isRare = wake.key().text().matches("timer/(deadline|limit|back|drain)/.*");
      return isRare && random.nextInt(5) > 0
          ? new RolloutCommand.AlarmReported(1, "5xx", AlarmState.OK, "", at)
          : new RolloutCommand.TimerFired(wake.key(), wake.due());
    }
    return new RolloutCommand.AlarmReported(1, "5xx", AlarmState.OK, "", at);
  }

  private static Measurement measurement(RandomGenerator random) {
    return switch (random.nextInt(30)) {
      case 0 -> Measurement.of(1_000);
      case 1 -> new Measurement.NoData();
      case 2 -> new Measurement.Failed("no answer");
      default -> Measurement.of(0.001);
    };
  }
}
