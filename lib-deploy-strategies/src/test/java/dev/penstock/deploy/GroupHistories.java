package dev.penstock.deploy;

import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.revision.FileExistsBehavior;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws what a group is told next: orders, reports that fit, and some that come late or twice. */
final class GroupHistories {
  private static final String[] SCALED =
      IntStream.range(0, 12).mapToObj(i -> "i-" + i).toArray(String[]::new);

  private GroupHistories() {}

  static GroupCommand next(GroupState state, List<GroupEffect> pending, RandomGenerator random) {
    Instant at = Plans.START.plusSeconds(random.nextInt(100_000));
    if (!pending.isEmpty() && random.nextInt(3) > 0) {
      return answer(pending.get(random.nextInt(pending.size())), at, random);
    }
    String id = "r" + random.nextInt(1_000_000);
    String instance = SCALED[random.nextInt(SCALED.length)];
    String old = "shop-" + (1 + random.nextInt(state.count + 1));
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 ->
          new GroupCommand.RequestDeployment(
              "token-" + random.nextInt(40), Plans.revision(id), options(random), at);
      case 4 ->
          new GroupCommand.RepeatDeployment(
              "token-" + id, old, random.nextBoolean(), DeploymentOptions.NONE, at);
      case 5 -> new GroupCommand.StopWaiting(old, "no", at);
      case 6, 7 ->
          new GroupCommand.LaunchInstance(
              FleetInstance.of(instance).inAutoScalingGroup(random.nextInt(3) == 0 ? "x" : "asg"),
              random.nextBoolean(),
              at);
      case 8 -> new GroupCommand.EndInstance(instance, random.nextBoolean(), at);
      case 9 -> new GroupCommand.ReportEnd(old, outcome(List.of(), random), at);
      case 10 -> new GroupCommand.InstancesFound(old, List.of(instance), Map.of(), at);
      default -> stale(at, random);
    };
  }

  private static GroupCommand stale(Instant at, RandomGenerator random) {
    int number = random.nextInt(4);
    return switch (random.nextInt(5)) {
      case 0 -> new GroupCommand.AnswerTaken(1 + random.nextInt(9), number, at);
      case 1 -> new GroupCommand.AnswerFailed(1 + random.nextInt(9), number, "away", at);
      case 2 ->
          new GroupCommand.TimerFired(GroupKey.heartbeatTimer(1 + random.nextInt(9), number), at);
      case 3 ->
          new GroupCommand.TimerFired(GroupKey.answerTimer(1 + random.nextInt(9), number), at);
      default -> new GroupCommand.Postponed("turn/shop-1", at);
    };
  }

  private static GroupCommand answer(GroupEffect effect, Instant at, RandomGenerator random) {
    if (effect instanceof GroupEffect.StartDeployment start) {
      List<String> targets =
          start.plan().targets().stream().map(DeploymentPlan.Target::instance).toList();
      return new GroupCommand.ReportEnd(start.plan().id(), outcome(targets, random), at);
    }
    if (effect instanceof GroupEffect.FindInstances search) {
      return switch (random.nextInt(6)) {
        case 0 -> new GroupCommand.SearchFailed(search.deployment(), "away", at);
        case 1 -> new GroupCommand.InstancesFound(search.deployment(), List.of(), Map.of(), at);
        default ->
            new GroupCommand.InstancesFound(
                search.deployment(),
                List.of(SCALED).subList(0, 1 + random.nextInt(5)),
                Map.of(SCALED[0], "b", SCALED[1], "a"),
                at);
      };
    }
    if (effect instanceof GroupEffect.AnswerHook answer) {
      return random.nextInt(3) > 0
          ? new GroupCommand.AnswerFailed(answer.hold(), answer.attempt(), "away", at)
          : new GroupCommand.AnswerTaken(answer.hold(), answer.attempt(), at);
    }
    return effect instanceof GroupEffect.WakeAt wake
        ? new GroupCommand.TimerFired(wake.key(), wake.due())
        : new GroupCommand.Postponed(effect.key().text(), at);
  }

  private static DeploymentOptions options(RandomGenerator random) {
    DeploymentOptions options = DeploymentOptions.NONE;
    if (random.nextInt(3) == 0) {
      options = options.onlyOutdatedInstances();
    }
    if (random.nextInt(3) == 0) {
      options = options.withAutoRollback(AutoRollback.DISABLED);
    }
    if (random.nextInt(5) == 0) {
      options = options.asEmergency("ann", "stops the data loss");
    }
    if (random.nextInt(3) == 0) {
      options =
          options
              .withDescription("as a test")
              .withCreator(DeploymentCreator.CLOUD_FORMATION)
              .withAlarms(AlarmSettings.of("errors", "latency").ignoringUnreadable())
              .withIgnoredApplicationStopFailures(random.nextBoolean())
              .withFileExistsBehavior(FileExistsBehavior.RETAIN);
    }
    return options;
  }

  static DeploymentOutcome outcome(List<String> targets, RandomGenerator random) {
    boolean isSuccess = random.nextInt(3) > 0;
    EndCause cause = Plans.any(EndCause.class, random);
    TargetStatus[] ends = {TargetStatus.SUCCEEDED, TargetStatus.FAILED, TargetStatus.SKIPPED};
    List<DeploymentOutcome.Result> results = new ArrayList<>();
    for (String target : targets) {
      TargetStatus end = isSuccess ? TargetStatus.SUCCEEDED : ends[random.nextInt(3)];
      results.add(
          new DeploymentOutcome.Result(
              target, end, end == TargetStatus.SUCCEEDED || random.nextBoolean()));
    }
    return new DeploymentOutcome(
        isSuccess ? DeploymentStatus.SUCCEEDED : cause.status(),
        isSuccess ? Optional.empty() : Optional.of(cause),
        isSuccess ? "" : "CODE",
        isSuccess ? "" : "because",
        Plans.any(RollbackChoice.class, random),
        results);
  }
}
