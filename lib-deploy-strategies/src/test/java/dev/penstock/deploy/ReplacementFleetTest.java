package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A replacement fleet of servers, and the original that it replaces")
class ReplacementFleetTest {
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
  @DisplayName("keeps blue running if it is not to be given up, out of the balancer all the same")
  @Covers({"D-323", "D-325", "D-472"})
  void keepAlive() {
    Performance kept =
        new Performance(Ways.plan(Ways.course(PLATFORM, 2), ALL, null, 1, null, null), ALL, null);
    kept.play();
    assertEquals(DeploymentStatus.SUCCEEDED, kept.view().status());
    assertTrue(kept.asked.containsAll(of("blue-1", Leg.BLOCKING)));
    assertTrue(kept.asked.stream().noneMatch(each -> each.startsWith("terminate")));
    assertFalse(kept.view().terminationWaitStarted());
    assertEquals(List.of("i-0"), namesOf(DeploymentOutcome.of(kept.rehearsal.state)));

    Performance keptForAWhile = performance(Ways.course(PLATFORM, 1), ALL, 1);
    keptForAWhile.play().goOn(WaitKind.READY_WAIT);
    assertFalse(keptForAWhile.view().terminationWaitStarted(), "nothing will be given up");

    Performance ended = ready(ALL, 1, 1);
    assertFalse(ended.view().terminationWaitStarted());
    ended.goOn(WaitKind.READY_WAIT);
    assertTrue(ended.view().terminationWaitStarted());
    assertFalse(ended.asked.contains("terminate Blue [blue-0]"), "as soon as the wait starts");
    assertEquals(DeploymentStatus.SUCCEEDED, ended.wake().view().status());
    assertTrue(ended.view().terminationWaitStarted(), "and ever after");
    assertEquals(2_880, DeploymentLimit.TERMINATION_WAIT_SECONDS.documented() / 60);
    Performance none =
        new Performance(
            Ways.plan(Ways.terminating(Ways.course(PLATFORM, 1)), ALL, null, 1, null, null),
            ALL,
            null);
    assertEquals(DeploymentStatus.SUCCEEDED, none.play().view().status(), "a wait of 0 minutes");
    assertTrue(none.asked.contains("terminate Blue [blue-0]"));
  }

  @Test
  @DisplayName(
      "has the replacement created: as many instances as are healthy, under a name of its own")
  @Covers("D-321")
  void createsTheFleet() {
    Course course = Ways.providing(Ways.course(PLATFORM, 3));
    Performance run = performance(course, ALL, 0).play();
    assertEquals("fleet", run.asked.get(0));
    assertEquals(
        3, run.view().targets().stream().filter(t -> t.label().get() == FleetLabel.GREEN).count());
    assertEquals("CodeDeploy_shop_shop-1", Fleets.name("shop", "shop-1"));
    assertEquals(DeploymentStatus.READY, run.view().status());
    DeploymentPlan sick =
        Ways.plan(course, ALL, null, 0, null, null)
            .by(
                Ways.replacing(
                    course,
                    List.of(
                        new DeploymentPlan.Target("blue-0", true),
                        new DeploymentPlan.Target("blue-1", false))));
    assertEquals(1, Fleets.size(sick), "an unhealthy one is not copied");

    Performance few = performance(course, ALL, 0);
    few.tell(new DeploymentCommand.FleetReported(List.of("i-0", "i-1"), few.now));
    assertEquals("AUTO_SCALING_CONFIGURATION", few.view().code());
    assertEquals(
        "the replacement instances were not provided: 2 instances were provided; wanted: 3",
        few.view().reason());
    Performance same = performance(course, ALL, 0);
    same.tell(new DeploymentCommand.FleetReported(List.of("i-0", "i-1", "blue-1"), same.now));
    assertEquals(DeploymentStatus.FAILED, same.view().status());
    Performance away = performance(course, ALL, 0);
    away.failing.add("fleet");
    assertEquals(
        "the replacement instances were not provided: no capacity", away.play().view().reason());
  }

  @Test
  @DisplayName("gives a created fleet up again if it is stopped before anything is on it")
  void givesUpAnEmptyFleet() {
    Performance run = performance(Ways.providing(Ways.course(PLATFORM, 2)), ALL, 0);
    run.before.put("fleet", Performance.alarmAt(run.now));
    run.play();
    assertEquals(List.of("fleet", "terminate Green [i-0, i-1]"), run.asked);
    assertEquals(DeploymentStatus.STOPPED, run.view().status());
  }

  @Test
  @DisplayName("tries again to give blue up, and says so if it cannot")
  void termination() {
    Performance run = ready(ALL, 1, 1).goOn(WaitKind.READY_WAIT);
    run.failing.add("terminate Blue [blue-0]");
    run.wake();
    for (int i = 0; i < 4; i++) {
      assertEquals(DeploymentStatus.BAKING, run.view().status());
      run.wake();
    }
    assertEquals(DeploymentStatus.SUCCEEDED, run.view().status());
    assertEquals(
        "succeeded; instances that are not needed could not be given up in 5 attempts, do it by"
            + " hand: locked",
        run.view().reason());
  }

  private static List<String> namesOf(DeploymentOutcome outcome) {
    return outcome.results().stream().map(DeploymentOutcome.Result::instance).toList();
  }
}
