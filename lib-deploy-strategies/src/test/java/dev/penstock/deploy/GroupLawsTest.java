package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.simulation.DeciderLaws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("A deployment group")
class GroupLawsTest {
  private static final DeploymentGroup TWO_SIDES =
      DeploymentGroup.builder("shop")
          .side("blue", "b-1", "b-2", "b-3")
          .side("green", "g-1", "g-2", "g-3")
          .fleetStrategy(DeploymentStrategy.halfAtATime())
          .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE, RollbackEvent.DEPLOYMENT_STOP_ON_ALARM)
          .build();

  private static final DeploymentGroup ONE_SIDE =
      DeploymentGroup.builder("shop")
          .side("hosts", "s-1", "s-2")
          .autoRollback(RollbackEvent.values())
          .build();

  private static DeploymentGroup selecting(NewerRevision newer, OutdatedInstances outdated) {
    return DeploymentGroup.builder("shop")
        .side("hosts", FleetSelection.builder().autoScalingGroups("asg").build())
        .fleetStrategy(DeploymentStrategy.minimumHealthyHosts(2))
        .autoRollback(RollbackEvent.values())
        .newerRevision(newer)
        .outdatedInstances(outdated)
        .lastSuccessfulRevision(RevisionPointer.DEPLOYMENT)
        .limits(DeploymentLimits.open().with(DeploymentLimit.INSTANCES, 4))
        .build();
  }

  static final List<DeploymentGroup> ALL =
      List.of(
          TWO_SIDES,
          ONE_SIDE,
          selecting(NewerRevision.REFUSE, OutdatedInstances.UPDATE),
          selecting(NewerRevision.QUEUE, OutdatedInstances.UPDATE),
          selecting(NewerRevision.SUPERSEDE, OutdatedInstances.UPDATE),
          selecting(NewerRevision.QUEUE, OutdatedInstances.IGNORE),
          DeploymentGroup.builder("shop")
              .side("blue", FleetSelection.builder().autoScalingGroups("asg").build())
              .side("green", FleetSelection.builder().autoScalingGroups("x").build())
              .limits(DeploymentLimits.open().with(DeploymentLimit.INSTANCES, 4))
              .newerRevision(NewerRevision.QUEUE)
              .build(),
          DeploymentGroup.builder("shop")
              .side("hosts", "s-1", "s-2")
              .newerRevision(NewerRevision.SUPERSEDE)
              .build());

  @Property(seed = "2027", tries = 25)
  @Label("of any kind obeys the laws of deciders in any history")
  void obeysTheLaws(@ForAll long seed) {
    for (DeploymentGroup group : ALL) {
      assertEquals(
          List.of(), laws(group).violations(new SplittableRandom(seed), 60), group.toString());
    }
  }

  @Property(seed = "2028", tries = 40)
  @Label("has one deployment at a time, and goes back to nothing but the last success")
  void isConsistent(@ForAll long seed) {
    for (DeploymentGroup group : ALL) {
      consistent(laws(group).events(new SplittableRandom(seed), 150));
    }
  }

  @Example
  @Label("comes through every kind of event in such histories")
  void visitsEverything() {
    Set<Class<?>> seen = new HashSet<>();
    for (int seed = 0; seed < 8; seed++) {
      for (DeploymentGroup group : ALL) {
        laws(group)
            .events(new SplittableRandom(seed), 200)
            .forEach(event -> seen.add(event.getClass()));
      }
    }
    seen.add(GroupEvent.Checkpointed.class); // stands for others, and is made beside them
    assertEquals(
        Arrays.stream(GroupEvent.class.getPermittedSubclasses()).collect(Collectors.toSet()), seen);
  }

  /** Reads the history without the group's own state. */
  private static void consistent(List<GroupEvent> events) {
    String active = null;
    String good = null;
    Map<String, String> revisions = new HashMap<>();
    Set<String> instances = new HashSet<>(); // of deployments beside the group's
    Map<String, DeploymentPlan> beside = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (GroupEvent event : events) {
      for (DeploymentPlan plan : begun(event)) {
        revisions.put(plan.id(), plan.revision().id());
        assertEquals(true, plan.targets().size() <= 4, plan.toString());
        assertEquals(false, plan.targets().isEmpty(), plan.toString());
        if (plan.creator().isOfOneInstance()) {
          assertEquals(true, instances.add(plan.targets().get(0).instance()), "one at a time");
          beside.put(plan.id(), plan);
        } else {
          assertEquals(null, active, "one deployment at a time");
          active = plan.id();
          plan.targets()
              .forEach(target -> assertEquals(false, instances.contains(target.instance())));
        }
        if (!(event instanceof GroupEvent.QueuedDeploymentBegan)) {
          assertEquals(true, ids.add(plan.id()), "each id once");
        }
        boolean isOld =
            plan.creator().isAutomatic()
                && plan.creator() != DeploymentCreator.AUTO_SCALING_TERMINATION;
        if (isOld) {
          assertEquals(good, plan.revision().id(), plan.creator().toString());
        }
      }
      if (event instanceof GroupEvent.DeploymentQueued queued) {
        assertEquals(true, ids.add(queued.order().id()), "each id once");
      }
      if (event instanceof GroupEvent.DeploymentRecorded recorded) {
        DeploymentPlan single = beside.remove(recorded.id());
        if (single != null) {
          instances.remove(single.targets().get(0).instance());
        } else {
          assertEquals(active, recorded.id());
          active = null;
          good = recorded.outcome().isSuccess() ? revisions.get(recorded.id()) : good;
        }
      }
    }
  }

  private static List<DeploymentPlan> begun(GroupEvent event) {
    if (event instanceof GroupEvent.DeploymentRequested requested) {
      return List.of(requested.plan());
    }
    if (event instanceof GroupEvent.QueuedDeploymentBegan began) {
      return List.of(began.plan());
    }
    if (event instanceof GroupEvent.RollbackRequested rollback) {
      return List.of(rollback.plan());
    }
    if (event instanceof GroupEvent.UpdateRequested update) {
      return List.of(update.plan());
    }
    if (event instanceof GroupEvent.InstanceLaunched launched) {
      return launched.plan().stream().toList();
    }
    return event instanceof GroupEvent.InstanceEnding ending
        ? ending.plan().stream().toList()
        : List.of();
  }

  static DeciderLaws<GroupState, GroupCommand, GroupEvent, GroupEffect> laws(
      DeploymentGroup group) {
    return new DeciderLaws<>(
        new GroupDecider(group),
        EventCodecs.GROUP,
        state -> snapshot(group, state),
        GroupHistories::next,
        command -> !(command instanceof GroupCommand.StopWaiting));
  }

  /** Everything in a state, as a value. */
  static List<?> snapshot(DeploymentGroup group, GroupState state) {
    return List.of(
        GroupStatus.of(group.name(), state),
        state.count,
        List.copyOf(state.tokens.entrySet()),
        Optional.ofNullable(state.active),
        Optional.ofNullable(state.sought),
        Optional.ofNullable(state.lastSought),
        Optional.ofNullable(state.undecided).map(past -> past.id),
        new ArrayList<>(state.fleets.entrySet()),
        List.of(List.copyOf(state.live.keySet()), List.copyOf(state.waiting.keySet())),
        new ArrayList<>(state.joined.entrySet()),
        new ArrayList<>(state.beside.entrySet()),
        new ArrayList<>(state.launched.entrySet()),
        new ArrayList<>(state.gone.keySet()),
        state.held.values().stream()
            .map(
                held ->
                    held.instance
                        + held.attempt
                        + held.heartbeats
                        + held.proceeds
                        + held.isLaunch
                        + held.number
                        + held.wakeAt)
            .toList(),
        List.of(state.holds, List.copyOf(state.heldInstances.keySet())),
        Stream.concat(state.live.values().stream(), state.ended.values().stream())
            .map(
                past ->
                    List.of(
                        Optional.ofNullable(past.plan),
                        Optional.ofNullable(past.outcome),
                        past.isQueued,
                        past.number))
            .toList());
  }
}
