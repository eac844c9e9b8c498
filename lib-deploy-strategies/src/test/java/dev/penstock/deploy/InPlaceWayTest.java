package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment in place")
class InPlaceWayTest {
  private static final DeploymentStrategy ALL = DeploymentStrategy.allAtOnce();
  private static final Course BALANCED = Ways.course(DeploymentPlatform.SERVER_BALANCED, 0);
  private static final Course BARE = Ways.course(DeploymentPlatform.SERVER_IN_PLACE, 0);

  private static Performance performance(Course course, DeploymentStrategy fleet, int targets) {
    return new Performance(Ways.plan(course, fleet, null, targets, null, null), fleet, null);
  }

  private static List<String> statuses(TargetProgress target) {
    return target.events().stream()
        .map(event -> event.event() + " " + event.status().text())
        .toList();
  }

  @Test
  @DisplayName("takes the instance out of the load balancer first, and back in after it is checked")
  @Covers({"D-161", "D-170", "D-168"})
  void balancedOrder() {
    List<String> order =
        List.of(
            "i-0 BeforeBlockTraffic",
            "i-0 BlockTraffic",
            "i-0 AfterBlockTraffic",
            "i-0 ApplicationStop",
            "i-0 DownloadBundle",
            "i-0 BeforeInstall",
            "i-0 Install",
            "i-0 AfterInstall",
            "i-0 ApplicationStart",
            "i-0 ValidateService",
            "i-0 BeforeAllowTraffic",
            "i-0 AllowTraffic",
            "i-0 AfterAllowTraffic");
    Performance first = performance(BALANCED, ALL, 1).play();
    assertEquals(order, first.asked);
    assertEquals(DeploymentStatus.SUCCEEDED, first.view().status());
    assertEquals(
        order,
        DeploymentPlatform.SERVER_BALANCED.events(FleetLabel.GREEN).stream()
            .map(event -> "i-0 " + event)
            .toList());
    assertEquals(
        List.of(
            "BeforeBlockTraffic h",
            "BlockTraffic",
            "AfterBlockTraffic h",
            "ApplicationStop h",
            "DownloadBundle",
            "BeforeInstall h",
            "Install",
            "AfterInstall h",
            "ApplicationStart h",
            "ValidateService h",
            "BeforeAllowTraffic h",
            "AllowTraffic",
            "AfterAllowTraffic h"),
        DeploymentPlatform.SERVER_BALANCED.events(FleetLabel.GREEN).stream()
            .map(event -> event + (event.isScriptable() ? " h" : ""))
            .toList());
    assertEquals(order, asRollback().play().asked, "a rollback takes the same way");
  }

  private static Performance asRollback() {
    DeploymentPlan plan = Ways.plan(BALANCED, ALL, null, 1, null, null);
    DeploymentPlan rollback =
        new DeploymentPlan(
            plan.id(),
            plan.application(),
            plan.group(),
            DeploymentCreator.ROLLBACK,
            Optional.of("shop-0"),
            plan.revision(),
            plan.side(),
            plan.liveSide(),
            plan.sides(),
            plan.targets(),
            plan.fleetStrategy(),
            plan.trafficStrategy(),
            plan.readyWait(),
            plan.bake(),
            List.of(),
            false,
            false,
            plan.eventTimeout(),
            plan.course());
    return new Performance(rollback, ALL, null);
  }

  @Test
  @DisplayName("runs seven events without a load balancer, two of which nobody can hook into")
  @Covers("D-160")
  void bareOrder() {
    List<String> order =
        List.of(
            "ApplicationStop h",
            "DownloadBundle",
            "BeforeInstall h",
            "Install",
            "AfterInstall h",
            "ApplicationStart h",
            "ValidateService h");
    Performance run = performance(BARE, ALL, 1).play();
    assertEquals(order.stream().map(each -> "i-0 " + each.replace(" h", "")).toList(), run.asked);
    assertEquals(DeploymentStatus.SUCCEEDED, run.view().status());
    assertEquals(
        order,
        DeploymentPlatform.SERVER_IN_PLACE.events(FleetLabel.GREEN).stream()
            .map(event -> event + (event.isScriptable() ? " h" : ""))
            .toList());
  }

  @Test
  @DisplayName("runs the six events of traffic only behind a load balancer")
  @Covers("D-169")
  void trafficEventsNeedABalancer() {
    List<LifecycleEvent> ofTraffic =
        Arrays.stream(LifecycleEvent.values()).filter(LifecycleEvent::needsLoadBalancer).toList();
    assertEquals(
        List.of(
            LifecycleEvent.BEFORE_BLOCK_TRAFFIC,
            LifecycleEvent.BLOCK_TRAFFIC,
            LifecycleEvent.AFTER_BLOCK_TRAFFIC,
            LifecycleEvent.BEFORE_ALLOW_TRAFFIC,
            LifecycleEvent.ALLOW_TRAFFIC,
            LifecycleEvent.AFTER_ALLOW_TRAFFIC),
        ofTraffic);
    Performance bare = performance(BARE, ALL, 1).play();
    assertEquals(
        LifecycleEvent.IN_PLACE.stream().map(event -> "i-0 " + event).toList(), bare.asked);
    assertTrue(
        bare.asked.stream().noneMatch(ofTraffic.stream().map(e -> "i-0 " + e).toList()::contains));
    assertTrue(performance(BALANCED, ALL, 1).play().asked.contains("i-0 BlockTraffic"));
  }

  @Test
  @DisplayName("shows Start and End around the events, and runs neither")
  @Covers("D-167")
  void startAndEndAreShown() {
    for (DeploymentPlatform platform : DeploymentPlatform.values()) {
      for (FleetLabel label : FleetLabel.values()) {
        List<LifecycleEvent> shown = platform.shownEvents(label);
        assertEquals(LifecycleEvent.START, shown.get(0));
        assertEquals(LifecycleEvent.END, shown.get(shown.size() - 1));
        assertEquals(platform.events(label), shown.subList(1, shown.size() - 1));
        assertTrue(platform.events(label).stream().noneMatch(LifecycleEvent::isDisplayOnly));
      }
    }
    assertFalse(LifecycleEvent.START.isScriptable());
    assertFalse(LifecycleEvent.END.isScriptable());
  }

  @Test
  @DisplayName("passes over failures of ApplicationStop and the hooks around BlockTraffic alone")
  @Covers("D-098")
  void ignoresFailuresOfStopping() {
    for (LifecycleEvent event : DeploymentPlatform.SERVER_BALANCED.events(FleetLabel.GREEN)) {
      boolean isPassedOver =
          event == LifecycleEvent.APPLICATION_STOP
              || event == LifecycleEvent.BEFORE_BLOCK_TRAFFIC
              || event == LifecycleEvent.AFTER_BLOCK_TRAFFIC;
      DeploymentPlan strict = Ways.plan(BALANCED, ALL, null, 1, null, null);
      for (boolean isLenient : List.of(true, false)) {
        DeploymentPlan plan = isLenient ? Ways.lenient(strict) : strict;
        Performance run = new Performance(plan, ALL, null);
        run.failing.add("i-0 " + event);
        run.play();
        boolean goesOn = isPassedOver && isLenient;
        assertEquals(
            goesOn ? DeploymentStatus.SUCCEEDED : DeploymentStatus.FAILED,
            run.view().status(),
            event + (isLenient ? " lenient" : " strict"));
        assertTrue(statuses(run.target("i-0")).contains(event + " Failed"));
        boolean isLast = event == LifecycleEvent.AFTER_ALLOW_TRAFFIC;
        assertEquals(goesOn || isLast, run.asked.contains("i-0 AfterAllowTraffic"));
      }
    }
  }

  @Test
  @DisplayName("skips the rest of an instance after its first failure")
  @Covers("D-180")
  void skipsTheRest() {
    Performance run = performance(BALANCED, ALL, 1);
    run.failing.add("i-0 AfterBlockTraffic");
    run.play();
    assertEquals(TargetStatus.FAILED, run.target("i-0").status());
    assertEquals(
        List.of(
            "BeforeBlockTraffic Succeeded",
            "BlockTraffic Succeeded",
            "AfterBlockTraffic Failed",
            "ApplicationStop Skipped",
            "DownloadBundle Skipped",
            "BeforeInstall Skipped",
            "Install Skipped",
            "AfterInstall Skipped",
            "ApplicationStart Skipped",
            "ValidateService Skipped",
            "BeforeAllowTraffic Skipped",
            "AllowTraffic Skipped",
            "AfterAllowTraffic Skipped"),
        statuses(run.target("i-0")));
  }

  @Test
  @DisplayName("prepares an instance that is taken away: out of the balancer, then stopped")
  @Covers("D-173")
  void termination() {
    Performance balanced = performance(Ways.retiring(BALANCED), ALL, 1).play();
    List<String> order =
        List.of(
            "i-0 BeforeBlockTraffic",
            "i-0 BlockTraffic",
            "i-0 AfterBlockTraffic",
            "i-0 ApplicationStop");
    assertEquals(order, balanced.asked);
    assertEquals(DeploymentStatus.SUCCEEDED, balanced.view().status());
    assertEquals(4, balanced.target("i-0").events().size());
    assertEquals(
        order,
        DeploymentPlatform.SERVER_BALANCED.terminationEvents().stream()
            .map(event -> "i-0 " + event)
            .toList());
    assertEquals(
        List.of("i-0 ApplicationStop"), performance(Ways.retiring(BARE), ALL, 1).play().asked);
    assertEquals(List.of(), DeploymentPlatform.LAMBDA_ALIAS.terminationEvents());
    Performance failing = performance(Ways.retiring(BALANCED), ALL, 2);
    failing.failing.add("i-1 BlockTraffic");
    failing.play();
    assertEquals("ELB_INVALID_INSTANCE", failing.view().code());
  }

  @Test
  @DisplayName("says of each instance what it is, and counts instances by their statuses")
  @Covers({"D-393", "D-398"})
  void targetsAndCounters() {
    Performance run = performance(BALANCED, DeploymentStrategy.minimumHealthyHosts(3), 6);
    run.failing.add("i-0 Install");
    run.hanging.add("i-4 Install");
    run.play();
    assertEquals(new DeploymentOverview(1, 1, 3, 1, 0, 0), run.view().overview());
    run.alarm();
    run.hanging.clear();
    run.play();
    assertEquals(new DeploymentOverview(0, 0, 3, 1, 1, 0), run.view().overview());
    assertEquals(TargetStatus.UNKNOWN, run.target("i-4").status());
    assertEquals(TargetType.INSTANCE, run.target("i-0").type());
    assertEquals(Optional.empty(), run.target("i-0").label());
    assertEquals(
        List.of("InstanceTarget", "LambdaTarget", "ECSTarget", "CloudFormationTarget"),
        Arrays.stream(TargetType.values()).map(TargetType::text).toList());
    assertEquals(
        List.of("Blue", "Green"),
        Arrays.stream(FleetLabel.values()).map(FleetLabel::text).toList());
    assertEquals(
        List.of("Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Unknown", "Ready"),
        Arrays.stream(TargetStatus.values()).map(TargetStatus::text).toList());
    assertEquals(
        List.of("Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Unknown"),
        Arrays.stream(LifecycleEventStatus.values()).map(LifecycleEventStatus::text).toList());
  }

  @Test
  @DisplayName("takes a wave from the union of all groups of instances, even all of it from one")
  @Covers("D-263")
  void wavesGoOverTheUnion() {
    DeploymentStrategy six = DeploymentStrategy.minimumHealthyHosts(6);
    Performance run = performance(BARE, six, 9); // i-0 to i-2 of one scaling group, 6 of another
    run.play();
    assertEquals(
        List.of(
            List.of("i-0", "i-1", "i-2"),
            List.of("i-3", "i-4", "i-5"),
            List.of("i-6", "i-7", "i-8")),
        run.rehearsal.events(DeploymentEvent.WaveStarted.class).stream()
            .map(DeploymentEvent.WaveStarted::instances)
            .toList());
  }

  @Test
  @DisplayName("says whose scripts an event runs")
  void revisionSources() {
    assertEquals(
        List.of(
            "BeforeBlockTraffic LAST_INSTALLED LAST_DOWNLOADED",
            "AfterBlockTraffic LAST_INSTALLED LAST_DOWNLOADED",
            "ApplicationStop LAST_INSTALLED LAST_INSTALLED",
            "BeforeInstall CURRENT CURRENT",
            "AfterInstall CURRENT CURRENT",
            "ApplicationStart CURRENT CURRENT",
            "ValidateService CURRENT CURRENT",
            "BeforeAllowTraffic CURRENT LAST_INSTALLED",
            "AfterAllowTraffic CURRENT LAST_INSTALLED"),
        DeploymentPlatform.SERVER_BALANCED.events(FleetLabel.GREEN).stream()
            .filter(LifecycleEvent::isScriptable)
            .map(
                event ->
                    event + " " + event.revisionSource(false) + " " + event.revisionSource(true))
            .toList());
  }
}
