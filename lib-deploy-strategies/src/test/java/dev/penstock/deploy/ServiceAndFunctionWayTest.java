package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment to a container service or a function")
class ServiceAndFunctionWayTest {
  private static final DeploymentStrategy ONE = DeploymentStrategy.oneAtATime();
  private static final DeploymentStrategy CANARY =
      DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5));

  private static Performance ecs(@Nullable Duration ready, @Nullable Duration bake) {
    Course course = Ways.course(DeploymentPlatform.ECS_BLUE_GREEN, 1);
    return new Performance(Ways.plan(course, ONE, CANARY, 1, ready, bake), ONE, CANARY);
  }

  private static Performance lambda() {
    Course course = Ways.course(DeploymentPlatform.LAMBDA_ALIAS, 0);
    return new Performance(Ways.plan(course, ONE, CANARY, 1, null, null), ONE, CANARY);
  }

  private static List<String> statuses(Performance run) {
    return run.target("i-0").events().stream()
        .map(event -> event.event() + " " + event.status().text())
        .toList();
  }

  @Test
  @DisplayName("of containers: installs, tests, waits, shifts, waits, and gives the original up")
  @Covers({"D-165", "D-172", "D-473", "D-323", "D-393"})
  void orderOfContainers() {
    Performance run = ecs(Duration.ofDays(5), Duration.ofHours(1)).play();
    List<String> installing =
        List.of(
            "i-0 BeforeInstall",
            "i-0 Install",
            "i-0 AfterInstall",
            "i-0 AllowTestTraffic",
            "i-0 AfterAllowTestTraffic");
    assertEquals(installing, run.asked);
    assertEquals(DeploymentStatus.READY, run.view().status(), "before BeforeAllowTraffic");
    assertEquals(new DeploymentOverview(0, 0, 0, 0, 0, 1), run.view().overview());
    run.asked.clear();
    run.goOn(WaitKind.READY_WAIT);
    assertEquals(List.of("i-0 BeforeAllowTraffic", "route 10 %"), run.asked);
    assertTrue(statuses(run).contains("AllowTraffic InProgress"));
    run.wake();
    assertEquals(Duration.ofMinutes(5), Duration.between(Plans.START, run.now));
    assertEquals(
        List.of("i-0 BeforeAllowTraffic", "route 10 %", "route 100 %", "i-0 AfterAllowTraffic"),
        run.asked);
    assertTrue(statuses(run).contains("AllowTraffic Succeeded"));
    assertEquals(DeploymentStatus.BAKING, run.view().status());
    run.wake();
    assertEquals("terminate Blue [blue-0]", run.asked.get(4));
    assertEquals(DeploymentStatus.SUCCEEDED, run.view().status());
    assertEquals(
        List.of(
            "BeforeInstall h",
            "Install",
            "AfterInstall h",
            "AllowTestTraffic",
            "AfterAllowTestTraffic h",
            "BeforeAllowTraffic h",
            "AllowTraffic",
            "AfterAllowTraffic h"),
        DeploymentPlatform.ECS_BLUE_GREEN.events(FleetLabel.GREEN).stream()
            .map(event -> event + (event.isScriptable() ? " h" : ""))
            .toList());
    assertEquals("AllowTestTraffic", LifecycleEvent.ALLOW_TEST_TRAFFIC.text());
    assertTrue(
        Arrays.stream(LifecycleEvent.values()).noneMatch(e -> e.text().equals("TestTraffic")));
    assertEquals(TargetType.ECS, run.target("i-0").type());
  }

  @Test
  @DisplayName("of a function: the hook before, the shift, the hook after, and nothing else")
  @Covers({"D-166", "D-393"})
  void orderOfFunctions() {
    Performance run = lambda().play();
    assertEquals(List.of("i-0 BeforeAllowTraffic", "route 10 %"), run.asked);
    run.wake();
    assertEquals(
        List.of("i-0 BeforeAllowTraffic", "route 10 %", "route 100 %", "i-0 AfterAllowTraffic"),
        run.asked);
    assertEquals(DeploymentStatus.SUCCEEDED, run.view().status());
    assertEquals(
        List.of(
            "BeforeAllowTraffic Succeeded",
            "AllowTraffic Succeeded",
            "AfterAllowTraffic Succeeded"),
        statuses(run));
    assertEquals(
        List.of("BeforeAllowTraffic h", "AllowTraffic", "AfterAllowTraffic h"),
        DeploymentPlatform.LAMBDA_ALIAS.events(FleetLabel.GREEN).stream()
            .map(event -> event + (event.isScriptable() ? " h" : ""))
            .toList());
    assertEquals(TargetType.LAMBDA, run.target("i-0").type());
    assertEquals(new DeploymentOverview(0, 0, 1, 0, 0, 0), run.view().overview());
  }

  @Test
  @DisplayName("has no replacement before Install, and gives it up if a later hook fails")
  @Covers("D-171")
  void failuresOfHooks() {
    Performance early = ecs(null, null);
    early.failing.add("i-0 BeforeInstall");
    early.play();
    assertEquals("HOOK_EXECUTION_FAILURE", early.view().code());
    assertEquals(List.of("i-0 BeforeInstall"), early.asked, "there is nothing to give up");
    assertEquals(
        Optional.of("there was no replacement yet, so there is nothing to roll back"),
        DeploymentOutcome.of(early.rehearsal.state).noRollback());

    for (String hook : List.of("AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic")) {
      Performance run = ecs(null, null);
      run.failing.add("i-0 " + hook);
      run.play();
      assertEquals("HOOK_EXECUTION_FAILURE", run.view().code(), hook);
      assertEquals(
          List.of("i-0 " + hook, "terminate Green [i-0]"),
          run.asked.subList(run.asked.size() - 2, run.asked.size()));
      assertEquals(DeploymentStatus.FAILED, run.view().status());
      assertEquals(TargetStatus.FAILED, run.target("i-0").status());
    }
    Performance late = ecs(null, null);
    late.failing.add("i-0 AfterAllowTraffic");
    late.play().wake();
    assertEquals(
        List.of("i-0 AfterAllowTraffic", "route 0 %", "terminate Green [i-0]"),
        late.asked.subList(late.asked.size() - 3, late.asked.size()));
    Performance install = ecs(null, null);
    install.failing.add("i-0 Install");
    assertEquals("ECS_UPDATE_ERROR", install.play().view().code());
    assertEquals("terminate Green [i-0]", install.asked.get(2));
  }

  @Test
  @DisplayName("returns all traffic at once when it is stopped while shifting")
  @Covers("D-296")
  void returnsTraffic() {
    for (Performance run : List.of(ecs(null, null), lambda())) {
      run.play();
      assertEquals(new Weight(1_000), run.view().weight());
      run.alarm();
      assertTrue(run.asked.contains("route 0 %"));
      assertEquals(Plans.START, run.now, "at once");
      assertEquals(Weight.NONE, run.view().weight());
      assertEquals(DeploymentStatus.STOPPED, run.view().status());
      assertEquals(TargetStatus.FAILED, run.target("i-0").status());
      assertTrue(statuses(run).contains("AllowTraffic Failed"));
      assertTrue(statuses(run).contains("AfterAllowTraffic Skipped"));
      assertTrue(DeploymentOutcome.of(run.rehearsal.state).noRollback().isPresent());
    }
    Performance stuck = ecs(null, null).play();
    stuck.failing.add("route 0 %");
    stuck.alarm();
    for (int i = 0; i < 4; i++) {
      stuck.wake();
    }
    assertFalse(stuck.asked.contains("terminate Green [i-0]"), "users may be on it");
    assertTrue(stuck.view().reason().contains("route it by hand"));
    Performance late = ecs(null, null);
    late.hanging.add("terminate Blue [blue-0]");
    late.play().wake();
    assertTrue(late.asked.contains("terminate Blue [blue-0]"));
    late.alarm();
    late.hanging.clear();
    assertEquals(DeploymentStatus.SUCCEEDED, late.play().view().status());
    assertFalse(late.asked.contains("route 0 %"), "there is nothing left to return to");
  }

  @Test
  @DisplayName("has two task sets that change their roles when all traffic has moved")
  @Covers("D-295")
  void taskSets() {
    Performance run = ecs(null, Duration.ofHours(1));
    run.hanging.add("i-0 Install");
    run.play();
    assertEquals(List.of("blue PRIMARY 100 %"), roles(run));
    run.hanging.clear();
    run.play();
    assertEquals(List.of("blue PRIMARY 90 %", "green ACTIVE 10 %"), roles(run));
    assertEquals(90.0, run.view().taskSets().get(0).trafficPercent());
    run.wake();
    assertEquals(List.of("blue ACTIVE 0 %", "green PRIMARY 100 %"), roles(run));
    run.hanging.add("terminate Blue [blue-0]");
    run.wake();
    assertEquals(List.of("blue DRAINING 0 %", "green PRIMARY 100 %"), roles(run));
    run.hanging.clear();
    run.play();
    assertEquals(List.of("green PRIMARY 100 %"), roles(run));

    Performance late = ecs(null, Duration.ofHours(1)).play();
    late.wake();
    late.alarm();
    assertEquals(List.of("blue PRIMARY 100 %"), roles(late), "back, after all had moved");
    DeploymentOutcome.Result result = DeploymentOutcome.of(late.rehearsal.state).results().get(0);
    assertEquals(new DeploymentOutcome.Result("i-0", TargetStatus.FAILED, false), result);

    Performance back = ecs(null, null).play();
    back.hanging.add("terminate Green [i-0]");
    back.alarm();
    assertEquals(List.of("blue PRIMARY 100 %", "green DRAINING 0 %"), roles(back));
    back.hanging.clear();
    assertEquals(List.of("blue PRIMARY 100 %"), roles(back.play()));
    assertEquals(List.of(), lambda().play().view().taskSets());
  }

  private static List<String> roles(Performance run) {
    return run.view().taskSets().stream()
        .map(set -> set.side() + " " + set.role() + " " + set.trafficWeight())
        .toList();
  }

  @Test
  @DisplayName("takes the report of a hook function once, and no other status")
  @Covers("D-155")
  void hookReports() {
    Performance run = lambda();
    run.hanging.add("i-0 BeforeAllowTraffic");
    run.play();
    assertEquals(
        Decision.rejected(
            "hook.invalid-status", "IN_PROGRESS is no end of a hook; allowed: SUCCEEDED, FAILED"),
        report(run, "i-0/BeforeAllowTraffic", LifecycleEventStatus.IN_PROGRESS));
    for (LifecycleEventStatus status : LifecycleEventStatus.values()) {
      if (status != LifecycleEventStatus.SUCCEEDED && status != LifecycleEventStatus.FAILED) {
        assertInstanceOf(Decision.Rejected.class, report(run, "i-0/BeforeAllowTraffic", status));
      }
    }
    assertEquals(
        Decision.rejected(
            "hook.not-running", "hook i-0/AfterAllowTraffic has not begun or will not run"),
        report(run, "i-0/AfterAllowTraffic", LifecycleEventStatus.SUCCEEDED));
    for (String id : List.of("i-0/AllowTraffic", "i-9/AfterAllowTraffic", "i-0", "i-0/Nonsense")) {
      assertEquals(
          Decision.rejected(
              "hook.no-such-execution", "\"" + id + "\" names no hook of deployment shop-1"),
          report(run, id, LifecycleEventStatus.SUCCEEDED));
    }
    assertInstanceOf(
        Decision.Accepted.class,
        report(run, "i-0/BeforeAllowTraffic", LifecycleEventStatus.SUCCEEDED));
    assertEquals(
        Decision.rejected(
            "hook.already-completed",
            "hook i-0/BeforeAllowTraffic has already completed; it is reported once"),
        report(run, "i-0/BeforeAllowTraffic", LifecycleEventStatus.FAILED));
    assertEquals(List.of("route 10 %"), run.play().asked.subList(1, 2));

    Performance failing = lambda();
    failing.hanging.add("i-0 BeforeAllowTraffic");
    failing.play();
    report(failing, "i-0/BeforeAllowTraffic", LifecycleEventStatus.FAILED);
    assertEquals("HOOK_EXECUTION_FAILURE", failing.view().code());
    assertEquals(
        "BeforeAllowTraffic failed on i-0: the hook function reported that it failed",
        failing.view().reason());
  }

  @Test
  @DisplayName("fails a hook that does not report within an hour")
  @Covers("D-155")
  void hooksTimeOut() {
    Performance silent = lambda();
    silent.hanging.add("i-0 BeforeAllowTraffic");
    silent.play().wake();
    assertEquals(Duration.ofHours(1), Duration.between(Plans.START, silent.now));
    assertEquals(DeploymentStatus.FAILED, silent.view().status());
    assertEquals(
        "BeforeAllowTraffic failed on i-0: BeforeAllowTraffic did not end within PT1H",
        silent.view().reason());
    assertInstanceOf(
        Decision.Rejected.class,
        report(silent, "i-0/BeforeAllowTraffic", LifecycleEventStatus.SUCCEEDED));
  }

  private static Decision<DeploymentEvent> report(
      Performance run, String id, LifecycleEventStatus status) {
    return run.tell(new DeploymentCommand.ReportHook(id, status, run.now));
  }
}
