package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The fleet phase of a deployment")
class FleetPhaseTest {
  private static final Instant START = Plans.START;

  private static Rehearsal<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect>
      begin(DeploymentStrategy strategy, DeploymentPlan plan) {
    Rehearsal<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect> rehearsal =
        new Rehearsal<>(new DeploymentDecider(strategy, null));
    rehearsal.tell(new DeploymentCommand.CreateDeployment(plan, START));
    return rehearsal;
  }

  private static Decision<DeploymentEvent> report(
      Rehearsal<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect> rehearsal,
      String instance,
      LifecycleEvent event,
      boolean isSuccess) {
    LifecycleResult result =
        isSuccess
            ? LifecycleResult.succeeded("fine")
            : LifecycleResult.failed(LifecycleErrorCode.SCRIPT_FAILED, "status 1", "oops");
    return rehearsal.tell(
        new DeploymentCommand.LifecycleEventReported(instance, event, result, START));
  }

  /** Answers all that is asked for until nothing is; the named instances fail to validate. */
  private static Deployment play(
      Rehearsal<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect> rehearsal,
      Set<String> failing) {
    List<DeploymentEffect.RunLifecycleEvent> open =
        rehearsal.pending(DeploymentEffect.RunLifecycleEvent.class);
    while (!open.isEmpty()) {
      for (DeploymentEffect.RunLifecycleEvent run : open) {
        boolean fails =
            run.event() == LifecycleEvent.VALIDATE_SERVICE && failing.contains(run.instance());
        report(rehearsal, run.instance(), run.event(), !fails);
      }
      open = rehearsal.pending(DeploymentEffect.RunLifecycleEvent.class);
    }
    return DeploymentView.of(rehearsal.state);
  }

  private static DeploymentStrategy strategy(String name) {
    String[] parts = name.split(" ", -1);
    return switch (parts[0]) {
      case "AllAtOnce" -> DeploymentStrategy.allAtOnce();
      case "HalfAtATime" -> DeploymentStrategy.halfAtATime();
      case "OneAtATime" -> DeploymentStrategy.oneAtATime();
      case "COUNT" -> DeploymentStrategy.minimumHealthyHosts(Integer.parseInt(parts[1]));
      default -> DeploymentStrategy.minimumHealthyPercent(Integer.parseInt(parts[1]));
    };
  }

  @ParameterizedTest(name = "{0} of {1} with failures {2}")
  @DisplayName("attempts as many instances as the worked examples say, and ends as they do")
  @CsvSource({
    "AllAtOnce, 9, 0-7, 9, SUCCEEDED",
    "AllAtOnce, 9, 0-8, 9, FAILED",
    "HalfAtATime, 9, '', 9, SUCCEEDED",
    "HalfAtATime, 9, 0-3, 4, FAILED",
    "HalfAtATime, 9, 0-2, 9, SUCCEEDED",
    "HalfAtATime, 9, 5-8, 9, SUCCEEDED",
    "HalfAtATime, 8, '', 8, SUCCEEDED",
    "OneAtATime, 5, 2-2, 3, FAILED",
    "OneAtATime, 5, 4-4, 5, SUCCEEDED",
    "OneAtATime, 1, 0-0, 1, FAILED",
    "COUNT 8, 10, 0-1, 2, FAILED",
    "PERCENT 85, 10, 0-0, 1, FAILED",
    "PERCENT 95, 10, '', 0, FAILED",
    "PERCENT 40, 9, '', 9, SUCCEEDED",
    "COUNT 0, 3, 0-1, 3, SUCCEEDED",
  })
  @Covers({"D-253", "D-254", "D-255", "D-256"})
  void workedExamples(
      String name, int total, String failing, int attempted, DeploymentStatus status) {
    DeploymentStrategy strategy = strategy(name);
    String[] range = failing.split("-", -1);
    Set<String> failures =
        failing.isEmpty()
            ? Set.of()
            : IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[1]))
                .mapToObj(i -> "i-" + i)
                .collect(Collectors.toSet());
    Deployment end = play(begin(strategy, Plans.inPlace(strategy, total, 0)), failures);
    assertEquals(status, end.status());
    assertEquals(attempted, total - end.count(TargetStatus.SKIPPED));
  }

  @Test
  @DisplayName("serves unhealthy instances first, to their end")
  @Covers({"D-251", "D-252"})
  void unhealthyFirst() {
    DeploymentStrategy half = DeploymentStrategy.halfAtATime();
    var rehearsal = begin(half, Plans.inPlace(half, 4, 2));
    play(rehearsal, Set.of());
    assertEquals(
        List.of(List.of("sick-0", "sick-1"), List.of("i-0", "i-1", "i-2"), List.of("i-3")),
        rehearsal.events(DeploymentEvent.WaveStarted.class).stream()
            .map(DeploymentEvent.WaveStarted::instances)
            .toList());
  }

  @Test
  @DisplayName("counts an unhealthy instance as healthy once it succeeded, and not as lost if not")
  @Covers("D-252")
  void unhealthyFailures() {
    DeploymentStrategy six = DeploymentStrategy.minimumHealthyHosts(6);
    assertEquals(List.of(2, 3, 3, 1), waves(six, 7, 2, Set.of(), DeploymentStatus.SUCCEEDED));
    assertEquals(
        List.of(2, 2, 2, 2, 1), waves(six, 7, 2, Set.of("sick-0"), DeploymentStatus.SUCCEEDED));
    assertEquals(
        List.of(2, 1, 1, 1, 1, 1, 1, 1),
        waves(six, 7, 2, Set.of("sick-0", "sick-1"), DeploymentStatus.SUCCEEDED));
    assertEquals(
        List.of(3, 3),
        waves(six, 3, 6, Set.of("sick-0", "sick-1", "sick-2"), DeploymentStatus.FAILED));
    DeploymentStrategy all = DeploymentStrategy.minimumHealthyHosts(9);
    assertEquals(List.of(1, 1), waves(all, 7, 2, Set.of(), DeploymentStatus.FAILED));
  }

  private static List<Integer> waves(
      DeploymentStrategy strategy,
      int healthy,
      int unhealthy,
      Set<String> failures,
      DeploymentStatus end) {
    var rehearsal = begin(strategy, Plans.inPlace(strategy, healthy, unhealthy));
    Deployment ended = play(rehearsal, failures);
    assertEquals(end, ended.status());
    assertEquals(end == DeploymentStatus.FAILED ? "HEALTH_CONSTRAINTS" : "", ended.code());
    return rehearsal.events(DeploymentEvent.WaveStarted.class).stream()
        .map(wave -> wave.instances().size())
        .toList();
  }

  @Test
  @DisplayName("skips the rest of an instance whose event failed")
  @Covers({"D-180", "D-391", "D-392"})
  void firstFailureEndsTheInstance() {
    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    var rehearsal = begin(all, Plans.inPlace(all, 1, 0));
    report(rehearsal, "i-0", LifecycleEvent.APPLICATION_STOP, true);
    report(rehearsal, "i-0", LifecycleEvent.DOWNLOAD_BUNDLE, false);
    TargetProgress target = DeploymentView.of(rehearsal.state).targets().get(0);
    assertEquals(TargetStatus.FAILED, target.status());
    assertEquals(
        List.of("SUCCEEDED", "FAILED", "SKIPPED", "SKIPPED", "SKIPPED", "SKIPPED", "SKIPPED"),
        target.events().stream().map(event -> event.status().name()).toList());
    assertEquals(
        new TargetProgress.Event(
            LifecycleEvent.DOWNLOAD_BUNDLE,
            LifecycleEventStatus.FAILED,
            LifecycleErrorCode.SCRIPT_FAILED,
            "status 1",
            "oops"),
        target.events().get(1));
  }

  @Test
  @DisplayName("passes over a failed ApplicationStop if the plan says so, and over nothing else")
  @Covers("D-098")
  void ignoresApplicationStop() {
    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    DeploymentPlan plan = Plans.inPlace(all, 1, 0);
    DeploymentPlan lenient = Ways.lenient(plan);
    var strict = begin(all, plan);
    report(strict, "i-0", LifecycleEvent.APPLICATION_STOP, false);
    assertEquals(DeploymentStatus.FAILED, DeploymentView.of(strict.state).status());
    var rehearsal = begin(all, lenient);
    report(rehearsal, "i-0", LifecycleEvent.APPLICATION_STOP, false);
    assertEquals(DeploymentStatus.SUCCEEDED, play(rehearsal, Set.of()).status());
    var other = begin(all, lenient);
    report(other, "i-0", LifecycleEvent.APPLICATION_STOP, true);
    report(other, "i-0", LifecycleEvent.DOWNLOAD_BUNDLE, false);
    assertEquals(DeploymentStatus.FAILED, DeploymentView.of(other.state).status());
  }

  @Test
  @DisplayName("fails an event that does not end in time; a late result changes nothing")
  @Covers({"D-181", "D-440"})
  void eventTimeout() {
    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    var rehearsal = begin(all, Plans.inPlace(all, 2, 0));
    DeploymentEffect.WakeAt timer = rehearsal.pending(DeploymentEffect.WakeAt.class).get(0);
    assertEquals(START.plus(Duration.ofHours(1)), timer.due());
    rehearsal.tell(new DeploymentCommand.TimerFired(timer.key(), timer.due()));
    TargetProgress target = DeploymentView.of(rehearsal.state).targets().get(0);
    assertEquals(TargetStatus.FAILED, target.status());
    assertEquals("ApplicationStop did not end within PT1H", target.events().get(0).message());
    assertInstanceOf(
        Decision.Unchanged.class, report(rehearsal, "i-0", LifecycleEvent.APPLICATION_STOP, true));
    assertEquals(DeploymentStatus.SUCCEEDED, play(rehearsal, Set.of()).status());
  }

  @Test
  @DisplayName("lets running events finish when it is stopped, and begins no more")
  @Covers({"D-262", "D-400"})
  void stop() {
    DeploymentStrategy half = DeploymentStrategy.halfAtATime();
    var rehearsal = begin(half, Plans.inPlace(half, 4, 0));
    report(rehearsal, "i-0", LifecycleEvent.APPLICATION_STOP, true);
    rehearsal.tell(new DeploymentCommand.StopDeployment("enough", RollbackChoice.LEAVE, START));
    assertEquals(2, rehearsal.pending(DeploymentEffect.RunLifecycleEvent.class).size());
    assertEquals(DeploymentStatus.IN_PROGRESS, DeploymentView.of(rehearsal.state).status());
    report(rehearsal, "i-0", LifecycleEvent.DOWNLOAD_BUNDLE, true);
    report(rehearsal, "i-1", LifecycleEvent.APPLICATION_STOP, false);
    Deployment end = DeploymentView.of(rehearsal.state);
    assertEquals(DeploymentStatus.STOPPED, end.status());
    assertEquals("MANUAL_STOP", end.code());
    assertEquals(
        List.of(
            TargetStatus.UNKNOWN, TargetStatus.FAILED, TargetStatus.SKIPPED, TargetStatus.SKIPPED),
        end.targets().stream().map(TargetProgress::status).toList());
    assertEquals(
        Decision.rejected("deployment.ended", "deployment shop-1 has ended: STOPPED"),
        rehearsal.tell(new DeploymentCommand.StopDeployment("again", RollbackChoice.LEAVE, START)));
  }

  @Test
  @DisplayName("refuses reports that cannot be")
  void impossibleReports() {
    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    var rehearsal = begin(all, Plans.inPlace(all, 1, 0));
    assertEquals(
        Decision.rejected(
            "deployment.no-such-instance", "instance \"i-9\" is not in deployment shop-1"),
        report(rehearsal, "i-9", LifecycleEvent.INSTALL, true));
    assertEquals(
        Decision.rejected(
            "deployment.event-not-running", "Install has not begun on instance \"i-0\""),
        report(rehearsal, "i-0", LifecycleEvent.INSTALL, true));
    assertEquals(
        Decision.rejected(
            "deployment.not-waiting", "deployment shop-1 is not in its READY_WAIT yet"),
        rehearsal.tell(new DeploymentCommand.ContinueDeployment(WaitKind.READY_WAIT, START)));
    play(rehearsal, Set.of());
    assertEquals(
        Decision.rejected("deployment.ended", "deployment shop-1 has ended: SUCCEEDED"),
        rehearsal.tell(new DeploymentCommand.StopDeployment("late", RollbackChoice.LEAVE, START)));
  }

  @Test
  @DisplayName("takes a foreign strategy as it is: holds, moves of too much, exceptions, renaming")
  void foreignStrategies() {
    DeploymentStrategy greedy = named("greedy", rollout -> move(rollout, 1_000));
    var rehearsal = begin(greedy, Plans.inPlace(greedy, 3, 0));
    assertEquals(DeploymentStatus.SUCCEEDED, play(rehearsal, Set.of()).status());

    DeploymentStrategy slow = named("slow", rollout -> move(rollout, 2));
    rehearsal = begin(slow, Plans.inPlace(slow, 3, 0));
    play(rehearsal, Set.of());
    DeploymentEffect.WakeAt hold = rehearsal.pending(DeploymentEffect.WakeAt.class).get(0);
    assertEquals(START.plus(Duration.ofMinutes(7)), hold.due());
    rehearsal.tell(new DeploymentCommand.TimerFired(hold.key(), hold.due()));
    assertEquals(DeploymentStatus.SUCCEEDED, play(rehearsal, Set.of()).status());

    DeploymentStrategy broken =
        named(
            "broken",
            rollout -> {
              throw new IllegalStateException("oops");
            });
    Deployment end = play(begin(broken, Plans.inPlace(broken, 3, 0)), Set.of());
    assertEquals("STRATEGY_FAILED", end.code());
    assertEquals("fleet strategy broken threw java.lang.IllegalStateException: oops", end.reason());

    DeploymentStrategy endless = named("endless", rollout -> new Step.Move(1, Duration.ZERO));
    end = play(begin(endless, Plans.inPlace(endless, 3, 0)), Set.of());
    assertEquals("fleet strategy endless moves more than there is", end.reason());

    end = play(begin(slow, Plans.inPlace(broken, 3, 0)), Set.of());
    assertEquals(
        "the deployment was begun with the fleet strategy broken, and its group now has slow; open"
            + " the group with the old one until the deployment has ended",
        end.reason());
  }

  private static Step move(Rollout rollout, int units) {
    return rollout.waiting() == 0 ? new Step.Finish() : new Step.Move(units, Duration.ofMinutes(7));
  }

  private static DeploymentStrategy named(
      String name, java.util.function.Function<Rollout, Step> next) {
    return new DeploymentStrategy() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Step next(Rollout rollout) {
        return next.apply(rollout);
      }
    };
  }
}
