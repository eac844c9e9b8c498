package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The time of a deployment in place")
class InPlaceTimesTest {
  private static final DeploymentStrategy ALL = DeploymentStrategy.allAtOnce();
  private static final Course BALANCED = Ways.course(DeploymentPlatform.SERVER_BALANCED, 0);
  private static final Course BARE = Ways.course(DeploymentPlatform.SERVER_IN_PLACE, 0);

  private static Performance performance(Course course, DeploymentStrategy fleet, int targets) {
    return new Performance(Ways.plan(course, fleet, null, targets, null, null), fleet, null);
  }

  @Test
  @DisplayName("fails an instance that is not healthy within an hour of joining the balancer again")
  @Covers("D-182")
  void waitsForHealth() {
    Performance slow = performance(BALANCED, DeploymentStrategy.oneAtATime(), 2);
    slow.hanging.add("i-0 AllowTraffic");
    slow.play();
    DeploymentEffect.WakeAt limit = slow.rehearsal.pending(DeploymentEffect.WakeAt.class).get(0);
    assertEquals(DeploymentKey.timeout("i-0", LifecycleEvent.ALLOW_TRAFFIC), limit.key());
    assertEquals(Duration.ofHours(1), Duration.between(slow.now, limit.due()));
    slow.wake();
    assertEquals(TargetStatus.FAILED, slow.target("i-0").status());
    assertEquals(
        "AllowTraffic did not end within PT1H", slow.target("i-0").events().get(11).message());
    assertEquals(TargetStatus.SKIPPED, slow.target("i-1").status());
    assertEquals("HEALTH_CONSTRAINTS", slow.view().code());

    Course patient = Ways.timed(BALANCED, Duration.ofHours(3), null, null);
    Performance other = performance(patient, ALL, 1);
    other.hanging.add("i-0 AllowTraffic");
    other.play().wake();
    assertEquals(Duration.ofHours(3), Duration.between(Plans.START, other.now));
  }

  @Test
  @DisplayName("fails an instance on which an event does not start within five minutes")
  @Covers({"D-181", "D-185", "D-440"})
  void eventsMustStart() {
    Course course = Ways.timed(BARE, Ways.HOUR, Duration.ofMinutes(5), null);
    DeploymentStrategy half = DeploymentStrategy.halfAtATime();
    Performance gone = performance(course, half, 3);
    gone.hanging.add("i-0 ApplicationStop"); // the instance is stopped, and still a target
    gone.play();
    gone.wake();
    assertEquals(Duration.ofMinutes(5), Duration.between(Plans.START, gone.now));
    TargetProgress target = gone.target("i-0");
    assertEquals(TargetStatus.FAILED, target.status());
    assertEquals("ApplicationStop did not start within PT5M", target.events().get(0).message());
    assertEquals(
        "2 of 3 are healthy after 1 failed and 2 must stay so; 2 not attempted",
        gone.view().reason(),
        "it counts like one that failed");

    Performance slow = performance(course, ALL, 1);
    slow.hanging.add("i-0 Install");
    slow.play();
    assertInstanceOf(
        Decision.Accepted.class,
        slow.tell(new DeploymentCommand.StartReported("i-0", LifecycleEvent.INSTALL, slow.now)));
    assertInstanceOf(
        Decision.Unchanged.class,
        slow.tell(new DeploymentCommand.StartReported("i-0", LifecycleEvent.INSTALL, slow.now)));
    slow.wake();
    assertEquals(Ways.HOUR, Duration.between(Plans.START, slow.now), "it started, and never ended");
    assertEquals(
        List.of("Install did not end within PT1H"),
        slow.target("i-0").events().stream()
            .map(TargetProgress.Event::message)
            .filter(message -> !message.isEmpty())
            .toList());
    assertEquals(DeploymentLimit.START_SECONDS.documented(), Duration.ofMinutes(5).toSeconds());
  }

  @Test
  @DisplayName("is stopped when it takes longer than it may")
  @Covers("D-435")
  void deadline() {
    Duration longest = Duration.ofHours(8);
    assertEquals(DeploymentLimit.IN_PLACE_SECONDS.documented(), longest.toSeconds());
    assertEquals(DeploymentLimit.IN_PLACE_SECONDS.newer(), Duration.ofHours(12).toSeconds());
    Course course = Ways.timed(BARE, Ways.HOUR, null, longest);
    Performance run = performance(course, DeploymentStrategy.oneAtATime(), 2);
    run.hanging.add("i-0 Install");
    run.play();
    run.tell(new DeploymentCommand.TimerFired(DeploymentKey.DEADLINE, Plans.START.plus(longest)));
    assertEquals(StopStatus.PENDING, run.view().stopStatus().orElseThrow());
    run.hanging.clear();
    run.play();
    assertEquals(DeploymentStatus.FAILED, run.view().status());
    assertEquals("TIMEOUT", run.view().code());
    assertEquals("the deployment did not end within PT8H", run.view().reason());
    assertEquals(TargetStatus.SKIPPED, run.target("i-1").status());
    assertEquals(StopStatus.SUCCEEDED, run.view().stopStatus().orElseThrow());
  }
}
