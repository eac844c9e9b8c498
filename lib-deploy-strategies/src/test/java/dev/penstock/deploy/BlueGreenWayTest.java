package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A blue/green deployment to servers")
class BlueGreenWayTest {
  private static final DeploymentStrategy ALL = DeploymentStrategy.allAtOnce();
  private static final DeploymentPlatform PLATFORM = DeploymentPlatform.SERVER_BLUE_GREEN;
  private static final Duration READY = Duration.ofDays(2);
  private static final Duration BAKE = Duration.ofDays(2);

  private static Performance performance(Course course, DeploymentStrategy fleet, int targets) {
    return new Performance(Ways.plan(course, fleet, null, targets, READY, BAKE), fleet, null);
  }

  private static Performance ready(DeploymentStrategy fleet, int green, int blue) {
    return performance(Ways.terminating(Ways.course(PLATFORM, blue)), fleet, green).play();
  }

  private static List<String> of(String instance, List<LifecycleEvent> events) {
    return events.stream().map(event -> instance + " " + event).toList();
  }

  @Test
  @DisplayName(
      "installs on green, waits, lets green serve, takes blue out, waits, and gives blue up")
  @Covers({"D-162", "D-163", "D-326", "D-393"})
  void order() {
    Performance run = ready(ALL, 1, 1);
    List<String> expected = new ArrayList<>(of("i-0", LifecycleEvent.IN_PLACE));
    assertEquals(expected, run.asked);
    assertEquals(DeploymentStatus.READY, run.view().status());
    assertEquals(TargetStatus.READY, run.target("i-0").status());

    run.goOn(WaitKind.READY_WAIT);
    expected.addAll(
        List.of(
            "i-0 BeforeAllowTraffic",
            "i-0 AllowTraffic",
            "i-0 AfterAllowTraffic",
            "blue-0 BeforeBlockTraffic",
            "blue-0 BlockTraffic",
            "blue-0 AfterBlockTraffic"));
    assertEquals(expected, run.asked);
    assertEquals(DeploymentStatus.BAKING, run.view().status());
    assertFalse(run.view().status().isEnd(), "it is in progress while blue is kept");
    assertTrue(run.view().terminationWaitStarted());

    run.wake();
    expected.add("terminate Blue [blue-0]");
    assertEquals(expected, run.asked);
    assertEquals(BAKE, Duration.between(Plans.START, run.now));
    assertEquals(DeploymentStatus.SUCCEEDED, run.view().status());
    assertEquals(
        List.of("h", "", "h", "h", "h", "h", "h", "", "h"),
        List.of(
            hook(LifecycleEvent.APPLICATION_STOP),
            hook(LifecycleEvent.INSTALL),
            hook(LifecycleEvent.AFTER_INSTALL),
            hook(LifecycleEvent.VALIDATE_SERVICE),
            hook(LifecycleEvent.BEFORE_ALLOW_TRAFFIC),
            hook(LifecycleEvent.AFTER_ALLOW_TRAFFIC),
            hook(LifecycleEvent.BEFORE_BLOCK_TRAFFIC),
            hook(LifecycleEvent.BLOCK_TRAFFIC),
            hook(LifecycleEvent.AFTER_BLOCK_TRAFFIC)));
    assertEquals(FleetLabel.GREEN, run.target("i-0").label().orElseThrow());
    assertEquals(FleetLabel.BLUE, run.target("blue-0").label().orElseThrow());
  }

  private static String hook(LifecycleEvent event) {
    return event.isScriptable() ? "h" : "";
  }

  @Test
  @DisplayName("ends the wait early when it is told to, and reroutes only what is ready")
  @Covers("D-324")
  void continues() {
    Performance early = performance(Ways.terminating(Ways.course(PLATFORM, 1)), ALL, 2);
    early.hanging.add("i-1 ValidateService");
    early.play();
    assertEquals(TargetStatus.READY, early.target("i-0").status());
    assertEquals(
        Decision.rejected(
            "deployment.not-waiting", "deployment shop-1 is not in its READY_WAIT yet"),
        early.tell(new DeploymentCommand.ContinueDeployment(WaitKind.READY_WAIT, early.now)));
    early.hanging.clear();
    early.play();
    early.goOn(WaitKind.READY_WAIT).goOn(WaitKind.TERMINATION_WAIT);
    assertEquals(Plans.START, early.now, "no time has passed");
    assertTrue(early.asked.contains("terminate Blue [blue-0]"));
    assertEquals(DeploymentStatus.SUCCEEDED, early.view().status());
    assertInstanceOf(
        Decision.Unchanged.class,
        early.tell(new DeploymentCommand.ContinueDeployment(WaitKind.TERMINATION_WAIT, early.now)));
  }

  @Test
  @DisplayName("takes it for done to be told twice to give the original up, and while it does")
  void continuesTwice() {
    Performance run = performance(Ways.terminating(Ways.course(PLATFORM, 1)), ALL, 1).play();
    run.hanging.add("terminate Blue [blue-0]");
    run.goOn(WaitKind.READY_WAIT).goOn(WaitKind.TERMINATION_WAIT);
    assertEquals(DeploymentStatus.BAKING, run.view().status());
    for (WaitKind kind : WaitKind.values()) {
      assertEquals(
          Decision.unchanged(),
          run.tell(new DeploymentCommand.ContinueDeployment(kind, run.now)),
          kind.toString());
    }
  }

  @Test
  @DisplayName("stops if nobody continues it in time")
  @Covers("D-322")
  void readyWait() {
    Performance run = ready(ALL, 1, 1);
    run.wake();
    assertEquals(READY, Duration.between(Plans.START, run.now));
    assertEquals(DeploymentStatus.STOPPED, run.view().status());
    assertEquals(of("i-0", LifecycleEvent.IN_PLACE), run.asked, "blue served all along");
    Performance atOnce =
        new Performance(Ways.plan(Ways.course(PLATFORM, 1), ALL, null, 1, null, null), ALL, null);
    assertEquals(DeploymentStatus.SUCCEEDED, atOnce.play().view().status());
    assertEquals(READY.toSeconds(), DeploymentLimit.SERVER_READY_WAIT_SECONDS.documented());
    assertEquals(
        Duration.ofDays(5).toSeconds(), DeploymentLimit.ECS_READY_WAIT_SECONDS.documented());
  }

  @Test
  @DisplayName("goes back before blue is given up: blue serves again, then green is taken out")
  @Covers({"D-164", "D-359"})
  void reroutesBack() {
    Performance run = ready(ALL, 1, 1).goOn(WaitKind.READY_WAIT);
    run.asked.clear();
    run.alarm();
    assertEquals(
        List.of(
            "blue-0 BeforeAllowTraffic",
            "blue-0 AllowTraffic",
            "blue-0 AfterAllowTraffic",
            "i-0 BeforeBlockTraffic",
            "i-0 BlockTraffic",
            "i-0 AfterBlockTraffic"),
        run.asked);
    assertEquals(
        run.asked,
        concat(
            of("blue-0", PLATFORM.reroutingEvents(FleetLabel.BLUE)),
            of("i-0", PLATFORM.reroutingEvents(FleetLabel.GREEN))));
    assertEquals(DeploymentStatus.STOPPED, run.view().status());
    DeploymentOutcome outcome = DeploymentOutcome.of(run.rehearsal.state);
    assertEquals(
        Optional.of("the original serves everything, so nothing is installed again"),
        outcome.noRollback());
  }

  private static List<String> concat(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  @Test
  @DisplayName("has nothing to go back to once blue is being given up")
  @Covers("D-359")
  void pastReturn() {
    Performance run = ready(ALL, 1, 1).goOn(WaitKind.READY_WAIT);
    run.hanging.add("terminate Blue [blue-0]");
    run.wake();
    assertEquals(
        Decision.rejected(
            "deployment.past-return",
            "deployment shop-1 is giving up what it replaced, so there is nothing to go back to;"
                + " deploy the earlier revision again"),
        run.tell(new DeploymentCommand.StopDeployment("no", RollbackChoice.ROLL_BACK, run.now)));
    assertInstanceOf(Decision.Unchanged.class, run.tell(Performance.alarmAt(run.now)));
    run.hanging.clear();
    assertEquals(DeploymentStatus.SUCCEEDED, run.play().view().status());
    assertEquals(Optional.empty(), DeploymentOutcome.of(run.rehearsal.state).noRollback());
  }

  @Test
  @DisplayName("fails if a single blue instance cannot be taken out of the balancer, and goes back")
  @Covers("D-184")
  void blueMustLeave() {
    Performance run = ready(ALL, 4, 4);
    run.failing.add("blue-2 BlockTraffic");
    run.goOn(WaitKind.READY_WAIT);
    assertEquals(DeploymentStatus.FAILED, run.view().status());
    assertEquals("ELB_INVALID_INSTANCE", run.view().code());
    assertEquals("BlockTraffic failed on blue-2: status 1", run.view().reason());
    assertTrue(run.asked.containsAll(of("blue-0", Leg.ALLOWING)));
    assertTrue(run.asked.containsAll(of("i-3", Leg.BLOCKING)));
  }

  @Test
  @DisplayName("keeps green serving if no blue instance can be brought back, and says so")
  void nobodyIsLeftAlone() {
    Performance run = ready(ALL, 1, 1).goOn(WaitKind.READY_WAIT);
    run.failing.add("blue-0 AllowTraffic");
    run.alarm();
    assertFalse(run.asked.contains("i-0 BlockTraffic"));
    assertEquals(
        "alarm errors fires: 7 %; original instances that do not serve again: blue-0; replacement"
            + " instances that may still serve: i-0",
        run.view().reason());
    assertTrue(
        DeploymentOutcome.of(run.rehearsal.state)
            .noRollback()
            .orElseThrow()
            .startsWith("users were brought back as far as possible; "));
  }

  @ParameterizedTest(name = "{0}: {2} of {1} green register: {3}")
  @DisplayName("asks for the minimum of green instances alone, in both of its parts")
  @Covers({"D-327", "D-230", "D-231", "D-232"})
  @CsvSource({
    "AllAtOnce, 4, 1, SUCCEEDED, 4",
    "AllAtOnce, 4, 0, FAILED, 4",
    "HalfAtATime, 4, 2, SUCCEEDED, 2",
    "HalfAtATime, 4, 1, FAILED, 2",
    "OneAtATime, 4, 4, SUCCEEDED, 1",
    "OneAtATime, 4, 3, SUCCEEDED, 1",
    "OneAtATime, 4, 2, FAILED, 1",
  })
  void rerouting(String name, int green, int registering, DeploymentStatus end, int firstWave) {
    DeploymentStrategy fleet = DeploymentStrategy.named(name);
    Performance run = ready(fleet, green, 9);
    for (int i = registering; i < green; i++) {
      run.failing.add("i-" + i + " AllowTraffic");
    }
    int waves = run.rehearsal.events(DeploymentEvent.WaveStarted.class).size();
    run.goOn(WaitKind.READY_WAIT);
    assertEquals(
        firstWave,
        run.rehearsal.events(DeploymentEvent.WaveStarted.class).get(waves).instances().size());
    if (end == DeploymentStatus.FAILED) {
      assertEquals(end, run.view().status());
      assertEquals("HEALTH_CONSTRAINTS", run.view().code());
      assertTrue(run.asked.stream().noneMatch(each -> each.startsWith("blue")));
    } else {
      assertEquals(end, run.wake().view().status());
    }
  }

  @Test
  @DisplayName("counts what failed to install against those that must register")
  @Covers("D-327")
  void failuresOfBothPartsCount() {
    DeploymentStrategy half = DeploymentStrategy.halfAtATime();
    Performance run = performance(Ways.course(PLATFORM, 8), half, 8);
    for (int i = 4; i < 8; i++) {
      run.failing.add("i-" + i + " Install");
    }
    run.failing.add("i-0 AllowTraffic");
    run.play();
    assertEquals(DeploymentStatus.READY, run.view().status());
    run.goOn(WaitKind.READY_WAIT);
    assertEquals("HEALTH_CONSTRAINTS", run.view().code());
    assertEquals(
        "1 of 8 replacement instances serve and 2 more may; at least 4 must",
        run.view().reason().split("; original", -1)[0]);
  }
}
