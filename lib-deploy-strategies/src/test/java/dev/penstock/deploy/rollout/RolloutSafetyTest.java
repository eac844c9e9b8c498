package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.rollout.RolloutCommand.Intervene;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

@Label("Users, in any history of a rollout,")
class RolloutSafetyTest {
  private final RolloutDecider decider = new RolloutDecider("shop");
  private final List<String> broken = new ArrayList<>();
  private RolloutState state = decider.initial();
  private @Nullable Weight highest;
  private int run;
  private final Map<TrafficSide, Integer> ready = new EnumMap<>(TrafficSide.class);

  @Property(seed = "2032", tries = 200)
  @Label("never meet a side that is not there, and are all back after every rollback")
  void areSafe(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    state = decider.initial();
    broken.clear();
    for (int i = 0; i < 400 && broken.isEmpty(); i++) {
      tell(RolloutLawsTest.next(state, pending(), random));
    }
    assertEquals(List.of(), broken);
  }

  @Property(seed = "2033", tries = 100)
  @Label("are all on the new side in the end, if all goes well and people agree")
  void everyPlanEnds(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomPlans plans = new RandomPlans(random);
    state = decider.initial();
    broken.clear();
    Instant at = RolloutLawsTest.START;
    for (int release = 0; release < 3; release++) {
      RolloutPlan plan = plans.plan();
      tell(new RolloutCommand.RequestRelease("t" + release, plans.release(plan), plan, at));
      for (int i = 0; state.run != null; i++) {
        assertTrue(i < 3_000, () -> "no end: " + RolloutViews.of("shop", state));
        RolloutCommand next = good(at);
        at = next.at().isAfter(at) ? next.at() : at;
        tell(next);
      }
      assertEquals(RolloutStatus.SUCCESSFUL, state.past.getFirst().status());
    }
    assertEquals(List.of(), broken);
  }

  /** Everything that can be answered is answered well, then people agree, then time goes on. */
  private RolloutCommand good(Instant at) {
    List<RolloutEffect> pending = pending();
    RolloutEffect.@Nullable WakeAt first = null;
    for (RolloutEffect effect : pending) {
      if (effect instanceof RolloutEffect.WakeAt wake) {
        first = first == null || wake.due().isBefore(first.due()) ? wake : first;
      } else if (effect instanceof RolloutEffect.Measure measure) {
        return new RolloutCommand.Measured(
            measure.run(),
            measure.analysis(),
            measure.query().metric(),
            measure.query().number(),
            Measurement.of(0.001),
            at);
      } else if (effect instanceof RolloutEffect.MoveHost host) {
        return new RolloutCommand.HostReported(host.position(), host.host(), true, "", at);
      } else if (effect instanceof RolloutEffect.CallHook hook) {
        return new RolloutCommand.HookAnswered(
            hook.position(), MonitorDecision.proceed("fine"), at);
      } else if (effect instanceof RolloutEffect.Route route) {
        return new RolloutCommand.Done(route.position(), at);
      } else if (effect instanceof RolloutEffect.Scale scale) {
        return new RolloutCommand.Done(scale.position(), at);
      }
    }
    if (state.run != null && state.run.status() == RolloutStatus.PAUSED) {
      return new Intervene(Intervene.Kind.RESUME, new OrderedBy("ann", "agreed"), at);
    }
    assertTrue(first != null, "something is waited for");
    return new RolloutCommand.TimerFired(first.key(), first.due().isAfter(at) ? first.due() : at);
  }

  private List<RolloutEffect> pending() {
    List<RolloutEffect> pending = new ArrayList<>();
    decider.pending(state, pending::add);
    return pending;
  }

  private void tell(RolloutCommand command) {
    Decision<RolloutEvent> decision = decider.decide(state, command);
    while (decision instanceof Decision.Accepted<RolloutEvent> accepted) {
      accepted.events().forEach(this::apply);
      decision = decider.advance(state, command.at());
    }
  }

  private void apply(RolloutEvent event) {
    Run before = state.run;
    RolloutView ended =
        event instanceof RolloutEvent.RolloutEnded && before != null
            ? RolloutViews.of(before)
            : null;
    state = decider.evolve(state, event);
    Run now = state.run;
    if (ended != null && before != null) {
      atTheEnd(before);
    }
    if (now == null) {
      return;
    }
    if (now.number != run) {
      run = now.number;
      highest = Weight.NONE;
      ready.clear();
      ready.put(TrafficSide.STABLE, now.stable == null ? 0 : now.release.replicas());
    }
    if (event instanceof RolloutEvent.OperationStarted && now.isOpen) {
      begun(now, now.operation());
    } else if (event instanceof RolloutEvent.OperationEnded end
        && end.result() == OperationResult.DONE
        && now.operations.get(end.index()).work() instanceof Operation.Scale scale) {
      ready.put(scale.side(), scale.needed());
    }
  }

  private void begun(Run now, Operation operation) {
    if (now.cause != null && now.isForward()) {
      broken.add("goes on after a rollback was ordered: " + operation.text());
    }
    if (operation.work() instanceof Operation.Route route) {
      Weight weight = route.table().newShare();
      if (now.isForward() && highest != null && weight.compareTo(highest) < 0) {
        broken.add("the weight falls from " + highest + " to " + weight + " on the way there");
      }
      if (now.cause != null && highest != null && weight.compareTo(highest) > 0) {
        broken.add("the weight grows from " + highest + " to " + weight + " on the way back");
      }
      highest = weight;
      int wanted =
          Math.max(1, now.plan.scaling().readyShare().of(weight.of(now.release.replicas())));
      boolean isServed =
          now.release.replicas() == 0 || ready.getOrDefault(TrafficSide.NEW, 0) >= wanted;
      if (route.table().usesNewSide() && now.isForward() && !isServed) {
        broken.add("users are sent to a new side that is too small: " + route.table());
      }
      if (!weight.isAll()
          && now.cause != null
          && now.stable != null
          && ready.getOrDefault(TrafficSide.STABLE, 0) < now.release.replicas()) {
        broken.add("users are sent back to a stable side that is not ready");
      }
    }
    if (operation.work() instanceof Operation.Scale scale) {
      boolean shrinks = scale.replicas() < ready.getOrDefault(scale.side(), 0);
      if (shrinks) {
        ready.put(scale.side(), scale.replicas());
      }
      int serving =
          ready.getOrDefault(TrafficSide.STABLE, 0) + ready.getOrDefault(TrafficSide.NEW, 0);
      int floor = now.plan.scaling().minimumCapacity().of(now.release.replicas());
      if (shrinks && now.stable != null && serving < floor) {
        broken.add(operation.text() + " leaves " + serving + " of at least " + floor);
      }
    }
  }

  private void atTheEnd(Run ended) {
    RolloutStatus status = ended.end;
    if (status == RolloutStatus.SUCCESSFUL) {
      boolean hasAll = ended.table.newShare().isAll() || !ForwardScript.routes(ended.plan);
      expect(hasAll && ended.table.routes().isEmpty(), "not all users: " + ended.table);
      expect(
          ended.hosts.statuses().stream().noneMatch(HostTable.Status.WAITING::equals),
          "hosts are left: " + ended.hosts.statuses());
    } else if (status == RolloutStatus.ROLLBACK_SUCCESSFUL || status == RolloutStatus.STOPPED) {
      expect(!ended.table.usesNewSide() && ended.table.mirrors().isEmpty(), "users are left");
      expect(!ended.table.isPreviewed(), "the preview is left");
      expect(
          ended.scaleOf(TrafficSide.STABLE)
              == (ended.stable == null ? 0 : ended.release.replicas()),
          "the stable side is smaller");
      expect(
          ended.scaleOf(TrafficSide.TRIAL) + ended.scaleOf(TrafficSide.BASELINE) == 0,
          "an experiment is left");
      expect(
          ended.hosts.statuses().stream()
              .allMatch(
                  host -> host == HostTable.Status.WAITING || host == HostTable.Status.RETURNED),
          "hosts are left: " + ended.hosts.statuses());
    }
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }
}
