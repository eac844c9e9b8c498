package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.deploy.trigger.Trigger;
import dev.penstock.deploy.trigger.TriggerEvent;
import dev.penstock.deploy.trigger.TriggerEventType;
import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessType;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.notification.EventOrigin;
import dev.penstock.process.CommandResult;
import dev.penstock.process.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A group whose journals are compacted")
class CompactedGroupTest {
  private static final String GROUP = "deployment-group/production";
  private static final String[] HOSTS =
      IntStream.range(0, 8).mapToObj(i -> "s-" + i).toArray(String[]::new);

  private final Host host = new Host();

  private static DeploymentGroupBuilder oneSide() {
    return DeploymentGroup.builder("production")
        .side("hosts", HOSTS)
        .fleetStrategy(DeploymentStrategy.halfAtATime())
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE);
  }

  private void deploy(OpenGroup group, int from, int until) {
    for (int i = from; i < until; i++) {
      if (i % 10 == 9) {
        for (String instance : HOSTS) {
          host.failing.add("r" + i + " " + instance + " ValidateService");
        }
      }
      DeploymentId id = Host.now(group.deploy(Host.revision("r" + i), "build-" + i));
      Host.now(group.ended(id));
      host.time.advance(Duration.ofMinutes(10));
      host.failing.clear();
      host.ran.clear();
      host.behaviors.clear();
    }
  }

  /** What a program that starts now would have to read. */
  private <E> List<E> events(String process, EventCodec<E> codec) {
    List<E> events = new ArrayList<>();
    host.journal.read(process, codec, 0, (sequence, event) -> events.add(event));
    return events;
  }

  private <E> int characters(String process, EventCodec<E> codec) {
    return events(process, codec).stream()
        .mapToInt(event -> codec.encode(event).fields().toString().length())
        .sum();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("stays as large however many deployments it had, and remembers the last 1,000")
  void staysBounded() {
    host.retention = RetentionPolicy.compactingAt(300).keepingEnded(0);
    OpenGroup group = host.start().open(oneSide().build());
    deploy(group, 0, 1_000);
    int few = characters(GROUP, EventCodecs.GROUP);
    int length = events(GROUP, EventCodecs.GROUP).size();
    assertTrue(length < 305, length + " events");
    deploy(group, 1_000, 2_000);
    int many = characters(GROUP, EventCodecs.GROUP);
    length = events(GROUP, EventCodecs.GROUP).size();
    assertTrue(length < 305, length + " events");
    assertTrue(many < few + few / 4, few + " characters grew to " + many);
    assertTrue(many < 1_200_000, many + " characters");

    GroupStatus before = Host.now(group.status());
    assertEquals(1_000, before.history().size());
    assertEquals(Optional.of("production-2200"), before.lastAttempted().map(DeploymentId::text));
    assertEquals(Optional.of("production-2200"), before.lastSuccessful().map(DeploymentId::text));
    assertEquals("r1998", before.lastKnownGood().orElseThrow().id(), "r1999 was rolled back");
    assertEquals("r1999", before.target().orElseThrow().id());
    for (GroupStatus.Instance instance : before.instances()) {
      assertEquals(Optional.of("r1998"), instance.revision());
      assertTrue(instance.isHealthy());
    }
    DeploymentId oldest = before.history().get(0).id();
    Deployment then = Host.now(group.deployment(oldest));

    group = host.start().open(oneSide().build());
    assertEquals(before, Host.now(group.status()));
    assertEquals(then, Host.now(group.deployment(oldest)), "its own journal tells the rest");
    assertEquals(8, then.targets().size());
    DeploymentId known = Host.now(group.deploy(Host.revision("r1500"), "build-1500"));
    assertEquals("r1500", Host.now(group.deployment(known)).revision().id(), "asked before");
    assertEquals(before, Host.now(group.status()), "so nothing begins");
    assertEquals(
        "group production knows no deployment production-1200 [group.no-such-deployment]",
        Host.failure(
            group.redeploy(new DeploymentId("production-1200"), "a", DeploymentOptions.NONE)));
    DeploymentId again = Host.now(group.redeploy(oldest, "again", DeploymentOptions.NONE));
    assertEquals("production-2201", again.text());
    assertEquals(then.revision(), Host.now(group.ended(again)).revision());
    DeploymentId failed = new DeploymentId("production-2199");
    assertEquals("r1999", Host.now(group.deployment(failed)).revision().id());
    DeploymentId retried = Host.now(group.retry(failed, "retry"));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(retried)).status());
  }

  @Test
  @DisplayName("goes on after a restart in the middle of a deployment, whatever was compacted")
  void goesOn() {
    host.retention = RetentionPolicy.compactingAt(2);
    DeploymentGroup definition =
        DeploymentGroup.builder("production")
            .side("blue", "b-1", "b-2")
            .side("green", "g-1", "g-2")
            .fleetStrategy(DeploymentStrategy.halfAtATime())
            .trafficStrategy(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)))
            .readyWait(Duration.ofHours(8))
            .alarms("errors")
            .autoRollback(RollbackEvent.values())
            .build();
    OpenGroup group = host.start().open(definition);
    Host.now(
        group.continueDeployment(
            Host.now(group.deploy(Host.revision("r1"), "r1")), WaitKind.READY_WAIT));
    host.hanging.add("r2 g-2 Install");
    DeploymentId second = Host.now(group.deploy(Host.revision("r2"), "r2"));
    String process = "deployment/" + second;
    assertInstanceOf(
        DeploymentEvent.Checkpointed.class, events(process, EventCodecs.DEPLOYMENT).get(0));
    assertTrue(events(process, EventCodecs.DEPLOYMENT).size() < 4);
    assertInstanceOf(GroupEvent.Checkpointed.class, events(GROUP, EventCodecs.GROUP).get(0));
    Deployment before = Host.now(group.deployment(second));
    GroupStatus status = Host.now(group.status());
    host.ran.clear();

    group = host.start().open(definition);
    assertEquals(before, Host.now(group.deployment(second)));
    assertEquals(status, Host.now(group.status()));
    assertEquals(List.of("r2 g-2 Install"), host.ran, "what hung is asked for again");
    host.hung.get("r2 g-2 Install").complete(LifecycleResult.succeeded("done"));
    assertEquals(DeploymentStatus.READY, Host.now(group.readyOrEnded(second)).status());

    group = host.start().open(definition);
    host.routed.clear();
    Host.now(group.continueDeployment(second, WaitKind.READY_WAIT));
    assertEquals(List.of("blue 90 %, green 10 %"), host.routed);
    group = host.start().open(definition);
    host.alarm("errors", "7 %");
    assertEquals("blue 100 %, green 0 %", host.routed.get(host.routed.size() - 1));
    Deployment stopped = Host.now(group.ended(second));
    assertEquals("ALARM_ACTIVE", stopped.code());
    assertEquals(
        "done",
        stopped.targets().get(1).events().stream()
            .filter(event -> event.event() == LifecycleEvent.INSTALL)
            .findFirst()
            .orElseThrow()
            .logTail());
    assertEquals(
        "r1",
        Host.now(group.ended(stopped.rolledBackBy().orElseThrow())).revision().id(),
        "the last good revision was remembered");
    assertEquals(Optional.of("blue"), Host.now(group.status()).liveSide());
  }

  @Test
  @DisplayName("knows what waits, what is held and what joined")
  void queues() {
    host.retention = RetentionPolicy.compactingAt(2);
    host.isHolding = true;
    DeploymentGroup definition =
        DeploymentGroup.builder("production")
            .side("hosts", FleetSelection.builder().autoScalingGroups("asg").build())
            .fleetStrategy(DeploymentStrategy.allAtOnce())
            .newerRevision(NewerRevision.QUEUE)
            .build();
    FleetInstance first = FleetInstance.of("i-1").inAutoScalingGroup("asg");
    FleetInstance late = FleetInstance.of("i-2").inAutoScalingGroup("asg");
    host.instances.put(first);
    OpenGroup group = host.start().open(definition);
    Host.now(group.ended(Host.now(group.deploy(Host.revision("r1"), "r1"))));
    host.hanging.addAll(List.of("r2 i-1 Install", "r1 i-2 Install"));
    DeploymentId second = Host.now(group.deploy(Host.revision("r2"), "r2"));
    host.instances.put(late);
    DeploymentId joining = Host.now(group.launched(late)).orElseThrow();
    DeploymentId third = Host.now(group.deploy(Host.revision("r3"), "r3"));
    GroupStatus before = Host.now(group.status());

    group = host.start().open(definition);
    assertEquals(before, Host.now(group.status()));
    assertEquals(List.of(third), before.waiting());
    host.signals.clear();
    host.time.advance(Duration.ofMinutes(5));
    assertEquals(List.of("HEARTBEAT i-2 launched"), host.signals);
    host.hung.get("r1 i-2 Install").complete(LifecycleResult.succeeded(""));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(joining)).status());
    assertEquals("CONTINUE i-2 launched", host.signals.get(1));
    assertEquals(joining, Host.now(group.launched(late)).orElseThrow(), "it was told before");
    host.hung.get("r2 i-1 Install").complete(LifecycleResult.succeeded(""));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(second)).status());
    assertEquals(2, Host.now(group.ended(third)).targets().size(), "the one that joined too");
  }

  @Test
  @DisplayName("knows the fleet that serves however many deployments have failed since")
  void servingFleet() {
    host.retention = RetentionPolicy.compactingAt(300);
    DeploymentGroup definition =
        DeploymentGroup.builder("production")
            .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
            .side("hosts", "s-1", "s-2")
            .fleetStrategy(DeploymentStrategy.allAtOnce())
            .build();
    OpenGroup group = host.start().open(definition);
    Host.now(group.ended(Host.now(group.deploy(Host.revision("r1"), "r1"))));
    for (int i = 2; i < 1_005; i++) {
      host.failing.clear();
      host.failing.add("bad production-" + i + "-0 Install");
      host.failing.add("bad production-" + i + "-1 Install");
      DeploymentId id = Host.now(group.deploy(Host.revision("bad"), "bad-" + i));
      assertEquals(DeploymentStatus.FAILED, Host.now(group.ended(id)).status());
    }
    group = host.start().open(definition);
    Deployment next = Host.now(group.ended(Host.now(group.deploy(Host.revision("r2"), "r2"))));
    assertEquals(DeploymentStatus.SUCCEEDED, next.status());
    assertEquals(
        List.of("production-1-0", "production-1-1"),
        next.targets().stream()
            .filter(target -> target.label().equals(Optional.of(FleetLabel.BLUE)))
            .map(TargetProgress::instance)
            .toList());
  }

  @Test
  @DisplayName("goes by its plan on after a restart, and makes each of its moves once")
  void byPlan() {
    host.retention = RetentionPolicy.compactingAt(2);
    DeploymentGroup definition =
        DeploymentGroup.builder("production")
            .side("blue", "b-1")
            .side("green", "g-1")
            .plan(RolloutPlan.builder("careful").shiftTo(10).pause().shiftTo(100).build())
            .build();
    OpenGroup group = host.start().open(definition);
    Host.now(group.ended(Host.now(group.deploy(Host.revision("r1"), "r1"))));
    DeploymentId second = Host.now(group.deploy(Host.revision("r2"), "r2"));
    host.routed.clear();
    group = host.start().open(definition);
    assertEquals(List.of(), host.routed);
    assertEquals(Weight.ofPercent(10), Host.now(group.deployment(second)).weight());
    Host.now(Host.now(group.rollout(second)).promote("ann", "calm"));
    assertEquals(List.of("blue 0 %, green 100 %"), host.routed);
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(second)).status());
  }

  @Test
  @DisplayName("tells triggers in full after a restart, and nothing twice")
  void triggers() {
    host.retention = RetentionPolicy.compactingAt(2);
    List<TriggerEvent> told = new ArrayList<>();
    DeploymentGroup definition =
        oneSide()
            .trigger(new Trigger("all", EnumSet.allOf(TriggerEventType.class), told::add))
            .build();
    OpenGroup group = host.start().open(definition);
    host.hanging.add("r1 s-7 Install");
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    host.time.advance(Duration.ofMinutes(3));
    told.clear();
    group = host.start().open(definition);
    host.time.advance(Duration.ofMinutes(2));
    host.hung.get("r1 s-7 Install").complete(LifecycleResult.succeeded(""));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(first)).status());
    assertEquals(
        List.of("InstanceSuccess", "DeploymentSuccess"),
        told.stream().map(event -> event.type().text()).toList());
    String events = told.get(0).fields().get("lifecycleEvents");
    assertTrue(
        events.startsWith(
            "[{\"LifecycleEvent\":\"ApplicationStop\",\"LifecycleEventStatus\":\"Succeeded\","
                + "\"StartTime\":\"2026-03-02T08:00:00Z\""),
        events);
    assertTrue(
        events.contains(
            "\"Install\",\"LifecycleEventStatus\":\"Succeeded\","
                + "\"StartTime\":\"2026-03-02T08:00:00Z\",\"EndTime\":\"2026-03-02T08:05:00Z\""),
        events);
  }

  @Test
  @DisplayName("tells triggers what ran on instances that become ready after a restart")
  void readyTriggers() {
    host.retention = RetentionPolicy.compactingAt(2);
    List<TriggerEvent> told = new ArrayList<>();
    DeploymentGroup definition =
        DeploymentGroup.builder("production")
            .side("blue", "b-1", "b-2")
            .side("green", "g-1", "g-2")
            .readyWait(Duration.ofHours(1))
            .trigger(new Trigger("all", EnumSet.allOf(TriggerEventType.class), told::add))
            .build();
    OpenGroup group = host.start().open(definition);
    host.hanging.add("r1 b-2 ValidateService");
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    told.clear();
    group = host.start().open(definition);
    host.hung.get("r1 b-2 ValidateService").complete(LifecycleResult.succeeded(""));
    assertEquals(DeploymentStatus.READY, Host.now(group.readyOrEnded(first)).status());
    assertEquals(
        List.of("InstanceSuccess b-2", "InstanceReady b-1", "InstanceReady b-2"),
        told.stream()
            .limit(3)
            .map(event -> event.type().text() + " " + event.fields().get("instanceId"))
            .toList());
    for (TriggerEvent event : told.subList(0, 3)) {
      String ran = event.fields().get("lifecycleEvents");
      assertTrue(ran.contains("ApplicationStop") && ran.contains("ValidateService"), ran);
    }
    assertEquals(4, told.size(), "and the deployment");
  }

  @Test
  @DisplayName("tells triggers of a deployment that was compacted before they heard of its end")
  void lateTriggers() {
    List<String> told = new ArrayList<>();
    DeploymentGroup definition =
        oneSide()
            .trigger(
                new Trigger(
                    "all",
                    EnumSet.allOf(TriggerEventType.class),
                    event -> told.add(event.type().text() + " " + event.fields().get("status"))))
            .build();
    OpenGroup group = host.start().open(definition);
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    Host.now(group.ended(first));
    String process = "deployment/" + first;
    List<DeploymentEvent> events = events(process, EventCodecs.DEPLOYMENT);
    int large = characters(process, EventCodecs.DEPLOYMENT);
    OpenProcess<DeploymentState, DeploymentCommand> open =
        host.processes()
            .open(
                process,
                new ProcessType<>(
                    new DeploymentDecider(PlanMaker.ALONE, null),
                    EventCodecs.DEPLOYMENT,
                    new NoHandler()));
    Host.now(open.compact(RetentionPolicy.compactingAt(2)));
    assertEquals(1, events(process, EventCodecs.DEPLOYMENT).size());
    int small = characters(process, EventCodecs.DEPLOYMENT);
    assertTrue(small * 2 < large, large + " characters became " + small);
    told.clear();
    DeploymentTriggers late = new DeploymentTriggers(new EventOrigin("123456789012", "eu-1"));
    late.add(definition, host.processes());
    for (int i = events.size() - 4; i < events.size(); i++) {
      late.onEvent(process, i, events.get(i));
    }
    assertEquals(List.of("DeploymentSuccess Succeeded"), told);
  }

  private static final class NoHandler
      implements EffectHandler<DeploymentEffect, DeploymentCommand> {
    @Override
    public void carryOut(DeploymentEffect effect, EffectContext<DeploymentCommand> context) {}

    @Override
    public DeploymentCommand failed(DeploymentEffect effect, Throwable cause, Instant at) {
      return new DeploymentCommand.NoticeFailed(effect.key(), at);
    }
  }

  @Test
  @DisplayName("tells what it knows of a deployment whose own journal was removed, and begins none")
  void removed() {
    DeploymentGroup definition = oneSide().build();
    OpenGroup group = host.start().open(definition);
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    Deployment whole = Host.now(group.ended(first));
    host.hanging.add("r2 s-0 Install");
    DeploymentId second = Host.now(group.deploy(Host.revision("r2"), "r2"));
    assertFalse(Host.now(group.removeJournal(second)), "it is under way");
    for (String wrong : List.of("production-3", "production-x", "shop-1", "production-01")) {
      assertFalse(Host.now(group.removeJournal(new DeploymentId(wrong))), wrong);
    }
    assertTrue(Host.now(group.removeJournal(first)));
    assertFalse(Host.now(group.removeJournal(first)), "it is gone");
    host.ran.clear();

    for (int i = 0; i < 2; i++) {
      Deployment left = Host.now(group.deployment(first));
      assertEquals(whole.status(), left.status());
      assertEquals(whole.revision(), left.revision());
      assertEquals(whole.endedAt(), left.endedAt());
      assertEquals(List.of(), left.targets());
      assertEquals(left, Host.now(group.ended(first)));
      assertEquals("r1", Host.now(group.status()).lastKnownGood().orElseThrow().id());
      assertEquals(List.of(), host.ran, "nothing is begun");
      assertEquals(List.of(), events("deployment/" + first, EventCodecs.DEPLOYMENT));
      group = host.start().open(definition);
      assertEquals(List.of("r2 s-0 Install"), host.ran, "but what hung");
      host.ran.clear();
    }
    CommandResult answer = Host.now(group.stop(first, "no", RollbackChoice.LEAVE));
    assertEquals(
        "deployment.unknown",
        assertInstanceOf(CommandResult.Rejected.class, answer).rejection().code());
  }

  @Test
  @DisplayName("removes the rollout of a plan with its deployment")
  void removedPlan() {
    DeploymentGroup definition =
        DeploymentGroup.builder("production")
            .side("blue", "b-1")
            .side("green", "g-1")
            .plan(RolloutPlan.builder("careful").shiftTo(10).build())
            .build();
    OpenGroup group = host.start().open(definition);
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    Host.now(group.ended(first));
    assertEquals(
        List.of("deployment-group/production", "deployment/production-1", "rollout/production-1"),
        host.journal.streams().stream().sorted().toList());
    assertTrue(Host.now(group.removeJournal(first)));
    assertEquals(List.of("deployment-group/production"), host.journal.streams());
  }
}
